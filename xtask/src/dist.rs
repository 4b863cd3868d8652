//! What a release consists of: everything that somebody can take away, with checksums and a list of what it is made of.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::run::{command as program, run};
use crate::seal::{hash, write};
use crate::{npm, page, project, sbom, single, sizes, zip};

/// `cargo xtask dist`
pub fn command(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("`cargo xtask dist` takes no arguments");
    }
    let folder = make()?;
    println!("\nThe release is in {}", project::root().join(folder).display());
    Ok(())
}

/// Where it is made.
const FOLDER: &str = "artifacts";

fn make() -> Result<&'static str> {
    let version = env!("CARGO_PKG_VERSION");
    let page = page::build()?;
    let folder = project::root().join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    let site = folder.join("site");
    copy(&page, &site)?;
    write(
        &folder.join(format!("smtp-lens-{version}-site.zip")),
        &zip::of(&site, "smtp-lens")?,
    )?;
    copy_file(&page.join(single::NAME), &folder.join(single::NAME))?;

    let package = npm::build()?;
    run(program("npm")
        .args(["pack", "--silent", "--pack-destination"])
        .arg(&folder)
        .arg(&package))
    .context("the npm package could not be packed")?;
    write(
        &folder.join(format!("smtp-lens-{version}.cdx.json")),
        sbom::write()?.as_bytes(),
    )?;
    write(&folder.join("SHA256SUMS"), sums(&folder)?.as_bytes())?;
    for file in top(&folder)? {
        println!("{:>10}  {}", fs::metadata(&file)?.len(), name(&file));
    }
    Ok(FOLDER)
}

/// The checksums of the files at the top, as `sha256sum --check` reads them.
fn sums(folder: &Path) -> Result<String> {
    let mut sums = String::new();
    for file in top(folder)? {
        let content = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        sums += &format!("{}  {}\n", hash(&content), name(&file));
    }
    Ok(sums)
}

/// The files at the top, in order.
fn top(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.is_file())
        .collect();
    files.sort();
    Ok(files)
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in sizes::files(from)? {
        copy_file(&file, &to.join(file.strip_prefix(from).unwrap_or(&file)))?;
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    fs::copy(from, to)
        .with_context(|| format!("{} cannot be copied to {}", from.display(), to.display()))
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::sums;

    #[test]
    fn checksums_are_those_that_sha256sum_reads() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("a"), "1").expect("it can be written");
        std::fs::create_dir(folder.path().join("site")).expect("it can be made");
        assert_eq!(
            sums(folder.path()).expect("they can be read"),
            "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b  a\n"
        );
    }
}
