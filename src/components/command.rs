//! A command, with a button that copies it.

use gloo::utils::{body, document, window};
use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::icon::Icon;
use crate::state::{Action, State};
use crate::ui::Ui;

/// The command, and what it is typed into when that is not plain.
pub fn command(ui: &Ui, state: &State, command: &str, shell: Option<&str>) -> Html {
    let words = ui.words;
    let is_copied = state.copied.as_deref() == Some(command);
    let (icon, label) = if is_copied {
        (Icon::Tick, words.copied)
    } else {
        (Icon::Copy, words.copy)
    };
    let command = AttrValue::from(command.to_owned());
    let onclick = copies(ui, command.clone());
    html! {
        <div class="command">
            <code>if let Some(shell) = shell { <span class="shell">{ shell }</span> }{ command }</code>
            <button type="button" class="button" title={label} {onclick}>
                { icon.draw() }<span class="visually-hidden" aria-live="polite">{ label }</span>
            </button>
        </div>
    }
}

/// What a click does that copies words.
pub fn copies(ui: &Ui, words: AttrValue) -> Callback<MouseEvent> {
    let ui = ui.clone();
    Callback::from(move |_| {
        if copy(&words).is_some() {
            ui.act(Action::Copied(words.clone()));
        }
    })
}

/// Puts words on the clipboard; `None` when the browser does not let us.
fn copy(words: &str) -> Option<()> {
    // Missing where the page came neither over https nor from this machine.
    let clipboard = window().navigator().clipboard();
    if !clipboard.is_undefined() {
        // It is asked for by a click on a page that has the focus: browsers grant that.
        let _ = clipboard.write_text(words);
        return Some(());
    }
    // The way of old: a field with the words, selected, and the browser's copy command.
    let field: HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(words);
    field.set_class_name("visually-hidden");
    body().append_child(&field).ok()?;
    field.select();
    let copy: Function = Reflect::get(&document(), &"execCommand".into()).ok()?.dyn_into().ok()?;
    let copied = copy.call1(&document(), &"copy".into());
    field.remove();
    copied.ok()?.as_bool()?.then_some(())
}
