//! The refusals of a session.

use super::ReadSession;
use crate::analysis::Outcome;
use crate::read::{ReadFinding, hints};
use crate::reply::FoundReply;
use smtp_lens_catalog::Stage;

/// The refusals of a session: the decisive one first, what only follows from it marked so.
pub fn of(source: &str, part: usize, session: &ReadSession) -> Vec<ReadFinding> {
    let (mut recipient, mut sender): (Option<String>, Option<String>) = (None, None);
    let mut found: Vec<ReadFinding> = Vec::new();
    // A line alone does not show what it answers; words and codes may.
    let bare = !session.opened && session.exchanges.iter().all(|it| it.command.is_none());
    for it in &session.exchanges {
        if let Some((start, end)) = it.command {
            let words = &source[start..end];
            match it.stage {
                Some(Stage::Mail) => sender = hints::address_in(words),
                Some(Stage::Rcpt) => recipient = hints::address_in(words),
                _ => {}
            }
        }
        let Some(reply) = it.reply.as_ref().filter(|it| it.refuses()) else {
            continue;
        };
        let about = match it.stage {
            Some(Stage::Rcpt | Stage::Data | Stage::Message) => recipient.clone(),
            _ => None,
        };
        if found
            .iter()
            .any(|have| have.recipient == about && have.reply.as_ref().is_some_and(|have| same(have, reply)))
        {
            continue;
        }
        found.push(ReadFinding {
            outcome: Outcome::Failed,
            recipient: about,
            sender: sender.clone(),
            stage: it.stage.filter(|it| !(bare && *it == Stage::Connect)),
            status: reply.status,
            reply: Some(reply.clone()),
            part,
            remote_mta: session.server.clone(),
            banner: session.banner.clone(),
            follows: !found.is_empty() && follows(reply),
            ..ReadFinding::default()
        });
    }
    found.sort_by_key(|it| it.follows);
    found
}

fn same(have: &FoundReply, it: &FoundReply) -> bool {
    have.code == it.code && have.status == it.status && (have.text.contains(&it.text) || it.text.contains(&have.text))
}

/// Whether a reply after a refusal says nothing of its own: the order of commands is wrong because the one before was refused.
fn follows(reply: &FoundReply) -> bool {
    let text = reply.text.to_ascii_lowercase();
    reply.code == Some(503)
        || (matches!(reply.code, Some(554 | 550 | 451)) && text.contains("no valid recipients"))
        || (reply.code == Some(421) && text.contains("too many errors"))
}
