//! Hexadecimal dumps, as .NET's network tracing writes what it sends and receives.

use crate::text::{Builder, Text};

/// The text with each dump replaced by the bytes that it shows; `None` when it holds none.
pub fn to_text(text: &Text) -> Option<Text<'static>> {
    let source = text.as_str();
    let head = &source[..source.floor_char_boundary(20_000)];
    if !head.contains("::Send") && !head.contains("::Receive") && !head.contains("Data from ") {
        return None;
    }
    if head.lines().filter(|it| bytes_of(it).is_some()).take(3).count() < 3 {
        return None;
    }
    let mut it = Builder::default();
    let mut at = 0;
    let mut inside = false;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        match bytes_of(line) {
            Some(bytes) => {
                for (offset, byte) in bytes {
                    let from = start + offset;
                    match byte {
                        b'\r' => {}
                        b'\n' | b' '..=b'~' | b'\t' => {
                            let mut buffer = [0; 4];
                            it.replace(text, from, from + 2, char::from(byte).encode_utf8(&mut buffer));
                        }
                        _ => it.replace(text, from, from + 2, "\u{fffd}"),
                    }
                }
                inside = true;
            }
            None => {
                if inside {
                    it.replace(text, start, start, "\n");
                }
                inside = false;
                it.copy(text, start, at);
            }
        }
    }
    Some(it.finish())
}

/// The bytes of a line like `… 00000010 : 2E 63 6F 6D-0D 0A : .com..`, and where each stands.
fn bytes_of(line: &str) -> Option<Vec<(usize, u8)>> {
    let colon = line.match_indices(" : ").take(4).map(|it| it.0).find(|&it| {
        let address = line[..it].rsplit(' ').next().unwrap_or_default();
        address.len() == 8 && address.bytes().all(|it| it.is_ascii_hexdigit())
    })?;
    let from = colon + 3;
    let close = line[from..].find(" : ").map(|it| from + it)?;
    let hex = line.as_bytes().get(from..close)?;
    let mut bytes = Vec::with_capacity(16);
    let mut at = 0;
    while let Some(&first) = hex.get(at) {
        if matches!(first, b' ' | b'-') {
            at += 1;
            continue;
        }
        let digit = |it: u8| char::from(it).to_digit(16);
        let (high, low) = (digit(first)?, digit(*hex.get(at + 1)?)?);
        bytes.push((from + at, (high * 16 + low) as u8));
        at += 2;
    }
    (!bytes.is_empty() && bytes.len() <= 16).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    #[test]
    fn a_dump_becomes_what_it_shows() {
        let source = "T : [1] Data from Socket#1::Receive\n\
            T : [1] 00000000 : 32 32 30 20 61 0D 0A 35-33 35 20 : 220 a..535 \n\
            T : [1] 00000010 : 6E 6F                            : no\n\
            T : [1] 00000020 : 0D 0A : ..\n\
            T : [1] Exiting\n";
        let shown = to_text(&Text::same(source, 0)).unwrap_or_default();
        assert!(shown.as_str().contains("\n220 a\n535 no\n"), "{}", shown.as_str());
        let at = shown.as_str().find("535").unwrap_or_default();
        let Span(from, to) = shown.span(at, at + 3);
        assert_eq!(&source[from as usize..to as usize], "35-33 35");
        assert!(to_text(&Text::same("220 a\n", 0)).is_none());
    }
}
