//! What the build and the tests stand on, and how it gets here.
//!
//! Everything is asked first whether it is there, in the version wanted: a second run installs nothing. What can be
//! installed without touching the rest of the machine goes to `.tools/`; the browsers come from the system: [`crate::browser`].

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::browser::{Browser, Engine};
use crate::project;
use crate::run::{cargo, command, on_path, output_of, run};

/// 0.22 wants a newer compiler than the project does.
const TRUNK: &str = "0.21.14";
/// Trunk takes the `wasm-opt` that it finds when its version is the one that it was told to use.
const BINARYEN: &str = "132";
/// What the build takes from npm: `wasm-opt`, what minifies what Trunk's own minifier refuses, and for the tests what looks for what keeps
/// people out of the page.
const BUILD: [(&str, &str); 3] = [("binaryen", "132.0.0"), ("esbuild", "0.28.2"), ("axe-core", "4.14.1")];
/// What the checks of the npm package take from npm.
const CHECKS: [(&str, &str); 2] = [("typescript", "5.9.3"), ("vite", "8.3.8")];

/// The last that Node 20 runs.
const LIGHTHOUSE: [(&str, &str); 1] = [("lighthouse", "12.8.2")];
/// What makes the documentation site of the examples; only its test uses it.
const MKDOCS: &str = "1.6.1";

const WASM: &str = "wasm32-unknown-unknown";

/// `cargo xtask tools`
pub fn install(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("`cargo xtask tools` takes no arguments");
    }
    for_page()?;
    for_checks()?;
    for engine in Engine::ALL {
        Browser::find_or_install(engine)?;
    }
    println!("Everything is there.");
    Ok(())
}

/// What building the page needs.
pub fn for_page() -> Result<()> {
    wasm_target()?;
    standard_library_source()?;
    cargo_tool("trunk", "trunk", TRUNK, &["--locked"])?;
    // Without --locked: its lock file names a dependency that a registry copy may not have yet.
    cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &wasm_bindgen_version()?, &[])?;
    npm_tools()
}

/// What building the npm package needs.
pub fn for_package() -> Result<()> {
    wasm_target()?;
    cargo_tool("wasm-bindgen", "wasm-bindgen-cli", &wasm_bindgen_version()?, &[])?;
    npm_tools()
}

/// What its checks need. They stand in a folder of their own: npm takes away what it was not told of.
pub fn for_package_checks() -> Result<()> {
    npm_packages(&project::tools().join("checks"), &CHECKS)
}

/// A script of what checks the package.
pub fn check(script: &str) -> String {
    project::tools()
        .join("checks/node_modules")
        .join(script)
        .display()
        .to_string()
}

/// Lighthouse's script. It stands in a folder of its own, being of two hundred packages.
pub fn lighthouse() -> Result<PathBuf> {
    let folder = project::tools().join("lighthouse");
    npm_packages(&folder, &LIGHTHOUSE)?;
    Ok(folder.join("node_modules/lighthouse/cli/index.js"))
}

/// MkDocs, for the example of a documentation site; `None` where no Python can install it.
pub fn mkdocs() -> Option<PathBuf> {
    let folder = project::tools().join("mkdocs");
    let program = folder.join("bin/mkdocs");
    if output_of(command(&program).arg("--version")).is_some_and(|it| it.contains(MKDOCS)) {
        return Some(program);
    }
    installing(&format!("MkDocs {MKDOCS}"));
    output_of(command("python3").args(["-m", "venv"]).arg(&folder))?;
    output_of(command(folder.join("bin/pip")).args(["install", "--quiet", &format!("mkdocs=={MKDOCS}")]))?;
    program.is_file().then_some(program)
}

/// What formatting and linting need.
pub fn for_checks() -> Result<()> {
    wasm_target()?;
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if output_of(cargo().args([subcommand, "--version"])).is_none() {
            installing(component);
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// `trunk`, told to use the tools that stand in `.tools/` and to fetch none, and to compile the standard library with the page.
///
/// The library that comes compiled with Rust is made for speed and tells where it panicked. Made for size, and with a panic that only
/// stops, it leaves a sixth of the engine's bytes and a tenth of the page's away. These settings are Rust's, but not for good yet
/// (`-Zbuild-std`, `-Cpanic=immediate-abort`), so that a stable compiler takes them only when it is told to (`RUSTC_BOOTSTRAP`).
pub fn trunk() -> Result<Command> {
    let mut command = command(project::tools().join("bin/trunk"));
    command
        .env("PATH", path()?)
        .env("TRUNK_TOOLS_WASM_BINDGEN", wasm_bindgen_version()?)
        .env("TRUNK_TOOLS_WASM_OPT", format!("version_{BINARYEN}"))
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-Zunstable-options -Cpanic=immediate-abort",
        )
        // Flags of somebody's own would take the place of these.
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        // Where Trunk itself was when a build failed helps nobody.
        .env("RUST_BACKTRACE", "0")
        // Trunk takes NO_COLOR=1 for a wrong boolean and stops.
        .env_remove("NO_COLOR");
    Ok(command)
}

fn path() -> Result<OsString> {
    let tools = project::tools();
    let before = [tools.join("bin"), tools.join("node_modules/.bin")];
    let after = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(before.into_iter().chain(std::env::split_paths(&after)))
        .context("the project's path holds a character that PATH cannot")
}

fn wasm_target() -> Result<()> {
    let folder = output_of(command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if folder.is_some_and(|it| PathBuf::from(it).is_dir()) {
        return Ok(());
    }
    installing(&format!("the Rust target {WASM}"));
    rustup(&["target", "add", WASM])
}

/// The standard library's source, which is compiled with the page.
fn standard_library_source() -> Result<()> {
    let root = output_of(command("rustc").args(["--print", "sysroot"]));
    if root.is_some_and(|it| {
        PathBuf::from(it)
            .join("lib/rustlib/src/rust/library/Cargo.lock")
            .is_file()
    }) {
        return Ok(());
    }
    installing("the source of Rust's standard library");
    rustup(&["component", "add", "rust-src"])
}

fn rustup(arguments: &[&str]) -> Result<()> {
    run(command("rustup").args(arguments)).with_context(|| {
        format!(
            "Rust has to come from rustup (https://rustup.rs), which adds what is missing by `rustup {}`",
            arguments.join(" ")
        )
    })
}

/// Installs a program of crates.io where it is not.
pub(crate) fn cargo_tool(program: &str, package: &str, version: &str, options: &[&str]) -> Result<()> {
    let file = project::tools().join("bin").join(program);
    let wanted = format!("{program} {version}");
    // Some add to their version where it comes from.
    let is_wanted = |it: String| {
        it.lines()
            .next()
            .is_some_and(|it| it.split(" (").next() == Some(&wanted))
    };
    if output_of(command(&file).arg("--version")).is_some_and(is_wanted) {
        return Ok(());
    }
    installing(&format!("{wanted} (a few minutes, once)"));
    run(cargo()
        .args(["install", package, "--version", version, "--force", "--quiet", "--root"])
        .arg(project::tools())
        .args(options)
        // Flags that somebody set for the project are not meant for its tools.
        .env_remove("RUSTFLAGS"))
    .with_context(|| {
        format!("{wanted} could not be installed; it needs a C compiler (Debian: apt-get install gcc) and crates.io")
    })
}

/// The version that the page is compiled with: both have to be the same to the last digit.
fn wasm_bindgen_version() -> Result<String> {
    let file = project::root().join("Cargo.lock");
    let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    locked_version(&text, "wasm-bindgen").context("Cargo.lock names no version of wasm-bindgen")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let (_, after) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    after.split('"').next().map(str::to_owned)
}

/// The tools that npm has.
fn npm_tools() -> Result<()> {
    npm_packages(&project::tools(), &BUILD)
}

/// Installs packages of npm where they are not, all at once: npm takes away what it was not told of.
fn npm_packages(folder: &Path, packages: &[(&str, &str)]) -> Result<()> {
    let is_there = |(name, version): &(&str, &str)| {
        let manifest = folder.join("node_modules").join(name).join("package.json");
        fs::read_to_string(&manifest).is_ok_and(|it| it.contains(&format!("\"version\": \"{version}\"")))
    };
    if packages.iter().all(is_there) {
        return Ok(());
    }
    if on_path("npm").is_none() {
        bail!(
            "npm is not here, which installs what makes the page small and what checks the package. Install Node.js 20 or newer: \
             https://nodejs.org, or on Debian `apt-get install nodejs npm`"
        );
    }
    let packages: Vec<String> = packages
        .iter()
        .map(|(name, version)| format!("{name}@{version}"))
        .collect();
    installing(&packages.join(" and "));
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    run(command("npm")
        .args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--prefix",
        ])
        .arg(folder)
        .args(&packages))
    .with_context(|| format!("npm could not install {}", packages.join(" ")))
}

/// The script of axe, to be run in a page.
pub fn axe() -> Result<String> {
    let file = project::tools().join("node_modules/axe-core/axe.min.js");
    fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))
}

/// A script, minified; `options` are esbuild's.
pub fn minify(script: &Path, options: &[&str]) -> Result<String> {
    let esbuild = project::tools().join("node_modules/.bin/esbuild");
    let output = command(&esbuild)
        .arg(script)
        .args(["--minify", "--log-level=warning"])
        .args(options)
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| {
            format!(
                "{} cannot be started: `cargo xtask tools` installs it",
                esbuild.display()
            )
        })?;
    if !output.status.success() {
        bail!("esbuild does not understand {}", script.display());
    }
    String::from_utf8(output.stdout).context("esbuild writes UTF-8")
}

pub(crate) fn installing(what: &str) {
    eprintln!("Installing {what}");
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_locked_version_is_that_of_the_package_itself() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "yew"), None);
    }
}
