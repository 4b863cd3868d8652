//! Hooks, one file each.
//!
//! Not from `yew-hooks`: with its `use_hash` and `use_event_with_window` the page's download is 2 kB larger, and what is asked of them here is ten lines.

mod use_engine;
mod use_field;
mod use_focus;
mod use_given;
mod use_preferences;
mod use_route;

pub use use_engine::{named, use_engine};
pub use use_field::use_field;
pub use use_focus::use_focus;
pub use use_given::{give_files, use_given};
pub use use_preferences::{preferences, use_preferences};
pub use use_route::{HOME, PROOF, Route, language_asked_for, use_route};
