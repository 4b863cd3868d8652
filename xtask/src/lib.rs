//! Everything that sets up, builds, serves and checks SMTP Lens: `cargo xtask`.
//!
//! It is a library for one reason: the tests of the page look at it through the same [`serve::Server`].
#![forbid(unsafe_code)]

pub mod browser;
pub mod catalog;
pub mod causes;
pub mod dist;
pub mod embed;
mod html;
pub mod lighthouse;
pub mod npm;
pub mod offline;
pub mod page;
pub mod project;
pub mod run;
mod sbom;
pub mod seal;
pub mod serve;
pub mod single;
pub mod sizes;
mod slim;
pub mod test;
pub mod tools;
mod zip;
