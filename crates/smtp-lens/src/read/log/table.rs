//! Tables and objects, a row or an object a delivery: Exchange's message tracking, PowerMTA's accounting, KumoMTA's log.

use super::between;
use super::ledger::{Answer, Attempt, Ledger};
use crate::analysis::Outcome;
use crate::read::hints;
use smtp_lens_catalog::EnhancedStatus;

/// Whether the text is such a table, or such objects.
pub fn is(source: &str) -> bool {
    holds_objects(source) || names(source).is_some()
}

fn holds_objects(source: &str) -> bool {
    let end = source.floor_char_boundary(4000);
    let head = &source[..end];
    // A prompt, a container's name or a sentence may stand before the first of them.
    head.lines()
        .take(12)
        .any(|it| it.contains("{\"type\":\"") && it.contains("\"recipient\":") && it.contains("\"queue\":"))
}

/// The row of the columns' names, and whether it is message tracking's.
fn names(source: &str) -> Option<(&str, bool)> {
    let end = source.floor_char_boundary(4000);
    source[..end].lines().take(12).find_map(|line| {
        let line = line.strip_prefix("#Fields:").unwrap_or(line).trim();
        let line = line.find("type,timeLogged").map_or(line, |at| &line[at..]);
        let lower = line.to_ascii_lowercase();
        let tracking = lower.contains("event-id") && lower.contains("recipient-address");
        let accounting = lower.starts_with("type,timelogged") && lower.contains("dsndiag");
        let row = is_tracked(line)
            .then_some((TRACKING, true))
            .or_else(|| is_accounted(line).then_some((ACCOUNTING, false)));
        (tracking || accounting).then_some((line, tracking)).or(row)
    })
}

/// The columns of message tracking since Exchange 2013, for rows that were copied without their head.
const TRACKING: &str = "date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,\
    internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,\
    related-recipient-address,reference,message-subject,sender-address,return-path";

/// Whether a line is such a row: a time first, a source and an event of message tracking where they have to be.
fn is_tracked(line: &str) -> bool {
    const SOURCES: [&str; 7] = ["SMTP", "STOREDRIVER", "ROUTING", "DSN", "AGENT", "RESOLVER", "QUEUE"];
    const EVENTS: [&str; 7] = ["RECEIVE", "SEND", "SENDEXTERNAL", "FAIL", "DEFER", "DELIVER", "BADMAIL"];
    if !line.as_bytes().starts_with(b"20") || line.len() < 60 {
        return false;
    }
    let cells = cells(line);
    let cell = |index: usize| cells.get(index).map_or("", |it| it.1);
    cell(0).contains('T') && SOURCES.contains(&cell(7)) && EVENTS.contains(&cell(8)) && cell(12).contains('@')
}

/// The first columns of PowerMTA's accounting file, for rows that were copied without their head.
const ACCOUNTING: &str = "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta";

/// The row in a line: the system's log may stand before it.
fn accounted(line: &str) -> &str {
    let head = &line[..line.floor_char_boundary(160)];
    ["b,20", "t,20", "d,20", "q,20"]
        .iter()
        .filter_map(|it| head.find(it))
        .min()
        .map_or(line, |at| {
            let from = line[..at].rfind([' ', '\t']).map_or(0, |it| it + 1);
            &line[from..]
        })
}

/// Whether a line is such a row: what became of it, twice a time, twice an address, an action of RFC 3464.
fn is_accounted(line: &str) -> bool {
    const TYPES: [&str; 5] = ["b,", "rb,", "t,", "tq,", "d,"];
    let line = accounted(line);
    if !TYPES.iter().any(|it| line.starts_with(it)) || line.len() < 60 {
        return false;
    }
    let cells = cells(line);
    let cell = |index: usize| cells.get(index).map_or("", |it| it.1);
    cell(1).starts_with("20")
        && cell(4).contains('@')
        && matches!(cell(6), "failed" | "delayed" | "relayed" | "delivered")
}

/// Reads a table by the names of its columns; gives the program's name.
pub fn read<'a>(source: &'a str, ledger: &mut Ledger<'a>) -> Option<&'static str> {
    if holds_objects(source) {
        return objects(source, ledger);
    }
    let names = names(source);
    let (names, tracking) = names?;
    let place = |name: &str| {
        names
            .split(',')
            .position(|it| it.trim().trim_matches('"').eq_ignore_ascii_case(name))
    };
    let columns = if tracking {
        Columns {
            event: place("event-id")?,
            recipient: place("recipient-address")?,
            words: place("recipient-status")?,
            status: None,
            sender: place("sender-address"),
            at: place("date-time"),
            host: place("server-hostname"),
            id: place("message-id"),
        }
    } else {
        Columns {
            event: 0,
            recipient: place("rcpt")?,
            words: place("dsnDiag")?,
            status: place("dsnStatus"),
            sender: place("orig"),
            at: place("timeLogged"),
            host: place("dsnMta"),
            id: place("header_Message-Id"),
        }
    };
    rows(source, &columns, ledger);
    Some(if tracking {
        "exchange-message-tracking"
    } else {
        "powermta"
    })
}

struct Columns {
    event: usize,
    recipient: usize,
    words: usize,
    status: Option<usize>,
    sender: Option<usize>,
    at: Option<usize>,
    host: Option<usize>,
    id: Option<usize>,
}

/// The cells of a row: offset and words, quotes taken off.
fn cells(line: &str) -> Vec<(usize, &str)> {
    let bytes = line.as_bytes();
    let mut cells = Vec::new();
    let mut at = 0;
    while at <= bytes.len() && cells.len() < 200 {
        if bytes.get(at) == Some(&b'"') {
            let (mut end, mut close) = (at + 1, line.len());
            while let Some(quote) = bytes
                .get(end..)
                .and_then(|it| memchr::memchr(b'"', it))
                .map(|it| end + it)
            {
                end = quote + 1;
                if bytes.get(end) != Some(&b'"') {
                    close = quote;
                    break;
                }
                end += 1;
            }
            cells.push((at + 1, line.get(at + 1..close).unwrap_or_default()));
            // Whatever stands between the quote and the comma is no part of it.
            let rest = bytes.get(end..).unwrap_or_default();
            at = end + memchr::memchr(b',', rest).unwrap_or(rest.len()) + 1;
        } else {
            let end = bytes
                .get(at..)
                .and_then(|it| memchr::memchr(b',', it))
                .map_or(bytes.len(), |it| at + it);
            cells.push((at, &line[at..end]));
            at = end + 1;
        }
    }
    cells
}

fn rows<'a>(source: &'a str, columns: &Columns, ledger: &mut Ledger<'a>) {
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let row = if columns.status.is_some() {
            accounted(line)
        } else {
            line
        };
        let start = at + (line.len() - row.len());
        at += line.len();
        let cells = cells(row.trim_end());
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        let value = |index: Option<usize>| index.map_or("", |it| cell(it).1);
        let outcome = match cell(columns.event).1 {
            "FAIL" | "b" | "rb" | "BADMAIL" => Outcome::Failed,
            "DEFER" | "t" | "tq" => Outcome::Delayed,
            "DELIVER" | "SEND" | "SENDEXTERNAL" | "d" => Outcome::Delivered,
            "RECEIVE" => {
                let id = value(columns.id);
                ledger.received(id, value(columns.at));
                continue;
            }
            _ => continue,
        };
        let id = value(columns.id);
        ledger.sender(id, value(columns.sender));
        let (from, words) = cell(columns.words);
        let mut answer = said(words, start + from);
        answer.status = columns
            .status
            .and_then(|it| EnhancedStatus::at_start(cell(it).1))
            .map(|it| it.0);
        answer.host = columns
            .host
            .map(|it| cell(it).1.split(' ').next().unwrap_or_default())
            .filter(|it| it.contains('.') && columns.status.is_some())
            .or(answer.host);
        let (_, recipients) = cell(columns.recipient);
        for recipient in recipients.split(';').filter(|it| it.contains('@')).take(1000) {
            ledger.attempt(
                id,
                Attempt {
                    recipient,
                    outcome,
                    at: value(columns.at),
                    answer: answer.clone(),
                },
            );
        }
    }
}

/// The reply in a cell: `smtp;550 5.1.1 …`, `[{LED=550 5.1.10 …};{MSG=};…]`, `550 5.1.1 …`.
fn said(words: &str, at: usize) -> Answer<'_> {
    let (from, to) = if let Some(found) = words.find("LED=").map(|it| it + 4) {
        let end = words[found..].find("};").map_or(words.len(), |it| found + it);
        (found, end)
    } else if let Some(rest) = words.strip_prefix("smtp;") {
        (words.len() - rest.trim_start().len(), words.len())
    } else {
        (0, words.len())
    };
    Answer {
        range: (at + from, at + to.max(from)),
        host: between(words, "{FQDN=", "}").filter(|it| it.contains('.')),
        ..Answer::default()
    }
}

/// KumoMTA: `{"type":"Bounce","id":…,"sender":…,"recipient":…,"response":{"code":550,"content":"…","command":"RCPT TO:<…>"},…}`
fn objects<'a>(source: &'a str, ledger: &mut Ledger<'a>) -> Option<&'static str> {
    let mut at = 0;
    let mut any = false;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        let text = |key: &str| string(line, key).map_or("", |it| it.1);
        let outcome = match text("\"type\"") {
            "Bounce" | "AdminBounce" | "Expiration" | "OOB" | "Rejection" => Outcome::Failed,
            "TransientFailure" => Outcome::Delayed,
            "Delivery" => Outcome::Delivered,
            "Reception" => {
                ledger.received(text("\"id\""), number(line, "\"timestamp\""));
                continue;
            }
            _ => continue,
        };
        any = true;
        let id = text("\"id\"");
        ledger.sender(id, text("\"sender\""));
        let code = number(line, "\"code\"");
        let (from, words) = string(line, "\"content\"").unwrap_or_default();
        let mut answer = Answer {
            range: (start + from, start + from + words.len()),
            stage: hints::stage_word(text("\"command\"")),
            host: line
                .find("\"peer_address\"")
                .and_then(|it| string(&line[it..], "\"name\""))
                .map(|it| it.1.trim_end_matches('.')),
            ..Answer::default()
        };
        answer.code = code.parse().ok().filter(|it| (200..600).contains(it));
        answer.status = status(line);
        let attempt = Attempt {
            recipient: text("\"recipient\""),
            outcome,
            at: number(line, "\"timestamp\""),
            answer,
        };
        if text("\"type\"") == "Rejection" {
            ledger.refused_here(text("\"peer_address\""), None, attempt);
        } else {
            ledger.attempt(id, attempt);
        }
    }
    any.then_some("kumomta")
}

/// The string behind a key: its offset and its characters, escapes left as they are.
pub fn string<'a>(line: &'a str, key: &str) -> Option<(usize, &'a str)> {
    let rest = line[line.find(key)? + key.len()..]
        .trim_start()
        .strip_prefix(':')?
        .trim_start();
    // A list of one: `"recipient":["a@example.org"]`.
    let rest = rest.strip_prefix('[').map_or(rest, str::trim_start);
    let inner = rest.strip_prefix('"')?;
    let bytes = inner.as_bytes();
    let mut end = 0;
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    Some((line.len() - inner.len(), inner.get(..end.min(inner.len()))?))
}

/// The number behind a key, as it stands.
fn number<'a>(line: &'a str, key: &str) -> &'a str {
    let Some(found) = line.find(key) else { return "" };
    let rest = line[found + key.len()..].trim_start_matches([':', ' ']);
    let end = rest.bytes().position(|it| !it.is_ascii_digit()).unwrap_or(rest.len());
    &rest[..end]
}

/// `"enhanced_code":{"class":5,"subject":1,"detail":1}`
fn status(line: &str) -> Option<EnhancedStatus> {
    let object = &line[line.find("\"enhanced_code\"")?..];
    Some(EnhancedStatus {
        class: number(object, "\"class\"").parse().ok()?,
        subject: number(object, "\"subject\"").parse().ok()?,
        detail: number(object, "\"detail\"").parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_row() {
        let words = |line| cells(line).into_iter().map(|it| it.1).collect::<Vec<_>>();
        assert_eq!(words("a,\"b, \"\"c\"\"\",,d"), ["a", "b, \"\"c\"\"", "", "d"]);
        assert_eq!(words("\"a\"é,b"), ["a", "b"]);
        assert_eq!(words("\"a"), ["a"]);
        assert_eq!(words(""), [""]);
    }
}
