//! Says the verdict to screen readers.

use yew::prelude::*;

use super::{causes, nothing};
use crate::state::State;
use crate::ui::Ui;

/// A live region that is always there and whose words change: a region that appears together with its words is not heard by all.
/// It holds the verdict alone: a region around the whole answer would be read out whole.
pub fn announcer(ui: &Ui, state: &State) -> Html {
    let words = ui.words;
    let says = state.answer.as_ref().map(|it| match it.finding(state.chosen) {
        _ if it.is_question() => causes::asks(words, it),
        Some(finding) => [
            words.outcome_of(finding, it.analysis.input.kind),
            ". ",
            &finding.verdict,
        ]
        .concat(),
        None => nothing::title(words, it).to_owned(),
    });
    html! { <p class="visually-hidden" role="status">{ says }</p> }
}
