//! What makes the page lighter without changing what it does.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Gives the imports and exports of every wasm module of `folder` short names, in the module and in the script beside it.
///
/// wasm-bindgen's names hold a hash each, which keeps crates apart and does not compress: the page's 170 of them, each in the script and
/// in the module, weigh 4 kB (brotli). Nobody but these two files ever speaks them.
pub fn shorten_names(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let module = entry?.path();
        let Some(stem) = module.file_name().and_then(|it| it.to_str()?.strip_suffix("_bg.wasm")) else {
            continue;
        };
        let script = folder.join(format!("{stem}.js"));
        if !script.is_file() {
            continue;
        }
        let text = fs::read_to_string(&script).with_context(|| format!("{} cannot be read", script.display()))?;
        let wasm = fs::read(&module).with_context(|| format!("{} cannot be read", module.display()))?;
        let (text, wasm) =
            shorten(&text, &wasm).with_context(|| format!("{} is no wasm module as expected", module.display()))?;
        fs::write(&script, text).with_context(|| format!("{} cannot be written", script.display()))?;
        fs::write(&module, wasm).with_context(|| format!("{} cannot be written", module.display()))?;
    }
    Ok(())
}

/// A script and its module with the short names; `None` when the module cannot be read.
fn shorten(script: &str, wasm: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut names = Names::default();
    let wasm = rewrite(wasm, &mut names)?;
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let word = rest.find(|it| !is_name(it)).unwrap_or(rest.len());
        let (name, after) = rest.split_at(word);
        text += names.short.get(name).map_or(name, String::as_str);
        let gap = after.find(is_name).unwrap_or(after.len());
        text += &after[..gap];
        rest = &after[gap..];
    }
    Some((text, wasm))
}

fn is_name(it: char) -> bool {
    it.is_ascii_alphanumeric() || it == '_' || it == '$'
}

/// The short name of each long one, in the order in which they are met.
#[derive(Default)]
struct Names {
    short: BTreeMap<String, String>,
}

impl Names {
    /// The name that is written for this one: a short one for wasm-bindgen's, any other as it is.
    fn of<'a>(&'a mut self, name: &'a str) -> &'a str {
        if !name.starts_with("__wb") && !name.starts_with("wasm_bindgen") {
            return name;
        }
        let number = self.short.len();
        // A dollar sign: no name of Rust's, and none that a minifier gives.
        self.short
            .entry(name.to_owned())
            .or_insert_with(|| format!("${number:x}"))
    }
}

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// The module with other names of imports and exports; every other section is as it was.
fn rewrite(wasm: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let (head, mut rest) = wasm.split_at_checked(8)?;
    let mut out = head.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        rest = after;
        let size = number(&mut rest)?;
        let (section, after) = rest.split_at_checked(size)?;
        rest = after;
        let section = match id {
            IMPORTS => entries(section, names, import)?,
            EXPORTS => entries(section, names, export)?,
            _ => section.to_vec(),
        };
        out.push(id);
        put_number(&mut out, section.len());
        out.extend(section);
    }
    Some(out)
}

/// Goes through a section that is a list: how many, then each of them.
fn entries(
    mut section: &[u8],
    names: &mut Names,
    entry: fn(&mut &[u8], &mut Names, &mut Vec<u8>) -> Option<()>,
) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let count = number(&mut section)?;
    put_number(&mut out, count);
    for _ in 0..count {
        entry(&mut section, names, &mut out)?;
    }
    Some(out)
}

/// Two names, then what is imported.
fn import(section: &mut &[u8], names: &mut Names, out: &mut Vec<u8>) -> Option<()> {
    let from = text(section)?;
    put_text(out, from);
    let name = text(section)?;
    put_text(out, names.of(name));
    let before = *section;
    let kind = byte(section)?;
    match kind {
        0 => drop(number(section)?),
        1 => {
            byte(section)?;
            limits(section)?;
        }
        2 => limits(section)?,
        3 => {
            byte(section)?;
            byte(section)?;
        }
        _ => return None,
    }
    out.extend(&before[..before.len() - section.len()]);
    Some(())
}

/// A name, then what is exported.
fn export(section: &mut &[u8], names: &mut Names, out: &mut Vec<u8>) -> Option<()> {
    let name = text(section)?;
    put_text(out, names.of(name));
    out.push(byte(section)?);
    put_number(out, number(section)?);
    Some(())
}

/// How small and how large a memory or a table may be.
fn limits(section: &mut &[u8]) -> Option<()> {
    let has_most = byte(section)? & 1 == 1;
    number(section)?;
    if has_most {
        number(section)?;
    }
    Some(())
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (&first, after) = rest.split_first()?;
    *rest = after;
    Some(first)
}

/// An unsigned number in LEB128.
fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0usize;
    for shift in (0..35).step_by(7) {
        let next = byte(rest)?;
        value |= usize::from(next & 0x7f) << shift;
        if next & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn put_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let length = number(rest)?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    std::str::from_utf8(text).ok()
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_number(out, text.len());
    out.extend(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::shorten;

    /// A module with an import, a memory of its own, and two exports.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x17\x01\x08./a_bg.js\x0b__wbg_now_1\0\0\
        \x05\x03\x01\0\x01\
        \x07\x1c\x02\x06memory\x02\0\x0f__wbindgen_free\0\0";

    fn module() -> Vec<u8> {
        // The lengths of names and sections, counted here so that the bytes above stay readable.
        let mut module = MODULE.to_vec();
        let at = module
            .windows(9)
            .position(|it| it == b"./a_bg.js")
            .expect("it is there");
        module[at - 1] = 9;
        module[at - 3] = 1 + 10 + 12 + 2;
        let at = module.windows(6).position(|it| it == b"memory").expect("it is there");
        module[at - 3] = (1 + 7 + 2 + 16 + 2) as u8;
        module
    }

    #[test]
    fn both_files_get_the_same_names() {
        let script = "imports={'./a_bg.js':{__wbg_now_1:()=>0,__wbg_now_12:0}};wasm.__wbindgen_free();wasm.memory";
        let (script, wasm) = shorten(script, &module()).expect("it is a module");
        assert_eq!(
            script,
            "imports={'./a_bg.js':{$0:()=>0,__wbg_now_12:0}};wasm.$1();wasm.memory"
        );
        let has = |what: &[u8]| wasm.windows(what.len()).any(|it| it == what);
        assert!(has(b"\x09./a_bg.js\x02$0\0\0") && has(b"\x06memory\x02\0\x02$1\0\0"));
        assert!(!has(b"__wb"), "{wasm:?}");
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(shorten("", b"\0asm").is_none());
        let module = module();
        assert!(shorten("", &module[..module.len() - 3]).is_none());
    }
}
