//! What makes the page lighter without changing what it does.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// How long the hash is that wasm-bindgen puts behind the name of every import.
const HASH: usize = 16;

/// Numbers the imports and exports of every wasm module of `folder` where wasm-bindgen hashes them.
///
/// The hashes keep the names of different crates apart; numbers do so as well, and a hash does not compress: the page's 170 of them, each
/// in the script and in the module, weigh 2.6 kB (brotli). A number is as long as its hash, so nothing in the module moves.
pub fn number_imports(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let module = entry?.path();
        let Some(script) = module
            .file_name()
            .and_then(|it| it.to_str()?.strip_suffix("_bg.wasm"))
            .map(|stem| folder.join(format!("{stem}.js")))
            .filter(|it| it.is_file())
        else {
            continue;
        };
        let mut text = fs::read(&script).with_context(|| format!("{} cannot be read", script.display()))?;
        let mut wasm = fs::read(&module).with_context(|| format!("{} cannot be read", module.display()))?;
        let numbers = hashes(&text);
        for content in [&mut text, &mut wasm] {
            replace(content, &numbers);
        }
        fs::write(&script, text).with_context(|| format!("{} cannot be written", script.display()))?;
        fs::write(&module, wasm).with_context(|| format!("{} cannot be written", module.display()))?;
    }
    Ok(())
}

/// The hashes at the end of a script's names, `_0123456789abcdef` or `_h0123456789abcdef`, each with its number.
fn hashes(script: &[u8]) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let is_name = |it: &u8| it.is_ascii_alphanumeric() || *it == b'_';
    let found = script
        .split(|it| !is_name(it))
        .filter(|name| name.len() > HASH + 1)
        .filter_map(|name| {
            let (before, hash) = name.split_at(name.len() - HASH);
            (before.ends_with(b"_") || before.ends_with(b"_h")).then_some(hash)
        })
        .filter(|hash| hash.iter().all(is_digit));
    let mut numbers: BTreeMap<Vec<u8>, Vec<u8>> = found.map(|it| (it.to_vec(), Vec::new())).collect();
    for (number, value) in numbers.values_mut().enumerate() {
        *value = format!("{number:0HASH$x}").into_bytes();
    }
    numbers
}

fn replace(content: &mut [u8], numbers: &BTreeMap<Vec<u8>, Vec<u8>>) {
    let mut at = 0;
    while at + HASH <= content.len() {
        let window = &mut content[at..at + HASH];
        match numbers.get(&*window).filter(|_| is_digit(&window[0])) {
            Some(number) => {
                window.copy_from_slice(number);
                at += HASH;
            }
            None => at += 1,
        }
    }
}

fn is_digit(it: &u8) -> bool {
    matches!(it, b'0'..=b'9' | b'a'..=b'f')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_and_its_module_get_the_same_names() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let write =
            |name: &str, content: &[u8]| fs::write(folder.path().join(name), content).expect("it can be written");
        let read = |name: &str| fs::read(folder.path().join(name)).expect("it is there");
        write(
            "a.js",
            b"__wbg_get_fedcba9876543210: f, wasm.x__h00112233445566ff(), 0123456789abcdef",
        );
        write(
            "a_bg.wasm",
            b"\0asm\x1a__wbg_get_fedcba9876543210\x00x__h00112233445566ff",
        );
        write("alone_bg.wasm", b"\0asm");
        number_imports(folder.path()).expect("these can be numbered");
        assert_eq!(
            read("a.js"),
            b"__wbg_get_0000000000000001: f, wasm.x__h0000000000000000(), 0123456789abcdef"
        );
        assert_eq!(
            read("a_bg.wasm"),
            b"\0asm\x1a__wbg_get_0000000000000001\x00x__h0000000000000000"
        );
    }
}
