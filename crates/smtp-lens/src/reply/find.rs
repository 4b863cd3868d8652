//! Every place of a text where a reply begins.

use super::collect::{collect, collect_quoted};
use super::found::FoundReply;
use super::place::{code_fits, status_fits};
use smtp_lens_catalog::{CodePrefix, EnhancedStatus};

/// Every refusal in `source[from..to]`, in order.
pub fn find(source: &str, from: usize, to: usize) -> Vec<FoundReply> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = from;
    let mut line_start = from;
    while at < to {
        let byte = bytes[at];
        if byte == b'\n' {
            line_start = at + 1;
            at += 1;
            continue;
        }
        if !matches!(byte, b'4' | b'5') || (at > from && (forbids(bytes[at - 1]) || is_fragment(bytes, from, at))) {
            at += 1;
            continue;
        }
        match reply_at(source, at, line_start, to) {
            Some(it) => {
                at = it.end.max(at + 3);
                line_start = source[..at].rfind('\n').map_or(0, |it| it + 1);
                found.push(it);
            }
            None => {
                while at < to && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'.') {
                    at += 1;
                }
            }
        }
    }
    found
}

/// What cannot stand right before a code.
pub(super) fn forbids(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'.' | b'-' | b'_' | b'/' | b'@' | b'%' | b'+' | b'$')
        || byte >= 0x80
}

/// Whether what begins at `at` is the place on a page that an address names: `https://example.com/errors#451`.
fn is_fragment(bytes: &[u8], from: usize, at: usize) -> bool {
    at >= from + 2 && bytes[at - 1] == b'#' && (bytes[at - 2].is_ascii_alphanumeric() || bytes[at - 2] == b'/')
}

/// The reply that begins at `at`, when one does.
pub fn reply_at(source: &str, at: usize, line_start: usize, to: usize) -> Option<FoundReply> {
    let rest = &source[at..to];
    let line_end = memchr::memchr(b'\n', rest.as_bytes()).map_or(to, |it| at + it);
    let line = &source[at..line_end];
    let before = &source[line_start.min(at)..at];
    if let Some((status, length)) = EnhancedStatus::at_start(line) {
        if status.class < 4 || status.subject > 7 || !status_fits(before, &line[length..]) {
            return None;
        }
        let mut it = FoundReply {
            status: Some(status),
            start: at,
            code_range: (at, at),
            status_range: (at, at + length),
            strength: 2,
            ..FoundReply::default()
        };
        collect(&mut it, source, at + length, line_start, to, false);
        return Some(it);
    }
    let bytes = line.as_bytes();
    if bytes.len() < 3 || !bytes[1].is_ascii_digit() || !bytes[2].is_ascii_digit() {
        return None;
    }
    let code: u16 = line[..3].parse().ok()?;
    let after = &line[3..];
    if after.starts_with(|it: char| {
        it.is_ascii_alphanumeric()
            || matches!(it, '.' | '/' | '_') && after[1..].starts_with(|it: char| it.is_ascii_digit())
    }) {
        return None;
    }
    let mut it = FoundReply {
        code: Some(code),
        start: at,
        code_range: (at, at + 3),
        ..FoundReply::default()
    };
    // (535, b'5.7.3 …'): a tuple.
    if let Some(tuple) = after.strip_prefix(',') {
        let trimmed = tuple.trim_start();
        let quoted = trimmed.strip_prefix('b').unwrap_or(trimmed);
        if before.trim_end().ends_with('(') && quoted.starts_with(['\'', '"']) {
            let open = at + 3 + (after.len() - quoted.len()) + 1;
            it.strength = 3;
            status_after(&mut it, source, open, to);
            let begin = it.status_range.1.max(open);
            collect_quoted(&mut it, source, begin, to, source.as_bytes()[open - 1]);
            return Some(it);
        }
    }
    let prefix = CodePrefix::of(line);
    if let Some(status) = prefix.status {
        if before.ends_with(':')
            && !before.ends_with("said:")
            && before.len() > 1
            && before.as_bytes()[before.len() - 2].is_ascii_digit()
        {
            return None;
        }
        it.says_status(status, line, at);
        it.strength = 3;
        collect(&mut it, source, at + prefix.length, line_start, to, prefix.more);
        return Some(it);
    }
    // Gmail's "550 550 5.1.1 …", wrapped after the second code.
    if after.trim() == &line[..3] {
        it.strength = 2;
        it.end = line_end;
        return Some(it);
    }
    // "#550 #5.1.1", "550 (#5.7.1)", "550 [5.1.1]", "550 : 5.1.1"
    let mut strength = code_fits(code, before, after)?;
    if after.trim_start_matches([' ', '-']).is_empty() && before.trim().is_empty() && after.len() > 3 {
        return None;
    }
    let lower = before.to_ascii_lowercase();
    if ["status=", "code="].iter().any(|it| lower.ends_with(it)) {
        strength = 1;
    }
    it.strength = strength;
    // PEAR: "(code: 550, response: 5.1.1 …)"
    if let Some(said) = after.strip_prefix(", response: ") {
        let begin = line_end - said.len();
        it.strength = 3;
        status_after(&mut it, source, begin, to);
        let begin = it.status_range.1.max(begin);
        collect(&mut it, source, begin, line_start, to, false);
        return Some(it);
    }
    let closed = after.starts_with(")\"") || after.starts_with(")'");
    if strength == 1 && (closed || !after.starts_with([')', ':', ']'])) {
        // A number that is named a code: the words around it are the program's.
        it.end = at + 3;
        return Some(it);
    }
    let mut begin = at + 3 + usize::from(after.starts_with([' ', '-', ':', '.', ')', '"', '\'', ';', ']', ',']));
    // "permanent error (550): 5.1.1 …"
    if after.starts_with("): ") {
        begin += 2;
    }
    let begin = begin
        + if source[begin.min(line_end)..line_end].starts_with("- ") {
            2
        } else {
            0
        };
    collect(&mut it, source, begin.min(line_end), line_start, to, prefix.more);
    if it.status.is_none() {
        let head = it.text.get(..it.text.len().min(24)).unwrap_or(&it.text);
        let opened = head.trim_start_matches(['#', '(', '[', ' ', ':', '-', '"']);
        let skipped = head.len() - opened.len();
        if skipped <= 6
            && let Some((status, length)) = EnhancedStatus::at_start(opened)
        {
            it.status = Some(status);
            it.status_range = it.source(skipped, skipped + length);
            if skipped == 0 {
                it.begins_after(length);
            }
        } else if let Some(hash) = it.text.find("(#").map(|it| it + 2)
            && let Some((status, length)) = EnhancedStatus::at_start(&it.text[hash..])
        {
            // qmail and its descendants: the status at the end, "(#5.1.1)".
            it.status = Some(status);
            it.status_range = it.source(hash, hash + length);
        }
    }
    Some(it)
}

fn status_after(it: &mut FoundReply, source: &str, at: usize, to: usize) {
    if let Some((status, length)) = EnhancedStatus::at_start(&source[at..to]) {
        it.status = Some(status);
        it.status_range = (at, at + length);
    }
}
