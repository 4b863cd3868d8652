//! The pages, one file a route.

#[cfg(debug_assertions)]
pub mod gallery;
pub mod home;
pub mod look_up;
pub mod proof;
