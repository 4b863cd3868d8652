//! From bytes to readable text: what is this, and what did pasting do to it?

mod charset;
mod clean;
mod dump;
mod html;
mod mail;
mod unpack;

#[cfg(feature = "charsets")]
pub use charset::EncodingRs;
#[cfg(not(feature = "charsets"))]
pub use charset::NoCharsets;
pub use charset::{Charsets, decode};
pub use mail::{Head, Part, PartKind};

use crate::container;
use crate::text::{Builder, Text};

/// An input made readable.
#[derive(Debug, Default)]
pub struct Document<'a> {
    /// The header fields that matter, when the input is a message.
    pub head: Option<Head>,
    /// The header section of a message as it stands.
    pub header: Option<Text<'a>>,
    /// The readable parts in order; one for everything that is no message.
    pub parts: Vec<Part<'a>>,
}

impl<'a> Document<'a> {
    /// Makes `bytes` readable: any bytes at all, without failing, in linear time.
    pub fn open(bytes: &'a [u8], charsets: &dyn Charsets) -> Self {
        // Of a file that is no text, everything that is found stands for the whole file.
        if let Some(inner) = Self::packed(bytes) {
            let mut whole = Builder::default();
            whole.instead(&String::from_utf8_lossy(&inner), 0, bytes.len());
            return Self::of_text(whole.finish(), charsets);
        }
        // A message is best read as its own bytes: its parts carry their own character sets.
        if let Some(start) = mail::looks_like_mail(bytes) {
            return mail::open(bytes, start, charsets);
        }
        Self::of_text(charset::decode(bytes), charsets)
    }

    /// A container that needs no inflating.
    fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
        let items = container::open(bytes)?;
        let plain: Vec<_> = items
            .into_iter()
            .filter_map(|it| match it.data {
                container::Data::Plain(data) => Some(data),
                container::Data::Deflated(_) => None,
            })
            .collect();
        match plain.as_slice() {
            [] => None,
            [only] => Some(only.to_vec()),
            _ => Some(container::join(plain.iter().map(|it| &**it))),
        }
    }

    fn of_text(text: Text<'a>, charsets: &dyn Charsets) -> Self {
        let text = unpack::unpack(text);
        if let Some(start) = mail::looks_like_mail(text.as_str().as_bytes()) {
            return mail::open_text(&text, start, charsets);
        }
        Self {
            head: None,
            header: None,
            parts: vec![Part {
                kind: PartKind::Text,
                text: unpack::unquote(clean::clean(text)),
            }],
        }
    }

    /// The first part of a kind.
    pub fn part(&self, kind: PartKind) -> Option<&Text<'a>> {
        self.parts.iter().find(|it| it.kind == kind).map(|it| &it.text)
    }
}
