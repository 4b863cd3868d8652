//! Hooks, one file each. What `yew-hooks` has is taken from there.

mod use_copy;
mod use_engine;
mod use_given;
mod use_preferences;
mod use_route;
mod use_ui;

pub use use_copy::use_copy;
pub use use_engine::use_engine;
pub use use_given::{give_file, use_given};
pub use use_preferences::{preferences, use_preferences};
pub use use_route::{Route, use_route};
pub use use_ui::{Ui, use_ui};
