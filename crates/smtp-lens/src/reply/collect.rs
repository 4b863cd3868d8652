//! Where a reply ends: over several lines, inside of quotes, before the program speaks again.

use super::find::forbids;
use super::found::{FoundReply, TEXT_LIMIT};
use super::frame::cut;
use super::place::marks_only;
use smtp_lens_catalog::CodePrefix;

/// A reply goes on over so many lines at most.
const LINE_LIMIT: usize = 24;

/// Gathers the words of a reply, from `at` to where it ends.
pub(super) fn collect(it: &mut FoundReply, source: &str, at: usize, line_start: usize, to: usize, more: bool) {
    let bytes = source.as_bytes();
    let before = source[line_start.min(it.start)..it.start].trim_end_matches(' ');
    let quote = before.chars().next_back().filter(|it| matches!(it, '"' | '\'' | '`'));
    if let Some(quote) = quote.filter(|it| *it != '`') {
        let escaped = before.ends_with("\\\"");
        if !escaped {
            collect_quoted(it, source, at, to, quote as u8);
            return;
        }
    }
    let bracket = before.ends_with('(') || before.ends_with("(reason:") || before.ends_with("said:");
    let lead = it.start - line_start.min(it.start);
    let mut at = at;
    let mut more = more;
    for count in 0..LINE_LIMIT {
        let line_end = memchr::memchr(b'\n', &bytes[at.min(to)..to]).map_or(to, |found| at + found);
        let end = at + cut(&source[at..line_end], bracket);
        it.line(source, at, end);
        it.end = end;
        if end < line_end || line_end >= to || it.text.len() > TEXT_LIMIT {
            return;
        }
        let mut next = line_end + 1;
        // Doubled line ends: a reply that says that it goes on does so after an empty line too.
        if more && bytes.get(next) == Some(&b'\n') && next < to {
            next += 1;
        }
        let next_end = memchr::memchr(b'\n', &bytes[next..to]).map_or(to, |found| next + found);
        let line = &source[next..next_end];
        if let Some(offset) = same_codes(line, it, lead) {
            if !more && tells_again(&source[line_start.min(it.start)..it.start], &line[..offset]) {
                return;
            }
            let prefix = CodePrefix::of(&line[offset..]);
            more = prefix.more;
            if it.status.is_none()
                && let Some(status) = prefix.status
            {
                it.says_status(status, &line[offset..], next + offset);
            }
            at = next + offset + prefix.length;
            continue;
        }
        // Codes that ended their line without a word: the recipient and the words stand on the next one.
        let wordless = it.text.trim().is_empty() && line.starts_with('<') && line.contains(">...");
        let current = &source[line_start.min(it.start)..line_end];
        if count >= 12 || !goes_on(current, line, more || wordless, lead, bracket || wordless) {
            return;
        }
        at = next;
    }
}

/// Whether a program's own words introduce the same reply once more: `Command failed: 552 …`. What changes from line to line, like
/// the time, is no difference.
fn tells_again(first: &str, mark: &str) -> bool {
    let letters = |it: &str| it.chars().filter(|it| it.is_alphabetic()).collect::<String>();
    let introduces = mark.trim_end().ends_with([':', '>', '"', '\'', '(']);
    let mark = letters(mark);
    introduces && !mark.is_empty() && mark != letters(first)
}

/// Where in `line` the same codes stand again, so that it continues the reply.
fn same_codes(line: &str, it: &FoundReply, lead: usize) -> Option<usize> {
    let mut at = 0;
    let limit = (lead + 24).min(line.len());
    let bytes = line.as_bytes();
    while at < limit {
        if bytes[at].is_ascii_digit() && (at == 0 || !forbids(bytes[at - 1])) {
            let prefix = CodePrefix::of(&line[at..]);
            if prefix.length > 0 {
                let same = match (prefix.code, it.code) {
                    (Some(a), Some(b)) => {
                        a == b && (prefix.status.is_none() || it.status.is_none() || prefix.status == it.status)
                    }
                    (None, _) => prefix.status == it.status && prefix.status.is_some(),
                    (Some(_), None) => false,
                };
                if same {
                    return Some(at);
                }
                if prefix.code.is_some() && marks_only(line[..at].trim_end()) {
                    return None;
                }
            }
            while at < limit && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'.') {
                at += 1;
            }
        } else {
            at += 1;
        }
    }
    None
}

/// Whether `line` is the rest of a reply that was wrapped.
fn goes_on(current: &str, line: &str, more: bool, lead: usize, bracket: bool) -> bool {
    let trimmed = line.trim_start();
    if trimmed.is_empty() {
        return false;
    }
    let indent = line.len() - trimmed.len();
    let first = trimmed.as_bytes()[0];
    if matches!(
        first,
        b'<' | b'>' | b'=' | b'*' | b'-' | b'~' | b'{' | b'}' | b'|' | b'@'
    ) && !(bracket && first == b'<')
    {
        return false;
    }
    const ENDS: [&str; 18] = [
        "at ",
        "from /",
        "#0 ",
        "Stack trace",
        "Caused by",
        "nested exception",
        "... ",
        "Reporting-MTA:",
        "Final-Recipient:",
        "Remote-MTA:",
        "Action:",
        "Status:",
        "Last-Attempt-Date:",
        "--",
        "Diagnostic-Code:",
        "Original-Recipient:",
        "X-",
        "retry timeout",
    ];
    if ENDS.iter().any(|it| trimmed.starts_with(it)) || (bracket && first == b')') {
        return false;
    }
    if CodePrefix::of(trimmed).length > 0 {
        return false;
    }
    // A line that carries its own date, mark or address is a new thing.
    let head = trimmed.get(..trimmed.len().min(40)).unwrap_or(trimmed);
    if head.contains("[20") || head.contains("DEBUG") || looks_dated(trimmed) || trimmed.starts_with("To:") {
        return false;
    }
    if trimmed.ends_with(':') && trimmed.contains('@') && !bracket {
        return false;
    }
    // No reply ends with a colon: what it announces was wrapped.
    if more || current.trim_end().ends_with(':') {
        return true;
    }
    let long = current.len() >= 58;
    (indent > 0 && (indent >= lead.min(4) || bracket) && (long || bracket))
        || (long
            && (bracket
                || first.is_ascii_lowercase()
                || current.ends_with(|it: char| it.is_ascii_alphanumeric() || it == ','))
            && current.len() <= 100)
}

fn looks_dated(line: &str) -> bool {
    let bytes = line.as_bytes();
    let month = [
        "Jan ", "Feb ", "Mar ", "Apr ", "May ", "Jun ", "Jul ", "Aug ", "Sep ", "Oct ", "Nov ", "Dec ",
    ];
    (month.iter().any(|it| line.starts_with(it)) && bytes.get(4).is_some_and(|it| it.is_ascii_digit() || *it == b' '))
        || (bytes.len() > 10 && bytes[..4].iter().all(u8::is_ascii_digit) && matches!(bytes[4], b'-' | b'/' | b'.'))
        || (bytes.len() > 8 && bytes[2] == b':' && bytes[5] == b':' && bytes[0].is_ascii_digit())
}

/// Gathers the words of a reply that stands in quotes.
pub(super) fn collect_quoted(it: &mut FoundReply, source: &str, at: usize, to: usize, quote: u8) {
    let bytes = source.as_bytes();
    let mut end = at;
    let limit = to.min(at + TEXT_LIMIT * 2);
    while end < limit {
        if bytes[end] == b'\\' {
            end += 2;
            continue;
        }
        if bytes[end] == quote {
            let next = bytes.get(end + 1).copied().unwrap_or(b'\n');
            // An apostrophe inside a word ends nothing.
            if !next.is_ascii_alphanumeric() {
                break;
            }
        }
        if bytes[end] == b'\n' && bytes.get(end + 1) == Some(&b'\n') {
            break;
        }
        end += 1;
    }
    let end = source.floor_char_boundary(end.min(limit));
    let mut at = at;
    while at < end {
        let stop = memchr::memchr(b'\n', &bytes[at..end]).map_or(end, |it| at + it);
        it.line(source, at, stop);
        at = stop + 1;
    }
    it.end = end.max(it.start + 3);
}
