//! A command, with a button that copies it.

use yew::prelude::*;

use super::icon::Icon;
use crate::hooks::{use_copy, use_ui};

/// What is typed.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The command.
    pub command: AttrValue,
    /// What it is typed into, when that is not plain.
    pub shell: Option<AttrValue>,
}

/// The command.
#[component]
pub fn Command(props: &Props) -> Html {
    let words = use_ui().words;
    let (copied, copy) = use_copy(props.command.clone());
    let (icon, label) = if copied {
        (Icon::Tick, words.copied)
    } else {
        (Icon::Copy, words.copy)
    };
    html! {
        <div class="command">
            <code>if let Some(shell) = &props.shell { <span class="shell">{ shell }</span> }{ &props.command }</code>
            <button type="button" class="button" title={label} onclick={copy}>
                { icon.draw() }<span class="visually-hidden" aria-live="polite">{ label }</span>
            </button>
        </div>
    }
}
