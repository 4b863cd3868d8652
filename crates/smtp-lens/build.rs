//! Compiles the catalogue into the engine: tables for matching, and the words of each language.

use std::path::Path;

fn main() {
    // Somebody who builds with a catalogue of their own names its folder.
    println!("cargo::rerun-if-env-changed=SMTP_LENS_CATALOG");
    let folder = std::env::var_os("SMTP_LENS_CATALOG").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog"),
        Into::into,
    );
    println!("cargo::rerun-if-changed={}", folder.display());
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    let out = Path::new(&out);
    let compiled = match smtp_lens_catalog::source::compile(&folder) {
        Ok(it) => it,
        Err(problems) => {
            for it in problems {
                eprintln!("catalog/{it}");
            }
            panic!("the catalogue has faults: see above, or run `cargo xtask catalog check`");
        }
    };
    let (tables, packs) = match std::env::var_os("CARGO_FEATURE_COMPRESSED") {
        Some(_) => (compiled.compressed_tables_bytes(), compiled.compressed_pack_bytes()),
        None => (compiled.tables_bytes(), compiled.pack_bytes()),
    };
    write(&out.join("tables.bin"), &tables);
    for (language, bytes) in packs {
        write(&out.join(format!("pack-{language}.bin")), &bytes);
    }
}

fn write(path: &Path, bytes: &[u8]) {
    if let Err(error) = std::fs::write(path, bytes) {
        panic!("{} cannot be written: {error}", path.display());
    }
}
