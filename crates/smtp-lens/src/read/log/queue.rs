//! What waits: `mailq` of Postfix and Sendmail, `smtpctl show queue` of OpenSMTPD.

use super::ledger::{Answer, Attempt, Ledger};
use crate::analysis::Outcome;

/// Whether the text is such a listing.
pub fn is(source: &str) -> bool {
    let end = source.floor_char_boundary(4000);
    let head = &source[..end];
    head.contains("-Queue ID-") || head.contains("---Q-ID---") || head.lines().take(5).any(|it| piped(it).is_some())
}

/// Reads a listing; `false` when the text is none.
pub fn read<'a>(source: &'a str, ledger: &mut Ledger<'a>) -> bool {
    if !is(source) {
        return false;
    }
    let end = source.floor_char_boundary(4000);
    if source[..end].contains("ueue ID-") || source[..end].contains("---Q-ID---") {
        brackets(source, ledger);
    } else {
        lines(source, ledger);
    }
    true
}

/// Postfix and Sendmail: a line with the id and the sender, the reason in brackets, the recipients indented.
fn brackets<'a>(source: &'a str, ledger: &mut Ledger<'a>) {
    let (mut queue, mut reason, mut open) = ("", None::<(usize, usize)>, false);
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim_end();
        let trimmed = words.trim_start();
        let from = start + (words.len() - trimmed.len());
        if trimmed.is_empty() || words.starts_with('-') {
            continue;
        }
        if open || trimmed.starts_with('(') {
            let begin = if open { reason.map_or(from, |it| it.0) } else { from + 1 };
            let end = start + words.len();
            open = !trimmed.ends_with(')');
            reason = Some((begin, if open { end } else { end - 1 }));
        } else if words.len() == trimmed.len() && trimmed.as_bytes()[0].is_ascii_alphanumeric() {
            let id = trimmed.split(' ').next().unwrap_or_default();
            if id.len() < 6 || !trimmed.contains(':') {
                continue;
            }
            queue = id.trim_end_matches(['*', '!', '#', '-', '?']);
            reason = None;
            if let Some(sender) = trimmed
                .rsplit(' ')
                .next()
                .filter(|it| it.contains('@') || *it == "MAILER-DAEMON")
            {
                ledger.sender(
                    queue,
                    if sender == "MAILER-DAEMON" {
                        ""
                    } else {
                        sender.trim_matches(['<', '>'])
                    },
                );
            }
        } else if trimmed.contains('@') && !trimmed.contains(' ') && !queue.is_empty() {
            let answer = reason.map_or_else(Answer::default, |it| said(source, it));
            ledger.attempt(
                queue,
                Attempt {
                    recipient: trimmed.trim_matches(['<', '>']),
                    outcome: Outcome::Delayed,
                    at: "",
                    answer,
                },
            );
        }
    }
}

/// Of a reason in brackets the reply: behind `said: ` or `Deferred: `.
fn said(source: &str, (from, to): (usize, usize)) -> Answer<'_> {
    let words = &source[from..to.max(from)];
    for mark in [" said: ", "refused to talk to me: ", "Deferred: "] {
        if let Some(found) = words.find(mark) {
            let begin = found + mark.len();
            let end = words
                .find(" (in reply to ")
                .filter(|it| *it >= begin)
                .unwrap_or(words.len());
            return Answer {
                range: (from + begin, from + end),
                stage: words.get(end + 14..).and_then(crate::read::hints::stage_word),
                host: super::between(words, "host ", "["),
                ..Answer::default()
            };
        }
    }
    Answer {
        range: (from, to),
        ..Answer::default()
    }
}

/// `id|local|mta|…|sender|to|rcpt|…|pending|…|451 …`: id, sender, recipient, state, and where the reason begins.
fn piped(line: &str) -> Option<(&str, &str, &str, usize)> {
    let cells: Vec<&str> = line.splitn(16, '|').collect();
    let id = cells.first()?;
    if cells.len() < 12 || id.len() != 16 || !id.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let reason = line.rfind('|')? + 1;
    let recipient = cells[4..9].iter().rev().find(|it| it.contains('@'))?;
    let sender = cells[4..8]
        .iter()
        .find(|it| it.contains('@'))
        .filter(|it| *it != recipient);
    Some((id, sender.copied().unwrap_or_default(), recipient, reason))
}

fn lines<'a>(source: &'a str, ledger: &mut Ledger<'a>) {
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim_end();
        let Some((queue, sender, recipient, reason)) = piped(words) else {
            continue;
        };
        ledger.sender(queue, sender);
        let failed = words.contains("|bounce|");
        ledger.attempt(
            queue,
            Attempt {
                recipient,
                outcome: if failed { Outcome::Failed } else { Outcome::Delayed },
                at: "",
                answer: Answer {
                    range: (start + reason, start + words.len()),
                    ..Answer::default()
                },
            },
        );
    }
}
