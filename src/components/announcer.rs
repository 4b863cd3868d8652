//! Says the verdict to screen readers.

use yew::prelude::*;

use super::nothing;
use crate::hooks::use_ui;
use crate::shared::Shared;
use crate::state::Answered;

/// What is said.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The newest answer.
    pub answer: Option<Shared<Answered>>,
    /// The finding that is shown.
    pub chosen: usize,
}

/// A live region that is always there and whose words change: a region that appears together with its words is not heard by all.
/// It holds the verdict alone: a region around the whole answer would be read out whole.
#[component]
pub fn Announcer(props: &Props) -> Html {
    let words = use_ui().words;
    let says = props.answer.as_ref().map(|it| match it.finding(props.chosen) {
        Some(finding) => [words.outcome(finding, it.analysis.input.kind), ". ", &finding.verdict].concat(),
        None => nothing::title(words, it).to_owned(),
    });
    html! { <p class="visually-hidden" role="status">{ says }</p> }
}
