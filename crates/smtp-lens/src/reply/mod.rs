//! Finding replies in running text: between a program's own words, over several lines, inside quotes and tuples.

mod collect;
mod find;
mod found;
mod frame;
mod place;
#[cfg(test)]
mod tests;

pub use find::{find, reply_at};
pub use found::{FoundReply, stretch, whole};
pub use frame::{quoted, repeated};
