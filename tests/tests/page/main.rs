//! The page in a real browser, end to end.
#![forbid(unsafe_code)]

mod answers;
mod everybody;
mod privacy;
mod speed;
