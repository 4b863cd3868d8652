//! Causes to choose from: other possible ones of a finding, and what the catalogue holds for a code or a few words.

use smtp_lens::Cause;
use yew::prelude::*;

use super::fold::{fold, folded};
use super::literal;
use super::sources::sources;
use super::steps;
use super::verdict::{self, exceptions, unverified};
use crate::locale::{Words, fill, number};
use crate::state::{Answered, State};
use crate::ui::{Ui, View};

/// All causes but the first, from likely to vague, each with why it is thought of; nothing when there is no other.
pub fn other_causes(view: &View) -> Html {
    let (ui, others) = (view.ui, view.finding.causes.get(1..).unwrap_or_default());
    if others.is_empty() {
        return Html::default();
    }
    fold(
        ui.words,
        ui.words.others,
        Some(others.len()),
        list(ui, view.state, others.iter(), true),
    )
}

/// What the catalogue holds for the code or the words that were typed, less what the answer says anyway.
pub fn found(ui: &Ui, state: &State, answer: &Answered) -> Html {
    let told = answer
        .finding(state.chosen)
        .map(|it| it.causes.as_slice())
        .unwrap_or_default();
    let more = || {
        answer
            .found
            .iter()
            .filter(|it| told.iter().all(|other| other.id != it.id))
    };
    match more().count() {
        0 => Html::default(),
        count => {
            let note = number(ui.words.language, count as f64);
            folded(
                ui.words.found,
                Some(note),
                told.is_empty(),
                list(ui, state, more(), false),
            )
        }
    }
}

/// What a few words can mean that nobody said to anybody: causes to choose from, and no verdict.
pub fn asked(ui: &Ui, state: &State, answer: &Answered) -> Html {
    let title = asks(ui.words, answer);
    html! {
        <section class="block">
            if state.desk { <header><h1 id={verdict::ID} tabindex="-1">{ title }</h1></header><h2 class="visually-hidden">{ ui.words.found }</h2> } else { <header><h2>{ title }</h2></header> }
            <ol class="maybe">{ for answer.found.iter().enumerate().map(|(at, it)| cause(ui, state, it, false, at == 0)) }</ol>
        </section>
    }
}

/// The question that a few words are.
pub fn asks(words: &Words, answer: &Answered) -> String {
    fill(words.words_mean, &[answer.text.all().trim_ascii()])
}

/// A list of causes, each folded to its title; `matched` has it tell why it is thought of.
pub fn list<'a>(ui: &Ui, state: &State, causes: impl Iterator<Item = &'a Cause>, matched: bool) -> Html {
    html! { <ol class="maybe">{ for causes.map(|it| cause(ui, state, it, matched, false)) }</ol> }
}

fn cause(ui: &Ui, state: &State, cause: &Cause, matched: bool, open: bool) -> Html {
    let words = ui.words;
    html! {
        <li key={cause.id.clone()}>
            <details {open}>
                <summary>
                    <h3>{ &cause.title }</h3>
                    if cause.draft { { unverified(words) } }
                    if matched { <span class="matched small" data-match={cause.matched.word()}>{ words.matched(cause.matched) }</span> }
                </summary>
                <div class="inside">
                    { about(ui, state, cause) }
                    <p class="small"><a href={address(cause)}>{ words.cause_page }</a></p>
                </div>
            </details>
        </li>
    }
}

/// Everything about a cause but its title.
pub fn about(ui: &Ui, state: &State, cause: &Cause) -> Html {
    let words = ui.words;
    html! {
        <>
            <p>{ literal::sentence(&cause.explanation) }</p>
            { exceptions(words, cause.exceptions.as_deref()) }
            <p class="small"><b>{ words.acts_now(cause.acts) }</b></p>
            { steps::list(ui, state, cause, None) }
            { sources(words, cause) }
        </>
    }
}

/// The address of a cause's own page.
fn address(cause: &Cause) -> String {
    ["#/cause/", &cause.id].concat()
}
