//! The lines of a conversation: where one begins, which mark stands before it, whether it is a command or a reply.

use crate::phrases::Phrases;
use smtp_lens_catalog::{CodePrefix, Stage};

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

/// The lines, and the parts of a line into which many were collapsed.
pub fn lines_of(source: &str) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in source.split('\n') {
        let end = at + line.len();
        if line.len() > 240 {
            split(source, at, end, &mut lines);
        } else {
            lines.push((at, end));
        }
        at = end + 1;
    }
    lines
}

static OPENERS: Phrases = Phrases::new(&[
    "<-  ",
    " -> ",
    " ~> ",
    "<~  ",
    "<** ",
    "<~* ",
    "=== ",
    "*** ",
    "--> ",
    "<-- ",
    "send: '",
    "reply: b'",
    "reply: retcode",
    " C: ",
    " S: ",
    "CLIENT -> SERVER: ",
    "SERVER -> CLIENT: ",
    "SMTP INBOUND: ",
    ">>> ",
    "<<< ",
    "[->] ",
    "[<-] ",
    " In:  ",
    " In: ",
    " Out: ",
    "DEBUG SMTP: ",
    "SMTP ERROR: ",
    " < ",
    " > ",
    " * ",
    "<- \"",
    "-> \"",
    " EHLO ",
    " HELO ",
    " MAIL FROM:",
    " RCPT TO:",
    " AUTH ",
    " STARTTLS ",
    " DATA ",
    " QUIT",
    " 334 ",
    " 235 ",
    " 354 ",
    "<CRLF>",
    "Wrote: ",
    "<< ",
    "Received: \t",
]);

/// Splits a long line where marks, commands and replies begin in it.
fn split(source: &str, start: usize, end: usize, lines: &mut Vec<(usize, usize)>) {
    let line = &source[start..end];
    let mut cuts: Vec<usize> = Vec::new();
    OPENERS.starts(line, |at| cuts.push(at));
    let bytes = line.as_bytes();
    for at in 0..bytes.len().saturating_sub(4) {
        // " 250-", " 550 5.1.1": a reply after a blank; "250-" glued to the text before (HTML debug output).
        if matches!(bytes[at], b'2'..=b'5')
            && bytes[at + 1].is_ascii_digit()
            && bytes[at + 2].is_ascii_digit()
            && matches!(bytes[at + 3], b' ' | b'-')
            && bytes[at + 4].is_ascii_alphanumeric()
        {
            let before = at.checked_sub(1).map(|it| bytes[it]);
            if before == Some(b' ') && (bytes[at + 3] == b'-' || bytes[at + 4].is_ascii_digit() || cuts.len() > 3) {
                cuts.push(at);
            }
        }
    }
    if cuts.len() < 3 {
        lines.push((start, end));
        return;
    }
    cuts.sort_unstable();
    cuts.dedup_by(|b, a| *b < *a + 3);
    let mut from = 0;
    for cut in cuts {
        if cut > from {
            lines.push((start + from, start + cut));
            from = cut;
        }
    }
    lines.push((start + from, end));
}

/// Where the content of a line begins, and what it is: the first place where a command or a reply can begin.
pub fn content_of(source: &str, start: usize, end: usize) -> (usize, Says<'_>) {
    let line = &source[start..end];
    let bytes = line.as_bytes();
    let mut at = 0;
    let limit = bytes.len().min(140);
    while at < limit {
        let before = at.checked_sub(1).map(|it| bytes[it]);
        let can_begin = before.is_none_or(|it| matches!(it, b' ' | b'\t' | b'"' | b'\'' | b'>' | b'<' | b']' | b')'));
        if can_begin && bytes[at].is_ascii_alphanumeric() {
            let rest = &line[at..];
            let mark = &line[..at];
            if let Some((verb, stage)) = command(rest)
                && mark_fits(mark, true)
            {
                return (start + at, Says::Command(verb, stage));
            }
            if matches!(bytes[at], b'2'..=b'5') {
                let prefix = CodePrefix::of(rest.trim_end_matches(['"', '\'']));
                if prefix.code.is_some() && mark_fits(mark, false) && reply_fits(rest) {
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
    !after.starts_with(" bytes") && !after.starts_with(" ms") && !after.starts_with(" octets")
}

/// Whether a mark can stand before a line of a conversation: nothing, or it ends with a sign, not in the middle of a sentence.
fn mark_fits(mark: &str, command: bool) -> bool {
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
        const WORDS: [&str; 20] = [
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
        if !head.eq_ignore_ascii_case(verb.as_bytes()) {
            return None;
        }
        let mixed = !(head.iter().all(|it| !it.is_ascii_lowercase())
            || head.iter().all(|it| !it.is_ascii_uppercase())
            || verb.ends_with(':'));
        if mixed {
            return None;
        }
        let rest = &line[verb.len()..];
        let bare = matches!(name, "starttls" | "data" | "quit" | "rset" | "noop");
        let ends = rest
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
