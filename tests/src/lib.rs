//! Looks at the finished page as a visitor does: in Chromium, or in Firefox where `SMTP_LENS_BROWSER` says so, through its keyboard, its
//! mouse and its files.
//!
//! A test opens a [`Page`], does something, waits for what has to come of it and reads it. Nothing sleeps for a while and hopes.
//! What a test takes hold of is named in [`part`].
#![forbid(unsafe_code)]

mod bidi;
mod commands;
mod driver;
mod page;
pub mod part;
pub mod views;
mod visitor;
mod watch;

pub use page::Page;
pub use visitor::Visitor;
pub use watch::{Requests, Watch};

use std::path::PathBuf;

/// A file of `fixtures/`: what a program really printed.
pub fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// The text of a file of `fixtures/`.
pub fn fixture_text(name: &str) -> String {
    let file = fixture(name);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{} cannot be read: {error}", file.display()))
}

/// A copy of the finished page, to change something in: its own files, without the pages of the causes.
pub fn copy_of_the_page() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let dist = xtask::project::dist();
    for entry in std::fs::read_dir(&dist).unwrap_or_else(|error| panic!("{}: {error}", dist.display())) {
        let file = entry.expect("its files can be listed").path();
        if let Some(name) = file.file_name().filter(|_| file.is_file()) {
            std::fs::copy(&file, folder.path().join(name)).expect("its files can be copied");
        }
    }
    folder
}
