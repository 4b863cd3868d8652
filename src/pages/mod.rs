//! The pages, one file a route.

pub mod home;
pub mod look_up;
pub mod proof;
