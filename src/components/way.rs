//! The way of the mail as a line of stations, and the place where it stopped.

use smtp_lens::{Finding, Place, Stop, StopState};
use yew::prelude::*;

use super::icon::Icon;
use crate::locale::Words;

/// The line; nothing when the way is not known.
pub fn way(words: &Words, finding: &Finding) -> Html {
    if finding.way.is_empty() {
        return Html::default();
    }
    html! { <ol class="way" aria-label={words.way}>{ for finding.way.iter().map(|it| stop(words, finding, it)) }</ol> }
}

fn stop(words: &Words, finding: &Finding, stop: &Stop) -> Html {
    let (state, icon) = match stop.state {
        StopState::Passed => ("passed", picture(stop.place)),
        StopState::Here => ("here", Icon::Cross),
        StopState::Waiting => ("waiting", Icon::Clock),
        StopState::After => ("after", picture(stop.place)),
    };
    let is_end = matches!(stop.state, StopState::Here | StopState::Waiting);
    let owner = finding
        .causes
        .first()
        .filter(|_| is_end)
        .map(|it| words.acts_now(it.acts));
    html! {
        <li data-state={state}>
            <span class="stop">{ icon.draw() }</span>
            <span>
                <b>{ words.place(stop.place) }</b>
                if let Some(name) = &stop.name { <span class="literal name">{ for parts(name) }</span> }
                <span class="state">{ " " }{ words.state(stop) }</span>
                if let Some(owner) = owner { <span class="owner">{ owner }</span> }
            </span>
        </li>
    }
}

/// A name that is broken where its parts meet, if it has to be.
fn parts(name: &str) -> impl Iterator<Item = Html> {
    name.split_inclusive(['.', '@']).map(|it| html! { <>{ it }<wbr /></> })
}

fn picture(place: Place) -> Icon {
    match place {
        Place::You => Icon::You,
        Place::YourServer | Place::TheirServer => Icon::Server,
        Place::Filter => Icon::Shield,
        Place::Mailbox => Icon::Mailbox,
    }
}
