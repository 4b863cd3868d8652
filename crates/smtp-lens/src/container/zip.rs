//! Zip archives (PKWARE's APPNOTE) and gzip (RFC 1952): where the files in them stand.

use super::{Data, ITEMS, Item};
use std::borrow::Cow;

/// The end of the central directory, without its comment.
const END: usize = 22;
/// The longest comment behind it.
const COMMENT: usize = 65_535;

/// The files of an archive that can be read, in the directory's order: stored or deflated, not encrypted, no folders.
pub fn items(bytes: &[u8]) -> Option<Vec<Item<'_>>> {
    let tail = bytes.len().saturating_sub(END + COMMENT);
    let end = tail + memchr::memmem::rfind(&bytes[tail..], b"PK\x05\x06")?;
    let count = usize::from(u16_at(bytes, end + 10)?);
    let mut at = u32_at(bytes, end + 16)? as usize;
    let mut items = Vec::new();
    // Members that share their bytes would make a small archive endless work.
    let mut left = bytes.len();
    for _ in 0..count.min(ITEMS) {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            break;
        }
        let (flags, method) = (u16_at(bytes, at + 8)?, u16_at(bytes, at + 10)?);
        let packed = u32_at(bytes, at + 20)? as usize;
        let [name, extra, comment] = [at + 28, at + 30, at + 32].map(|it| u16_at(bytes, it).map(usize::from));
        let (name, extra, comment) = (name?, extra?, comment?);
        let local = u32_at(bytes, at + 42)? as usize;
        let title = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).into_owned();
        at += 46 + name + extra + comment;
        let data = || {
            let start = local + 30 + usize::from(u16_at(bytes, local + 26)?) + usize::from(u16_at(bytes, local + 28)?);
            bytes.get(start..start.checked_add(packed)?)
        };
        let hidden = title.ends_with('/') || title.starts_with("__MACOSX/") || flags & 1 == 1;
        let Some(data) = data().filter(|it| !hidden && it.len() <= left) else {
            continue;
        };
        left -= data.len();
        let data = match method {
            0 => Data::Plain(Cow::Borrowed(data)),
            8 => Data::Deflated(data),
            _ => continue,
        };
        let name = Some(title);
        items.push(Item { name, data });
    }
    Some(items)
}

/// The deflated bytes of a gzip member.
pub fn after_gzip_header(bytes: &[u8], flags: u8) -> Option<&[u8]> {
    let mut at = 10;
    if flags & 4 != 0 {
        at += 2 + usize::from(u16_at(bytes, at)?);
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            at += memchr::memchr(0, bytes.get(at..)?)? + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    bytes.get(at..bytes.len().checked_sub(8)?.max(at))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_archives_are_empty_or_none() {
        assert_eq!(items(b"PK\x03\x04"), None);
        let mut end = b"PK\x03\x04PK\x05\x06".to_vec();
        end.extend([0xff; 18]);
        assert_eq!(items(&end), None);
        assert_eq!(after_gzip_header(b"\x1f\x8b\x08\x08", 8), None);
    }
}
