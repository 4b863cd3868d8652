//! What became of the mail, as an icon, a word and a colour.

use smtp_lens::{Finding, Kind, Outcome};
use yew::prelude::*;

use super::icon::Icon;
use crate::locale::{Words, is_given_up};

/// The name of an outcome's colour, for the style sheet. It is never the only sign.
pub fn tone(finding: &Finding) -> &'static str {
    tone_of(finding.outcome, permanent(finding))
}

/// Whether trying again is useless, as far as colours go: what was given up is over.
fn permanent(finding: &Finding) -> Option<bool> {
    finding.permanent.filter(|_| !is_given_up(finding))
}

fn tone_of(outcome: Outcome, permanent: Option<bool>) -> &'static str {
    match outcome {
        Outcome::Failed if permanent == Some(false) => "delayed",
        Outcome::Failed => "failed",
        Outcome::Delayed | Outcome::Complaint => "delayed",
        Outcome::Delivered | Outcome::Relayed | Outcome::Expanded | Outcome::AutoReply => "fine",
    }
}

/// The tag.
pub fn tag(words: &Words, finding: &Finding, kind: Kind) -> Html {
    draw(finding.outcome, permanent(finding), words.outcome_of(finding, kind))
}

/// The tag of an outcome.
pub fn tag_of(words: &Words, outcome: Outcome, permanent: Option<bool>, kind: Kind) -> Html {
    draw(outcome, permanent, words.outcome(outcome, permanent, kind))
}

fn draw(outcome: Outcome, permanent: Option<bool>, word: &'static str) -> Html {
    let icon = match outcome {
        Outcome::Failed if permanent == Some(false) => Icon::Clock,
        Outcome::Failed => Icon::Cross,
        Outcome::Delayed => Icon::Clock,
        Outcome::Delivered => Icon::Tick,
        Outcome::Relayed | Outcome::Expanded => Icon::Arrow,
        Outcome::Complaint => Icon::Flag,
        Outcome::AutoReply => Icon::Loop,
    };
    html! { <span class="tag" data-tone={tone_of(outcome, permanent)}>{ icon.draw() }{ word }</span> }
}
