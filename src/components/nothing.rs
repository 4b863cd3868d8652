//! An answer without a finding: nothing failed, or nothing was understood.

use smtp_lens::Kind;
use yew::prelude::*;

use super::icon::Icon;
use super::verdict::use_heading;
use crate::hooks::use_ui;
use crate::locale::Words;
use crate::shared::Shared;
use crate::state::{Answered, Focus};

/// Which answer.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer.
    pub answer: Shared<Answered>,
    /// Where the focus goes.
    pub focus: Focus,
    /// Whether the answer is the one to the text that is there now.
    pub current: bool,
}

/// What is said then.
#[component]
pub fn Nothing(props: &Props) -> Html {
    let words = use_ui().words;
    let heading = use_heading(props.focus, props.current);
    let fine = fine(words, &props.answer);
    let (class, icon, body) = match fine {
        Some((_, body)) => ("is-fine", Icon::Tick, body),
        None => ("is-nothing", Icon::Question, words.nothing),
    };
    html! {
        <article class={classes!("verdict", class)}>
            <div class="say">
                <p class="tags"><span class={classes!("tag", class)}>{ icon.draw() }{ kind(words, &props.answer) }</span></p>
                <h1 ref={heading} tabindex="-1">{ title(words, &props.answer) }</h1>
                <p>{ body }</p>
                if fine.is_none() { <ul>{ for words.paste_instead.iter().map(|it| html! { <li>{ *it }</li> }) }</ul> }
            </div>
        </article>
    }
}

/// The heading of an answer without a finding.
pub fn title(words: &Words, answer: &Answered) -> &'static str {
    fine(words, answer).map_or(words.nothing_title, |it| it.0)
}

fn kind(words: &Words, answer: &Answered) -> &'static str {
    match words.kind(answer.analysis.input.kind) {
        "" => words.unread,
        kind => kind,
    }
}

/// Title and body when nothing failed; `None` when nothing was understood.
fn fine(words: &Words, answer: &Answered) -> Option<(&'static str, &'static str)> {
    match answer.analysis.input.kind {
        Kind::Message | Kind::AutoReply => Some((words.fine_message_title, words.fine_message)),
        Kind::Headers => Some((words.fine_headers_title, words.fine_headers)),
        Kind::Transcript | Kind::Log | Kind::Reply => Some((words.fine_talk_title, words.fine_talk)),
        Kind::Bounce | Kind::Notice | Kind::Error | Kind::Complaint | Kind::Unknown => None,
    }
}
