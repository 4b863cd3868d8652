//! The page without a network: its manifest and icons, and the service worker that keeps its files.
//!
//! The worker is told every file with its hash when the page is built, so that it can tell one version from another.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::seal::{hash, read, write};
use crate::{project, sizes, tools};

/// What an installed page is called and looks like; copied as they are.
const MANIFEST: [&str; 5] = [
    "app.webmanifest",
    "icon.svg",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
];

/// Puts the manifest and its icons beside the page.
pub fn add_manifest(folder: &Path) -> Result<()> {
    for name in MANIFEST {
        fs::copy(project::web().join(name), folder.join(name)).with_context(|| format!("{name} cannot be copied"))?;
    }
    Ok(())
}

/// What this build is called: the project's version, and a hash of every file but the page itself, which names it.
pub fn version(folder: &Path) -> Result<String> {
    let files = hashed(folder)?;
    let others: String = files
        .iter()
        .filter(|(name, _)| name != "./")
        .map(|(name, hash)| format!("{hash} {name}\n"))
        .collect();
    Ok(format!(
        "{} {}",
        env!("CARGO_PKG_VERSION"),
        &hash(others.as_bytes())[..16]
    ))
}

/// Writes the service worker, which keeps the page's files as they are now.
pub fn add_service_worker(folder: &Path) -> Result<()> {
    let files = hashed(folder)?;
    let all: String = files.iter().map(|(name, hash)| format!("{hash} {name}\n")).collect();
    let list: Vec<String> = files
        .iter()
        .map(|(name, hash)| format!("\"{name}\":\"{hash}\""))
        .collect();
    let script = read(&project::web().join("sw.js"))?
        .replace("BUILD_FILES", &format!("{{{}}}", list.join(",")))
        .replace("BUILD_VERSION", &format!("\"{}\"", &hash(all.as_bytes())[..16]));
    let file = folder.join("sw.js");
    write(&file, script.as_bytes())?;
    let small = tools::minify(&file, &[])?;
    write(&file, small.as_bytes())
}

/// The files by the names at which a browser asks for them, each with its hash, in order.
fn hashed(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for file in sizes::files(folder)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy();
        // The system asks for the pictures itself when it installs the page, and keeps them.
        if name.ends_with(".png") || name == "sw.js" {
            continue;
        }
        let name = if name == "index.html" { "./" } else { &name };
        let content = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        files.push((name.to_owned(), hash(&content)));
    }
    files.sort();
    Ok(files)
}
