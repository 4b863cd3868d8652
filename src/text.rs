//! The reader's text: the bytes that the engine gets, and how they are shown.

use std::cell::RefCell;

use js_sys::ArrayBuffer;

/// How many bytes of an input are shown; the engine reads all of them.
pub const SHOWN: usize = 200_000;

/// What the reader gave.
#[derive(Debug)]
pub struct Text {
    /// Its file name, when it came as a file.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size: usize,
    /// Its beginning, [`SHOWN`] bytes at most.
    pub head: Vec<u8>,
    /// All of a file, to be handed over to the worker without a copy; `None` when `head` is all.
    whole: RefCell<Option<ArrayBuffer>>,
    /// Whether the worker has it already.
    pub is_held: bool,
    writing: Writing,
}

/// How a text's bytes stand for characters, as far as showing them goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    /// UTF-8; bytes that are none are taken as Latin-1.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// No text at all.
    Binary,
}

impl Text {
    /// Typed or pasted words.
    pub fn typed(words: &str) -> Self {
        let bytes = words.as_bytes();
        let (head, whole) = if bytes.len() > SHOWN {
            let whole = js_sys::Uint8Array::from(bytes).buffer();
            (&bytes[..words.floor_char_boundary(SHOWN)], Some(whole))
        } else {
            (bytes, None)
        };
        Self {
            name: None,
            size: bytes.len(),
            head: head.to_vec(),
            whole: RefCell::new(whole),
            is_held: false,
            writing: Writing::Utf8,
        }
    }

    /// A file's bytes, as they are, so that the engine's spans fit.
    pub fn file(name: String, bytes: ArrayBuffer) -> Self {
        let size = bytes.byte_length();
        let head = js_sys::Uint8Array::new_with_byte_offset_and_length(&bytes, 0, size.min(SHOWN as u32)).to_vec();
        let writing = Writing::of(&head);
        Self {
            name: Some(name),
            size: size as usize,
            head,
            whole: RefCell::new(Some(bytes)),
            is_held: false,
            writing,
        }
    }

    /// A message that the worker has, and its beginning.
    pub fn held(name: String, size: usize, head: Vec<u8>) -> Self {
        Self {
            name: Some(name),
            size,
            whole: RefCell::new(None),
            is_held: true,
            writing: Writing::of(&head),
            head,
        }
    }

    /// The bytes for the worker. A file's are given away: the second call finds the beginning only.
    pub fn hand_over(&self) -> ArrayBuffer {
        self.whole
            .take()
            .unwrap_or_else(|| js_sys::Uint8Array::from(self.head.as_slice()).buffer())
    }

    /// Whether there is more than what is shown.
    pub fn is_cut(&self) -> bool {
        self.size > self.head.len()
    }

    /// Whether it can be shown as text.
    pub fn is_readable(&self) -> bool {
        self.writing != Writing::Binary
    }

    /// How many lines are shown.
    pub fn lines(&self) -> usize {
        self.head.trim_ascii_end().iter().filter(|it| **it == b'\n').count() + 1
    }

    /// The shown part as text.
    pub fn all(&self) -> String {
        self.decode(0, self.head.len())
    }

    /// The characters of a range of bytes; the range is cut to what is shown, and widened to whole characters.
    pub fn decode(&self, from: usize, to: usize) -> String {
        let (from, to) = (self.snap(from, false), self.snap(to, true));
        if from >= to {
            return String::new();
        }
        let bytes = &self.head[from..to];
        let mut out = String::with_capacity(bytes.len());
        match self.writing {
            Writing::Utf8 | Writing::Binary => {
                for chunk in bytes.utf8_chunks() {
                    out.extend(chunk.valid().chars().filter_map(visible));
                    out.extend(chunk.invalid().iter().filter_map(|it| visible(char::from(*it))));
                }
            }
            Writing::Utf16Le | Writing::Utf16Be => {
                let unit = |pair: &[u8]| match self.writing {
                    Writing::Utf16Le => u16::from_le_bytes([pair[0], pair[1]]),
                    _ => u16::from_be_bytes([pair[0], pair[1]]),
                };
                let units = bytes.chunks_exact(2).map(unit);
                out.extend(
                    char::decode_utf16(units).filter_map(|it| visible(it.unwrap_or(char::REPLACEMENT_CHARACTER))),
                );
            }
        }
        out
    }

    /// The nearest border of a character at or before `at`, or at or after it.
    pub fn snap(&self, at: usize, forward: bool) -> usize {
        let mut at = at.min(self.head.len());
        match self.writing {
            Writing::Utf16Le | Writing::Utf16Be if at % 2 == 1 => at = if forward { at + 1 } else { at - 1 },
            Writing::Utf8 => {
                // Three continuation bytes at most: anything longer is no UTF-8.
                for _ in 0..3 {
                    if self.head.get(at).is_none_or(|it| it & 0xC0 != 0x80) {
                        break;
                    }
                    at = if forward { at + 1 } else { at.saturating_sub(1) };
                }
            }
            _ => {}
        }
        at.min(self.head.len())
    }
}

impl Writing {
    fn of(head: &[u8]) -> Self {
        match head {
            [0xFF, 0xFE, ..] => return Self::Utf16Le,
            [0xFE, 0xFF, ..] => return Self::Utf16Be,
            _ => {}
        }
        let sample = &head[..head.len().min(4096)];
        let odd = sample
            .iter()
            .filter(|it| it.is_ascii_control() && !it.is_ascii_whitespace() && **it != 0x1B)
            .count();
        if odd * 20 > sample.len() {
            Self::Binary
        } else {
            Self::Utf8
        }
    }
}

/// The character as it is shown: carriage returns go, other controls become their pictures (U+2400 …).
fn visible(it: char) -> Option<char> {
    match it {
        '\r' | '\u{FEFF}' => None,
        '\n' | '\t' => Some(it),
        '\0'..='\u{1F}' => char::from_u32(0x2400 + it as u32),
        '\u{7F}' => Some('\u{2421}'),
        '\u{80}'..='\u{9F}' => Some(char::REPLACEMENT_CHARACTER),
        _ => Some(it),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(head: &[u8]) -> Text {
        Text {
            name: None,
            size: head.len(),
            head: head.to_vec(),
            whole: RefCell::new(None),
            is_held: false,
            writing: Writing::of(head),
        }
    }

    #[test]
    fn cuts_at_characters() {
        let it = text("aé€".as_bytes());
        assert_eq!(it.decode(2, 3), "é");
        assert_eq!(it.decode(4, 99), "€");
    }

    #[test]
    fn shows_what_is_no_utf8() {
        assert_eq!(text(b"Bo\xEEte pleine\r\n").all(), "Boîte pleine\n");
    }

    #[test]
    fn reads_utf16() {
        let it = text(b"\xFF\xFE5\x005\x000\x00");
        assert_eq!(it.all(), "550");
        assert_eq!(it.decode(3, 6), "55");
    }

    #[test]
    fn tells_binary_from_text() {
        assert!(!text(b"\xD0\xCF\x11\xE0\0\0\0\0\0\0").is_readable());
        assert!(text(b"\x1B[31m550\x1B[0m").is_readable());
        assert!(text(b"").is_readable());
    }

    #[test]
    fn counts_lines() {
        assert_eq!(text(b"a\nb\n\n").lines(), 2);
        assert_eq!(text(b"a").lines(), 1);
    }
}
