//! What to do, in two tracks: for whoever pasted the text, and for whoever runs a mail system.

use smtp_lens::{Cause, Step};
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::command::{command, copies};
use super::icon::Icon;
use super::{element, link, literal};
use crate::locale::fill;
use crate::state::{Action, Click, State, Track};
use crate::ui::{Ui, View};

/// The steps of the best explanation; nothing when there are none.
pub fn steps(view: &View) -> Html {
    let words = view.ui.words;
    let Some(cause) = view.finding.causes.first().filter(|it| !it.steps.is_empty()) else {
        return Html::default();
    };
    let has = |track| cause.steps.iter().any(|it| Track::of(it.who) == track);
    if !(has(Track::Me) && has(Track::Admin)) {
        return html! {
            <section class="block">
                <header><h2>{ words.what_to_do }</h2>if has(Track::Admin) { <span class="soft small">{ words.track_admin }</span> }</header>
                { list(view.ui, view.state, cause, None) }
            </section>
        };
    }

    let now = view.state.track.unwrap_or(Track::of(cause.acts));
    let ui = view.ui.clone();
    let keys = Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight" | "Home" | "End") {
            event.prevent_default();
            let track = if now == Track::Me { Track::Admin } else { Track::Me };
            ui.act(Action::Click(Click::Follow(track)));
            if let Some(tab) = element(tab_id(track)) {
                let _ = tab.focus();
            }
        }
    });
    let tracks = [(Track::Me, words.track_me), (Track::Admin, words.track_admin)];
    let tabs = tracks.iter().map(|(track, label)| {
        let is_now = *track == now;
        html! {
            <button type="button" role="tab" id={tab_id(*track)} aria-controls={panel_id(*track)} aria-selected={if is_now { "true" } else { "false" }}
                tabindex={if is_now { "0" } else { "-1" }} onclick={view.ui.on(Click::Follow(*track))}>{ *label }</button>
        }
    });
    // Both are there, so that what was ticked in one stays ticked while the other is looked at; both are printed.
    let panels = tracks.iter().map(|(track, label)| {
        html! {
            <div role="tabpanel" id={panel_id(*track)} aria-labelledby={tab_id(*track)} hidden={*track != now}>
                <h3 class="print-only">{ *label }</h3>
                { list(view.ui, view.state, cause, Some(*track)) }
            </div>
        }
    });
    html! {
        <section class="block">
            <header>
                <h2>{ words.what_to_do }</h2>
                <div class="tracks" role="tablist" aria-label={words.what_to_do} onkeydown={keys}>{ for tabs }</div>
            </header>
            { for panels }
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
pub fn list(ui: &Ui, state: &State, cause: &Cause, track: Option<Track>) -> Html {
    let steps = cause
        .steps
        .iter()
        .filter(|it| track.is_none_or(|track| Track::of(it.who) == track));
    html! { <ol class="steps">{ for steps.enumerate().map(|(number, it)| step(ui, state, cause, it, number + 1)) }</ol> }
}

/// The button that copies a step, to be sent to whoever does it.
fn copy_step(ui: &Ui, state: &State, step: &Step) -> Html {
    let mut lines = vec![step.act.as_str()];
    lines.extend([&step.why, &step.path].into_iter().flatten().map(String::as_str));
    lines.extend(step.details.iter().map(String::as_str));
    lines.extend([&step.command, &step.url].into_iter().flatten().map(String::as_str));
    let text = AttrValue::from(lines.join("\n"));
    let (icon, label) = if state.copied.as_ref() == Some(&text) {
        (Icon::Tick, ui.words.copied)
    } else {
        (Icon::Copy, ui.words.copy)
    };
    html! {
        <button type="button" class="button quiet copy" title={label} onclick={copies(ui, text)}>
            { icon.draw() }<span class="visually-hidden" aria-live="polite">{ label }</span>
        </button>
    }
}

fn step(ui: &Ui, state: &State, cause: &Cause, step: &Step, number: usize) -> Html {
    let words = ui.words;
    // A step for somebody else than who acts says for whom it is.
    let other = (Track::of(step.who) == Track::of(cause.acts) && step.who != cause.acts)
        .then(|| fill(words.step_for, &[words.who_acts(step.who)]));
    let place = number.to_string();
    // Not by its words: what was ticked stays ticked in the other language.
    let key = [&cause.id, "/", &place, "/", &state.chosen.to_string()].concat();
    html! {
        <li class="step" {key}>
            <input type="checkbox" class="tick" aria-label={fill(words.step_done, &[&place])} />
            <div>
                <h3>{ literal::sentence(&step.act) }{ copy_step(ui, state, step) }</h3>
                if let Some(other) = other { <p class="soft small">{ other }</p> }
                if let Some(why) = &step.why { <p>{ literal::sentence(why) }</p> }
                if let Some(path) = &step.path { <p class="path">{ path }</p> }
                if !step.details.is_empty() { <ol class="details">{ for step.details.iter().map(|it| html! { <li>{ literal::sentence(it) }</li> }) }</ol> }
                if let Some(it) = &step.command { { command(ui, state, it, step.shell.as_deref()) } }
                if let Some(url) = &step.url { <p class="small">{ link::out(words, url, link::host(url).unwrap_or(url)) }</p> }
            </div>
        </li>
    }
}
