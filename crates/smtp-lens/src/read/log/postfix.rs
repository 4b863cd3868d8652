//! Postfix: every service's lines (postfix(1), bounce(8), smtp(8), smtpd(8) and their kin).

use super::ledger::{Answer, Attempt, Ledger, outcome_of};
use super::line::Entry;
use crate::analysis::Outcome;
use crate::read::hints;
use smtp_lens_catalog::{EnhancedStatus, Stage};

/// Reads one line.
pub fn line<'a>(it: &Entry<'a>, ledger: &mut Ledger<'a>) {
    let words = it.words;
    let Some((queue, rest)) = queue_id(words) else {
        if let Some(warning) = words.strip_prefix("warning: ") {
            sign_in_failed(it, warning, ledger);
        }
        return;
    };
    let at = it.start + (words.len() - rest.len());
    let bytes = rest.as_bytes();
    match bytes.first() {
        Some(b't') if rest.starts_with("to=<") => attempt(queue, rest, at, it.stamp, ledger),
        Some(b'f') if rest.starts_with("from=<") => {
            let sender = &rest[6..];
            let end = sender.find('>').unwrap_or(sender.len());
            if sender[end..].starts_with(">, status=") {
                ledger.expired(queue, it.stamp);
                ledger.returned(queue);
            } else {
                ledger.sender(queue, &sender[..end]);
            }
        }
        Some(b'c') if rest.starts_with("client=") => ledger.received(queue, it.stamp),
        Some(b'u') if rest.starts_with("uid=") => {
            ledger.received(queue, it.stamp);
            if let Some(from) = super::between(rest, "from=<", ">") {
                ledger.sender(queue, from);
            }
        }
        Some(b'r') if rest.starts_with("removed") => ledger.removed(queue),
        Some(b'r') if rest.starts_with("reject: ") => refused(&rest[8..], at + 8, it.stamp, ledger),
        Some(b'm') if rest.starts_with("milter-reject: ") => refused(&rest[15..], at + 15, it.stamp, ledger),
        Some(b's') if rest.starts_with("sender non-delivery notification") => ledger.returned(queue),
        // What smtp(8) got from one of several servers, before it tries the next.
        Some(b'h') if rest.starts_with("host ") => ledger.weak(queue, it.stamp, answer(rest, at)),
        Some(b'S') if rest.starts_with("SASL authentication failed") => ledger.weak(queue, it.stamp, answer(rest, at)),
        _ => {}
    }
}

/// The queue id at the start, and what follows; `NOQUEUE` when there is no message yet.
fn queue_id(words: &str) -> Option<(&str, &str)> {
    let length = words.bytes().take(24).take_while(u8::is_ascii_alphanumeric).count();
    let rest = words[length..]
        .strip_prefix(": ")
        .or_else(|| words[length..].strip_prefix(":\n"))?;
    (length >= 5 && words.as_bytes()[..length].iter().any(|it| !it.is_ascii_lowercase()))
        .then(|| (&words[..length], rest))
}

/// `to=<a@example.org>, relay=mx[192.0.2.1]:25, delay=1, delays=0/0/1/0, dsn=5.1.1, status=bounced (…)`
fn attempt<'a>(queue: &'a str, rest: &'a str, at: usize, stamp: &'a str, ledger: &mut Ledger<'a>) {
    let Some(end) = memchr::memmem::find(rest.as_bytes(), b">,") else {
        return;
    };
    let recipient = &rest[4..end];
    let Some(status_at) = find_status(rest, end) else {
        return;
    };
    let fields = &rest[end..status_at];
    let words = &rest[status_at + 7..];
    let word = words.split([' ', '\n']).next().unwrap_or_default();
    let outcome = match word {
        "sent" | "deliverable" => Outcome::Delivered,
        "deferred" | "SOFTBOUNCE" => Outcome::Delayed,
        _ => Outcome::Failed,
    };
    let open = status_at + 7 + word.len();
    let inner = rest[open..].trim_start_matches([' ', '\n']);
    let from = open + (rest[open..].len() - inner.len());
    let (from, to) = match inner.strip_prefix('(') {
        Some(said) => (
            from + 1,
            from + 1 + said.trim_end().strip_suffix(')').unwrap_or(said).len(),
        ),
        None => (from, rest.len()),
    };
    let mut answer = answer(&rest[from..to], at + from);
    answer.status = super::between(fields, "dsn=", ",").and_then(EnhancedStatus::parse);
    if answer.host.is_none() {
        answer.host = super::between(fields, "relay=", "[").filter(|it| is_host(it));
    }
    ledger.attempt(
        queue,
        Attempt {
            recipient,
            outcome,
            at: stamp,
            answer,
        },
    );
}

/// Where ` status=` begins, after the other fields.
fn find_status(rest: &str, from: usize) -> Option<usize> {
    let bytes = rest.as_bytes();
    let limit = bytes.len().min(from + 600);
    memchr::memmem::find(&bytes[from..limit], b"status=").map(|it| from + it)
}

/// What stands in the brackets after the status: a reply that was got, or words of Postfix itself.
pub fn answer(words: &str, at: usize) -> Answer<'_> {
    let bytes = words.as_bytes();
    let mut it = Answer {
        range: (at, at + words.trim_end().len()),
        ..Answer::default()
    };
    // "250 2.0.0 OK", "delivered to maildir"
    if bytes.first().is_none_or(u8::is_ascii_digit) {
        return it;
    }
    let said = memchr::memmem::find(bytes, b" said: ")
        .map(|found| found + 7)
        .or_else(|| {
            let found = words.find(" refused to talk to me: ")?;
            it.stage = Some(Stage::Connect);
            Some(found + 24)
        });
    let Some(said) = said else {
        it.stage = stage_of_words(words);
        it.host = host(words, "connect to ").or_else(|| host(words, "lost connection with "));
        return it;
    };
    it.host = host(&words[..said], "host ").or_else(|| host(&words[..said], "server "));
    if words.find("SASL authentication failed") == Some(0) {
        it.stage = Some(Stage::Auth);
    }
    let mut end = words.trim_end().len();
    if let Some(found) = words[said..].find(" (in reply to ") {
        it.stage = hints::stage_word(&words[said + found + 14..end]);
        end = said + found;
    }
    it.range = (at + said, at + end.max(said));
    it
}

/// `relay=none, delay=…` names no host.
fn is_host(it: &str) -> bool {
    it.len() < 256 && it.contains('.') && !it.contains([',', ' '])
}

fn host<'a>(words: &'a str, mark: &str) -> Option<&'a str> {
    let rest = &words[words.find(mark)? + mark.len()..];
    let end = rest.find(['[', ' ', ':', '\n']).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|it| it.contains('.'))
}

/// Where it happened, by Postfix's own words.
fn stage_of_words(words: &str) -> Option<Stage> {
    let has = |it: &str| words.find(it).is_some();
    if let Some(at) = words.find(" while ") {
        return hints::stage_word(&words[at + 7..]);
    }
    if has("SASL ") || has("authenticat") {
        Some(Stage::Auth)
    } else if has("TLS") {
        Some(Stage::Tls)
    } else if has("connect to ") || has("onnection ") {
        Some(Stage::Connect)
    } else {
        None
    }
}

/// `RCPT from unknown[192.0.2.1]: 550 5.1.1 <x>: …; from=<a> to=<b> proto=ESMTP helo=<c>`: this server said no.
fn refused<'a>(rest: &'a str, at: usize, stamp: &'a str, ledger: &mut Ledger<'a>) {
    let Some(found) = rest.find(" from ") else { return };
    let verb = &rest[..found];
    let client = &rest[found + 6..];
    let Some(close) = client.find(']') else { return };
    let client_at = found + 6;
    let client = &client[..=close];
    let after = client_at + close + 1;
    let tail = &rest[after..];
    let envelope = tail
        .find("; from=<")
        .or_else(|| tail.find("; to=<"))
        .or_else(|| tail.find("; proto="));
    let fields = envelope.map_or("", |it| &tail[it..]);
    // `reject: header Subject: … from host[ip]; from=<a> to=<b> proto=ESMTP helo=<c>: 5.7.1 text`
    let (from, to) = if tail.starts_with(": ") {
        (after + 2, after + envelope.unwrap_or(tail.trim_end().len()))
    } else {
        match fields.find(">: ") {
            Some(end) => (rest.len() - fields.len() + end + 3, rest.trim_end().len()),
            None => return,
        }
    };
    let words = rest[from..to].split(' ').next().unwrap_or_default();
    let outcome = outcome_of(words);
    let stage = match verb.split(' ').next().unwrap_or_default() {
        "CONNECT" => Some(Stage::Connect),
        "header" | "body" | "mime-header" | "nested-header" | "END-OF-MESSAGE" => Some(Stage::Message),
        other => hints::stage_word(other),
    };
    ledger.refused_here(
        client,
        super::between(fields, "from=<", ">"),
        Attempt {
            recipient: super::between(fields, " to=<", ">").unwrap_or_default(),
            outcome,
            at: stamp,
            answer: Answer {
                range: (at + from, at + to),
                stage,
                ..Answer::default()
            },
        },
    );
}

/// `unknown[192.0.2.1]: SASL LOGIN authentication failed: UGFzc3dvcmQ6`
fn sign_in_failed<'a>(it: &Entry<'a>, warning: &'a str, ledger: &mut Ledger<'a>) {
    let Some(close) = warning.find("]: SASL ") else { return };
    if !warning[close..].contains("authentication fail") {
        return;
    }
    let from = it.start + (it.words.len() - warning.len()) + close + 3;
    let range = (from, it.start + it.words.trim_end().len());
    ledger.sign_in_refused_here(&warning[..=close], range, it.stamp);
}
