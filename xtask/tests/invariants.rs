//! What the README says that a crate never does, where a program can check it.
#![forbid(unsafe_code)]

use std::fs;
use std::path::Path;

use xtask::{project, run, sizes};

/// The engine as the page has it stands on nothing that belongs to a browser.
#[test]
fn the_engine_knows_no_browser() {
    let tree = run::output_of(run::cargo().args([
        "tree",
        "--package=smtp-lens",
        "--no-default-features",
        "--edges=normal",
        "--target=wasm32-unknown-unknown",
        "--prefix=none",
    ]))
    .expect("cargo knows the engine's dependencies");
    assert!(tree.contains("smtp-lens-catalog"), "{tree}");
    for name in ["web-sys", "js-sys", "wasm-bindgen", "gloo", "getrandom"] {
        assert!(
            !tree.lines().any(|it| it.starts_with(name)),
            "the engine depends on {name}:\n{tree}"
        );
    }
}

/// Bytes and options in, an analysis out: the same bytes give the same answer, everywhere.
#[test]
fn the_engine_has_no_files_clocks_or_networks() {
    for folder in ["crates/smtp-lens/src", "crates/smtp-lens-catalog/src"] {
        for file in sizes::files(&project::root().join(folder)).expect("the sources can be read") {
            // Reading the TOML sources is the one part with files; no visitor downloads it.
            let is_source = file
                .strip_prefix(project::root())
                .is_ok_and(|it| it.components().any(|it| it.as_os_str() == "source"));
            if !is_source && file.extension().is_some_and(|it| it == "rs") {
                check(&file);
            }
        }
    }
}

fn check(file: &Path) {
    let text = fs::read_to_string(file).expect("the sources can be read");
    // What stands behind `#[cfg(test)]` may read fixtures.
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    for word in [
        "std::fs",
        "TcpStream",
        "UdpSocket",
        "std::env",
        "std::process",
        "SystemTime",
        "Instant::now",
        "std::thread",
    ] {
        assert!(!text.contains(word), "{} names {word}", file.display());
    }
}
