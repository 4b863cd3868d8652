//! What became of the mail, as an icon, a word and a colour.

use smtp_lens::{Finding, Kind, Outcome};
use yew::prelude::*;

use super::icon::Icon;
use crate::locale::Words;

/// The class of an outcome's colour. It is never the only sign.
pub fn tone(finding: &Finding) -> &'static str {
    match finding.outcome {
        Outcome::Failed if finding.permanent == Some(false) => "is-delayed",
        Outcome::Failed => "is-failed",
        Outcome::Delayed | Outcome::Complaint => "is-delayed",
        Outcome::Delivered | Outcome::Relayed | Outcome::Expanded | Outcome::AutoReply => "is-fine",
    }
}

/// The tag.
pub fn tag(words: &Words, finding: &Finding, kind: Kind) -> Html {
    let icon = match finding.outcome {
        Outcome::Failed if finding.permanent == Some(false) => Icon::Clock,
        Outcome::Failed => Icon::Cross,
        Outcome::Delayed => Icon::Clock,
        Outcome::Delivered => Icon::Tick,
        Outcome::Relayed | Outcome::Expanded => Icon::Arrow,
        Outcome::Complaint => Icon::Flag,
        Outcome::AutoReply => Icon::Loop,
    };
    html! { <span class={classes!("tag", tone(finding))}>{ icon.draw() }{ words.outcome(finding, kind) }</span> }
}
