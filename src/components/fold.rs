//! A part of the page that is folded at first.

use yew::prelude::*;

use crate::locale::{Words, number};

/// A title that opens what stands under it; how many there are stands at its far end.
pub fn fold(words: &Words, title: &'static str, count: Option<usize>, body: Html) -> Html {
    let note = count.map(|it| number(words.language, it as f64));
    folded(title, note, false, body)
}

/// The same with a note of its own, and open at first when `open` says so.
pub fn folded(title: &'static str, note: Option<String>, open: bool, body: Html) -> Html {
    html! {
        <details class="block fold" {open}>
            <summary><h2>{ title }</h2>if let Some(note) = note { <span class="note">{ note }</span> }</summary>
            <div class="inside">{ body }</div>
        </details>
    }
}
