//! Files that hold messages and are themselves none: Zip archives, gzip, Outlook's .msg, mailboxes.
//!
//! Nothing is inflated here: every host has its own DEFLATE (the command line a library, the page the browser's
//! DecompressionStream), so that no visitor downloads another one. The readers are the project's own because the formats need few lines and
//! the libraries many: over a bare module, brotli, `cfb` adds 87 kB, `rawzip` 6 kB, `miniz_oxide` 10 kB.

mod compound;
mod mbox;
mod outlook;
mod zip;

pub use mbox::{join, messages};

use std::borrow::Cow;

/// Of one file in a container so much is read, however much a tiny archive claims to hold.
pub const ITEM_LIMIT: usize = 64 << 20;
/// So many files of a container are read.
pub const ITEMS: usize = 10_000;

/// A file inside a container.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<'a> {
    /// Its name in there, when it has one.
    pub name: Option<String>,
    /// Its bytes.
    pub data: Data<'a>,
}

/// The bytes of a file inside a container.
#[derive(Debug, Clone, PartialEq)]
pub enum Data<'a> {
    /// As they are.
    Plain(Cow<'a, [u8]>),
    /// To be inflated by the host (RFC 1951, without any header), up to [`ITEM_LIMIT`].
    Deflated(&'a [u8]),
}

/// What a container holds; `None` when the bytes are none, and are to be read as they are.
///
/// ```
/// assert!(smtp_lens::container::open(b"550 5.1.1 no such user").is_none());
/// ```
pub fn open(bytes: &[u8]) -> Option<Vec<Item<'_>>> {
    match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => zip::items(bytes),
        [0x1f, 0x8b, 8, flags, ..] => {
            let data = Data::Deflated(zip::after_gzip_header(bytes, *flags)?);
            Some(vec![Item { name: None, data }])
        }
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => {
            let data = Data::Plain(Cow::Owned(outlook::message(bytes)?));
            Some(vec![Item { name: None, data }])
        }
        _ => None,
    }
}
