//! Exim: main log and reject log (the specification's chapter "Log files").

use super::ledger::{Answer, Attempt, Ledger};
use super::line::Entry;
use crate::analysis::Outcome;
use crate::read::hints;
use smtp_lens_catalog::Stage;

/// Whether the words after a date are Exim's.
pub fn is(words: &str) -> bool {
    let words = process(words);
    message_id(words).is_some()
        || [
            "H=",
            "Start queue run",
            "End queue run",
            "exim 4",
            "SMTP connection from",
            "no host name found",
        ]
        .iter()
        .any(|it| words.starts_with(it))
        || words.contains(" authenticator failed for ")
        || words.contains(" rejected RCPT ")
        || words.contains(" rejected connection ")
}

/// Without the process number.
fn process(words: &str) -> &str {
    match words.strip_prefix('[').and_then(|it| it.split_once("] ")) {
        Some((number, rest)) if number.bytes().all(|it| it.is_ascii_digit()) => rest,
        _ => words,
    }
}

/// `1xVTG5-0001HR-2J` (before 4.97), `1qSIsJ-000000003xY-0abc`.
pub fn message_id(words: &str) -> Option<&str> {
    let end = words
        .bytes()
        .take(26)
        .position(|it| it == b' ')
        .unwrap_or(words.len().min(26));
    let bytes = words.as_bytes().get(..end)?;
    let alphanumeric = |it: &[u8]| it.iter().all(u8::is_ascii_alphanumeric);
    let old = bytes.len() == 16 && bytes[6] == b'-' && bytes[13] == b'-';
    let new = bytes.len() == 23 && bytes[6] == b'-' && bytes[18] == b'-';
    let fits = (old || new)
        && alphanumeric(&bytes[..6])
        && alphanumeric(&bytes[7..13])
        && alphanumeric(&bytes[bytes.len() - 2..]);
    fits.then(|| &words[..end])
}

/// Reads one line.
pub fn line<'a>(it: &Entry<'a>, ledger: &mut Ledger<'a>) {
    let words = process(it.words);
    let base = it.start + (it.words.len() - words.len());
    let Some(queue) = message_id(words) else {
        refused(words, base, it.stamp, ledger);
        return;
    };
    let rest = words[queue.len()..].trim_start();
    let at = base + (words.len() - rest.len());
    let (flag, tail) = rest.split_once([' ', '\n']).unwrap_or((rest, ""));
    let tail_at = at + (rest.len() - tail.len());
    match flag {
        "<=" => {
            ledger.received(queue, it.stamp);
            let sender = tail.split([' ', '\n']).next().unwrap_or_default();
            ledger.sender(queue, if sender == "<>" { "" } else { sender });
        }
        "=>" | "->" | ">>" | "*>" => deliver(queue, tail, tail_at, it.stamp, Outcome::Delivered, ledger),
        "**" => deliver(queue, tail, tail_at, it.stamp, Outcome::Failed, ledger),
        "==" => deliver(queue, tail, tail_at, it.stamp, Outcome::Delayed, ledger),
        "Completed" => ledger.removed(queue),
        _ if rest.contains(" rejected ") || rest.starts_with("rejected ") => refused(rest, at, it.stamp, ledger),
        _ if rest.contains("SMTP error from remote mail server") || rest.contains(" authenticator failed H=") => {
            ledger.weak(queue, it.stamp, answer(rest, at));
        }
        _ => {}
    }
}

/// `a@example.org <b@example.org> R=… T=… H=mx [192.0.2.1] …: words`
fn deliver<'a>(queue: &'a str, tail: &'a str, at: usize, stamp: &'a str, outcome: Outcome, ledger: &mut Ledger<'a>) {
    let first = tail.split([' ', '\n']).next().unwrap_or_default();
    let shown = tail[first.len()..].trim_start();
    // The address after its rewriting; the one that was asked for stands in angle brackets.
    let recipient = match shown.strip_prefix('<').and_then(|it| it.split_once('>')) {
        Some((original, _)) if original.contains('@') => original,
        _ => first.trim_end_matches(':'),
    };
    let answer = if outcome == Outcome::Delivered {
        let range = tail.find(" C=\"").map_or((at, at), |found| {
            let from = found + 4;
            let end = tail[from..].find('"').map_or(tail.len(), |it| from + it);
            (at + from, at + end)
        });
        Answer {
            range,
            host: super::between(tail, " H=", " "),
            ..Answer::default()
        }
    } else {
        answer(tail, at)
    };
    ledger.attempt(
        queue,
        Attempt {
            recipient: recipient.trim_matches(['<', '>']),
            outcome,
            at: stamp,
            answer,
        },
    );
}

/// The reply in a line, or Exim's own words.
fn answer(words: &str, at: usize) -> Answer<'_> {
    let end = words.trim_end().len();
    let mut it = Answer {
        host: super::between(words, "H=", " ")
            .map(|it| it.trim_end_matches(':'))
            .filter(|it| it.contains('.')),
        ..Answer::default()
    };
    if let Some(found) = words.find("authenticator failed H=") {
        it.stage = Some(Stage::Auth);
        let from = words[found..].find("] ").map_or(found, |close| found + close + 2);
        it.range = (at + from, at + end);
        return it;
    }
    if let Some(found) = words.find("SMTP error from remote mail server after ") {
        let from = found + 41;
        // "after RCPT TO:<a@example.org>: 550 …", "after pipelined end of data: 421-…"
        let reply = reply_at(&words[from..]).map_or(from, |it| from + it);
        it.stage = hints::stage_word(&words[from..reply]);
        it.range = (at + reply, at + end);
        return it;
    }
    // "defer (-53): retry time not reached for any host", "a@example.org: retry timeout exceeded", "…: Unrouteable address"
    let from = words
        .find(" defer (")
        .and_then(|found| words[found..].find(')').map(|close| found + close + 1))
        .or_else(|| words.find(": "))
        .unwrap_or(0);
    let own = words[from..].trim_start_matches([':', ' ']);
    it.range = (at + words.len() - own.len(), at + end.max(words.len() - own.len()));
    it.stage = if own.contains("authenticat") {
        Some(Stage::Auth)
    } else if own.contains("TLS") {
        Some(Stage::Tls)
    } else if own.contains("Connection ") || own.contains("connection ") {
        Some(Stage::Connect)
    } else {
        None
    };
    it
}

/// Where `: 550 ` or `: 550-` stands.
fn reply_at(words: &str) -> Option<usize> {
    words.match_indices([':']).map(|it| it.0 + 2).find(|&it| {
        let bytes = words.as_bytes().get(it..).unwrap_or_default();
        matches!(words.as_bytes().get(it - 1), Some(b' ' | b'\n'))
            && matches!(bytes, [b'2'..=b'5', b, c, b' ' | b'-', ..] if b.is_ascii_digit() && c.is_ascii_digit())
    })
}

/// What this server refused itself: `H=(x) [192.0.2.1] F=<a> rejected RCPT <b>: words`.
fn refused<'a>(words: &'a str, at: usize, stamp: &'a str, ledger: &mut Ledger<'a>) {
    let (found, later, failed) = if let Some(found) = words.find(" authenticator failed for ") {
        (found, false, true)
    } else if let Some(found) = words.find("temporarily rejected ") {
        (found, true, false)
    } else if let Some(found) = words.find("rejected ") {
        (found, false, false)
    } else {
        return;
    };
    let tail = &words[found..];
    let Some(colon) = reply_at(tail).map(|it| it - 2).or_else(|| after_address(tail)) else {
        return;
    };
    let from = found + colon + 2;
    let verb = &words[found..from];
    let client = client(words).unwrap_or_default();
    let stage = if failed {
        Some(Stage::Auth)
    } else if verb.contains("connection") {
        Some(Stage::Connect)
    } else {
        hints::stage_word(verb)
    };
    ledger.refused_here(
        client,
        super::between(words, "F=<", ">"),
        Attempt {
            recipient: super::between(verb, "RCPT <", ">").unwrap_or_default(),
            outcome: if later { Outcome::Delayed } else { Outcome::Failed },
            at: stamp,
            answer: Answer {
                range: (
                    at + from.min(words.len()),
                    at + words.trim_end().len().max(from.min(words.len())),
                ),
                stage,
                ..Answer::default()
            },
        },
    );
}

/// The `: ` behind the address or verb, not one inside of it.
fn after_address(tail: &str) -> Option<usize> {
    let from = tail.find('>').unwrap_or(0);
    tail[from..].find(": ").map(|it| from + it)
}

/// `(web01.example.com) [192.0.2.1]`
fn client(words: &str) -> Option<&str> {
    let close = words.find(']')?;
    let open = words[..close].rfind('[')?;
    let start = words[..open]
        .find("H=")
        .map(|it| it + 2)
        .or_else(|| words[..open].find(" for ").map(|it| it + 5))
        .unwrap_or(open);
    Some(&words[start..=close])
}
