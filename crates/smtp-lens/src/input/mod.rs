//! From bytes to readable text: what is this, and what did pasting do to it?

mod charset;
mod clean;
mod html;
mod mail;
mod unpack;

pub use charset::Charsets;
#[cfg(feature = "charsets")]
pub use charset::EncodingRs;
#[cfg(not(feature = "charsets"))]
pub use charset::NoCharsets;
pub use mail::{Head, Part, PartKind};

use crate::text::Text;

/// An input made readable.
#[derive(Debug, Default)]
pub struct Document {
    /// The header fields that matter, when the input is a message.
    pub head: Option<Head>,
    /// The readable parts in order; one for everything that is no message.
    pub parts: Vec<Part>,
}

impl Document {
    /// Makes `bytes` readable: any bytes at all, without failing, in linear time.
    pub fn open(bytes: &[u8], charsets: &dyn Charsets) -> Self {
        // A message is best read as its own bytes: its parts carry their own character sets.
        if let Some(start) = mail::looks_like_mail(bytes) {
            return mail::open(bytes, start, charsets);
        }
        let text = charset::decode(bytes);
        let text = unpack::unpack(text);
        if let Some(start) = mail::looks_like_mail(text.as_str().as_bytes()) {
            return mail::open_text(&text, start, charsets);
        }
        Self {
            head: None,
            parts: vec![Part {
                kind: PartKind::Text,
                text: unpack::unquote(clean::clean(text)),
            }],
        }
    }

    /// The first part of a kind.
    pub fn part(&self, kind: PartKind) -> Option<&Text> {
        self.parts.iter().find(|it| it.kind == kind).map(|it| &it.text)
    }
}
