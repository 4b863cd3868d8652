//! Sendmail: one line a recipient, `to=…, stat=…`.

use super::ledger::{Answer, Attempt, Ledger, outcome_of};
use super::line::Entry;
use crate::analysis::Outcome;
use smtp_lens_catalog::{EnhancedStatus, Stage};

/// Reads one line.
pub fn line<'a>(it: &Entry<'a>, ledger: &mut Ledger<'a>) {
    let words = it.words;
    let Some((queue, rest)) = words.split_once(": ") else {
        return;
    };
    let queue_like = queue.len() >= 8 && queue.bytes().all(|it| it.is_ascii_alphanumeric());
    let (queue, rest) = if queue_like { (queue, rest) } else { ("", words) };
    let at = it.start + (words.len() - rest.len());
    if let Some(from) = rest.strip_prefix("from=") {
        ledger.received(queue, it.stamp);
        let sender = from.split(", ").next().unwrap_or_default();
        ledger.sender(queue, sender.trim_matches(['<', '>']));
    } else if rest.starts_with("to=") {
        attempt(queue, rest, at, it.stamp, ledger);
    } else if let Some(found) = rest.find(", reject=") {
        refused(rest, at, found + 9, it.stamp, ledger);
    } else if let Some((_, report)) = rest.split_once("DSN: ") {
        // A warning and a receipt go back too, and end nothing.
        if report.starts_with("Cannot send message for") {
            ledger.expired(queue, it.stamp);
        }
        if !report.starts_with("Warning") && !report.starts_with("Return receipt") {
            ledger.returned(queue);
        }
    }
}

fn attempt<'a>(queue: &'a str, rest: &'a str, at: usize, stamp: &'a str, ledger: &mut Ledger<'a>) {
    let Some(stat_at) = rest
        .rfind(", stat=")
        .or_else(|| rest.rfind("\nstat=").or_else(|| rest.rfind(" stat=")))
    else {
        return;
    };
    let stat_at = stat_at + rest[stat_at..].find('=').map_or(0, |it| it + 1);
    let stat = rest[stat_at..].trim_end();
    let outcome = if stat.starts_with("Sent") {
        Outcome::Delivered
    } else if stat.starts_with("Deferred") || stat.starts_with("queued") || stat.starts_with("Insufficient disk") {
        Outcome::Delayed
    } else {
        Outcome::Failed
    };
    // The reply's first line; else what the status quotes.
    let reply = rest[..stat_at].find(", reply=").map(|it| it + 8);
    let (from, to) = match reply {
        Some(from) => (from, rest[..stat_at].rfind(", stat=").unwrap_or(stat_at).max(from)),
        None => {
            let skip = ["Deferred: ", "Sent ("]
                .iter()
                .find(|it| stat.starts_with(**it))
                .map_or(0, |it| it.len());
            let end = stat_at
                + stat
                    .strip_suffix(')')
                    .filter(|_| stat.starts_with("Sent ("))
                    .unwrap_or(stat)
                    .len();
            (stat_at + skip, end)
        }
    };
    let relay = super::between(rest, "relay=", " ")
        .map(|it| it.trim_end_matches([',', '.']))
        .filter(|it| it.contains('.'));
    let answer = Answer {
        range: (at + from, at + to),
        status: super::between(rest, "dsn=", ",").and_then(EnhancedStatus::parse),
        host: relay,
        ..Answer::default()
    };
    let recipients = rest[3..].split(", ").next().unwrap_or_default();
    for recipient in recipients.split(',').take(1000) {
        ledger.attempt(
            queue,
            Attempt {
                recipient: recipient.trim_matches(['<', '>', ' ']),
                outcome,
                at: stamp,
                answer: answer.clone(),
            },
        );
    }
}

/// `ruleset=check_rcpt, arg1=<b@example.org>, relay=mx [192.0.2.1], reject=550 5.7.1 …`: this server said no.
fn refused<'a>(rest: &'a str, at: usize, from: usize, stamp: &'a str, ledger: &mut Ledger<'a>) {
    let words = rest[from..].trim_end();
    let stage = match super::between(rest, "ruleset=", ",") {
        Some("check_rcpt") => Some(Stage::Rcpt),
        Some("check_mail") => Some(Stage::Mail),
        Some("check_relay") => Some(Stage::Connect),
        Some("check_eoh" | "check_data") => Some(Stage::Message),
        _ => None,
    };
    ledger.refused_here(
        super::between(rest, "relay=", ",").unwrap_or_default(),
        None,
        Attempt {
            recipient: super::between(rest, "arg1=<", ">")
                .filter(|_| stage == Some(Stage::Rcpt))
                .unwrap_or_default(),
            outcome: outcome_of(words),
            at: stamp,
            answer: Answer {
                range: (at + from, at + from + words.len()),
                stage,
                ..Answer::default()
            },
        },
    );
}
