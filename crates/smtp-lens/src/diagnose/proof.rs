//! What shows that an answer is right, and how far the mail came.

use crate::analysis::{Acts, Cause, MatchKind, Outcome, Place, Proof, Span, Stage, Stop, StopState};
use crate::read::ReadFinding;
use crate::text::Text;
use smtp_lens_catalog::Pack;

/// The words of the input that prove an answer, and what each of them says.
pub fn proof(found: &ReadFinding, text: &Text, causes: &[Cause], provider: Option<&str>, pack: &Pack) -> Vec<Proof> {
    let mut proof = Vec::new();
    let mut add = |span: Span, key: &str, with: &str| {
        let says = pack.phrase(key).replace("{}", with);
        if !span.is_empty() && !says.is_empty() {
            proof.push(Proof { span, says });
        }
    };
    if let Some(reply) = &found.reply {
        if let Some(code) = reply.code {
            let stage = found
                .stage
                .map(|it| pack.phrase(&format!("stage.{it}")))
                .unwrap_or_default();
            let key = if code >= 500 {
                "proof.code-permanent"
            } else {
                "proof.code-temporary"
            };
            add(text.span(reply.code_range.0, reply.code_range.1), key, stage);
        }
        if reply.status.is_some() && reply.status_range.1 > reply.status_range.0 {
            let by = causes.iter().any(|it| it.matched == MatchKind::ProviderCode);
            let key = if by { "proof.status-provider" } else { "proof.status" };
            add(
                text.span(reply.status_range.0, reply.status_range.1),
                key,
                provider.unwrap_or_default(),
            );
        }
    }
    if let Some(first) = causes.first() {
        let vendor = first.sources.iter().any(|it| it.kind == "vendor");
        let key = if first.id.starts_with("general/") || first.id.starts_with("standards/") {
            "proof.text-general"
        } else if vendor {
            "proof.text"
        } else {
            "proof.text-seen"
        };
        for span in &first.evidence {
            add(*span, key, provider.unwrap_or_default());
        }
    }
    proof
}

/// The stations of the mail and how far it came.
pub fn way(found: &ReadFinding, outcome: Outcome, stage: Option<Stage>, acts: Option<Acts>) -> Vec<Stop> {
    let here = match (outcome, stage, acts) {
        (Outcome::Delivered | Outcome::Relayed | Outcome::Expanded | Outcome::Complaint | Outcome::AutoReply, _, _) => {
            None
        }
        (_, Some(Stage::Auth | Stage::Tls | Stage::Helo), _) => Some(Place::YourServer),
        (_, Some(Stage::Mail), Some(Acts::Sender | Acts::SenderAdmin)) if found.reporting_mta.is_none() => {
            Some(Place::YourServer)
        }
        (_, _, Some(Acts::Provider)) => Some(Place::Filter),
        (_, _, Some(Acts::Recipient)) => Some(Place::Mailbox),
        _ => Some(Place::TheirServer),
    };
    let waiting = outcome == Outcome::Delayed;
    let mut passed = true;
    [
        Place::You,
        Place::YourServer,
        Place::Filter,
        Place::TheirServer,
        Place::Mailbox,
    ]
    .into_iter()
    .map(|place| {
        let state = if here == Some(place) {
            passed = false;
            if waiting { StopState::Waiting } else { StopState::Here }
        } else if passed {
            StopState::Passed
        } else {
            StopState::After
        };
        let name = match place {
            Place::You => found.sender.clone(),
            Place::YourServer => found.reporting_mta.clone().or_else(|| {
                if here == Some(Place::YourServer) {
                    found.remote_mta.clone()
                } else {
                    None
                }
            }),
            Place::TheirServer | Place::Filter if here == Some(place) => found.remote_mta.clone(),
            Place::Mailbox => found.recipient.clone(),
            _ => None,
        };
        Stop { place, name, state }
    })
    .collect()
}
