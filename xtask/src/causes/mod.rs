//! A page for each cause of the catalogue, and an index to search, in every language: static HTML to link to and to find.
//!
//! They stand below `causes/` beside the page and say the same words as its answers, without what an input would put into them. Nothing
//! runs in them but the search of the index, and they may load nothing but the style sheet and that script, both beside them.

mod cause;
mod index;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use maud::{DOCTYPE, Markup, html};
use smtp_lens_catalog::source::Catalog;
use smtp_lens_catalog::{fill, stand_in};

use crate::{catalog, project};
use words::Words;

/// What these pages may do: read the style sheet and the script beside them.
const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

/// The style sheets that they share with the page, and their own.
const STYLES: [&str; 3] = ["tokens.css", "base.css", "causes.css"];

/// Writes the pages of every cause and the indexes into `causes/` below `folder`; how many causes.
///
/// # Errors
/// When the catalogue is not sound or a file cannot be written.
pub fn write(folder: &Path, sources: &Path) -> Result<usize> {
    let all = Catalog::read(sources).map_err(|problems| catalog::error(&problems))?;
    let causes = folder.join("causes");
    let shared = Shared::of(&all);
    for words in words::ALL {
        let home = causes.join(words.tag);
        write_file(&home.join("index.html"), &index::page(&shared, words).into_string())?;
        for id in shared.causes() {
            let file = home.join(format!("{id}.html"));
            write_file(&file, &cause::page(&shared, id, words).into_string())?;
        }
    }
    write_file(&causes.join("index.html"), &index::languages().into_string())?;
    let mut style = String::new();
    for name in STYLES {
        let file = project::root().join("style").join(name);
        style += &fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    }
    write_file(&causes.join("causes.css"), &style)?;
    let script = project::web().join("causes.js");
    fs::copy(&script, causes.join("causes.js")).with_context(|| format!("{} cannot be copied", script.display()))?;
    Ok(shared.causes().count())
}

/// The catalogue, as the pages need it.
struct Shared<'a> {
    catalog: &'a Catalog,
}

impl<'a> Shared<'a> {
    fn of(catalog: &'a Catalog) -> Self {
        Self { catalog }
    }

    /// The ids of the causes that are shown: all that are not retired.
    fn causes(&self) -> impl Iterator<Item = &'a str> {
        let causes = self.catalog.causes.iter();
        causes
            .filter(|(_, it)| it.status != "retired")
            .map(|(id, _)| id.as_str())
    }

    /// What people call the system that a cause belongs to.
    fn provider(&self, id: &'a str, words: &Words) -> &'a str {
        let folder = id.split('/').next().unwrap_or_default();
        match folder {
            "general" => words.general,
            "standards" => words.standards,
            _ => self.catalog.providers.get(folder).map_or(folder, |it| it.name.as_str()),
        }
    }

    /// A small word of the catalogue.
    fn phrase(&self, words: &Words, table: &str, key: &str) -> &'a str {
        let phrases = self.catalog.phrases.get(words.tag);
        phrases
            .and_then(|it| it.get(&format!("{table}.{key}")))
            .map_or("", String::as_str)
    }

    /// A sentence with what the cause gives for its names; what only an input could give is said in ordinary words.
    fn sentence(&self, text: &str, given: &BTreeMap<String, String>, words: &Words) -> String {
        fill(text, &mut |name, into| match given.get(name) {
            Some(value) => into.push_str(&self.sentence(value, &BTreeMap::new(), words)),
            None => stand_in(self.phrase(words, "parameter", name), into),
        })
    }

    /// A command in which the reader fills in what only an input could give.
    fn command(text: &str, given: &BTreeMap<String, String>) -> String {
        fill(text, &mut |name, into| match given.get(name) {
            Some(value) if !value.contains('{') => into.push_str(value),
            _ => into.extend(["<", name, ">"]),
        })
    }
}

/// A whole page: `up` leads from it to the folder of the app.
fn document(words: &Words, up: &str, title: &str, about: &str, other: &str, search: bool, content: Markup) -> Markup {
    let beside = up.strip_suffix("../").unwrap_or(up);
    html! {
        (DOCTYPE)
        html lang=(words.tag) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="description" content=(about);
                title { (title) " · SMTP Lens" }
                link rel="alternate" hreflang=(words.other_tag) href=(other);
                link rel="icon" href="data:,";
                link rel="stylesheet" href={ (beside) "causes.css" };
                @if search { script defer src={ (beside) "causes.js" } {} }
            }
            body.cause-page {
                header.bar {
                    a.name href=(up) { "SMTP Lens" }
                    nav aria-label=(words.navigation) {
                        a href={ (beside) (words.tag) "/" } { (words.all_causes) }
                        a href=(other) lang=(words.other_tag) hreflang=(words.other_tag) { (words.other_name) }
                    }
                }
                main { (content) }
                footer.foot { p { (words.foot) " " a href=(up) { (words.paste) } } }
            }
        }
    }
}

fn write_file(file: &Path, content: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    fs::write(file, content).with_context(|| format!("{} cannot be written", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every link of every page leads to a page that was written, and every page has its words.
    #[test]
    fn the_pages_of_the_catalogue_hold_together() {
        let folder = tempfile::tempdir().expect("a folder for the pages");
        let count = write(folder.path(), &project::catalog()).expect("the pages are written");
        assert!(count > 1000, "{count} causes");
        let mut links = 0;
        for file in crate::sizes::files(folder.path()).expect("the pages") {
            if file.extension().is_none_or(|it| it != "html") {
                continue;
            }
            let page = fs::read_to_string(&file).expect("a page");
            assert!(
                page.contains("<h1") && page.contains("Content-Security-Policy"),
                "{}",
                file.display()
            );
            for reference in page.split("href=\"").skip(1).filter_map(|it| it.split('"').next()) {
                let local = reference.split(['#', '?']).next().unwrap_or_default();
                if local.contains(':') {
                    continue;
                }
                let mut target = file.parent().expect("a folder").join(local);
                if local.ends_with('/') {
                    target.push("index.html");
                }
                let target = target.components().fold(std::path::PathBuf::new(), |mut path, part| {
                    match part {
                        std::path::Component::ParentDir => drop(path.pop()),
                        part => path.push(part),
                    }
                    path
                });
                links += 1;
                // The app itself is not built here.
                assert!(
                    target == folder.path().join("index.html") || target.is_file(),
                    "{} names {reference}",
                    file.display()
                );
            }
        }
        assert!(links > 4 * count, "{links} links");
    }
}
