//! Other possible causes, from likely to vague, each with why it is thought of.

use smtp_lens::Cause;
use yew::prelude::*;

use super::fold::fold;
use super::literal;
use super::sources::sources;
use super::steps;
use super::verdict::{exceptions, unverified};
use crate::ui::View;

/// All causes but the first; nothing when there is no other.
pub fn other_causes(view: &View) -> Html {
    let others = view.finding.causes.get(1..).unwrap_or_default();
    if others.is_empty() {
        return Html::default();
    }
    let list = html! { <ol class="maybe">{ for others.iter().map(|it| cause(view, it)) }</ol> };
    fold(view.ui.words, view.ui.words.others, Some(others.len()), list)
}

fn cause(view: &View, cause: &Cause) -> Html {
    let words = view.ui.words;
    html! {
        <li key={cause.id.clone()}>
            <details>
                <summary>
                    <h3>{ &cause.title }</h3>
                    if cause.draft { { unverified(words) } }
                    <span class="matched small" data-match={cause.matched.word()}>{ words.matched(cause.matched) }</span>
                </summary>
                <div class="inside">
                    <p>{ literal::sentence(&cause.explanation) }</p>
                    { exceptions(words, cause.exceptions.as_deref()) }
                    <p class="small"><b>{ words.acts_now(cause.acts) }</b></p>
                    { steps::list(view, cause, None) }
                    { sources(words, cause) }
                </div>
            </details>
        </li>
    }
}
