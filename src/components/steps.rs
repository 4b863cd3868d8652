//! What to do, in two tracks: for whoever pasted the text, and for whoever runs a mail system.

use smtp_lens::{Cause, Step};
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::command::Command;
use super::literal;
use super::{element, link};
use crate::hooks::{Ui, use_ui};
use crate::locale::fill;
use crate::shared::Shared;
use crate::state::{Action, Answered, Track};

/// Whose steps.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer.
    pub answer: Shared<Answered>,
    /// The finding that is shown.
    pub chosen: usize,
    /// The track that the reader has chosen.
    pub track: Option<Track>,
}

/// The steps of the best explanation; nothing when there are none.
#[component]
pub fn Steps(props: &Props) -> Html {
    let ui = use_ui();
    let words = ui.words;
    let cause = props.answer.finding(props.chosen).and_then(|it| it.causes.first());
    let Some(cause) = cause.filter(|it| !it.steps.is_empty()) else {
        return Html::default();
    };

    let has = |track| cause.steps.iter().any(|it| Track::of(it.who) == track);
    if !(has(Track::Me) && has(Track::Admin)) {
        let only = if has(Track::Me) {
            words.track_me
        } else {
            words.track_admin
        };
        return html! {
            <section class="block">
                <header><h2>{ words.what_to_do }</h2>if !has(Track::Me) { <span class="soft small">{ only }</span> }</header>
                { list(&ui, cause, None) }
            </section>
        };
    }

    let now = props.track.unwrap_or(Track::of(cause.acts));
    let tab = |track, label: &'static str| {
        let is_now = track == now;
        html! {
            <button type="button" role="tab" id={tab_id(track)} aria-controls={panel_id(track)} aria-selected={is_now.to_string()}
                tabindex={if is_now { "0" } else { "-1" }} onclick={ui.on(move || Action::Follow(track))}>{ label }</button>
        }
    };
    // Both are there, so that what was ticked in one stays ticked while the other is looked at; both are printed.
    let panel = |track, label: &'static str| {
        html! {
            <div role="tabpanel" id={panel_id(track)} aria-labelledby={tab_id(track)} hidden={track != now}>
                <h3 class="print-only">{ label }</h3>
                { list(&ui, cause, Some(track)) }
            </div>
        }
    };
    let keys = {
        let ui = ui.clone();
        Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight" | "Home" | "End") {
                event.prevent_default();
                let track = if now == Track::Me { Track::Admin } else { Track::Me };
                ui.act(Action::Follow(track));
                if let Some(tab) = element(tab_id(track)) {
                    let _ = tab.focus();
                }
            }
        })
    };
    html! {
        <section class="block">
            <header>
                <h2>{ words.what_to_do }</h2>
                <div class="tracks" role="tablist" aria-label={words.what_to_do} onkeydown={keys}>
                    { tab(Track::Me, words.track_me) }{ tab(Track::Admin, words.track_admin) }
                </div>
            </header>
            { panel(Track::Me, words.track_me) }
            { panel(Track::Admin, words.track_admin) }
        </section>
    }
}

const fn tab_id(track: Track) -> &'static str {
    match track {
        Track::Me => "track-me",
        Track::Admin => "track-admin",
    }
}

const fn panel_id(track: Track) -> &'static str {
    match track {
        Track::Me => "steps-me",
        Track::Admin => "steps-admin",
    }
}

/// The steps of a cause, in order: those of a track, or all with who each is for.
pub fn list(ui: &Ui, cause: &Cause, track: Option<Track>) -> Html {
    let steps = cause
        .steps
        .iter()
        .filter(|it| track.is_none_or(|track| Track::of(it.who) == track));
    html! { <ol class="steps">{ for steps.enumerate().map(|(number, it)| step(ui, cause, it, number + 1)) }</ol> }
}

fn step(ui: &Ui, cause: &Cause, step: &Step, number: usize) -> Html {
    let words = ui.words;
    // A step for somebody else than who acts says for whom it is.
    let other = (Track::of(step.who) == Track::of(cause.acts) && step.who != cause.acts)
        .then(|| fill(words.step_for, &[words.who_acts(step.who)]));
    html! {
        <li class="step" key={[&cause.id, "/", &step.act].concat()}>
            <input type="checkbox" class="tick" aria-label={fill(words.step_done, &[&number.to_string()])} />
            <div>
                <h3>{ literal::sentence(&step.act) }</h3>
                if let Some(other) = other { <p class="soft small">{ other }</p> }
                if let Some(why) = &step.why { <p>{ literal::sentence(why) }</p> }
                if let Some(path) = &step.path { <p class="path">{ path }</p> }
                if !step.details.is_empty() { <ol class="details">{ for step.details.iter().map(|it| html! { <li>{ literal::sentence(it) }</li> }) }</ol> }
                if let Some(command) = &step.command { <Command command={command.clone()} shell={step.shell.clone()} /> }
                if let Some(url) = &step.url { <p class="small">{ link::out(words, url, link::host(url).unwrap_or(url)) }</p> }
            </div>
        </li>
    }
}
