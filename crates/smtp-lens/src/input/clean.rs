//! Small damage: line ends, no-break spaces, typographic quotes, colours of a terminal.

use crate::text::{Builder, Text};

/// Text with `\n` line ends, plain spaces and straight quotes.
pub fn clean(text: Text) -> Text {
    let source = text.as_str();
    let bytes = source.as_bytes();
    let mut it = Builder::default();
    let (mut kept, mut next) = (0, 0);
    while let Some(at) = odd(bytes, next) {
        let Some(char) = source[at..].chars().next() else { break };
        let end = at + char.len_utf8();
        next = end;
        let (instead, skip) = match char {
            '\r' if bytes.get(end) == Some(&b'\n') => ("", end),
            '\r' => ("\n", end),
            '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}' | '\0' => (" ", end),
            '\u{2018}' | '\u{2019}' => ("'", end),
            '\u{201c}' | '\u{201d}' => ("\"", end),
            '\u{200b}' | '\u{feff}' | '\u{ad}' => ("", end),
            '\u{1b}' if bytes.get(end) == Some(&b'[') => {
                let length = bytes[end..]
                    .iter()
                    .take(12)
                    .position(|it| it.is_ascii_alphabetic())
                    .map_or(1, |it| it + 1);
                ("", end + length)
            }
            _ => continue,
        };
        if kept == 0 {
            // Nothing becomes longer.
            it = Builder::with_room(source.len());
        }
        it.copy(&text, kept, at);
        it.replace(&text, at, skip, instead);
        kept = skip;
        next = skip;
    }
    if kept == 0 {
        return text;
    }
    it.copy(&text, kept, source.len());
    it.finish()
}

/// The next byte that may have to go: a control character, or one of a character beyond ASCII.
fn odd(bytes: &[u8], from: usize) -> Option<usize> {
    const CHUNK: usize = 64;
    let is_odd = |it: &u8| *it >= 0x80 || matches!(*it, b'\r' | 0x1b | 0);
    let mut at = from;
    while let Some(chunk) = bytes.get(at..at + CHUNK) {
        // No way out of the inner loop: so the compiler takes many bytes at a time.
        if chunk.iter().fold(false, |found, it| found | is_odd(it)) {
            break;
        }
        at += CHUNK;
    }
    bytes.get(at..)?.iter().position(is_odd).map(|it| at + it)
}
