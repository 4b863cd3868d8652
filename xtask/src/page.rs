//! The finished page: `trunk build`, then [`crate::seal`].

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::run::run;
use crate::{causes, project, seal, sizes, tools};

/// `cargo xtask build`
pub fn command(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("`cargo xtask build` takes no arguments");
    }
    let dist = build()?;
    println!("The page is in {}", dist.display());
    Ok(())
}

/// Installs what is missing, builds the release page and tells where it is.
pub fn build() -> Result<PathBuf> {
    tools::for_page()?;
    run(tools::trunk()?.args(["build", "--release"])).context("the page could not be built")?;
    let dist = project::dist();
    if !dist.join("index.html").is_file() {
        bail!(
            "trunk said that it built the page, but there is no {}",
            dist.join("index.html").display()
        );
    }
    seal::seal(&dist, &project::catalog())?;
    let mut weights = seal::weigh(&dist)?;
    sizes::print(&mut weights);
    sizes::check(&weights)?;
    let count = causes::write(&dist, &project::catalog())?;
    println!("causes/: a page for each of {count} causes, in every language");
    Ok(dist)
}
