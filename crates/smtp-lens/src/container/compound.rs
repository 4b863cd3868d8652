//! Compound files ([MS-CFB]): the file system in which Outlook keeps a message.

use std::collections::HashMap;

const FREE: u32 = 0xffff_fffa;
const NONE: u32 = 0xffff_ffff;
/// Streams below this size stand in the mini stream.
const MINI_CUTOFF: u64 = 4096;
const MINI_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// The streams of a compound file by their path, storages and stream parted by `/`.
pub fn streams(bytes: &[u8]) -> Option<HashMap<String, Vec<u8>>> {
    let shift = u16_at(bytes, 30)?;
    if !matches!(shift, 9 | 12) {
        return None;
    }
    let mut file = File {
        bytes,
        size: 1 << shift,
        fat: Vec::new(),
        mini_fat: Vec::new(),
        mini: Vec::new(),
        left: bytes.len().saturating_mul(2),
    };
    file.fat = file.read_fat()?;
    let directory = file.chain(u32_at(bytes, 48)?, usize::MAX);
    file.mini_fat = words(&file.chain(u32_at(bytes, 60)?, usize::MAX));
    let root = directory.get(..ENTRY)?;
    file.mini = file.chain(u32_at(root, 116)?, u32_at(root, 120)? as usize);
    let mut found = HashMap::new();
    // Siblings are a tree in which damage can make circles: every entry is visited once.
    let mut seen = vec![false; directory.len() / ENTRY];
    let mut open = vec![(u32_at(root, 76)?, String::new())];
    while let Some((index, folder)) = open.pop() {
        let Some(seen) = seen.get_mut(index as usize).filter(|it| !**it) else {
            continue;
        };
        *seen = true;
        let entry = &directory[index as usize * ENTRY..][..ENTRY];
        open.push((u32_at(entry, 68)?, folder.clone()));
        open.push((u32_at(entry, 72)?, folder.clone()));
        let length = usize::from(u16_at(entry, 64)?).clamp(2, 64) - 2;
        let name: Vec<u16> = entry[..length]
            .chunks_exact(2)
            .map(|it| u16::from_le_bytes([it[0], it[1]]))
            .collect();
        let path = format!("{folder}{}", String::from_utf16_lossy(&name));
        match entry[66] {
            1 if path.len() < 400 => open.push((u32_at(entry, 76)?, format!("{path}/"))),
            2 => {
                let size = u64::from(u32_at(entry, 120)?);
                let start = u32_at(entry, 116)?;
                let data = if size < MINI_CUTOFF {
                    file.mini_chain(start, size as usize)
                } else {
                    file.chain(start, size as usize)
                };
                found.insert(path, data);
            }
            _ => {}
        }
    }
    Some(found)
}

struct File<'a> {
    bytes: &'a [u8],
    /// Bytes in a sector.
    size: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    /// So much may still be read: streams that share their sectors would make a small file endless work.
    left: usize,
}

impl File<'_> {
    fn sector(&self, index: u32) -> Option<&[u8]> {
        let start = (index as usize + 1).checked_mul(self.size)?;
        let rest = self.bytes.get(start..)?;
        // The last sector may be cut.
        Some(&rest[..rest.len().min(self.size)])
    }

    fn read_fat(&self) -> Option<Vec<u32>> {
        let mut fat = Vec::new();
        let limit = self.bytes.len() / self.size + 2;
        let add = |list: &[u32], fat: &mut Vec<u32>| {
            for &it in list.iter().filter(|it| **it < FREE) {
                if fat.len() <= limit * 2
                    && let Some(sector) = self.sector(it)
                {
                    fat.extend(words(sector));
                }
            }
        };
        add(&words(self.bytes.get(76..512)?), &mut fat);
        let mut next = u32_at(self.bytes, 68)?;
        for _ in 0..limit {
            if next >= FREE {
                break;
            }
            let Some(sector) = self.sector(next) else { break };
            let list = words(sector);
            let (last, list) = list.split_last()?;
            add(list, &mut fat);
            next = *last;
        }
        Some(fat)
    }

    fn chain(&mut self, start: u32, size: usize) -> Vec<u8> {
        let mut data = Vec::new();
        let mut at = start;
        while at < FREE && data.len() < size && self.left > 0 {
            let Some(sector) = self.sector(at) else { break };
            let sector = &sector[..sector.len().min(self.left)];
            data.extend_from_slice(sector);
            self.left -= sector.len();
            at = self.fat.get(at as usize).copied().unwrap_or(NONE);
        }
        data.truncate(size);
        data
    }

    fn mini_chain(&mut self, start: u32, size: usize) -> Vec<u8> {
        let mut data = Vec::new();
        let mut at = start;
        while at < FREE && data.len() < size && self.left >= MINI_SECTOR {
            let from = at as usize * MINI_SECTOR;
            let Some(rest) = self.mini.get(from..) else { break };
            data.extend_from_slice(&rest[..rest.len().min(MINI_SECTOR)]);
            self.left -= MINI_SECTOR;
            at = self.mini_fat.get(at as usize).copied().unwrap_or(NONE);
        }
        data.truncate(size);
        data
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|it| u32::from_le_bytes([it[0], it[1], it[2], it[3]]))
        .collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
