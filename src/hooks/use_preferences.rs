//! The reader's language and colours: taken from the browser at first, kept once chosen. Nothing else is ever stored.

use gloo::utils::{document, document_element, window};
use web_sys::Storage;
use yew::prelude::*;

use super::language_asked_for;
use crate::locale::Language;
use crate::state::{State, Theme};

const LANGUAGE: &str = "smtp-lens.language";
const THEME: &str = "smtp-lens.theme";

/// What was chosen before, or what the browser prefers.
pub fn preferences() -> (Language, Theme) {
    let kept = |key| storage().and_then(|it| it.get_item(key).ok().flatten());
    let language = language_asked_for()
        .or_else(|| Language::of_tag(&kept(LANGUAGE)?))
        .or_else(preferred)
        .unwrap_or(Language::English);
    (language, kept(THEME).map_or(Theme::Auto, |it| Theme::of_name(&it)))
}

/// Puts the language and the theme on the document, and keeps them when they change.
#[hook]
pub fn use_preferences(state: &UseReducerHandle<State>) {
    use_effect_with((state.language, state.theme), |(language, theme)| {
        let _ = document_element().set_attribute("lang", language.tag());
        let _ = document_element().set_attribute("data-theme", theme.name());
        // Always the same title: titles are kept in the browser's history, where nothing of the text may appear.
        document().set_title(language.words().page_title);
        keep(LANGUAGE, language.tag(), preferred().unwrap_or(Language::English).tag());
        keep(THEME, theme.name(), Theme::Auto.name());
    });
}

/// The first of the browser's languages that the page speaks.
fn preferred() -> Option<Language> {
    let tags = window().navigator().languages();
    (0..tags.length()).find_map(|it| Language::of_tag(&tags.get(it).as_string()?))
}

/// Keeps a choice, and forgets one that is what the browser says anyway. Some browsers have no storage for some pages.
fn keep(key: &str, value: &str, usual: &str) {
    if let Some(storage) = storage() {
        let _ = if value == usual {
            storage.remove_item(key)
        } else {
            storage.set_item(key, value)
        };
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
