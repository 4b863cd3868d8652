//! A page of the catalogue: one cause, or all that a code can mean. These addresses can be shared; none of them holds any of the text.

use yew::prelude::*;

use crate::components::causes::{about, list};
use crate::components::verdict::unverified;
use crate::components::waiting::waiting;
use crate::hooks::HOME;
use crate::locale::fill;
use crate::pages::home::all_causes;
use crate::state::State;
use crate::ui::Ui;

/// The page of `cause/ID` or `code/5.7.57`.
pub fn look_up(ui: &Ui, state: &State, what: &str) -> Html {
    let words = ui.words;
    let (kind, name) = what.split_once('/').unwrap_or_default();
    let body = match state.looked_up.as_deref().map(Vec::as_slice) {
        None => waiting(words, state.engine),
        Some([]) => html! { <><h1>{ name }</h1><p>{ words.no_such }</p>{ all_causes(ui) }</> },
        Some([cause]) if kind == "cause" => html! {
            <>
                <h1>{ &cause.title }</h1>
                <p class="soft small"><span class="literal">{ name }</span>if cause.draft { { " " }{ unverified(words) } }</p>
                <section class="block"><h2 class="visually-hidden">{ words.what_to_do }</h2>{ about(ui, state, cause) }</section>
            </>
        },
        Some(causes) => html! {
            <><h1>{ fill(words.code_means, &[name]) }</h1><h2 class="visually-hidden">{ words.found }</h2>{ list(ui, state, causes.iter(), false) }</>
        },
    };
    html! {
        <main class="reading">
            <p><a href={HOME}>{ "‹ " }{ words.back }</a></p>
            { body }
        </main>
    }
}
