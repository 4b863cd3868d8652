//! Small damage: line ends, no-break spaces, typographic quotes, colours of a terminal.

use crate::text::{Builder, Text};

/// Text with `\n` line ends, plain spaces and straight quotes.
pub fn clean(text: Text) -> Text {
    let source = text.as_str();
    if source.is_ascii() && !source.bytes().any(|it| matches!(it, b'\r' | 0x1b | 0)) {
        return text;
    }
    let mut it = Builder::default();
    let mut kept = 0;
    let bytes = source.as_bytes();
    let mut chars = source.char_indices();
    while let Some((at, char)) = chars.next() {
        let end = at + char.len_utf8();
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
        it.copy(&text, kept, at);
        it.replace(&text, at, skip, instead);
        kept = skip;
        while chars.as_str().len() > source.len() - skip {
            if chars.next().is_none() {
                break;
            }
        }
    }
    it.copy(&text, kept, source.len());
    it.finish()
}
