//! Language packs as they are downloaded: compressed by PPMd.
//!
//! PPMd predicts text better than what web servers compress with: the words of a language take a fifth less than with brotli, and a host
//! that sends files as they are (most do so with what they do not know for text) sends no more than one that compresses.

use std::io::Read;

use ppmd_rust::Ppmd7Decoder;

/// How compressed packs begin. A pack begins with its build, of which every number is as likely.
const MARK: &[u8; 8] = b"\0SLpack1";
/// Of 2 to 64, the order that makes the packs smallest.
const ORDER: u32 = 8;
/// What the model may fill, in bytes: with less, a pack of a megabyte is cut into parts that know nothing of each other.
const MEMORY: u32 = 12 << 20;
/// No pack is larger, in bytes: what says so is none.
const LARGEST: usize = 64 << 20;

/// A pack's bytes, ready for [`crate::Pack`], from those that were downloaded; `None` when they are cut or are no compressed pack.
///
/// ```
/// assert_eq!(smtp_lens_catalog::decompress(b"no pack"), None);
/// ```
pub fn decompress(bytes: &[u8]) -> Option<Vec<u8>> {
    let (length, words) = bytes.strip_prefix(MARK)?.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > LARGEST {
        return None;
    }
    let mut pack = vec![0; length];
    Ppmd7Decoder::new(words, ORDER, MEMORY)
        .ok()?
        .read_exact(&mut pack)
        .ok()?;
    Some(pack)
}

/// Whether [`decompress`] is for these bytes.
pub fn is_compressed(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK)
}

/// The form of a pack in which it is downloaded.
///
/// # Errors
/// None in practice: nothing is written but memory.
#[cfg(feature = "source")]
pub fn compress(pack: &[u8]) -> std::io::Result<Vec<u8>> {
    use std::io::Write;

    let mut bytes = MARK.to_vec();
    bytes.extend((pack.len() as u32).to_le_bytes());
    let mut encoder = ppmd_rust::Ppmd7Encoder::new(bytes, ORDER, MEMORY).map_err(std::io::Error::other)?;
    encoder.write_all(pack)?;
    encoder.finish(false)
}

#[cfg(all(test, feature = "source"))]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_comes_back() {
        let pack: Vec<u8> = (0..50_000u32).flat_map(|it| (it * it / 7).to_le_bytes()).collect();
        let compressed = compress(&pack).unwrap_or_default();
        assert!(is_compressed(&compressed) && compressed.len() < pack.len());
        assert_eq!(decompress(&compressed), Some(pack));
    }

    #[test]
    fn a_pack_that_was_cut_is_none() {
        let compressed = compress("a mailbox that is full ".repeat(2000).as_bytes()).unwrap_or_default();
        for length in [0, 5, 8, 11, 12, compressed.len() / 2] {
            assert_eq!(decompress(&compressed[..length]), None, "{length} bytes");
        }
    }

    #[test]
    fn a_length_that_no_pack_has_is_refused() {
        let mut bytes = MARK.to_vec();
        bytes.extend(u32::MAX.to_le_bytes());
        bytes.extend([0; 64]);
        assert_eq!(decompress(&bytes), None);
    }
}
