//! The verdict: what happened, in one sentence, and what to know next.

use smtp_lens::Finding;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::tag::{tag, tone};
use super::way::way;
use crate::hooks::use_ui;
use crate::locale::{Words, fill, number};
use crate::shared::Shared;
use crate::state::{Answered, Focus};

/// What the verdict is about.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer.
    pub answer: Shared<Answered>,
    /// The finding that is shown.
    pub chosen: usize,
    /// Where the focus goes.
    pub focus: Focus,
    /// Whether the answer is the one to the text that is there now.
    pub current: bool,
}

/// The verdict; nothing when there is no finding.
#[component]
pub fn Verdict(props: &Props) -> Html {
    let words = use_ui().words;
    let heading = use_heading(props.focus, props.current);
    let Some(finding) = props.answer.finding(props.chosen) else {
        return Html::default();
    };
    let cause = finding.causes.first();

    html! {
        <article class={classes!("verdict", tone(finding))}>
            <div class="say">
                <p class="tags">
                    { tag(words, finding, props.answer.analysis.input.kind) }
                    <span class="soft">{ facts(words, &props.answer, finding, props.chosen) }</span>
                </p>
                <h1 ref={heading} tabindex="-1">{ &finding.verdict }</h1>
                if let Some(cause) = cause {
                    if cause.draft { <p class="draft"><span class="tag is-draft">{ words.unverified }</span>{ words.unverified_why }</p> }
                    <p>{ super::literal::sentence(&cause.explanation) }</p>
                    if let Some(exceptions) = &cause.exceptions { <p class="soft small">{ words.exception }{ " " }{ exceptions }</p> }
                }
            </div>
            { way(words, finding) }
        </article>
    }
}

/// The heading that takes the focus when an answer was waited for.
#[hook]
pub fn use_heading(focus: Focus, current: bool) -> NodeRef {
    let heading = use_node_ref();
    let node = heading.clone();
    use_effect_with((focus, current), move |wanted| {
        if let ((Focus::Verdict(_), true), Some(heading)) = (wanted, node.cast::<HtmlElement>()) {
            let _ = heading.focus();
        }
    });
    heading
}

/// The small line: where, whether trying again helps, who.
fn facts(words: &Words, answer: &Answered, finding: &Finding, chosen: usize) -> Html {
    let mut facts: Vec<Html> = Vec::new();
    if answer.findings > 1 {
        let of = |it| number(words.language, it as f64);
        facts.push(html! { { fill(words.one_of, &[&of(chosen + 1), &of(answer.findings)]) } });
    }
    facts.extend(finding.stage.map(|it| html! { { words.stage(it) } }));
    facts.extend(words.permanence(finding).map(|it| html! { { it } }));
    facts.extend(
        finding
            .recipient
            .as_ref()
            .map(|it| html! { <span class="literal">{ it }</span> }),
    );
    joined(facts)
}

/// Things with a dot between them.
pub fn joined(things: Vec<Html>) -> Html {
    things
        .into_iter()
        .enumerate()
        .map(|(number, it)| {
            if number == 0 {
                it
            } else {
                html! { <>{ " · " }{ it }</> }
            }
        })
        .collect()
}
