//! The npm package: the analysis as a function, its types, the custom element, and the one file that the element shows.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::run::{cargo, command as program, run};
use crate::seal::{read, write};
use crate::{project, single, slim, tools};

/// What the project's own files of the package are.
const FILES: [&str; 5] = ["web.js", "node.js", "init.js", "init.d.ts", "index.d.ts"];

/// `cargo xtask npm`
pub fn command(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("`cargo xtask npm` takes no arguments");
    }
    println!("The package is in {}", build()?.display());
    Ok(())
}

/// A folder in which `smtp-lens` is installed, for whatever looks at the package from outside.
pub fn beside() -> PathBuf {
    project::root().join("target/npm")
}

/// Builds the package and tells where it is.
pub fn build() -> Result<PathBuf> {
    tools::for_package()?;
    run(cargo().args([
        "build",
        "--quiet",
        "--release",
        "--package",
        "smtp-lens-wasm",
        "--target",
        "wasm32-unknown-unknown",
    ]))?;
    let package = beside().join("node_modules/smtp-lens");
    if package.exists() {
        fs::remove_dir_all(&package).with_context(|| format!("{} cannot be removed", package.display()))?;
    }
    run(program(project::tools().join("bin/wasm-bindgen"))
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            "smtp_lens",
            "--out-dir",
        ])
        .arg(&package)
        .arg("target/wasm32-unknown-unknown/release/smtp_lens_wasm.wasm"))?;
    let wasm = package.join("smtp_lens_bg.wasm");
    run(program(project::tools().join("node_modules/.bin/wasm-opt"))
        .args(["-O2", "--strip-debug", "--strip-producers", "--output"])
        .args([&wasm, &wasm]))?;
    slim::shorten_names(&package)?;
    copy(&package)?;
    Ok(package)
}

fn copy(package: &Path) -> Result<()> {
    let sources = project::root().join("crates/smtp-lens-wasm/js");
    for name in FILES {
        copy_file(&sources.join(name), &package.join(name))?;
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        copy_file(&project::root().join(name), &package.join(name))?;
    }
    copy_file(&sources.join("README.md"), &package.join("README.md"))?;
    for name in ["element.js", "element.d.ts", "causes.schema.json"] {
        copy_file(&project::web().join(name), &package.join(name))?;
    }
    let manifest = read(&sources.join("package.json"))?;
    let versioned = manifest.replace("\"0.0.0\"", &format!("\"{}\"", env!("CARGO_PKG_VERSION")));
    write(&package.join("package.json"), versioned.as_bytes())?;
    // What the custom element shows, when the page is built.
    let page = project::dist().join(single::NAME);
    if page.is_file() {
        copy_file(&page, &package.join(single::NAME))?;
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .with_context(|| format!("{} cannot be copied to {}", from.display(), to.display()))
        .map(drop)
}

/// Calls the package as others do: from Node by `import` and `require`, through bundlers, and past the TypeScript compiler.
///
/// What the bundlers make is left for the tests in a browser.
pub fn check() -> Result<()> {
    build()?;
    tools::for_package_checks()?;
    let (beside, tests) = (beside(), project::root().join("crates/smtp-lens-wasm/tests"));
    for entry in fs::read_dir(&tests).with_context(|| format!("{} cannot be read", tests.display()))? {
        let file = entry?.path();
        if let Some(name) = file.file_name().filter(|_| file.is_file()) {
            copy_file(&file, &beside.join(name))?;
        }
    }
    let node = |arguments: &[&str]| run(program("node").current_dir(&beside).args(arguments));
    node(&["--test", "node.mjs"])?;

    let fixtures = project::root().join("crates/smtp-lens/tests/fixtures");
    run(program("node").current_dir(&beside).arg("outputs.mjs").arg(&fixtures))?;
    node(&[&tools::check("typescript/bin/tsc"), "--project", "tsconfig.json"])
        .context("the types of the package are not those of what it says")?;

    node(&[&tools::check("vite/bin/vite.js"), "build", "--logLevel", "warn"])?;
    run(program(project::tools().join("node_modules/.bin/esbuild"))
        .current_dir(&beside)
        .args([
            "bundle-init.mjs",
            "--bundle",
            "--format=esm",
            "--platform=neutral",
            "--target=es2022",
            "--loader:.wasm=binary",
            "--log-level=warning",
            "--outfile=esbuild/bundle.mjs",
        ]))?;
    node(&["esbuild/bundle.mjs"])
}
