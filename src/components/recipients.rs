//! Several findings, to choose from.

use yew::prelude::*;

use super::tag::tag;
use crate::hooks::use_ui;
use crate::locale::{fill, number};
use crate::shared::Shared;
use crate::state::{Action, Answered};

/// How many rows are shown at once.
const ROWS: usize = 25;

/// Whose findings.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer.
    pub answer: Shared<Answered>,
    /// The finding that is shown.
    pub chosen: usize,
}

/// The table; nothing when there is one finding only.
#[component]
pub fn Recipients(props: &Props) -> Html {
    let ui = use_ui();
    let words = ui.words;
    let shown = use_state(|| ROWS);
    let findings = &props.answer.analysis.findings;
    if findings.len() < 2 {
        return Html::default();
    }
    let named = findings.iter().any(|it| it.recipient.is_some());
    let title = words.count(
        if named { &words.recipients } else { &words.results },
        props.answer.findings,
    );
    let rest = findings.len().saturating_sub(*shown);
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + 4 * ROWS))
    };

    html! {
        <section class="block">
            <header><h2>{ title }</h2></header>
            <div class="scroll">
                <table class="many">
                    <thead><tr>
                        <th scope="col">{ if named { words.recipient } else { words.step } }</th>
                        <th scope="col">{ words.happened }</th>
                        <th scope="col">{ words.who_acts }</th>
                    </tr></thead>
                    <tbody>
                        { for findings.iter().take(*shown).enumerate().map(|(number, it)| {
                            let is_chosen = number == props.chosen;
                            let who = match (&it.recipient, it.stage) {
                                (Some(recipient), _) => html! { <span class="literal">{ recipient }</span> },
                                (None, Some(stage)) => html! { { words.stage(stage) } },
                                (None, None) => html! { { words.no_recipient } },
                            };
                            html! {
                                <tr class={is_chosen.then_some("is-chosen")}>
                                    <th scope="row">
                                        <button type="button" aria-current={is_chosen.then_some("true")} onclick={ui.on(move || Action::Choose(number))}>{ who }</button>
                                    </th>
                                    <td>
                                        { tag(words, it, props.answer.analysis.input.kind) }{ " " }{ &it.verdict }
                                        if it.follows { <span class="soft">{ " (" }{ words.follows }{ ")" }</span> }
                                    </td>
                                    <td>{ it.causes.first().map(|it| words.who_acts(it.acts)) }</td>
                                </tr>
                            }
                        }) }
                    </tbody>
                </table>
            </div>
            if rest > 0 {
                <p><button type="button" class="button" onclick={more}>{ fill(words.more, &[&number(words.language, rest.min(4 * ROWS) as f64)]) }</button></p>
            }
        </section>
    }
}
