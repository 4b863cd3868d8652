//! The bar at the top: the name, the promise, the colours, the language.

use yew::prelude::*;

use super::icon::Icon;
use crate::hooks::{HOME, PROOF, Route};
use crate::locale::fill;
use crate::state::{Click, Theme};
use crate::ui::Ui;

/// The bar.
pub fn bar(ui: &Ui, theme: Theme, route: &Route) -> Html {
    let words = ui.words;
    let other = words.language.next();
    let (icon, name) = match theme {
        Theme::Auto => (Icon::Device, words.theme_auto),
        Theme::Light => (Icon::Sun, words.theme_light),
        Theme::Dark => (Icon::Moon, words.theme_dark),
    };
    let colours = AttrValue::from(fill(words.theme, &[name]));
    let here = |it: Route| (*route == it).then_some("page");

    html! {
        <header class="bar">
            <a class="name" href={HOME} aria-current={here(Route::Home)}>{ Icon::Lens.draw() }{ "SMTP Lens" }</a>
            <nav aria-label="SMTP Lens">
                <a class="button quiet seal" href={PROOF} aria-current={here(Route::Proof)} aria-label={words.seal_short}>
                    { Icon::Lock.draw() }<span class="wide">{ words.seal }</span>
                </a>
                <button type="button" class="button quiet" title={&colours} aria-label={&colours} onclick={ui.on(Click::Wear(theme.next()))}>
                    { icon.draw() }
                </button>
                <button type="button" class="button quiet" lang={other.tag()} onclick={ui.on(Click::Speak(other))}>{ other.own_name() }</button>
            </nav>
        </header>
    }
}
