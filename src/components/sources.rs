//! The documents that say so.

use smtp_lens::{Cause, Source};
use yew::prelude::*;

use super::icon::Icon;
use super::link;
use super::verdict::Facts;
use crate::locale::{Words, date, fill, name_of_language};

/// A cause's sources, each with who publishes it, its language and the day it was read.
pub fn sources(words: &Words, cause: &Cause) -> Html {
    if cause.sources.is_empty() {
        return Html::default();
    }
    html! {
        <div class="sources">
            <h3 class="visually-hidden">{ words.sources }</h3>
            <ul>{ for cause.sources.iter().map(|it| source(words, it)) }</ul>
        </div>
    }
}

fn source(words: &Words, it: &Source) -> Html {
    let mut about = Facts::default();
    about.add(&it.publisher);
    about.add(&name_of_language(words.language, &it.language));
    about.add(&fill(words.read_on, &[&date(words.language, &it.read)]));
    about.add(match it.kind.as_str() {
        "standard" => words.source_standard,
        "seen" => words.source_seen,
        "advice" => words.source_advice,
        _ => words.source_vendor,
    });
    html! { <li>{ Icon::Book.draw() }<span>{ link::out(words, &it.url, &it.title) }<br /><span class="soft">{ about.0 }</span></span></li> }
}
