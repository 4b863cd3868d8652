//! Other possible causes, from likely to vague, each with why it is thought of.

use yew::prelude::*;

use super::fold::fold;
use super::sources::sources;
use super::steps;
use crate::hooks::use_ui;
use crate::locale::number;
use crate::shared::Shared;
use crate::state::Answered;

/// Whose causes.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer.
    pub answer: Shared<Answered>,
    /// The finding that is shown.
    pub chosen: usize,
}

/// All causes but the first; nothing when there is no other.
#[component]
pub fn OtherCauses(props: &Props) -> Html {
    let ui = use_ui();
    let words = ui.words;
    let others = props
        .answer
        .finding(props.chosen)
        .and_then(|it| it.causes.get(1..))
        .unwrap_or_default();
    if others.is_empty() {
        return Html::default();
    }
    let list = html! {
        <ol class="maybe">
            { for others.iter().map(|it| html! {
                <li key={it.id.clone()}>
                    <details>
                        <summary>
                            <h3>{ &it.title }</h3>
                            if it.draft { <span class="tag is-draft">{ words.unverified }</span> }
                            <span class={classes!("matched", "small", it.matched.word())}>{ words.matched(it.matched) }</span>
                        </summary>
                        <div class="inside">
                            <p>{ super::literal::sentence(&it.explanation) }</p>
                            if let Some(exceptions) = &it.exceptions { <p class="soft small">{ words.exception }{ " " }{ exceptions }</p> }
                            <p class="small"><b>{ words.acts_now(it.acts) }</b></p>
                            { steps::list(&ui, it, None) }
                            { sources(words, it) }
                        </div>
                    </details>
                </li>
            }) }
        </ol>
    };
    fold(
        words.others,
        Some(number(words.language, others.len() as f64)),
        false,
        list,
    )
}
