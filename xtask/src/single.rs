//! `smtp-lens.html`: the whole page in one file, which works from a disk (`file://`) and is not allowed a single connection.
//!
//! Scripts and style stand in the document and are named in its policy by their hash. The worker stands in it as text and is started from
//! a blob; the wasm and the words stand in it compressed, and are undone by the browser's own DecompressionStream.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::seal::{read, the_only, write};
use crate::{html, project, tools};

/// What the file is called.
pub const NAME: &str = "smtp-lens.html";

/// So heavy may it be, in bytes as it lies on a disk.
const LIMIT: usize = 1_600_000;

/// Writes the single file beside the sealed page.
pub fn add(folder: &Path) -> Result<()> {
    let page = read(&folder.join("index.html"))?;
    let style = read(&folder.join(the_only(folder, "page-", ".css")?))?;
    let start = start_script(folder)?;
    let page = whole(&page, &style, &start, &pieces(folder)?)?;
    if page.len() > LIMIT {
        bail!("{NAME} weighs {} bytes, and {LIMIT} are allowed", page.len());
    }
    write(&folder.join(NAME), page.as_bytes())
}

/// The page with everything in it.
fn whole(page: &str, style: &str, start: &str, pieces: &BTreeMap<&str, String>) -> Result<String> {
    for (what, text) in [("style", style), ("script", start), ("script", &pieces["worker"])] {
        if text.to_ascii_lowercase().contains(&format!("</{what}")) {
            bail!("a {what} that ends in its midst cannot stand in a page");
        }
    }
    let page = html::without_links(page, &["stylesheet", "modulepreload", "preload", "manifest"]);
    // The pages of the causes are other files.
    let page = html::set_meta(&page, "causes", "")?;
    let page = html::set_policy(&page, &policy(style, start), &format!("<style>{style}</style>"))?;
    let pieces: String = pieces
        .iter()
        .map(|(name, text)| format!("<script type=\"text/plain\" data-piece=\"{name}\">{text}</script>"))
        .collect();
    html::replace_start_script(&page, &format!("{pieces}<script type=\"module\">{start}</script>"))
}

/// No connection to anywhere, not even to where the file came from.
fn policy(style: &str, start: &str) -> String {
    format!(
        "default-src 'none'; script-src '{}' 'wasm-unsafe-eval'; style-src '{}'; img-src data:; worker-src blob:; \
         base-uri 'none'; form-action 'none'",
        named(start),
        named(style)
    )
}

/// The name of a script or style in a policy.
fn named(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text)))
}

/// The script that starts the page, with the page's own inside.
fn start_script(folder: &Path) -> Result<String> {
    let app = folder.join(the_only(folder, "app-", ".js")?);
    let script = tools::minify(
        &project::web().join("single.js"),
        &[
            "--bundle",
            "--format=esm",
            "--charset=utf8",
            &format!("--alias:APP={}", app.display()),
        ],
    )?;
    Ok(script.trim_end().to_owned())
}

/// What stands in the page beside its own start: the app's wasm, and the worker with all that it needs.
fn pieces(folder: &Path) -> Result<BTreeMap<&'static str, String>> {
    let worker = read(&folder.join(the_only(folder, "worker-", ".js")?))?;
    let mut packed = vec![("worker".to_owned(), the_only(folder, "worker_bg-", ".wasm")?)];
    for language in ["en", "fr"] {
        // The worker asks for a pack by the name that the page has for it.
        let name = the_only(folder, &format!("pack-{language}-"), ".bin")?;
        packed.push((name.clone(), name));
    }
    let mut list = Vec::new();
    for (name, file) in packed {
        list.push(format!("{name:?}:\"{}\"", pack(&folder.join(file))?));
    }
    let script = tools::minify(&project::web().join("single-worker.js"), &[])?;
    let worker = format!("{worker}\nconst PIECES={{{}}};\n{script}", list.join(",\n"));
    let app = pack(&folder.join(the_only(folder, "app-", ".wasm")?))?;
    Ok(BTreeMap::from([("app", app), ("worker", worker)]))
}

/// A file, compressed and as text.
fn pack(file: &Path) -> Result<String> {
    let content = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(&content)?;
    Ok(base64(&writer.finish()?))
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |group, it| group << 8 | u32::from(*it)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            text.push(if digit <= chunk.len() {
                char::from(DIGITS[(group >> (18 - 6 * digit)) as usize & 63])
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, whole};
    use std::collections::BTreeMap;

    #[test]
    fn bytes_become_text() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn nothing_is_named_that_stands_elsewhere() {
        let page = "<meta charset=\"utf-8\"><meta name=\"causes\" content=\"causes/\"><meta http-equiv=\"Content-Security-Policy\" content=\"x 'self'\"><link rel=manifest href=a>\
                    <link rel=\"stylesheet\" href=\"a.css\"><body><script type=\"module\" src=\"start.js\"></script>";
        let pieces = BTreeMap::from([("app", "AA==".to_owned()), ("worker", "0".to_owned())]);
        let page = whole(page, "b{}", "1", &pieces).expect("it can be made");
        assert!(
            !page.contains("self") && !page.contains("href") && !page.contains("src=\""),
            "{page}"
        );
        assert!(
            page.contains("<style>b{}</style>") && page.ends_with("<script type=\"module\">1</script>"),
            "{page}"
        );
        // echo -n 1 | openssl dgst -sha256 -binary | base64
        assert!(
            page.contains("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"),
            "{page}"
        );
        assert!(whole(&page, "b{}", "'</script>'", &pieces).is_err());
    }
}
