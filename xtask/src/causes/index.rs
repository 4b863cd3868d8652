//! The lists of all causes, and the page that leads to them.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::cause::{capital, codes};
use super::{Shared, Words, document, words};

/// How much of a message the list shows, in characters: enough to be found by.
const SHOWN: usize = 160;

/// All causes of a language, by provider, with a box to search.
pub fn page(shared: &Shared<'_>, words: &Words) -> Markup {
    let mut groups: BTreeMap<(u8, String, &str), Vec<&str>> = BTreeMap::new();
    for id in shared.causes() {
        let folder = id.split('/').next().unwrap_or_default();
        // Providers by name, then what belongs to none.
        let rank = match folder {
            "general" => 1,
            "standards" => 2,
            _ => 0,
        };
        let provider = shared.provider(id, words);
        groups
            .entry((rank, provider.to_lowercase(), provider))
            .or_default()
            .push(id);
    }
    let none = BTreeMap::new();
    let content = html! {
        h1 { (words.index_title) }
        p { (words.index_about) }
        search hidden {
            label for="search" { (words.search) }
            input #search type="search" autocomplete="off" spellcheck="false" autocapitalize="off";
            output for="search" aria-live="polite" data-one="cause" data-other="causes" {}
            p.none hidden { (words.none_found) " " a href="../../" { (words.paste) } }
        }
        @for ((rank, _, provider), ids) in &groups {
            section.group {
                h2 { (provider) }
                @if *rank == 1 { p.small.soft { (words.general_note) } }
                ul.causes {
                    @for id in ids {
                        @if let Some(cause) = shared.catalog.causes.get(*id) {
                            li {
                                a href={ (id) ".html" } { (capital(&shared.sentence(&cause.words(words.tag).title, &none, words))) }
                                @if let Some(message) = cause.samples.iter().find(|it| !it.miss && !it.text.trim().is_empty()) {
                                    code lang="" { (beginning(message.text.trim())) }
                                }
                                @let codes = codes(cause).join(" ");
                                @if !codes.is_empty() { span.small.soft { (codes) } }
                            }
                        }
                    }
                }
            }
        }
    };
    let other = format!("../{}/", words.other_tag);
    document(
        words,
        "../../",
        words.index_title,
        words.index_about,
        &other,
        true,
        content,
    )
}

/// The page that leads to the languages.
pub fn languages() -> Markup {
    let first = words::ALL[0];
    let content = html! {
        @for words in words::ALL {
            h1 lang=(words.tag) { a href={ (words.tag) "/" } { (words.index_title) } }
            p lang=(words.tag) { (words.index_about) }
        }
    };
    document(
        first,
        "../",
        first.index_title,
        first.index_about,
        "fr/",
        false,
        content,
    )
}

/// The first line of a message, or as much of it as is shown.
fn beginning(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    if line.chars().count() <= SHOWN {
        return line.to_owned();
    }
    line.chars().take(SHOWN).chain(['…']).collect()
}
