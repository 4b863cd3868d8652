//! Several findings, to choose from.

use smtp_lens::Finding;
use yew::prelude::*;

use super::tag::tag;
use crate::locale::{Words, fill, number};
use crate::state::Click;
use crate::ui::{Ui, View};

/// How many rows are shown at first, and how many more each time that more are asked for.
const ROWS: usize = 25;
const MORE: usize = 100;

/// The table; nothing when there is one finding only.
pub fn recipients(view: &View) -> Html {
    let words = view.ui.words;
    let findings = &view.answer.analysis.findings;
    if findings.len() < 2 {
        return Html::default();
    }
    let named = findings.iter().any(|it| it.recipient.is_some());
    let title = words.count(
        if named { &words.recipients } else { &words.results },
        view.answer.findings,
    );
    let shown = ROWS + MORE * view.state.more;
    let rows = findings
        .iter()
        .take(shown)
        .enumerate()
        .map(|(number, it)| row(view, number, it));

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
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            { more(view.ui, words, findings.len().saturating_sub(shown)) }
        </section>
    }
}

fn row(view: &View, number: usize, finding: &Finding) -> Html {
    let words = view.ui.words;
    let is_chosen = number == view.state.chosen;
    let name = match (&finding.recipient, finding.stage) {
        (Some(recipient), _) => html! { <span class="literal">{ recipient }</span> },
        (None, Some(stage)) => html! { { words.stage(stage) } },
        (None, None) => html! { { words.no_recipient } },
    };
    html! {
        <tr>
            <th scope="row">
                <button type="button" aria-current={is_chosen.then_some("true")} onclick={view.ui.on(Click::Choose(number))}>{ name }</button>
            </th>
            <td>
                { tag(words, finding, view.answer.analysis.input.kind) }{ " " }{ &finding.verdict }
                if finding.follows { <span class="soft">{ " (" }{ words.follows }{ ")" }</span> }
            </td>
            <td>{ finding.causes.first().map(|it| words.who_acts(it.acts)) }</td>
        </tr>
    }
}

/// The button that shows more of a long list; nothing when all of it is shown.
pub fn more(ui: &Ui, words: &Words, rest: usize) -> Html {
    if rest == 0 {
        return Html::default();
    }
    let label = fill(words.more, &[&number(words.language, rest.min(MORE) as f64)]);
    html! { <p><button type="button" class="button" onclick={ui.on(Click::More)}>{ label }</button></p> }
}
