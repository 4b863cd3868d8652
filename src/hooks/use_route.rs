//! Where in the page the reader is. Addresses live after `#`, so that any host of plain files serves them.

use gloo::events::EventListener;
use gloo::utils::window;
use yew::prelude::*;

use crate::state::Action;
use crate::ui::Ui;

/// A place in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// The text and its answer.
    Home,
    /// Why nothing leaves the page, and how to check it.
    Proof,
}

impl Route {
    /// The place of an address; an unknown one leads home.
    pub fn of_hash(hash: &str) -> Self {
        match hash {
            "#/proof" => Self::Proof,
            _ => Self::Home,
        }
    }

    /// The place that the address names now.
    pub fn now() -> Self {
        Self::of_hash(&window().location().hash().unwrap_or_default())
    }

    /// Its address.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Home => "#/",
            Self::Proof => "#/proof",
        }
    }
}

/// Follows the address.
#[hook]
pub fn use_route(ui: &Ui) {
    let ui = ui.clone();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&window(), "hashchange", move |_| ui.act(Action::Went(Route::now())));
        move || drop(listener)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_where_they_say() {
        for route in [Route::Home, Route::Proof] {
            assert_eq!(Route::of_hash(route.href()), route);
        }
        assert_eq!(Route::of_hash(""), Route::Home);
        assert_eq!(Route::of_hash("#/no/such"), Route::Home);
    }
}
