//! What a visitor downloads, and that it stays small.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// HTML, CSS, JavaScript and the wasm of the page itself: what stands between a visitor and the first paint. In brotli bytes.
const FIRST_PAINT: usize = 100_000;
/// The first paint, the engine, one language, and what keeps them for later. In brotli bytes. It should be 450,000.
const ONE_LANGUAGE: usize = 680_000;

/// When a visitor needs a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needed {
    /// Before anything is seen.
    ForFirstPaint,
    /// For the first answer.
    ForAnswer,
    /// For answers in this language; a visitor needs one of them.
    ForLanguage,
    /// By every visitor, once the page runs: what keeps it for when there is no network.
    Later,
    /// By whoever installs the page as an app, or asks for one of these.
    Rarely,
}

/// A file of the page and what it weighs.
pub struct Weight {
    name: String,
    needed: Needed,
    raw: usize,
    brotli: usize,
}

impl Weight {
    /// Weighs a file of `folder`.
    pub fn of(folder: &Path, file: &Path, needed: Needed) -> Result<Self> {
        let content = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let name = file.strip_prefix(folder).unwrap_or(file).display().to_string();
        Ok(Self {
            name,
            needed,
            raw: content.len(),
            brotli: brotli_size(&content),
        })
    }
}

/// Prints what everything weighs.
pub fn print(weights: &mut [Weight]) {
    weights.sort_by(|a, b| a.needed.cmp(&b.needed).then(b.brotli.cmp(&a.brotli)));
    let widest = weights.iter().map(|it| it.name.len()).max().unwrap_or(0);
    println!("\n{:widest$}  {:>9}  {:>9}  needed", "file", "bytes", "brotli");
    for Weight {
        name,
        needed,
        raw,
        brotli,
    } in weights.iter()
    {
        let needed = match needed {
            Needed::ForFirstPaint => "for the first paint",
            Needed::ForAnswer => "for an answer",
            Needed::ForLanguage => "for an answer in this language",
            Needed::Later => "once the page runs",
            Needed::Rarely => "",
        };
        println!("{name:widest$}  {raw:>9}  {brotli:>9}  {needed}");
    }
    println!(
        "{:widest$}  {:>9}  {:>9}  of {FIRST_PAINT}",
        "first paint",
        "",
        first_paint(weights)
    );
    println!(
        "{:widest$}  {:>9}  {:>9}  of {ONE_LANGUAGE}\n",
        "everything, one language",
        "",
        one_language(weights)
    );
}

/// Fails when the page has grown too big.
pub fn check(weights: &[Weight]) -> Result<()> {
    let (first_paint, one_language) = (first_paint(weights), one_language(weights));
    if first_paint > FIRST_PAINT {
        bail!(
            "the first paint weighs {first_paint} bytes (brotli), and {FIRST_PAINT} are allowed: move what it does not \
             need into the worker"
        );
    }
    if one_language > ONE_LANGUAGE {
        bail!("everything for one language weighs {one_language} bytes (brotli), and {ONE_LANGUAGE} are allowed");
    }
    Ok(())
}

fn first_paint(weights: &[Weight]) -> usize {
    weights
        .iter()
        .filter(|it| it.needed == Needed::ForFirstPaint)
        .map(|it| it.brotli)
        .sum()
}

fn one_language(weights: &[Weight]) -> usize {
    let shared: usize = weights
        .iter()
        .filter(|it| !matches!(it.needed, Needed::ForLanguage | Needed::Rarely))
        .map(|it| it.brotli)
        .sum();
    let language = weights
        .iter()
        .filter(|it| it.needed == Needed::ForLanguage)
        .map(|it| it.brotli)
        .max();
    shared + language.unwrap_or(0)
}

/// The size at the level that static hosts compress with ahead of time.
fn brotli_size(content: &[u8]) -> usize {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 22);
    writer.write_all(content).expect("memory can be written to");
    writer.into_inner().len()
}

/// Every file below a folder, in order.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{FIRST_PAINT, Needed, ONE_LANGUAGE, Weight, brotli_size, check, one_language};

    fn weight(needed: Needed, brotli: usize) -> Weight {
        Weight {
            name: String::new(),
            needed,
            raw: brotli,
            brotli,
        }
    }

    #[test]
    fn one_language_is_everything_with_the_heavier_language() {
        let weights = [
            weight(Needed::ForFirstPaint, 1),
            weight(Needed::ForAnswer, 10),
            weight(Needed::ForLanguage, 100),
            weight(Needed::ForLanguage, 200),
            weight(Needed::Later, 1000),
            weight(Needed::Rarely, 10_000),
        ];
        assert_eq!(one_language(&weights), 1211);
    }

    #[test]
    fn a_page_that_grew_too_big_is_refused() {
        assert!(check(&[weight(Needed::ForFirstPaint, FIRST_PAINT)]).is_ok());
        assert!(check(&[weight(Needed::ForFirstPaint, FIRST_PAINT + 1)]).is_err());
        assert!(check(&[weight(Needed::ForLanguage, ONE_LANGUAGE + 1)]).is_err());
    }

    #[test]
    fn brotli_makes_repetition_small() {
        assert!(brotli_size(&[b'a'; 10_000]) < 50);
    }
}
