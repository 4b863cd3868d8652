//! A map whose hash is cheap.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Queue ids and addresses are looked up once a line, so the hash is a cheap one, with a strong end.
pub type Map<K, V> = HashMap<K, V, BuildHasherDefault<Fold>>;

/// Eight bytes at a time, multiplied and folded.
#[derive(Debug, Default)]
pub struct Fold(u64);

impl Fold {
    fn add(&mut self, word: u64) {
        let wide = u128::from(self.0 ^ word ^ 0x9E37_79B9_7F4A_7C15) * 0xD6E8_FEB8_6659_FD93;
        self.0 = (wide as u64) ^ ((wide >> 64) as u64);
    }
}

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.add(u64::from_le_bytes(word) ^ chunk.len() as u64);
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.add(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
