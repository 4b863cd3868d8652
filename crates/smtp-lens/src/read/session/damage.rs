//! What pasting does to the lines of a conversation: wrapped, collapsed into one, printed again and again as they grow.

use super::clock;
use super::lines::mark_fits;
use crate::phrases::Phrases;
use std::borrow::Cow;

/// The lines, cut where many were collapsed into one.
pub fn lines_of(source: &str) -> Vec<(usize, usize)> {
    let mut lines: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    let mut echo = Echo::of(source);
    let mut rest = source.split('\n').peekable();
    while let Some(line) = rest.next() {
        let (start, end) = (at, at + line.len());
        at = end + 1;
        if rest.peek().is_some_and(|next| grows_into(line, next)) || echo.takes(line) {
            continue;
        }
        let end = end - referer(line);
        if line.len() > 240 {
            split(source, start, end, &mut lines);
        } else {
            lines.push((start, end));
        }
    }
    lines
}

/// What PHPMailer's lowest level says of its own reading: each reply is told once more behind `SERVER -> CLIENT`.
#[derive(Debug)]
struct Echo {
    known: bool,
    open: bool,
}

impl Echo {
    fn of(source: &str) -> Self {
        Self {
            known: source.contains("get_lines(): $") && source.contains("SERVER -> CLIENT: "),
            open: false,
        }
    }

    /// Whether a line is part of it, up to the quote that closes.
    fn takes(&mut self, line: &str) -> bool {
        let begins = self.known && line.contains("get_lines(): $");
        if !begins && !self.open {
            return false;
        }
        let closed = line.trim_end().ends_with('"') && !(begins && line.matches('"').count() == 1);
        self.open = !closed && !line.contains("SERVER -> CLIENT: ") && !line.contains("CLIENT -> SERVER: ");
        self.open || closed
    }
}

/// The length of what Apache's error log puts behind each line: `, referer: https://…`.
fn referer(line: &str) -> usize {
    line.rfind(", referer: http").map_or(0, |at| line.len() - at)
}

/// The source with the line ends that wrapping put into its lines as blanks: every offset stays what it was.
pub fn unwrapped(source: &str) -> Cow<'_, str> {
    if !is_wrapped(source) {
        return Cow::Borrowed(source);
    }
    let mut flat = String::with_capacity(source.len());
    let mut before = "";
    for line in source.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        if goes_on(before, words) && flat.ends_with('\n') {
            flat.pop();
            flat.push(' ');
        }
        flat.push_str(line);
        before = words;
    }
    Cow::Owned(flat)
}

/// The width at which mail programs wrap.
const WIDTH: usize = 76;

/// Whether a mail program wrapped the text: no line is longer, and words stand alone that did not fit.
fn is_wrapped(source: &str) -> bool {
    let mut before = "";
    let mut count = 0;
    for line in source.lines() {
        if line.len() > WIDTH + 4 {
            return false;
        }
        count += usize::from(goes_on(before, line));
        before = line;
    }
    count > 0
}

/// Whether `next` is the rest of `line`: its first word did not fit any more, and no mark stands before it.
fn goes_on(line: &str, next: &str) -> bool {
    let last = line.trim_end();
    let word = next.split([' ', '\t']).next().unwrap_or_default();
    let mut bytes = word.bytes();
    let starts = match bytes.next() {
        Some(b'<') => word.contains('@'),
        Some(first) => first.is_ascii_alphanumeric() || matches!(first, b'(' | b'"'),
        None => false,
    };
    starts && last.len() + 1 + word.len() > WIDTH && last.len() > 20 && clock::time_of(next).is_none()
}

/// Some programs print a reply of several lines again with each line that arrives: whether `next` says all of `line` and more.
fn grows_into(line: &str, next: &str) -> bool {
    let Some(at) = line.find("<< ") else { return false };
    let Some(then) = next.find("<< ") else { return false };
    line.ends_with("<CRLF>") && next.len() - then > line.len() - at && next[then..].starts_with(&line[at..])
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
    "<CRLF>",
    "Wrote: ",
    "<< ",
    "Received: \t",
    "{ [",
    "} [",
]);

/// Words that begin something only where a whole conversation stands on one line.
static WORDS: Phrases = Phrases::new(&[
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
]);

/// Splits a long line where marks, commands and replies begin in it.
fn split(source: &str, start: usize, end: usize, lines: &mut Vec<(usize, usize)>) {
    let line = &source[start..end];
    let mut cuts: Vec<usize> = Vec::new();
    let bytes = line.as_bytes();
    // "250 AUTH PLAIN" offers something: no command begins after a code.
    let after_code = |at: usize| at >= 3 && bytes[at] == b' ' && bytes[at - 3..at].iter().all(u8::is_ascii_digit);
    OPENERS.starts(line, |at| {
        if !after_code(at) {
            cuts.push(at);
        }
    });
    let marks = cuts.len();
    WORDS.starts(line, |at| {
        if !after_code(at) {
            cuts.push(at);
        }
    });
    for at in 1..bytes.len().saturating_sub(4) {
        // " 250-", " 550 5.1.1": a reply after a blank.
        if bytes[at - 1] == b' '
            && matches!(bytes[at], b'2'..=b'5')
            && bytes[at + 1].is_ascii_digit()
            && bytes[at + 2].is_ascii_digit()
            && matches!(bytes[at + 3], b' ' | b'-')
            && bytes[at + 4].is_ascii_alphanumeric()
            && (bytes[at + 3] == b'-' || bytes[at + 4].is_ascii_digit() || cuts.len() > 3)
        {
            cuts.push(at);
            // What a challenge asks for is one word; the client's answer comes next.
            if bytes[at..].starts_with(b"334 ")
                && let Some(space) = memchr::memchr(b' ', &bytes[at + 4..])
            {
                cuts.push(at + 4 + space);
            }
        }
    }
    if cuts.len() < 6 {
        cuts.truncate(marks);
    }
    let mut openers = cuts[..marks.min(cuts.len())].to_vec();
    openers.sort_unstable();
    cuts.sort_unstable();
    // A mark stays with what stands behind it.
    cuts.dedup_by(|b, a| {
        *b < *a + 3 || (*b < *a + 24 && openers.binary_search(a).is_ok() && mark_fits(&line[*a..*b], true))
    });
    if cuts.len() < 3 {
        lines.push((start, end));
        return;
    }
    let mut from = 0;
    for cut in cuts {
        if cut > from {
            lines.push((start + from, start + cut));
            from = cut;
        }
    }
    lines.push((start + from, end));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<&str> {
        lines_of(source)
            .into_iter()
            .map(|(start, end)| source[start..end].trim())
            .collect()
    }

    #[test]
    fn a_conversation_on_one_line_is_cut_at_its_marks() {
        let filler = "x".repeat(200);
        let source = format!(
            "=== {filler} <-  250-mx.example.com <-  250 AUTH PLAIN  -> AUTH LOGIN <-  334 VXNlcm5hbWU6  -> YW5u <** 535 no"
        );
        let found = lines(&source);
        assert!(found.contains(&"<-  250 AUTH PLAIN"), "{found:?}");
        assert!(
            found.contains(&"-> AUTH LOGIN") && found.contains(&"<** 535 no"),
            "{found:?}"
        );
    }

    #[test]
    fn wrapping_is_undone_without_moving_anything() {
        let source = "2026-11-23 12:57:56     CLIENT -> SERVER: RCPT\nTO:<jane.doe-long@customer.example>\nS: 250 ok\n";
        let flat = unwrapped(source);
        assert_eq!(flat.len(), source.len());
        assert!(flat.contains("RCPT TO:<jane") && flat.contains(">\nS: 250"));
        assert_eq!(unwrapped("a\nb\n"), "a\nb\n");
    }

    #[test]
    fn a_reply_that_grows_is_told_once() {
        let source = "a << 250-x<CRLF>\na << 250-x<CRLF>250 y<CRLF>\n";
        assert_eq!(lines(source), ["a << 250-x<CRLF>250 y<CRLF>", ""]);
    }
}
