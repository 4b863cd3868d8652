//! Character sets: of the whole input here, of a message's parts through the host.

use crate::text::{Builder, Text};

/// Turns bytes of a named character set into text; the host of the engine has the tables (`encoding_rs` on the command line, the
/// browser's TextDecoder on the page).
pub trait Charsets {
    /// The text, or `None` when the label is not known.
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String>;
}

#[cfg(not(feature = "charsets"))]
/// Knows no character set but UTF-8.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoCharsets;

#[cfg(not(feature = "charsets"))]
impl Charsets for NoCharsets {
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

/// `encoding_rs`, by the labels of the Encoding Standard.
#[cfg(feature = "charsets")]
#[derive(Debug, Clone, Copy, Default)]
pub struct EncodingRs;

#[cfg(feature = "charsets")]
impl Charsets for EncodingRs {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        let encoding = encoding_rs::Encoding::for_label(label.trim().as_bytes())?;
        Some(encoding.decode(bytes).0.into_owned())
    }
}

/// The whole input as text: UTF-16 by its mark or by its zero bytes, else UTF-8, and each byte that is neither as Windows-1252.
pub fn decode(bytes: &[u8]) -> Text<'_> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, 2, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, 2, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest, 3),
        _ => {
            let head = &bytes[..bytes.len().min(512)];
            let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|it| **it == 0).count();
            let half = head.len() / 2;
            if half >= 4 && zeros(1) * 10 > half * 7 && zeros(0) == 0 {
                utf16(bytes, 0, u16::from_le_bytes)
            } else if half >= 4 && zeros(0) * 10 > half * 7 && zeros(1) == 0 {
                utf16(bytes, 0, u16::from_be_bytes)
            } else {
                utf8(bytes, 0)
            }
        }
    }
}

fn utf8(mut bytes: &[u8], mut at: usize) -> Text<'_> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Text::same(text, at);
    }
    let mut it = Builder::default();
    loop {
        match std::str::from_utf8(bytes) {
            Ok(text) => {
                it.same(text, at);
                return it.finish();
            }
            Err(error) => {
                let (good, bad) = bytes.split_at(error.valid_up_to());
                it.same(std::str::from_utf8(good).unwrap_or_default(), at);
                at += good.len();
                let mut buffer = [0; 4];
                it.instead(windows_1252(bad[0]).encode_utf8(&mut buffer), at, at + 1);
                at += 1;
                bytes = &bad[1..];
            }
        }
    }
}

fn utf16(bytes: &[u8], start: usize, unit: fn([u8; 2]) -> u16) -> Text<'static> {
    let mut it = Builder::default();
    let mut at = start;
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let mut buffer = [0; 4];
    for decoded in char::decode_utf16(units) {
        let decoded = decoded.unwrap_or(char::REPLACEMENT_CHARACTER);
        let end = at + 2 * decoded.len_utf16();
        it.instead(decoded.encode_utf8(&mut buffer), at, end);
        at = end;
    }
    it.finish()
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [u16; 32] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d,
        0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
        0x17e, 0x178,
    ];
    match byte {
        0x80..=0x9f => char::from_u32(u32::from(HIGH[usize::from(byte - 0x80)])).unwrap_or('\u{fffd}'),
        byte => char::from(byte),
    }
}
