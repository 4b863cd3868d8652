//! What stands around a reply: addresses, hosts, stages, header fields.

use crate::phrases::Table;
use smtp_lens_catalog::Stage;

pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && local.len() <= 128
        && domain.contains('.')
        && domain.len() <= 255
        && !local.contains(['<', '>', ' ', '/', '(', '\\', ':'])
        && domain
            .chars()
            .all(|it| it.is_alphanumeric() || matches!(it, '.' | '-' | '_'))
        && domain.ends_with(|it: char| it.is_alphanumeric())
}

/// The first address in a text.
pub fn address_in(text: &str) -> Option<String> {
    for (at, _) in text.match_indices('@').take(50) {
        let start = text[..at]
            .rfind(|it: char| {
                it.is_whitespace() || matches!(it, '<' | '>' | '"' | '\'' | '(' | ',' | ';' | ':' | '[' | '=')
            })
            .map_or(0, |it| it + text[it..].chars().next().map_or(1, char::len_utf8));
        let end = at
            + text[at..]
                .find(|it: char| {
                    it.is_whitespace() || matches!(it, '<' | '>' | '"' | '\'' | ')' | ',' | ';' | ':' | ']' | '\\')
                })
                .unwrap_or(text.len() - at);
        let address = text[start..end].trim_end_matches('.');
        if is_address(address) {
            return Some(address.to_string());
        }
    }
    None
}

/// The host that said it, in the words right before: `host mx.example.net[192.0.2.1] said:`.
pub fn host_near(source: &str, at: usize, from: usize) -> Option<String> {
    let start = source.ceil_char_boundary(at.saturating_sub(300).max(from)).min(at);
    let before = &source[start..at];
    if let Some(host) = host_above(before) {
        return Some(host.to_string());
    }
    const BEFORE: [&str; 10] = [
        "erver at ",
        "host ",
        "relay=",
        "H=",
        "while talking to ",
        "remote host ",
        "server ",
        "to ",
        "by ",
        "from ",
    ];
    let flat = before.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    for it in BEFORE {
        if let Some(found) = flat.rfind(it) {
            let host: String = flat[found + it.len()..]
                .chars()
                .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-'))
                .collect();
            let host = host.trim_end_matches('.');
            if host.contains('.') && host.bytes().any(|it| it.is_ascii_alphabetic()) {
                return Some(host.to_string());
            }
        }
    }
    let line = before.trim_end().lines().next_back().unwrap_or_default();
    let host: String = line
        .trim_start()
        .chars()
        .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-'))
        .collect();
    (host.contains('.') && line.contains(&format!("{host} [")) && host.bytes().any(|it| it.is_ascii_alphabetic()))
        .then_some(host)
}

/// Exchange's report as a mail window shows it, in any language: a line with the recipient, one with the server's name alone, and the
/// line that begins the reply.
fn host_above(before: &str) -> Option<&str> {
    let (above, _) = before.rsplit_once('\n')?;
    let mut lines = above.lines().rev().map(str::trim);
    let host = lines.next().filter(|it| is_host(it))?;
    lines.next().filter(|it| it.contains('@') && !it.contains(' '))?;
    Some(host)
}

/// The server that wrote such a report: the only thing behind a label, on the line above the recipient's.
pub fn generating_server(source: &str) -> Option<&str> {
    let mut server = None;
    for line in source.lines().map(str::trim).filter(|it| !it.is_empty()) {
        if server.is_some() && line.contains('@') && !line.contains(' ') {
            return server;
        }
        server = line
            .rsplit_once(':')
            .filter(|(label, _)| label.len() < 60 && label.trim_end().contains(char::is_whitespace))
            .map(|(_, host)| host.trim())
            .filter(|it| is_host(it));
    }
    None
}

/// Whether a word is the full name of a host.
fn is_host(word: &str) -> bool {
    word.len() < 254
        && word.contains('.')
        && !word.ends_with('.')
        && word.bytes().any(|it| it.is_ascii_alphabetic())
        && word
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-' | b'_'))
}

/// What qmail says of the moment before it tells what the other server said.
const QMAIL: [(&str, Stage); 6] = [
    ("does not like recipient", Stage::Rcpt),
    ("but sender was rejected", Stage::Mail),
    ("but my name was rejected", Stage::Helo),
    ("but greeting failed", Stage::Connect),
    ("failed on DATA command", Stage::Data),
    ("failed after I sent the message", Stage::Message),
];

/// The stage that the words around a reply name.
pub fn stage_near(source: &str, start: usize, end: usize) -> Option<Stage> {
    let to = source.floor_char_boundary(end + 60);
    let after = &source[end.min(to)..to];
    // Wrapped or not: `(in reply to RCPT TO command)`.
    if let Some(at) = after.find("(in reply") {
        return stage_word(after[at + 9..].split(')').next().unwrap_or_default());
    }
    // m-FILTER names the command below the reply.
    if let Some(at) = after.find("SMTP command") {
        return stage_word(after[at + 12..].split_whitespace().next().unwrap_or_default());
    }
    let from = source.ceil_char_boundary(start.saturating_sub(160));
    let before = source[from..start].trim_end();
    let line = before.strip_suffix("Remote host said:").map(str::trim_end);
    if let Some(line) = line.and_then(|it| it.lines().next_back()) {
        let said = QMAIL.iter().find(|it| line.contains(it.0));
        if let Some((_, stage)) = said {
            return Some(*stage);
        }
    }
    // Sendmail's and Courier's dialogue: the command stands in the line before.
    if let Some(at) = before.rfind(">>> ") {
        let stage = stage_word(before[at..].lines().next().unwrap_or_default());
        // Sendmail names the last command that it sent, and it sends ahead: what DATA itself was answered shows which reply came to RCPT.
        let to = source.floor_char_boundary(end + 300);
        let ahead = source[end.min(to)..to].to_ascii_lowercase();
        return match stage {
            Some(Stage::Data) if ahead.contains("need rcpt") || ahead.contains("no valid recipients") => {
                Some(Stage::Rcpt)
            }
            it => it,
        };
    }
    if before.ends_with("refused to talk to me:") {
        return Some(Stage::Connect);
    }
    for mark in [
        "error from remote mail server after ",
        "failed after ",
        "did not like our ",
        " after ",
    ] {
        if let Some(at) = before.rfind(mark) {
            return stage_word(&before[at + mark.len()..]);
        }
    }
    let line = before.rsplit('\n').next().unwrap_or_default();
    // An exception right before it names the step.
    let word = line
        .trim_end_matches([' ', '(', ':', '"', '\''])
        .rsplit([' ', '.', ':'])
        .next();
    // gomail: `could not send email 1: Auth: 451 …`
    if line.ends_with(": Auth:")
        || word.is_some_and(|it| it.ends_with("AuthenticationError") || it.ends_with("AuthError"))
    {
        return Some(Stage::Auth);
    }
    let near = line.get(line.len().saturating_sub(90)..).unwrap_or(line);
    if near.contains("reject: ") {
        return stage_word(&near[near.find("reject: ").unwrap_or(0) + 8..]);
    }
    stage_word(near).filter(|_| {
        near.contains("command")
            || near.contains("rejected")
            || near.contains("failed")
            || near.contains("Authentication")
            || near.contains("Recipient")
            || near.contains("login")
            || near.contains("authentication")
            || near.contains("not accepted")
            || near.contains("Refused")
    })
}

/// The value of a header field, its first line.
pub fn header<'a>(text: &'a str, name: &'a str) -> Option<&'a str> {
    all_headers(text, name).next()
}

pub fn all_headers<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    lines_of_headers(text)
        .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

/// The values of several header fields in one pass, of each its first line where it comes first.
pub fn headers<'a, const N: usize>(text: &'a str, names: [&str; N]) -> [Option<&'a str>; N] {
    let mut values = [None; N];
    for (key, value) in lines_of_headers(text) {
        for (have, name) in values.iter_mut().zip(names) {
            if have.is_none() && key.eq_ignore_ascii_case(name) {
                *have = Some(value.trim());
            }
        }
    }
    values
}

/// The lines that have a colon: what stands before it, and after it.
fn lines_of_headers(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().take(400).filter_map(|line| {
        let colon = memchr::memchr(b':', line.as_bytes())?;
        Some((line[..colon].trim(), &line[colon + 1..]))
    })
}

/// What names a stage, the more telling first.
static STAGES: Table<Stage> = Table::new(&[
    ("end of data", Stage::Message),
    ("final data", Stage::Message),
    ("data end", Stage::Message),
    ("final dot", Stage::Message),
    ("after data", Stage::Message),
    ("message content", Stage::Message),
    ("rcpt", Stage::Rcpt),
    ("recipient", Stage::Rcpt),
    ("mail from", Stage::Mail),
    ("mail ", Stage::Mail),
    ("sender address", Stage::Mail),
    ("envelope from", Stage::Mail),
    ("auth", Stage::Auth),
    ("login", Stage::Auth),
    ("password", Stage::Auth),
    ("username", Stage::Auth),
    ("tls", Stage::Tls),
    ("ehlo", Stage::Helo),
    ("helo", Stage::Helo),
    ("data", Stage::Data),
    ("initial connection", Stage::Connect),
    ("connect", Stage::Connect),
    ("greeting", Stage::Connect),
    ("banner", Stage::Connect),
    ("refused to talk", Stage::Connect),
]);

/// The stage that a word of a log names.
pub fn stage_word(words: &str) -> Option<Stage> {
    let mut first = None;
    STAGES.each(&words.to_ascii_lowercase().replace('\n', " "), |index, stage| {
        if first.is_none_or(|(have, _)| index < have) {
            first = Some((index, *stage));
        }
    });
    first.map(|it| it.1)
}
