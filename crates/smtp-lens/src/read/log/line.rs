//! The head of a log line: its date, its host and program, and where its own words begin.

use std::borrow::Cow;

/// Programs whose lines are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    Postfix,
    Exim,
    Sendmail,
    OpenSmtpd,
    Courier,
    Dma,
    Msmtp,
    Dovecot,
    Haraka,
    Other,
}

/// One entry of a log.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The date and time, as they stand.
    pub stamp: &'a str,
    /// Which program wrote it.
    pub program: Program,
    /// What stands before the colon: `postfix/smtp[12]`.
    pub tag: &'a str,
    /// Where its own words begin in the source.
    pub start: usize,
    /// Its own words; lines that were wrapped included.
    pub words: &'a str,
}

/// Reads the head of a line that begins at `at` in the source; `None` when it has none.
pub fn entry<'a>(line: &'a str, at: usize) -> Option<Entry<'a>> {
    let bytes = line.as_bytes();
    let mut it = Entry {
        stamp: "",
        program: Program::Other,
        tag: "",
        start: at,
        words: line,
    };
    let mut pos = 0;
    // A log may have been written into another one: the innermost head counts.
    for depth in 0..4 {
        let mut next = skip(bytes, pos, b" \t");
        let found = stamp(bytes, next).or_else(|| {
            if depth > 0 {
                return None;
            }
            next += container(&bytes[next..])?;
            stamp(bytes, next)
        });
        if let Some((from, to, end)) = found {
            it.stamp = line.get(from..to)?;
            pos = skip(bytes, end, b" \t");
            if let Some((tag, after)) = host_and_tag(line, pos) {
                it.tag = tag;
                pos = after;
            }
        } else if depth == 0
            && let Some((tag, after)) = tag_at(line, next).filter(|it| it.0.contains('[') && known(it.0).is_some())
        {
            it.tag = tag;
            pos = after;
        } else {
            break;
        }
    }
    if pos == 0 {
        return None;
    }
    it.words = line.get(pos..)?;
    it.start = at + pos;
    it.program = if it.tag.is_empty() {
        untagged(it.words)
    } else {
        known(it.tag).unwrap_or(Program::Other)
    };
    Some(it)
}

fn known(tag: &str) -> Option<Program> {
    if tag.starts_with("postfix/") {
        return Some(Program::Postfix);
    }
    let name = tag.split('[').next().unwrap_or_default();
    let first = name.split('/').next().unwrap_or_default();
    Some(match first {
        "postfix" => Program::Postfix,
        _ if first.starts_with("postfix-") => Program::Postfix,
        "exim" | "exim4" => Program::Exim,
        "sendmail" | "sm-mta" | "sm-msp-queue" | "sm-msp" | "sendmail-client" | "sm-que" => Program::Sendmail,
        "smtpd" | "opensmtpd" => Program::OpenSmtpd,
        "courierd" | "courieresmtp" | "courierlocal" | "courieresmtpd" | "courierdsn" | "esmtpd" => Program::Courier,
        "dma" => Program::Dma,
        "msmtp" => Program::Msmtp,
        "dovecot" => Program::Dovecot,
        _ => return None,
    })
}

/// Programs whose log has a date and no name.
fn untagged(words: &str) -> Program {
    let words = &words[..words.floor_char_boundary(800)];
    if words.starts_with("host=") && (words.contains("smtpstatus=") || words.contains("exitcode=EX_")) {
        Program::Msmtp
    } else if words.starts_with('[') && words.contains("] [outbound] ") && !words.starts_with("[PROTOCOL]") {
        Program::Haraka
    } else if super::exim::is(words) {
        Program::Exim
    } else {
        Program::Other
    }
}

fn skip(bytes: &[u8], mut at: usize, what: &[u8]) -> usize {
    while bytes.get(at).is_some_and(|it| what.contains(it)) {
        at += 1;
    }
    at
}

/// `mail-1  | `: what Docker Compose puts before each line.
fn container(bytes: &[u8]) -> Option<usize> {
    let bar = memchr::memchr(b'|', &bytes[..bytes.len().min(48)])?;
    let name = &bytes[..bar];
    let word = name
        .iter()
        .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
        .count();
    (word > 0 && name[word..].iter().all(|it| *it == b' ') && bytes.get(bar + 1) == Some(&b' ')).then_some(bar + 2)
}

/// A date with a time at `at`: where it begins, where it ends, where what follows begins.
pub fn stamp(bytes: &[u8], at: usize) -> Option<(usize, usize, usize)> {
    let bracket = usize::from(bytes.get(at) == Some(&b'['));
    let from = at + bracket;
    let rest = bytes.get(from..)?;
    let length = if rest.first()?.is_ascii_uppercase() {
        bsd(rest)?
    } else if rest.len() > 18 && rest[..4].iter().all(u8::is_ascii_digit) {
        iso(rest)?
    } else if bracket == 0 && rest.first() == Some(&b'<') {
        // The priority of a syslog line, with the version that RFC 5424 puts behind it.
        let close = memchr::memchr(b'>', &rest[..rest.len().min(6)])?;
        let mut next = from + close + 1;
        if bytes.get(next) == Some(&b'1') && bytes.get(next + 1) == Some(&b' ') {
            next += 2;
        }
        return if bytes.get(next) == Some(&b'<') {
            None
        } else {
            stamp(bytes, next)
        };
    } else {
        return None;
    };
    let to = from + length;
    let closed = usize::from(bracket == 1 && bytes.get(to) == Some(&b']'));
    Some((from, to, to + closed))
}

/// `Nov 23 12:42:38`
fn bsd(rest: &[u8]) -> Option<usize> {
    let head = rest.get(..15)?;
    let fits = head[3] == b' '
        && head[6] == b' '
        && head[9] == b':'
        && head[12] == b':'
        && head[5].is_ascii_digit()
        && head[7].is_ascii_digit()
        && head[14].is_ascii_digit()
        && head[1].is_ascii_lowercase();
    fits.then_some(15)
}

/// `2026-11-23T12:27:56.583120+00:00`, `2026-11-23 12:27:56.583 +0000`
fn iso(rest: &[u8]) -> Option<usize> {
    let head = rest.get(..19)?;
    let date = matches!(head[4], b'-' | b'/') && matches!(head[7], b'-' | b'/') && matches!(head[10], b'T' | b' ');
    if !date || head[13] != b':' || head[16] != b':' || !head[18].is_ascii_digit() {
        return None;
    }
    let mut end = 19;
    while rest
        .get(end)
        .is_some_and(|it| it.is_ascii_digit() || matches!(it, b'.' | b',' | b'+' | b'-' | b':' | b'Z'))
        && end < 40
    {
        end += 1;
    }
    // A zone after a blank.
    if let [b' ', b'+' | b'-', a, b, c, d, ..] = &rest[end..]
        && [a, b, c, d].iter().all(|it| it.is_ascii_digit())
    {
        end += 6;
    }
    if rest.get(end - 1) == Some(&b':') {
        end -= 1;
    }
    Some(end)
}

/// `mail postfix/smtp[529]: ` or `postfix/smtp[529]: `
fn host_and_tag(line: &str, at: usize) -> Option<(&str, usize)> {
    if let Some(found) = tag_at(line, at) {
        return Some(found);
    }
    let bytes = line.as_bytes();
    let space = at + memchr::memchr(b' ', &bytes[at..bytes.len().min(at + 80)])?;
    tag_at(line, skip(bytes, space, b" "))
}

/// `postfix/smtp[529]: ` at `at`.
fn tag_at(line: &str, at: usize) -> Option<(&str, usize)> {
    let bytes = line.as_bytes();
    let limit = bytes.len().min(at + 80);
    let end = at
        + bytes
            .get(at..limit)?
            .iter()
            .position(|it| matches!(it, b' ' | b':' | b'[' | b'=' | b'<' | b'"'))?;
    let word = &line[at..end];
    if word.is_empty() || !word.as_bytes()[0].is_ascii_alphabetic() {
        return None;
    }
    let close = if bytes[end] == b'[' {
        end + memchr::memchr(b']', &bytes[end..limit])? + 1
    } else {
        end
    };
    // "dovecot: lmtp(12): ", "postfix/smtp[1] " (RFC 5424 has no colon)
    (bytes.get(close) == Some(&b':') && matches!(bytes.get(close + 1), Some(b' ') | None))
        .then(|| (&line[at..close], (close + 2).min(line.len())))
}

/// Whether a line is the rest of the one before: it begins with a word that did not fit there, or with a blank.
fn was_wrapped(before: &str, line: &str) -> bool {
    let word = line.bytes().take_while(|it| !matches!(it, b' ' | b'\t')).count();
    !line.trim().is_empty() && (word == 0 || before.len() <= 82 && before.len() + 1 + word > 70)
}

/// The source with the line ends that wrapping put inside of entries as blanks: every offset stays what it was.
pub fn unwrapped(source: &str) -> Cow<'_, str> {
    let head = &source[..source.floor_char_boundary(20_000)];
    let mut wrapped = false;
    entries(head, |it| wrapped |= it.words.contains('\n'));
    if !wrapped {
        return Cow::Borrowed(source);
    }
    let mut flat = String::with_capacity(source.len());
    let (mut before, mut open) = ("", false);
    for line in source.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        if entry(words, 0).is_some() {
            open = true;
        } else if open && was_wrapped(before, words) && flat.ends_with('\n') {
            flat.pop();
            flat.push(' ');
        } else {
            open = false;
        }
        flat.push_str(line);
        before = words;
    }
    Cow::Owned(flat)
}

/// Calls `found` for each entry of the source, wrapped lines joined, lines that hold many entries cut apart. Lines before the
/// first entry are given as they are.
pub fn entries<'a>(source: &'a str, mut found: impl FnMut(Entry<'a>)) {
    let bytes = source.as_bytes();
    let mut open: Option<Entry<'a>> = None;
    let (mut before, mut at) = (0, 0);
    let mut take = |entry: Entry<'a>, end: usize| {
        let words = source[entry.start.min(end)..end].trim_end();
        found(Entry { words, ..entry });
    };
    while at < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |it| at + it);
        let mut from = at;
        // A line that holds many entries.
        let mut search = at + 40;
        while end - at > 300 && search < end {
            let Some(space) = memchr::memchr(b' ', &bytes[search..end]).map(|it| search + it) else {
                break;
            };
            search = space + 1;
            if stamp(&bytes[..end], search).is_some()
                && entry(&source[search..end], search).is_some_and(|it| it.program != Program::Other)
                && let Some(first) = entry(&source[from..end], from)
            {
                if let Some(last) = open.take() {
                    take(last, from);
                }
                take(first, space);
                from = search;
                search += 40;
            }
        }
        if let Some(entry) = entry(&source[from..end], from) {
            if let Some(last) = open.take() {
                take(last, from);
            }
            open = Some(entry);
        } else if !was_wrapped(&source[before..at.max(1) - 1], &source[at..end])
            && let Some(last) = open.take()
        {
            take(last, at);
        }
        before = at;
        at = end + 1;
    }
    if let Some(last) = open {
        take(last, source.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(line: &str) -> Option<(&str, Program, &str)> {
        entry(line, 0).map(|it| (it.stamp, it.program, it.words))
    }

    #[test]
    fn heads_of_every_kind() {
        let words = "4F1: removed";
        for line in [
            "Nov 23 12:42:38 mail postfix/qmgr[320]: 4F1: removed",
            "Nov  3 02:42:38 mail postfix/qmgr[320]: 4F1: removed",
            "2026-11-23T12:27:56.583120+00:00 mail postfix/qmgr[320]: 4F1: removed",
            "Nov 23 13:37:00 web01 mailer[4242]: Nov 23 12:45:17 mail postfix/qmgr[320]: 4F1: removed",
            "[2026-11-23 13:37:00] Nov 23 12:45:17 mail postfix/qmgr[320]: 4F1: removed",
            "<22>Nov 23 12:42:38 mail postfix/qmgr[320]: 4F1: removed",
            "mail-1  | Nov 23 12:42:38 mail postfix/qmgr[320]: 4F1: removed",
            "mail-1  | postfix/qmgr[320]: 4F1: removed",
            "postfix/qmgr[320]: 4F1: removed",
        ] {
            let found = head(line).map(|it| (it.1, it.2));
            assert_eq!(found, Some((Program::Postfix, words)), "{line}");
        }
        assert_eq!(
            head("2026-11-23 12:34:57 1xVTG5-0001HR-2J <= a@example.org U=root"),
            Some((
                "2026-11-23 12:34:57",
                Program::Exim,
                "1xVTG5-0001HR-2J <= a@example.org U=root"
            ))
        );
        assert_eq!(head("550 5.1.1 no such user"), None);
        assert_eq!(head(""), None);
    }

    #[test]
    fn entries_are_joined_and_cut_apart() {
        let mut found = Vec::new();
        entries(
            "Nov 23 12:42:38 mail postfix/smtp[1]: AAAAAA1: to=<a@example.org>,\nstatus=sent\nNov 23 12:42:39 mail x[1]: y\n",
            |it| found.push(it.words.to_string()),
        );
        assert_eq!(found, ["AAAAAA1: to=<a@example.org>,\nstatus=sent", "y"]);
        let line = "Nov 23 12:42:38 mail postfix/qmgr[1]: AAAAAA1: removed ".repeat(9);
        let mut count = 0;
        entries(&line, |it| count += usize::from(it.words == "AAAAAA1: removed"));
        assert_eq!(count, 9);
    }
}
