//! The engine, as the page sees it: a worker that is asked and answers.

pub mod around;
pub mod client;
pub mod many;
pub mod messages;
pub mod reader;
