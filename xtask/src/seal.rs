//! The last step of a build: from what Trunk wrote to the page that a visitor gets.
//!
//! * The catalogue's words go beside the page, a pack a language.
//! * Every file carries a hash of its content in its name, so that a host may let browsers keep it for ever.
//! * The page gets its Content-Security-Policy. It allows no inline script, so Trunk's gives way to a file.
//! * A service worker keeps the page for when there is no network: [`crate::offline`].
//! * Every address is relative: the page works below any path of any static host.
//! * Everything is weighed, and a release that is too heavy is refused.
//!
//! It is a step of `cargo xtask build` and no hook of Trunk's: a hook would inherit the settings with which the page's modules are compiled
//! (see [`crate::tools::trunk`]), and cargo would compile this program anew with them at every build.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use smtp_lens_catalog::source;

use crate::sizes::{self, Needed, Weight};
use crate::{catalog, embed, html, offline, project, single, slim, tools};

/// What the page may do, for a suspicious reader: run its own scripts and wasm, and read its own files. Nothing else.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                          connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/// The worker's files as Trunk names them, each before those that name it.
const WORKER: [&str; 3] = ["worker_bg.wasm", "worker.js", "worker_loader.js"];

/// Seals the page in `folder`.
pub fn seal(folder: &Path, catalog: &Path) -> Result<()> {
    let index = folder.join("index.html");
    let mut page = read(&index)?;

    let compiled = source::compile_unproved(catalog).map_err(|problems| catalog::error(&problems))?;
    for (language, pack) in compiled.compressed_pack_bytes() {
        let name = write_hashed(folder, &format!("pack-{language}.bin"), &pack)?;
        page = html::set_meta(&page, &format!("pack-{language}"), &name)?;
    }

    slim::shorten_names(folder)?;
    page = html::join_style_sheets(&page, |names| join(folder, names))?;
    if let Some(worker) = seal_worker(folder)? {
        page = html::set_meta(&page, "worker", &worker)?;
    }
    page = html::without_integrity_of_preloads(&page);
    let start = seal_app(folder, &mut page)?;
    page = html::replace_inline_script(&page, &start)?;
    offline::add_manifest(folder)?;
    page = html::set_policy(&page, POLICY, "")?;
    page = html::set_meta(&page, "version", &offline::version(folder)?)?;
    page = html::set_meta(&page, "source", &source())?;
    for reference in html::references(&page) {
        check_reference(folder, reference)?;
    }
    write(&index, page.as_bytes())?;
    offline::add_service_worker(folder)?;
    single::add(folder)?;
    embed::add(folder)
}

/// Weighs the sealed page in `folder`.
pub fn weigh(folder: &Path) -> Result<Vec<Weight>> {
    sizes::files(folder)?
        .iter()
        .map(|file| Weight::of(folder, file, needed(folder, file)))
        .collect()
}

/// Where the source of this build is, for the page to say: what `SMTP_LENS_SOURCE` names, or the repository whose workflow builds it.
fn source() -> String {
    let said = |name: &str| std::env::var(name).ok();
    let of_workflow = || {
        let (server, repository, commit) = (
            said("GITHUB_SERVER_URL")?,
            said("GITHUB_REPOSITORY")?,
            said("GITHUB_SHA")?,
        );
        Some(format!("{server}/{repository}/tree/{commit}"))
    };
    let source = said("SMTP_LENS_SOURCE").or_else(of_workflow).unwrap_or_default();
    // It goes into an attribute: an address has no need of these.
    source.replace(['"', '<', '>', '&'], "")
}

/// Makes the app's script small, gives its files the names of what they hold now, and writes the script that starts it: that one's name.
fn seal_app(folder: &Path, page: &mut String) -> Result<String> {
    let later = write_hashed(
        folder,
        "later.js",
        tools::minify(
            &project::web().join("later.js"),
            &["--bundle", "--format=esm", "--charset=utf8"],
        )?
        .as_bytes(),
    )?;
    let module = the_only(folder, "app-", "_bg.wasm")?;
    let stem = module.trim_end_matches("_bg.wasm").to_owned();
    let script = format!("{stem}.js");
    let small = tools::minify(&folder.join(&script), &["--format=esm"])?;
    let mut rename = |old: &str, new: &str, content: &[u8]| -> Result<String> {
        fs::remove_file(folder.join(old)).with_context(|| format!("{old} cannot be removed"))?;
        let new = write_hashed(folder, new, content)?;
        *page = page.replace(old, &new);
        Ok(new)
    };
    let content = fs::read(folder.join(&module)).with_context(|| format!("{module} cannot be read"))?;
    let module = rename(&module, "app.wasm", &content)?;
    let script = rename(&script, "app.js", small.as_bytes())?;
    let start =
        format!("import a from\"./{script}\";a({{module_or_path:\"{module}\"}}).then(()=>import(\"./{later}\"))");
    write_hashed(folder, "start.js", start.as_bytes())
}

/// The name of the one file that begins and ends so.
pub(crate) fn the_only(folder: &Path, begin: &str, end: &str) -> Result<String> {
    let names: Vec<String> = sizes::files(folder)?
        .iter()
        .filter_map(|it| it.file_name()?.to_str().map(str::to_owned))
        .filter(|it| it.starts_with(begin) && it.ends_with(end))
        .collect();
    match <[String; 1]>::try_from(names) {
        Ok([name]) => Ok(name),
        Err(names) => bail!("one file {begin}…{end} is expected, and these are there: {names:?}"),
    }
}

/// Puts style sheets one behind the other into one file, and takes them away: one request in place of six, and 1.2 kB less.
fn join(folder: &Path, names: &[&str]) -> Result<String> {
    let mut whole = String::new();
    for name in names {
        let file = folder.join(name.trim_start_matches("./"));
        whole += &read(&file)?;
        fs::remove_file(&file).with_context(|| format!("{} cannot be removed", file.display()))?;
    }
    write_hashed(folder, "page.css", whole.as_bytes())
}

/// Gives the worker's files names with hashes; the name of the one that the page starts.
fn seal_worker(folder: &Path) -> Result<Option<String>> {
    let mut renamed: Vec<(&str, String)> = Vec::new();
    for name in WORKER {
        let file = folder.join(name);
        if !file.is_file() {
            continue;
        }
        let content = fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let content = match String::from_utf8(content) {
            Ok(script) if name.ends_with(".js") => in_new_form(&rename_in(script, &renamed)).into_bytes(),
            Ok(text) => text.into_bytes(),
            Err(binary) => binary.into_bytes(),
        };
        let hashed = write_hashed(folder, name, &content)?;
        fs::remove_file(&file).with_context(|| format!("{} cannot be removed", file.display()))?;
        renamed.push((name, hashed));
    }
    Ok(renamed.pop().map(|(_, name)| name))
}

/// Puts the new names into a script. It stands beside the files that it names, whatever path Trunk was told.
fn rename_in(script: String, renamed: &[(&str, String)]) -> String {
    renamed.iter().fold(script, |script, (old, new)| {
        script
            .replace(&format!("/{old}"), &format!("/{new}"))
            .replace(&format!("'{old}"), &format!("'{new}"))
            .replace(&format!("\"{old}"), &format!("\"{new}"))
    })
}

/// Trunk's loader starts a classic worker in a form of which wasm-bindgen says in the console that it is out of date.
fn in_new_form(script: &str) -> String {
    let Some((before, rest)) = script.split_once("wasm_bindgen(\"") else {
        return script.to_owned();
    };
    let Some((file, after)) = rest.split_once("\")") else {
        return script.to_owned();
    };
    format!("{before}wasm_bindgen({{module_or_path:\"{file}\"}}){after}")
}

/// Writes a file whose name carries a hash of its content, and tells that name.
pub(crate) fn write_hashed(folder: &Path, name: &str, content: &[u8]) -> Result<String> {
    let (stem, extension) = name.rsplit_once('.').context("a file of the page needs an extension")?;
    let name = format!("{stem}-{}.{extension}", &hash(content)[..16]);
    write(&folder.join(&name), content)?;
    Ok(name)
}

/// A SHA-256, in hexadecimal digits.
pub fn hash(content: &[u8]) -> String {
    Sha256::digest(content)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A page that names a file absolutely works at the top of a host only.
fn check_reference(folder: &Path, reference: &str) -> Result<()> {
    if reference.starts_with("data:") || reference.starts_with('#') {
        return Ok(());
    }
    if reference.starts_with('/') || reference.contains("://") {
        bail!("the page names `{reference}`: its files have to be named relatively (Trunk.toml: public_url = \"./\")");
    }
    if !folder.join(reference.trim_start_matches("./")).is_file() {
        bail!("the page names `{reference}`, and there is no such file");
    }
    Ok(())
}

fn needed(folder: &Path, file: &Path) -> Needed {
    let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy();
    let extension = file.extension().and_then(|it| it.to_str()).unwrap_or_default();
    match extension {
        _ if name.starts_with("pack-") => Needed::ForLanguage,
        _ if name.starts_with("worker") => Needed::ForAnswer,
        _ if name.starts_with("later-") || name == "sw.js" => Needed::Later,
        _ if name == single::NAME || name == embed::ELEMENT => Needed::Rarely,
        "html" | "css" | "js" | "wasm" => Needed::ForFirstPaint,
        _ => Needed::Rarely,
    }
}

pub(crate) fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

pub(crate) fn write(file: &Path, content: &[u8]) -> Result<()> {
    fs::write(file, content).with_context(|| format!("{} cannot be written", file.display()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{check_reference, in_new_form, rename_in, seal_worker, write_hashed};

    #[test]
    fn the_same_content_has_the_same_name() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let name = write_hashed(folder.path(), "pack-en.bin", b"words").expect("the folder can be written to");
        assert_eq!(name, "pack-en-dba36bffa5cab0f9.bin");
        assert_eq!(fs::read(folder.path().join(name)).expect("it was written"), b"words");
    }

    #[test]
    fn the_worker_starts_from_a_name_with_a_hash() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for (name, content) in [
            ("worker_bg.wasm", "\0asm"),
            ("worker.js", "new URL('worker_bg.wasm', import.meta.url)"),
            (
                "worker_loader.js",
                "import init from './worker.js';await init('./worker_bg.wasm');",
            ),
        ] {
            fs::write(folder.path().join(name), content).expect("the folder can be written to");
        }
        let name = seal_worker(folder.path())
            .expect("these files can be sealed")
            .expect("there is a worker");
        let loader = fs::read_to_string(folder.path().join(&name)).expect("it was written");
        assert!(name.starts_with("worker_loader-"), "{name}");
        assert!(
            !loader.contains("/worker.js") && !loader.contains("/worker_bg.wasm"),
            "{loader}"
        );
        assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 3);
    }

    #[test]
    fn the_loader_speaks_the_new_form() {
        assert_eq!(
            in_new_form(r#"importScripts("./worker.js");wasm_bindgen("./worker_bg.wasm");"#),
            r#"importScripts("./worker.js");wasm_bindgen({module_or_path:"./worker_bg.wasm"});"#
        );
        assert_eq!(in_new_form("await init();"), "await init();");
    }

    #[test]
    fn only_names_of_files_are_renamed() {
        let renamed = [("worker.js", "worker-1.js".to_owned())];
        let script = "import './worker.js'; import 'worker.js'; import \"worker.js\"; myworker.js".to_owned();
        assert_eq!(
            rename_in(script, &renamed),
            "import './worker-1.js'; import 'worker-1.js'; import \"worker-1.js\"; myworker.js"
        );
    }

    #[test]
    fn absolute_addresses_are_refused() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::write(folder.path().join("a.css"), "").expect("the folder can be written to");
        assert!(check_reference(folder.path(), "./a.css").is_ok());
        for reference in ["/a.css", "https://example.org/a.css", "b.css"] {
            assert!(check_reference(folder.path(), reference).is_err(), "{reference}");
        }
    }
}
