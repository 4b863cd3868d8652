//! Where in the page the reader is. Addresses live after `#`, so that any host of plain files serves them.

use gloo::events::EventListener;
use gloo::utils::window;
use yew::prelude::*;

use crate::locale::Language;
use crate::state::{Action, Click};
use crate::ui::Ui;

/// A place in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The text and its answer.
    Home,
    /// Why nothing leaves the page, and how to check it.
    Proof,
    /// A page of the catalogue: `cause/ID`, or `code/5.7.57`.
    LookUp(AttrValue),
    /// The parts of the page in all their states, in development builds.
    #[cfg(debug_assertions)]
    Gallery,
}

impl Route {
    /// The place of an address; an unknown one leads home.
    pub fn of_hash(hash: &str) -> Self {
        match hash.strip_prefix("#/").unwrap_or_default() {
            "proof" => Self::Proof,
            #[cfg(debug_assertions)]
            "gallery" => Self::Gallery,
            it if it.starts_with("cause/") || it.starts_with("code/") => Self::LookUp(it.to_owned().into()),
            _ => Self::Home,
        }
    }

    /// The place that the address names now.
    pub fn now() -> Self {
        Self::of_hash(&hash())
    }
}

/// The address of the text and its answer.
pub const HOME: &str = "#/";
/// The address of the page about privacy.
pub const PROOF: &str = "#/proof";

/// The language that the address asks for: `#/lang/fr`.
pub fn language_asked_for() -> Option<Language> {
    Language::of_tag(hash().strip_prefix("#/lang/")?)
}

fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Follows the address.
#[hook]
pub fn use_route(ui: &Ui) {
    let ui = ui.clone();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "hashchange", move |_| {
            let route = Route::now();
            // Another page begins at its top. Back at the text, the browser knows where the reader was.
            if route != Route::Home {
                window().scroll_to_with_x_and_y(0.0, 0.0);
            }
            ui.act(Action::Went(route));
            if let Some(language) = language_asked_for() {
                ui.act(Action::Click(Click::Speak(language)));
            }
        });
        move || drop(listener)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_where_they_say() {
        assert_eq!(Route::of_hash(HOME), Route::Home);
        assert_eq!(Route::of_hash(PROOF), Route::Proof);
        assert_eq!(Route::of_hash("#/code/5.7.57"), Route::LookUp("code/5.7.57".into()));
        assert_eq!(
            Route::of_hash("#/cause/gmail/user-unknown"),
            Route::LookUp("cause/gmail/user-unknown".into())
        );
        assert_eq!(Route::of_hash(""), Route::Home);
        assert_eq!(Route::of_hash("#/no/such"), Route::Home);
    }
}
