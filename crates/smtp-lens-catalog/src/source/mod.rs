//! The TOML sources of the catalogue: read, checked, compiled. See `catalog/README.md` for the format.

mod check;
mod compile;
mod file;

pub use check::check_samples;
pub use file::{AdviceFile, CauseFile, CodeFile, MatchFile, ProviderFile, SampleFile, SourceFile, StepFile, WordsFile};

use crate::{Pack, Tables};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The languages that every cause speaks.
pub const LANGUAGES: [&str; 2] = ["en", "fr"];

/// Something wrong with a file of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, below the catalogue's folder.
    pub file: PathBuf,
    /// The line, when it is known, from 1.
    pub line: Option<usize>,
    /// What is wrong, what was expected, what to do.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// The files of a catalogue, read and each one well-formed.
#[derive(Debug, Default)]
pub struct Catalog {
    /// Causes by their id.
    pub causes: BTreeMap<String, CauseFile>,
    /// Advice by its name.
    pub advice: BTreeMap<String, AdviceFile>,
    /// Providers by their folder.
    pub providers: BTreeMap<String, ProviderFile>,
    /// The small words by language and key.
    pub phrases: BTreeMap<String, BTreeMap<String, String>>,
    /// The ids that a release has made public.
    pub published: Vec<String>,
    /// The text of each file, to find lines in.
    texts: BTreeMap<PathBuf, String>,
}

/// The file that keeps the ids which must not go.
pub const PUBLISHED: &str = "published.toml";

/// A catalogue as the engine takes it.
#[derive(Debug)]
pub struct Compiled {
    /// What matching needs.
    pub tables: Tables,
    /// The words, a pack a language.
    pub packs: Vec<Pack>,
}

impl Compiled {
    /// The tables as bytes.
    pub fn tables_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(&self.tables).unwrap_or_default()
    }

    /// The tables as an engine that is downloaded carries them.
    pub fn compressed_tables_bytes(&self) -> Vec<u8> {
        crate::compress(&self.tables_bytes()).unwrap_or_default()
    }

    /// Each language's pack as bytes.
    pub fn pack_bytes(&self) -> Vec<(String, Vec<u8>)> {
        self.packs
            .iter()
            .map(|it| (it.language.clone(), postcard::to_allocvec(it).unwrap_or_default()))
            .collect()
    }

    /// Each language's pack as it is downloaded.
    pub fn compressed_pack_bytes(&self) -> Vec<(String, Vec<u8>)> {
        self.pack_bytes()
            .into_iter()
            .map(|(language, pack)| (language, crate::compress(&pack).unwrap_or_default()))
            .collect()
    }
}

/// Reads, checks and compiles the catalogue in `folder`.
///
/// # Errors
/// Everything that is wrong with it, file by file.
pub fn compile(folder: &Path) -> Result<Compiled, Vec<Problem>> {
    let catalog = Catalog::read(folder)?;
    let mut problems = catalog.check();
    if !problems.is_empty() {
        return Err(problems);
    }
    let compiled = catalog.compile();
    problems.extend(check_samples(&catalog, &compiled.tables, None));
    if problems.is_empty() {
        Ok(compiled)
    } else {
        Err(problems)
    }
}

/// As [`compile`], without proving the samples: what a build does after the check has been run on the same files.
///
/// # Errors
/// Everything that is wrong with the files themselves.
pub fn compile_unproved(folder: &Path) -> Result<Compiled, Vec<Problem>> {
    let catalog = Catalog::read(folder)?;
    let problems = catalog.check();
    if problems.is_empty() {
        Ok(catalog.compile())
    } else {
        Err(problems)
    }
}

impl Catalog {
    /// Reads every file below `folder`.
    ///
    /// # Errors
    /// The files that cannot be read or are not of the format.
    pub fn read(folder: &Path) -> Result<Self, Vec<Problem>> {
        let mut catalog = Self::default();
        let mut problems = Vec::new();
        let mut files = Vec::new();
        if let Err(error) = list(folder, &mut files) {
            return Err(vec![Problem {
                file: folder.into(),
                line: None,
                what: format!("cannot be read: {error}"),
            }]);
        }
        files.sort();
        for path in files {
            let name = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
            match std::fs::read_to_string(&path) {
                Ok(text) => {
                    if let Err(problem) = catalog.add(&name, &text) {
                        problems.push(problem);
                    }
                    catalog.texts.insert(name, text);
                }
                Err(error) => problems.push(Problem {
                    file: name,
                    line: None,
                    what: format!("cannot be read: {error}"),
                }),
            }
        }
        if problems.is_empty() {
            Ok(catalog)
        } else {
            Err(problems)
        }
    }

    fn add(&mut self, name: &Path, text: &str) -> Result<(), Problem> {
        let parts: Vec<&str> = name.iter().filter_map(|it| it.to_str()).collect();
        let stem = name
            .file_stem()
            .and_then(|it| it.to_str())
            .unwrap_or_default()
            .to_string();
        match parts.as_slice() {
            [PUBLISHED] => self.published = parse::<file::PublishedFile>(name, text)?.ids,
            ["words.toml"] => {
                let file: file::WordsFile = parse(name, text)?;
                for (language, tables) in file {
                    let phrases = self.phrases.entry(language).or_default();
                    for (table, words) in tables {
                        for (key, word) in words {
                            phrases.insert(format!("{table}.{key}"), word);
                        }
                    }
                }
            }
            ["dialogue.toml"] => {
                let file: file::DialogueFile = parse(name, text)?;
                for (table, keys) in file {
                    for (key, languages) in keys {
                        for (language, words) in languages {
                            self.phrases
                                .entry(language)
                                .or_default()
                                .insert(format!("{table}.{key}"), words);
                        }
                    }
                }
            }
            ["advice", _] => {
                self.advice.insert(stem, parse(name, text)?);
            }
            [folder, "provider.toml"] => {
                self.providers.insert((*folder).to_string(), parse(name, text)?);
            }
            [folder, _] => {
                self.causes.insert(format!("{folder}/{stem}"), parse(name, text)?);
            }
            _ => {
                return Err(Problem {
                    file: name.into(),
                    line: None,
                    what: "stands where no file of the catalogue is expected: causes are PROVIDER/NAME.toml".into(),
                });
            }
        }
        Ok(())
    }

    /// A problem with `file`, at the line that holds `near` first.
    fn problem(&self, file: &Path, near: &str, what: String) -> Problem {
        Problem {
            file: file.into(),
            line: self.line_of(file, near),
            what,
        }
    }

    /// The line of `file` that holds `words` first.
    fn line_of(&self, file: &Path, words: &str) -> Option<usize> {
        let text = self.texts.get(file)?;
        let at = text.find(words)?;
        Some(text[..at].matches('\n').count() + 1)
    }
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|it| it == "toml") {
            files.push(path);
        }
    }
    Ok(())
}

fn parse<T: serde::de::DeserializeOwned>(name: &Path, text: &str) -> Result<T, Problem> {
    toml::from_str(text).map_err(|error| Problem {
        file: name.into(),
        line: error
            .span()
            .map(|it| text[..it.start.min(text.len())].matches('\n').count() + 1),
        what: error.message().to_string(),
    })
}
