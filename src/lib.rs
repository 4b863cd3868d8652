//! The front end of SMTP Lens: it takes a text, asks the engine in its worker, and shows the answer.
//!
//! *Invariants.* No knowledge of mail is in here: what the page says about mail, the engine said. No string for people is
//! outside of [`locale`]. Nothing of the input goes into an address, a storage, a log or the page's title. Nothing is
//! requested once both languages are there.
//!
//! The way of the data: [`hooks::use_given`] or [`components::input`] take the text → [`state`] keeps it →
//! [`hooks::use_engine`] sends it through [`engine::client`] to `worker` → the answer comes back into [`state`] →
//! [`pages::home`] and the components show it.
#![forbid(unsafe_code)]

pub mod app;
pub mod components;
pub mod engine;
pub mod examples;
pub mod hooks;
pub mod locale;
pub mod pages;
pub mod shared;
pub mod spans;
pub mod state;
pub mod text;
pub mod ui;
