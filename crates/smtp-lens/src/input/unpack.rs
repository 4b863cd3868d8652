//! Undoing what carried the text here: JSON strings and log drivers, HTML, mail quoting, indentation, quoted-printable.

use super::{dump, html};
use crate::text::{Builder, Text};
use mail_parser::decoders::quoted_printable::quoted_printable_decode_char;

/// How many wrappings, one inside the other, are taken off.
const LAYERS: usize = 5;

/// The text without its wrappings.
pub fn unpack(mut text: Text) -> Text {
    for _ in 0..LAYERS {
        let Some(inner) = layer(&text) else { break };
        text = inner;
    }
    text
}

fn layer(text: &Text) -> Option<Text<'static>> {
    let source = text.as_str();
    if let Some(inner) = dump::to_text(text) {
        return Some(inner);
    }
    // Docker Compose may put a container's name before the object.
    if source.lines().next().is_some_and(|it| it.contains("{\"log\":"))
        || source
            .lines()
            .take(12)
            .any(|it| it.trim_start().starts_with("{\"log\":"))
    {
        return Some(docker(text));
    }
    if is_contained(source) {
        return Some(strip_lines(text, |line| container(line).unwrap_or(0)));
    }
    if let Some(inner) = json_string(text) {
        return Some(inner);
    }
    if is_quoted(source) {
        return Some(strip_lines(text, quotation));
    }
    if is_indented(source) {
        return Some(strip_lines(text, |line| {
            if line.starts_with("    ") {
                4
            } else {
                usize::from(line.starts_with('\t'))
            }
        }));
    }
    if is_quoted_printable(source) {
        return Some(quoted_printable(text));
    }
    if html::looks_like_html(source) {
        let shown = html::to_text(text);
        return (shown.as_str() != source).then_some(shown);
    }
    None
}

/// The length of what Docker Compose puts before a line: `mail-1  | `.
fn container(line: &str) -> Option<usize> {
    let bar = line.as_bytes().iter().take(48).position(|it| *it == b'|')?;
    let name = line[..bar].trim_end();
    let word = name
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'));
    let behind = &line[bar + 1..];
    let apart = bar > name.len() && (behind.is_empty() || behind.starts_with(' '));
    (word && !name.is_empty() && apart).then_some((bar + 2).min(line.len()))
}

/// Whether it stands before every line.
fn is_contained(source: &str) -> bool {
    let mut lines = source.lines().filter(|it| !it.trim().is_empty()).take(400).peekable();
    lines.peek().is_some() && lines.all(|it| container(it).is_some())
}

/// Container logs: JSON objects, one a line or joined, with the text under `log`.
fn docker(text: &Text) -> Text<'static> {
    let source = text.as_str();
    let mut it = Builder::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let mut from = start;
        while let Some(key) = source[from..end].find("\"log\":").map(|it| from + it + 6) {
            let value = key + (source[key..end].len() - source[key..end].trim_start().len());
            from = value;
            if source[value..end].starts_with('"') {
                from = unescape(text, value + 1, end, &mut it).min(end);
            }
        }
        if from == start {
            it.copy(text, start, end);
        }
    }
    it.finish()
}

fn json_string(text: &Text) -> Option<Text<'static>> {
    let source = text.as_str();
    let inner = source.trim();
    let start = source.len() - source.trim_start().len();
    if inner.len() < 2
        || !inner.starts_with('"')
        || !inner.ends_with('"')
        || !inner.contains('\\')
        || inner.contains('\n')
    {
        return None;
    }
    let mut it = Builder::default();
    let end = unescape(text, start + 1, source.len(), &mut it);
    (end + 1 >= start + inner.len()).then(|| it.finish())
}

/// Appends the JSON string whose characters begin at `at` and end before `stop`; gives where its closing quote stands.
fn unescape(text: &Text, at: usize, stop: usize, into: &mut Builder) -> usize {
    let source = text.as_str();
    let bytes = &source.as_bytes()[..stop];
    let (mut at, mut kept) = (at, at);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => break,
            b'\\' => {
                into.copy(text, kept, at);
                let (decoded, length) = match bytes.get(at + 1) {
                    Some(b'n') => ('\n', 2),
                    Some(b't') => ('\t', 2),
                    Some(b'r') => ('\r', 2),
                    Some(b'u') => {
                        let value = source
                            .get(at + 2..at + 6)
                            .and_then(|it| u32::from_str_radix(it, 16).ok());
                        (value.and_then(char::from_u32).unwrap_or('\u{fffd}'), 6)
                    }
                    Some(other) if other.is_ascii() => (char::from(*other), 2),
                    _ => ('\\', 1),
                };
                let end = (at + length).min(bytes.len());
                let mut buffer = [0; 4];
                if source.is_char_boundary(end) {
                    into.replace(text, at, end, decoded.encode_utf8(&mut buffer));
                    at = end;
                } else {
                    at += 1;
                }
                kept = at;
            }
            _ => at += 1,
        }
    }
    into.copy(text, kept, at);
    at
}

/// The text without the marks of mail quoting, when a part of it is quoted: a bounce under somebody's answer.
pub fn unquote(mut text: Text) -> Text {
    for _ in 0..LAYERS {
        if !has_quoted_run(text.as_str()) {
            break;
        }
        text = strip_lines(&text, quotation);
    }
    text
}

/// Three quoted lines, one after the other; not the client's part of a transcript, which has the server's `<` beside it.
fn has_quoted_run(source: &str) -> bool {
    let (mut run, mut longest) = (0usize, 0usize);
    for line in source.lines().filter(|it| !it.trim().is_empty()) {
        if matches!(line.as_bytes(), [b'<', b' ' | b'-' | b'~', ..]) {
            return false;
        }
        run = if quotation(line) > 0 { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest >= 3
}

/// Mail quoting covers most lines; a transcript whose client lines begin with `>` has server lines with `<` between them.
fn is_quoted(source: &str) -> bool {
    let (mut lines, mut quoted) = (0usize, 0usize);
    for line in source.lines().filter(|it| !it.trim().is_empty()).take(400) {
        lines += 1;
        quoted += usize::from(quotation(line) > 0);
    }
    lines > 0 && quoted * 100 >= lines * 80
}

fn quotation(line: &str) -> usize {
    match line.as_bytes() {
        [b'>', b' ', ..] => 2,
        [b'>'] => 1,
        [b'>', b'>', b'>', b' ', next, ..] if next.is_ascii_alphabetic() => 0,
        [b'>', ..] => 1,
        _ => 0,
    }
}

fn is_indented(source: &str) -> bool {
    let (mut lines, mut indented) = (0usize, 0usize);
    for line in source.lines().filter(|it| !it.trim().is_empty()).take(400) {
        lines += 1;
        indented += usize::from(line.starts_with("    ") || line.starts_with('\t'));
    }
    lines > 1 && indented * 100 >= lines * 95
}

fn strip_lines(text: &Text, prefix: impl Fn(&str) -> usize) -> Text<'static> {
    let source = text.as_str();
    let mut it = Builder::with_room(source.len());
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let cut = prefix(line.trim_end_matches(['\n', '\r'])).min(line.len());
        it.copy(text, at + cut, at + line.len());
        at += line.len();
    }
    it.finish()
}

fn is_quoted_printable(source: &str) -> bool {
    let head = source.as_bytes();
    let head = &head[..head.len().min(50_000)];
    let (mut soft, mut full, mut hex) = (0usize, 0usize, 0);
    for at in memchr::memchr_iter(b'=', head) {
        match &head[at + 1..] {
            // A soft line break stands at the end of a full line; base64 ends with the same sign anywhere.
            [b'\n', ..] | [b'\r', b'\n', ..] => {
                let from = head[..at].iter().rposition(|it| *it == b'\n').map_or(0, |it| it + 1);
                let line = &head[from..at];
                soft += usize::from((70..=76).contains(&line.len()));
                // A line of words that is full to the last sign and ends so has no other reason.
                let last = line.rsplit(|it| *it == b' ').next().unwrap_or_default();
                full += usize::from((74..=75).contains(&line.len()) && last.len() < 30 && !line.ends_with(b"="));
            }
            [b'3', b'D', ..] | [b'2', b'0', ..] | [b'C', b'2' | b'3', b'=', ..] | [b'E', b'2', b'=', ..] => hex += 1,
            _ => {}
        }
    }
    hex >= 3 || (soft >= 2 && hex >= 1) || soft >= 3 || full >= 1
}

fn quoted_printable(text: &Text) -> Text<'static> {
    let source = text.as_str();
    let bytes = source.as_bytes();
    let mut it = Builder::default();
    let (mut at, mut kept) = (0, 0);
    while let Some(next) = memchr::memchr(b'=', &bytes[at..]) {
        let start = at + next;
        let mut end = start;
        let mut decoded = Vec::new();
        match &bytes[start + 1..] {
            [b'\r', b'\n', ..] => end = start + 3,
            [b'\n', ..] => end = start + 2,
            _ => {
                while let [b'=', high, low, ..] = &bytes[end..] {
                    // A soft line break may stand between the bytes of one character.
                    if *high == b'\n' && std::str::from_utf8(&decoded).is_err_and(|it| it.error_len().is_none()) {
                        end += 2;
                        continue;
                    }
                    match quoted_printable_decode_char(*high, *low) {
                        Some(byte) => decoded.push(byte),
                        None => break,
                    }
                    end += 3;
                }
            }
        }
        if end == start {
            at = start + 1;
            continue;
        }
        it.copy(text, kept, start);
        it.replace(text, start, end, &String::from_utf8_lossy(&decoded));
        at = end;
        kept = end;
    }
    it.copy(text, kept, source.len());
    it.finish()
}
