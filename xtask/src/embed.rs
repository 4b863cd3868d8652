//! What other people's pages take from beside the page: the custom element, and the schema of a site's own causes.
//!
//! The element shows the single file: [`crate::single`].

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::seal::write;
use crate::{project, tools};

/// The custom element's script. Its name has no hash: other people's pages name it.
pub const ELEMENT: &str = "element.js";
/// What an editor checks a site's own causes by.
pub const SCHEMA: &str = "causes.schema.json";

/// Puts both beside the page.
pub fn add(folder: &Path) -> Result<()> {
    let script = tools::minify(&project::web().join(ELEMENT), &["--format=esm", "--charset=utf8"])?;
    write(&folder.join(ELEMENT), script.as_bytes())?;
    fs::copy(project::web().join(SCHEMA), folder.join(SCHEMA))
        .with_context(|| format!("{SCHEMA} cannot be copied"))
        .map(drop)
}
