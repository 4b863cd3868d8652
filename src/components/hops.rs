//! The way that a message took, server by server, on a time line.

use smtp_lens::{Finding, Hop};
use yew::prelude::*;

use super::fold::folded;
use crate::locale::{Words, duration, fill, moment, number};
use crate::state::Answered;

/// The time line; nothing when fewer than two servers are known.
pub fn hops(words: &Words, answer: &Answered) -> Html {
    let hops = &answer.analysis.hops;
    if hops.len() < 2 {
        return Html::default();
    }
    let longest = hops.iter().filter_map(|it| it.after).max().unwrap_or_default();
    let list = html! { <ol class="hops">{ for hops.iter().map(|it| hop(words, it, longest)) }</ol> };
    let note = Some(number(words.language, hops.len() as f64));
    // Without a finding it is all that there is to see.
    folded(words.hops, note, answer.analysis.findings.is_empty(), list)
}

/// What a log tells of one message and recipient, in order; nothing when the text is no log.
pub fn story(words: &Words, finding: &Finding) -> Html {
    if finding.story.is_empty() {
        return Html::default();
    }
    let note = (finding.attempts > 1).then(|| words.count(&words.attempts, finding.attempts as usize));
    let list = html! { <ol class="hops">{ for finding.story.iter().map(|it| html! { <li>{ &it.says }</li> }) }</ol> };
    folded(words.story, note, true, list)
}

fn hop(words: &Words, it: &Hop, longest: i64) -> Html {
    let after = it.after.map(|seconds| {
        // Nobody gets a message before it was sent: one of the two clocks is wrong.
        let phrase = if seconds < 0 { words.clocks_differ } else { words.later };
        fill(phrase, &[&duration(words.language, seconds.unsigned_abs())])
    });
    html! {
        <li>
            <b class="literal">{ it.by.as_deref().unwrap_or("?") }</b>
            if let Some(from) = &it.from { <span class="soft small">{ words.hop_from }{ " " }<span class="literal">{ from }</span></span> }
            <span class="small">
                { it.at.as_deref().map(|it| moment(words.language, it)) }
                if let Some(after) = after { { " · " }<b>{ after }</b> }
                if let Some(with) = &it.with { <span class="soft">{ " · " }{ with }</span> }
            </span>
            if let Some(seconds) = it.after.filter(|it| *it > 0) {
                <progress max={longest.to_string()} value={seconds.to_string()} aria-hidden="true" />
            }
        </li>
    }
}
