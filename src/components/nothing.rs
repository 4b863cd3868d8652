//! An answer without a finding: nothing failed, or nothing was understood.

use smtp_lens::Kind;
use yew::prelude::*;

use super::icon::Icon;
use super::verdict;
use crate::locale::Words;
use crate::state::Answered;

/// What is said then.
pub fn nothing(words: &Words, answer: &Answered) -> Html {
    let fine = fine(words, answer);
    let (tone, icon, body) = match fine {
        Some((_, body)) => ("fine", Icon::Tick, body),
        None if answer.text.size == 0 => ("nothing", Icon::Question, words.empty_helps),
        None => ("nothing", Icon::Question, words.nothing),
    };
    html! {
        <article class="verdict" data-tone={tone}>
            <div class="say">
                <p class="tags"><span class="tag" data-tone={tone}>{ icon.draw() }{ kind(words, answer.analysis.input.kind) }</span></p>
                <h1 id={verdict::ID} tabindex="-1">{ title(words, answer) }</h1>
                <p>{ body }</p>
                if fine.is_none() { <ul>{ for words.paste_instead.iter().map(|it| html! { <li>{ *it }</li> }) }</ul> }
            </div>
        </article>
    }
}

/// The heading of an answer without a finding.
pub fn title(words: &Words, answer: &Answered) -> &'static str {
    match fine(words, answer) {
        Some((title, _)) => title,
        None if answer.text.size == 0 => words.empty_text,
        None => words.nothing_title,
    }
}

/// What such a text is, or that nothing of it was understood.
pub fn kind(words: &Words, kind: Kind) -> &'static str {
    match words.kind(kind) {
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
