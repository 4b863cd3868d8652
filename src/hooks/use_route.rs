//! Where in the page the reader is. Addresses live after `#`, so that any host of plain files serves them.

use gloo::events::EventListener;
use gloo::utils::window;
use js_sys::decode_uri_component;
use web_sys::{ScrollBehavior, ScrollRestoration, ScrollToOptions};
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
            it => match it.split_once('/') {
                Some(("cause" | "code", name)) if !name.is_empty() => Self::LookUp(it.to_owned().into()),
                _ => Self::Home,
            },
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
    let hash = window().location().hash().unwrap_or_default();
    // A code with a blank in it arrives as `535%205.7.3`.
    decode_uri_component(&hash).map_or(hash, Into::into)
}

/// Follows the address. Another page begins at its top; back at the text, the reader is where they were.
#[hook]
pub fn use_route(ui: &Ui, route: &Route) {
    let place = use_mut_ref(|| 0.0);
    {
        let (ui, place) = (ui.clone(), place.clone());
        use_effect_with((), move |()| {
            // The browser would look for the place in a page that is not drawn yet.
            if let Ok(history) = window().history() {
                let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
            }
            let mut route = Route::now();
            let listener = EventListener::new(&window(), "hashchange", move |_| {
                if route == Route::Home {
                    *place.borrow_mut() = window().scroll_y().unwrap_or_default();
                }
                route = Route::now();
                ui.act(Action::Went(route.clone()));
                if let Some(language) = language_asked_for() {
                    ui.act(Action::Click(Click::Speak(language)));
                }
            });
            move || drop(listener)
        });
    }
    use_effect_with(route.clone(), move |route| {
        let top = if *route == Route::Home { *place.borrow() } else { 0.0 };
        let how = ScrollToOptions::new();
        how.set_top(top);
        how.set_behavior(ScrollBehavior::Instant);
        window().scroll_to_with_scroll_to_options(&how);
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
        for nowhere in ["#/no/such", "#/cause/", "#/code/", "#/cause"] {
            assert_eq!(Route::of_hash(nowhere), Route::Home);
        }
    }
}
