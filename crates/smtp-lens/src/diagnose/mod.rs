//! Each finding against the catalogue: candidates, evidence, rank, and the words for them.

mod candidates;
mod cause;
mod proof;
mod whole;

pub use cause::{Wording, cause};
pub use whole::{hops, lines, sessions};

use crate::analysis::*;
use crate::input::Document;
use crate::phrases::Phrases;
use crate::read::{ReadFinding, ReadRemark, layouts};
use crate::reason::{self, Known};
use crate::text::Text;
use crate::words::{self, Values};
use candidates::{Asked, COMPARED};
use smtp_lens_catalog::{CauseEntry, Matcher, Pack, Question, Scratch};

/// What confirmations say when the next server gives none (RFC 3464, "relayed").
static RELAYED: Phrases = Phrases::new(&[
    "no delivery notification was sent",
    "aucune notification de remise",
    "uccessfully relayed",
    "elayed to the following",
]);

/// So many causes of one finding are told.
const CAUSES: usize = 6;

/// Explains one finding: `found` as it was read, `shown` with what may be shown of it; when `brief`, names the best cause only.
pub fn explain(
    found: &ReadFinding,
    shown: &ReadFinding,
    brief: bool,
    (document, kind): (&Document, Kind),
    matcher: &Matcher,
    pack: &Wording,
    scratch: &mut Scratch,
) -> Finding {
    let empty = Text::default();
    let text = document.parts.get(found.part).map_or(&empty, |it| &it.text);
    let said = candidates::said(found, text);
    let report = matches!(kind, Kind::Bounce | Kind::Notice);
    let blanked = Some(said).filter(|_| report).and_then(layouts::without_always);
    let said = blanked.as_deref().unwrap_or(said);
    let asked = Asked::about(found, text, said, kind, matcher, scratch);
    let values = Values {
        recipient: shown.recipient.clone(),
        sender: shown.sender.clone(),
        server: shown.remote_mta.clone(),
        ip: match &shown.reply {
            Some(reply) => ip_in(&reply.text),
            // Words around a finding are never masked: they are not shown either.
            None if std::ptr::eq(found, shown) => ip_in(asked.question.text),
            None => None,
        },
    };
    let mut causes: Vec<Cause> = asked
        .candidates
        .iter()
        .take(if brief { 1 } else { CAUSES })
        .map(|it| cause(it, asked.entry(it), asked.evidence(it), &values, brief, pack))
        .collect();
    // What a reply inside says comes right after what decides.
    if let Some((it, evidence)) = asked.nested(scratch) {
        let entry = asked.entry(&it);
        causes.retain(|have| have.id != entry.id);
        let at = causes.len().min(1);
        causes.insert(at, cause(&it, entry, evidence, &values, brief, pack));
        causes.truncate(CAUSES);
    }
    let first = asked.candidates.first().map(|it| asked.entry(it));
    let reason = found.reason.unwrap_or_else(|| reason_of(found, &asked, kind));
    let outcome = outcome(found, reason, &asked.question);
    let stage = stage(found, &asked);
    let acts = causes.first().map(|it| it.acts);
    let provider = asked.provider.map(|it| &matcher.tables().providers[usize::from(it)]);
    let verdict = match causes.first() {
        Some(it) => it.title.clone(),
        None => pack.phrase(&format!("outcome.{}", outcome.word())).to_string(),
    };
    let (proof, way) = if brief {
        Default::default()
    } else {
        let name = provider.map(|it| it.name.as_str());
        (
            proof::proof(found, text, &causes, name, pack),
            proof::way(shown, outcome, stage, acts),
        )
    };
    Finding {
        outcome,
        recipient: shown.recipient.clone(),
        sender: shown.sender.clone(),
        stage,
        reason,
        permanent: permanent(outcome, first, &asked.question),
        status: found.status.map(|it| it.to_string()),
        reply: shown.reply.as_ref().map(|it| Reply {
            code: it.code,
            status: it.status.map(|it| it.to_string()),
            text: it.text.clone(),
            span: text.span(it.start, it.end),
        }),
        provider: provider.map(|it| it.id.clone()),
        provider_name: provider.map(|it| it.name.clone()),
        reporting_mta: shown.reporting_mta.clone(),
        remote_mta: shown.remote_mta.clone(),
        at: found.at.clone(),
        verdict,
        causes,
        proof,
        way,
        follows: found.follows,
        queue_id: shown.queue_id.clone(),
        attempts: found.attempts,
        story: shown.story.iter().map(|it| remark(it, document, pack)).collect(),
    }
}

/// The reason of the best cause, or what the field calls it when more is known than the cause's words.
fn reason_of(found: &ReadFinding, asked: &Asked<'_>, kind: Kind) -> Reason {
    let best = asked.candidates.first();
    let entry = best.map(|it| asked.entry(it));
    let also = found.also.as_ref().and_then(|it| it.status);
    let known = Known {
        kind,
        outcome: found.outcome,
        stage: found.stage,
        status: asked.question.status,
        answered: found.reply.as_ref().is_some_and(|it| it.code.is_some()),
        by_program: found.by_program,
        said: asked.question.text,
        by_words: best.is_some_and(|it| it.kind == MatchKind::Text),
        documented: entry.is_some_and(|it| it.provider.is_some()),
        vague: entry.is_some_and(|it| it.vague),
        expired: asked
            .candidates
            .iter()
            .any(|it| it.kind == MatchKind::Text && asked.entry(it).reason == Reason::Expired)
            || also.is_some_and(|it| it.subject == 4 && matches!(it.detail, 7 | 300)),
    };
    reason::of(entry.map(|it| it.reason).unwrap_or_default(), &known)
}

/// Where in SMTP: a report that does not say so itself is taken to mean the delivery, unless another server's documented words tell.
fn stage(found: &ReadFinding, asked: &Asked<'_>) -> Option<Stage> {
    let best = asked.candidates.first();
    let documented = best.and_then(|it| asked.entry(it).stage);
    let told = best.is_some_and(|it| it.kind == MatchKind::Text && asked.entry(it).provider.is_some());
    let answered = found.reply.as_ref().is_some_and(|it| it.code.is_some());
    match found.stage {
        Some(Stage::Delivery) if told && answered => documented.or(found.stage),
        stage => stage.or(documented),
    }
}

/// What became of it, now that the reason is known.
fn outcome(found: &ReadFinding, reason: Reason, question: &Question<'_>) -> Outcome {
    // A report of class 2, and words that only say that it was delivered, tell no failure.
    let fine =
        question.status.is_some_and(|it| it.class == 2) || (found.reply.is_none() && reason == Reason::Delivered);
    match (found.outcome, reason) {
        (Outcome::Failed, _) if fine && RELAYED.any(question.text) => Outcome::Relayed,
        (Outcome::Failed, _) if fine => Outcome::Delivered,
        // Somebody's absence note, pasted without its header: nothing failed.
        (Outcome::Failed, Reason::Vacation) => Outcome::AutoReply,
        (outcome, _) => outcome,
    }
}

/// Whether trying again is of no use, where that is known.
fn permanent(outcome: Outcome, first: Option<&CauseEntry>, question: &Question<'_>) -> Option<bool> {
    match (outcome, first.and_then(|it| it.permanent)) {
        (Outcome::Delayed, _) => Some(false),
        (Outcome::Failed, Some(known)) => Some(known),
        (Outcome::Failed, None) => question
            .code
            .map(|it| it >= 500)
            .or(question.status.map(|it| it.class == 5)),
        _ => None,
    }
}

/// The words of a failure that the catalogue knows nothing of.
pub fn not_understood(found: &ReadFinding, told: &Finding, document: &Document) -> Option<Span> {
    let (start, end) = found.words?;
    let failed = matches!(told.outcome, Outcome::Failed | Outcome::Delayed);
    if !failed || told.reply.is_some() || told.status.is_some() || !told.causes.is_empty() {
        return None;
    }
    let text = &document.parts.get(found.part)?.text;
    let end = text.as_str().floor_char_boundary(end.min(start + COMPARED));
    Some(text.span(start, end)).filter(|it| !it.is_empty())
}

/// The words for something worth saying.
pub fn remark(it: &ReadRemark, document: &Document, pack: &Pack) -> Remark {
    let given: Vec<(String, String)> = it
        .with
        .iter()
        .map(|(name, value)| (name.to_string(), value.replace('{', "{{").replace('}', "}}")))
        .collect();
    let says = pack.phrase(&format!("remark.{}", it.kind));
    Remark {
        kind: it.kind.to_string(),
        says: words::sentence(says, &Values::default(), &given, pack),
        span: it
            .range
            .zip(document.parts.get(it.part))
            .map(|((start, end), part)| part.text.span(start, end)),
    }
}

/// The first IPv4 address in a reply.
fn ip_in(text: &str) -> Option<String> {
    text.split(|it: char| !(it.is_ascii_digit() || it == '.'))
        .map(|it| it.trim_matches('.'))
        .find(|it| it.parse::<std::net::Ipv4Addr>().is_ok())
        .map(str::to_string)
}
