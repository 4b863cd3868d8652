//! The protocol logs of Exchange (SmtpReceive, SmtpSend): a table with a column for who speaks, and many sessions at once.

use super::lines::{Speaker, Spoken};
use std::collections::HashMap;

/// So many sessions are kept apart.
const SESSIONS: usize = 500;

/// Whether the text is such a log.
pub fn is(source: &str) -> bool {
    let end = source.floor_char_boundary(4000);
    source[..end].contains("connector-id,session-id") || source.lines().take(5).any(|it| row(it, &DEFAULT).is_some())
}

/// Where the columns stand.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Columns {
    session: usize,
    event: usize,
    data: usize,
}

/// `date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context`
const DEFAULT: Columns = Columns {
    session: 2,
    event: 6,
    data: 7,
};

/// The lines of each session, in the order in which the sessions begin; `None` when the text is no such log.
pub fn groups(source: &str) -> Option<Vec<Vec<Spoken<'_>>>> {
    if !is(source) {
        return None;
    }
    let mut columns = DEFAULT;
    let sends = sends(source);
    let mut order: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<Vec<Spoken<'_>>> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n').take(super::LOOKED_AT) {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        if let Some(fields) = line.strip_prefix("#Fields:") {
            let place = |name: &str| fields.split(',').position(|it| it.trim() == name);
            if let (Some(session), Some(event), Some(data)) = (place("session-id"), place("event"), place("data")) {
                columns = Columns { session, event, data };
            }
            continue;
        }
        let Some((session, event, data)) = row(line, &columns) else {
            continue;
        };
        let index = match order.get(session) {
            Some(index) => *index,
            None if groups.len() >= SESSIONS => continue,
            None => {
                order.insert(session, groups.len());
                groups.push(Vec::new());
                groups.len() - 1
            }
        };
        let by = match (event, sends) {
            (">", true) | ("<", false) => Speaker::Client,
            (">" | "<", _) => Speaker::Server,
            _ => Speaker::Program,
        };
        // What the server itself notes stands in the column behind.
        let end = if by == Speaker::Program { line.len() } else { data.1 };
        let range = (start, start + end.min(line.len()));
        groups[index].push(Spoken::by(source, range, start + data.0, by));
    }
    (!groups.is_empty()).then_some(groups)
}

/// Whether the log is of sending: then `>` is the client. By its head, else by who answers.
fn sends(source: &str) -> bool {
    let end = source.floor_char_boundary(4000);
    let head = &source[..end];
    if head.contains("SMTP Send Protocol Log") {
        return true;
    }
    if head.contains("SMTP Receive Protocol Log") {
        return false;
    }
    source.lines().take(200).any(|it| {
        row(it, &DEFAULT).is_some_and(|(_, event, (from, to))| {
            event == "<" && it[from..to].starts_with(|it: char| it.is_ascii_digit())
        })
    })
}

/// Session, event, and the range of the data in the line.
fn row<'a>(line: &'a str, columns: &Columns) -> Option<(&'a str, &'a str, (usize, usize))> {
    let (mut session, mut event) = ("", "");
    let mut at = 0;
    for index in 0.. {
        let rest = line.get(at..)?;
        let quoted = rest.starts_with('"');
        let (from, to, next) = if quoted {
            let close = closing_quote(rest)?;
            (at + 1, at + close, at + close + 1)
        } else {
            let comma = memchr::memchr(b',', rest.as_bytes()).unwrap_or(rest.len());
            (at, at + comma, at + comma)
        };
        let value = &line[from..to];
        if index == columns.session {
            session = value;
        } else if index == columns.event {
            event = value;
        } else if index == columns.data {
            let known = matches!(event, "+" | "-" | "*" | "<" | ">");
            return (known && session.len() > 8 && session.bytes().all(|it| it.is_ascii_hexdigit())).then_some((
                session,
                event,
                (from, to),
            ));
        }
        if line.as_bytes().get(next) != Some(&b',') {
            return None;
        }
        at = next + 1;
    }
    None
}

/// Where the quote that closes a cell stands; a doubled one is a character of it.
fn closing_quote(cell: &str) -> Option<usize> {
    let bytes = cell.as_bytes();
    let mut at = 1;
    loop {
        let quote = at + memchr::memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        at = quote + 2;
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::Says;
    use super::*;

    const LOG: &str = "#Log-type: SMTP Send Protocol Log\n\
        #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n\
        2026-11-23T10:00:00.000Z,out,08DE0000000000A1,0,,192.0.2.1:25,*,,attempting to connect\n\
        2026-11-23T10:00:00.010Z,out,08DE0000000000B2,0,,192.0.2.2:25,<,\"220 b.example.net, ready\",\n\
        2026-11-23T10:00:00.020Z,out,08DE0000000000A1,1,198.51.100.1:5,192.0.2.1:25,>,EHLO a.example.com,\n";

    #[test]
    fn sessions_that_are_mixed_are_kept_apart() {
        let groups = groups(LOG).unwrap_or_default();
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        assert!(matches!(groups[0][1].says, Says::Command("ehlo", _)));
        assert_eq!(groups[1][0].by, Some(Speaker::Server));
    }

    #[test]
    fn a_table_of_another_kind_is_none() {
        assert!(groups("a,b,c,d,e,f,>,EHLO x,\n").is_none());
        assert_eq!(row("\"", &DEFAULT), None);
    }
}
