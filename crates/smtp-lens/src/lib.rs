//! Reads what mail systems say when mail fails, and explains it.
#![forbid(unsafe_code)]

pub mod analysis;
pub use analysis::*;
