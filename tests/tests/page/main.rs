//! The page in a real browser, end to end.
#![forbid(unsafe_code)]

mod answers;
mod catalogue;
mod embed;
mod everybody;
mod files;
mod memory;
mod offline;
mod privacy;
mod single;
mod speed;
mod views;
