//! Several files or messages at once, to choose from.

use yew::prelude::*;

use super::nothing;
use super::tag::tag_of;
use crate::engine::messages::Opened;
use crate::locale::number;
use crate::state::{Click, State};
use crate::ui::Ui;

/// The table; nothing when one file was given.
pub fn files(ui: &Ui, state: &State) -> Html {
    let Some(files) = &state.files else {
        return Html::default();
    };
    let words = ui.words;
    html! {
        <section class="block">
            <header><h2>{ words.count(&words.files, files.len()) }</h2></header>
            <div class="scroll list">
                <table class="many">
                    <thead><tr><th scope="col">{ words.file }</th><th scope="col">{ words.happened }</th></tr></thead>
                    <tbody>{ for files.iter().enumerate().map(|(at, it)| row(ui, state, at, it)) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(ui: &Ui, state: &State, at: usize, it: &Opened) -> Html {
    let words = ui.words;
    let is_shown = state.file == at;
    html! {
        <tr>
            <th scope="row">
                <button type="button" aria-current={is_shown.then_some("true")} onclick={ui.on(Click::Open(at))}><span class="literal">{ &it.name }</span></button>
            </th>
            <td>
                if it.findings > 0 { { tag_of(words, it.outcome, it.permanent, it.kind) }{ " " }{ &it.verdict } } else { { nothing::kind(words, it.kind) } }
                if it.findings > 1 { <span class="soft">{ " (" }{ number(words.language, f64::from(it.findings)) }{ ")" }</span> }
            </td>
        </tr>
    }
}
