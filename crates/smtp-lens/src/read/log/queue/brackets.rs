//! Postfix and Sendmail: a line with the id and the sender, the reason in brackets, the recipients indented.

use crate::analysis::Outcome;
use crate::read::log::ledger::{Answer, Attempt, Ledger};
use crate::read::log::postfix;

pub fn read<'a>(source: &'a str, ledger: &mut Ledger<'a>) {
    let (mut queue, mut reason, mut open) = ("", None::<(usize, usize)>, false);
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim_end();
        // Sendmail says before the reason how the body is encoded.
        let trimmed = words.trim_start().trim_start_matches("8BITMIME").trim_start();
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

/// What stands in the brackets: the words that the log has too.
fn said(source: &str, (from, to): (usize, usize)) -> Answer<'_> {
    let words = &source[from..to.max(from)];
    let Some(own) = words.strip_prefix("Deferred: ") else {
        return postfix::answer(words, from);
    };
    // "Connection timed out with mx.example.org."
    let host = [" with ", " by "]
        .iter()
        .find_map(|it| own.rsplit_once(it))
        .map(|it| it.1.trim_end_matches('.'))
        .filter(|it| it.contains('.') && !it.contains(' '));
    Answer {
        range: (to - own.len(), to),
        host,
        ..Answer::default()
    }
}
