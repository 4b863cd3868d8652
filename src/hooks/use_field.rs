//! The text in the box.

use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::components::element;
use crate::components::input::FIELD;
use crate::state::State;

/// Gives the box its text when writing begins, and empties it with the text. In between the box keeps its own value, so that the
/// caret never jumps.
#[hook]
pub fn use_field(state: &UseReducerHandle<State>) {
    let text = state.text.clone();
    use_effect_with((state.writing, text.is_none()), move |_| {
        let Some(field) = element(FIELD) else { return };
        let field: HtmlTextAreaElement = field.unchecked_into();
        let value = field.value();
        match text {
            Some(text) if value.is_empty() => field.set_value(&text.all()),
            None if !value.trim_ascii().is_empty() => field.set_value(""),
            _ => {}
        }
    });
}
