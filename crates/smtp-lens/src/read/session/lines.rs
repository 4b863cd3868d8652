//! The lines of a conversation: where one begins, which mark stands before it, whether it is a command or a reply.

use super::marks::Labels;
use smtp_lens_catalog::{CodePrefix, Stage};

/// A mark is no longer than this.
const MARK: usize = 240;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Says<'a> {
    /// A command: its verb and stage.
    Command(&'a str, Stage),
    /// A reply, by the codes with which it begins.
    Reply(CodePrefix),
    /// Neither.
    Nothing,
}

/// A line and what it says.
#[derive(Debug, Clone, Copy)]
pub struct Spoken<'a> {
    /// Where the line begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Where its content begins, behind the mark.
    pub content: usize,
    /// What it says.
    pub says: Says<'a>,
    /// Who says it, where the program writes it down in so many words.
    pub by: Option<Speaker>,
}

/// The two who speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// The client.
    Client,
    /// The server.
    Server,
    /// Neither: the program's own words.
    Program,
}

impl<'a> Spoken<'a> {
    /// A line, by its form.
    pub fn of(source: &'a str, start: usize, end: usize, labels: &Labels<'_>) -> Self {
        let (content, says) = content_of(source, start, end, labels);
        Self {
            start,
            end,
            content,
            says,
            by: None,
        }
    }

    /// A line whose content and speaker are known.
    pub fn by(source: &'a str, (start, end): (usize, usize), content: usize, by: Speaker) -> Self {
        let (at, says) = content_of(source, content, end, &Labels::default());
        let says = match (by, says) {
            (Speaker::Client, Says::Command(..)) | (Speaker::Server, Says::Reply(_)) if at == content => says,
            _ => Says::Nothing,
        };
        Self {
            start,
            end,
            content,
            says,
            by: Some(by),
        }
    }
}

/// What one line says: itself, and a line for each further line of a reply whose line ends it prints as escapes (`\\r\\n`).
pub fn spoken<'a>(source: &'a str, start: usize, end: usize, labels: &Labels<'_>) -> Vec<Spoken<'a>> {
    let mut line = Spoken::of(source, start, end, labels);
    let mut lines = Vec::new();
    if !matches!(line.says, Says::Nothing) {
        let mut from = line.content;
        while let Some((at, length)) = escape(&source[from..end]) {
            let next = from + at + length;
            // `data="250 ok\r\n" size=8`: the program goes on behind the quote.
            if source[next..end].starts_with("\" ") {
                line.end = from + at;
                break;
            }
            from = next;
            let prefix = CodePrefix::of(&source[next..end]);
            if prefix.code.is_none() || matches!(line.says, Says::Command(..)) {
                continue;
            }
            lines.push(Spoken { end: next, ..line });
            line = Spoken {
                start: next,
                end,
                content: next,
                says: Says::Reply(prefix),
                by: None,
            };
        }
    }
    lines.push(line);
    lines
}

/// The first escaped line end: where it is, and how long; one within a string of JSON is escaped twice.
fn escape(text: &str) -> Option<(usize, usize)> {
    memchr::memchr_iter(b'\\', text.as_bytes()).find_map(|at| {
        ["\\r\\n", "\\n", "\\\\r\\\\n", "\\\\n"]
            .iter()
            .find(|it| text[at..].starts_with(**it))
            .map(|it| (at, it.len()))
    })
}

/// Where the content of a line begins, and what it is: the first place where a command or a reply can begin.
fn content_of<'a>(source: &'a str, start: usize, end: usize, labels: &Labels<'_>) -> (usize, Says<'a>) {
    let line = &source[start..end];
    let bytes = line.as_bytes();
    let mut at = 0;
    let limit = bytes.len().min(MARK);
    while at < limit {
        let before = at.checked_sub(1).map(|it| bytes[it]);
        let can_begin =
            before.is_none_or(|it| matches!(it, b' ' | b'\t' | b'"' | b'\'' | b'>' | b'<' | b']' | b')' | b':'));
        if can_begin && bytes[at].is_ascii_alphanumeric() {
            let rest = &line[at..];
            let mark = &line[..at];
            // Right behind a colon only what a label of this text says: "S:250 ok", and not "[192.0.2.1]:587".
            let fits = |command| labels.end(mark) || before != Some(b':') && mark_fits(mark, command);
            if let Some((verb, stage)) = command(rest)
                && fits(true)
            {
                return (start + at, Says::Command(verb, stage));
            }
            if matches!(bytes[at], b'2'..=b'5') {
                let prefix = CodePrefix::of(rest.trim_end_matches(['"', '\'']));
                if prefix.code.is_some() && fits(false) && reply_fits(rest) {
                    return (start + at, Says::Reply(prefix));
                }
            }
        }
        at += 1;
    }
    (start, Says::Nothing)
}

fn reply_fits(rest: &str) -> bool {
    let after = &rest[3.min(rest.len())..];
    // Ports are named in every conversation and are no codes.
    let port = rest.starts_with("587") || rest.starts_with("465");
    !port && !after.starts_with(" bytes") && !after.starts_with(" ms") && !after.starts_with(" octets")
}

/// Whether a mark can stand before a line of a conversation: nothing, or it ends with a sign, not in the middle of a sentence.
pub fn mark_fits(mark: &str, command: bool) -> bool {
    let trimmed = mark.trim_end_matches([' ', '\t']);
    if trimmed.is_empty() {
        return true;
    }
    let trimmed = trimmed
        .trim_end_matches(['"', '\''])
        .trim_end_matches(" b")
        .trim_end_matches([' ', '\t']);
    if trimmed.ends_with("code:")
        || trimmed.ends_with("Msg:")
        || trimmed.ends_with("response:")
        || trimmed.ends_with("with response:")
        || trimmed.ends_with("ERROR:")
        || trimmed.ends_with("failed:")
        || trimmed.ends_with("message")
        || trimmed.contains("Exception")
    {
        return false;
    }
    let Some(&last) = trimmed.as_bytes().last() else {
        return true;
    };
    if matches!(last, b'>' | b'<' | b'~' | b'*' | b'|' | b'=')
        || trimmed.ends_with("->")
        || trimmed.ends_with("<-")
        || trimmed.ends_with("--")
        || trimmed.ends_with("<b")
    {
        return true;
    }
    if last == b'-' {
        return trimmed.len() < 4;
    }
    if last == b']' {
        return trimmed.len() < 60;
    }
    if last == b':' {
        let word = trimmed[..trimmed.len() - 1]
            .rsplit([' ', '\t', ']', '\u{1b}'])
            .next()
            .unwrap_or_default();
        const WORDS: [&str; 24] = [
            "Response",
            "Send/Response",
            "tx",
            "rx",
            "C",
            "S",
            "CLIENT",
            "SERVER",
            "In",
            "Out",
            "Send",
            "Recv",
            "Sending",
            "Received",
            "reply",
            "send",
            "Wrote",
            "INBOUND",
            "0000",
            "Client",
            "Server",
            "connection",
            "SMTP",
            "smtp",
        ];
        return WORDS.contains(&word)
            || word.ends_with(']')
            || trimmed.ends_with("]:")
            || (word.is_empty() && command)
            || word.starts_with("sSMTP");
    }
    // A time stamp alone.
    last.is_ascii_digit()
        && trimmed
            .bytes()
            .all(|it| it.is_ascii_digit() || matches!(it, b':' | b'.' | b'-' | b' ' | b'T' | b'Z' | b'[' | b']' | b'/'))
}

/// The mark before a line's content, without what changes from line to line.
pub fn mark_of(mark: &str) -> String {
    mark.chars()
        .filter(|it| !it.is_ascii_digit())
        .map(|it| if it == '\t' { ' ' } else { it })
        .collect::<String>()
        .trim_end()
        .to_string()
}

/// Whether a line begins with a command or a reply that nothing else looks like.
pub fn is_certain(said: &str) -> bool {
    let reply = ["220", "250", "235", "334", "354"].iter().any(|it| {
        said.strip_prefix(it)
            .is_some_and(|it| it.starts_with('-') || it.starts_with(' ') && !reply_is_amount(it))
    });
    reply || matches!(command(said), Some(("ehlo" | "helo" | "lhlo" | "mail" | "rcpt", _)))
}

/// Whether a number counts what comes after it.
fn reply_is_amount(after: &str) -> bool {
    const COUNTED: [&str; 16] = [
        "of", "bytes", "kb", "mb", "ms", "octets", "seconds", "minutes", "days", "times", "lines", "messages", "mails",
        "emails", "users", "files",
    ];
    let word = after.trim_start().split([' ', ',', '.']).next().unwrap_or_default();
    COUNTED.iter().any(|it| word.eq_ignore_ascii_case(it))
}

/// The command at the start of a line.
fn command(line: &str) -> Option<(&'static str, Stage)> {
    const VERBS: [(&str, &str, Stage); 15] = [
        ("EHLO ", "ehlo", Stage::Helo),
        ("HELO ", "helo", Stage::Helo),
        ("LHLO ", "lhlo", Stage::Helo),
        ("STARTTLS", "starttls", Stage::Tls),
        ("AUTH ", "auth", Stage::Auth),
        ("MAIL FROM:", "mail", Stage::Mail),
        ("RCPT TO:", "rcpt", Stage::Rcpt),
        ("DATA", "data", Stage::Data),
        ("BDAT ", "bdat", Stage::Message),
        ("QUIT", "quit", Stage::Connect),
        ("RSET", "rset", Stage::Connect),
        ("NOOP", "noop", Stage::Connect),
        ("VRFY ", "vrfy", Stage::Rcpt),
        ("MAIL From:", "mail", Stage::Mail),
        ("RCPT To:", "rcpt", Stage::Rcpt),
    ];
    let bytes = line.as_bytes();
    VERBS.iter().find_map(|&(verb, name, stage)| {
        let head = bytes.get(..verb.len())?;
        let same = |(have, want): (&u8, &u8)| have.eq_ignore_ascii_case(want);
        if !head.iter().zip(verb.as_bytes()).all(same) {
            return None;
        }
        let mixed = !(head.iter().all(|it| !it.is_ascii_lowercase())
            || head.iter().all(|it| !it.is_ascii_uppercase())
            || verb.ends_with(':'));
        if mixed {
            return None;
        }
        let rest = &line[verb.len()..];
        // An error that repeats the command: `RCPT TO:<a@example.org> (550 5.1.1 …)`.
        if let Some((_, said)) = rest.split_once(" (")
            && said.len() > 3
            && said.as_bytes()[..3].iter().all(u8::is_ascii_digit)
        {
            return None;
        }
        let bare = matches!(name, "starttls" | "data" | "quit" | "rset" | "noop");
        let ends = rest
            .trim_start_matches("\\\\r\\\\n")
            .trim_start_matches("\\r\\n")
            .trim_start_matches("<CRLF>")
            .trim_start_matches(['\'', '"'])
            .trim_end()
            .is_empty();
        if bare && !ends {
            return None;
        }
        if name == "auth" && !rest.starts_with(|it: char| it.is_ascii_alphabetic()) {
            return None;
        }
        Some((name, stage))
    })
}
