//! The pages, one file a route.

pub mod home;
pub mod proof;
