//! The verdict: what happened, in one sentence, and what to know next.

use yew::prelude::*;

use super::literal;
use super::tag::{tag, tone};
use super::way::way;
use crate::locale::{Words, fill, number};
use crate::ui::View;

/// The id of the heading, which takes the focus when an answer was waited for.
pub const ID: &str = "verdict";

/// The verdict.
pub fn verdict(view: &View) -> Html {
    let (words, finding) = (view.ui.words, view.finding);
    html! {
        <article class="verdict" data-tone={tone(finding)}>
            <div class="say">
                <p class="tags">
                    { tag(words, finding, view.answer.analysis.input.kind) }
                    <span class="soft">{ facts(view) }</span>
                </p>
                <h1 id={ID} tabindex="-1">{ &finding.verdict }</h1>
                if let Some(cause) = finding.causes.first() {
                    if cause.draft { <p class="draft">{ unverified(words) }{ words.unverified_why }</p> }
                    <p>{ literal::sentence(&cause.explanation) }</p>
                    { exceptions(words, cause.exceptions.as_deref()) }
                }
            </div>
            { way(words, finding) }
        </article>
    }
}

/// The mark of an explanation that nobody has checked.
pub fn unverified(words: &Words) -> Html {
    html! { <span class="tag" data-tone="draft">{ words.unverified }</span> }
}

/// When an explanation is not the reader's case.
pub fn exceptions(words: &Words, exceptions: Option<&str>) -> Html {
    exceptions.map_or_else(Html::default, |it| {
        html! { <p class="soft small">{ words.exception }{ " " }{ literal::sentence(it) }</p> }
    })
}

/// The small line: where, whether trying again helps, who.
fn facts(view: &View) -> Html {
    let words = view.ui.words;
    let mut facts = Facts::default();
    if view.answer.findings > 1 {
        let of = |it| number(words.language, it as f64);
        facts.add(&fill(
            words.one_of,
            &[&of(view.state.chosen + 1), &of(view.answer.findings)],
        ));
    }
    if let Some(stage) = view.finding.stage {
        facts.add(words.stage(stage));
    }
    if let Some(permanence) = words.permanence(view.finding) {
        facts.add(permanence);
    }
    let before = facts.0;
    let recipient = view.finding.recipient.as_ref();
    html! {
        <>
            { &before }
            if let Some(recipient) = recipient { if !before.is_empty() { { DOT } } <span class="literal">{ recipient }</span> }
        </>
    }
}

const DOT: &str = " · ";

/// Short things with a dot between them.
#[derive(Default)]
pub struct Facts(pub String);

impl Facts {
    /// One more.
    pub fn add(&mut self, fact: &str) {
        if !self.0.is_empty() {
            self.0.push_str(DOT);
        }
        self.0.push_str(fact);
    }
}
