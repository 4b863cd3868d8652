//! A part of the answer that is folded at first.

use yew::prelude::*;

/// A title that opens what stands under it; `note` stands at its far end.
pub fn fold(title: &str, note: Option<String>, open: bool, body: Html) -> Html {
    html! {
        <details class="block fold" {open}>
            <summary><h2>{ title }</h2>if let Some(note) = note { <span class="note">{ note }</span> }</summary>
            <div class="inside">{ body }</div>
        </details>
    }
}
