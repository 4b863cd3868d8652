//! The bar at the top: the name, the promise, the colours, the language.

use yew::prelude::*;

use super::icon::Icon;
use crate::hooks::{Route, use_ui};
use crate::locale::fill;
use crate::state::{Action, Theme};

/// What the bar shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The colours now.
    pub theme: Theme,
    /// The place now.
    pub route: Route,
}

/// The bar.
#[component]
pub fn Bar(props: &Props) -> Html {
    let ui = use_ui();
    let words = ui.words;
    let (theme, other) = (props.theme, words.language.next());
    let (icon, name) = match theme {
        Theme::Auto => (Icon::Device, words.theme_auto),
        Theme::Light => (Icon::Sun, words.theme_light),
        Theme::Dark => (Icon::Moon, words.theme_dark),
    };
    let colours = fill(words.theme, &[name]);
    let here = |route| (props.route == route).then_some("page");

    html! {
        <header class="bar">
            <a class="name" href={Route::Home.href()} aria-current={here(Route::Home)}>{ Icon::Lens.draw() }{ "SMTP Lens" }</a>
            <nav aria-label="SMTP Lens">
                <a class="button quiet seal" href={Route::Proof.href()} aria-current={here(Route::Proof)} aria-label={words.seal_short}>
                    { Icon::Lock.draw() }<span class="wide">{ words.seal }</span>
                </a>
                <button type="button" class="button quiet" title={colours.clone()} aria-label={colours} onclick={ui.on(move || Action::Wear(theme.next()))}>
                    { icon.draw() }
                </button>
                <button type="button" class="button quiet" lang={other.tag()} onclick={ui.on(move || Action::Speak(other))}>{ other.own_name() }</button>
            </nav>
        </header>
    }
}
