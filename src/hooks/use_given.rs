//! Texts that come to the page: pasted anywhere, dropped anywhere, opened as a file.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::input::FIELD;
use crate::state::Action;
use crate::text::Text;
use crate::ui::Ui;

/// Listens for what is pasted and dropped.
#[hook]
pub fn use_given(ui: &Ui) {
    let ui = ui.clone();
    use_effect_with((), move |()| {
        // One listener for all four: each of its own would weigh as much as what it does.
        let listeners = ["paste", "dragover", "dragleave", "drop"].map(|name| {
            let ui = ui.clone();
            let can_prevent = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window(), name, can_prevent, move |event| hear(&ui, event))
        });
        move || drop(listeners)
    });
}

fn hear(ui: &Ui, event: &Event) {
    let kind = event.type_();
    if kind == "paste" {
        let event: &ClipboardEvent = event.unchecked_ref();
        if may_take(event) && event.clipboard_data().is_some_and(|it| take(ui, &it)) {
            event.prevent_default();
        }
        return;
    }
    let event: &DragEvent = event.unchecked_ref();
    event.prevent_default();
    // What leaves the window has nothing that it goes to; within it, one element is left for the next.
    ui.act(Action::Hovers(
        kind == "dragover" || kind == "dragleave" && event.related_target().is_some(),
    ));
    if kind == "drop"
        && let Some(data) = event.data_transfer()
    {
        take(ui, &data);
    }
}

/// Whether what is pasted replaces the text; what goes into the midst of the box is typing.
fn may_take(event: &ClipboardEvent) -> bool {
    let target: Option<HtmlTextAreaElement> = event.target().map(JsCast::unchecked_into);
    let Some(field) = target.filter(|it| it.id() == FIELD) else {
        return true;
    };
    let end = field.selection_end().ok().flatten().unwrap_or_default();
    let start = field.selection_start().ok().flatten().unwrap_or_default();
    end - start >= field.text_length()
}

/// Takes a file or words; tells whether there were any.
fn take(ui: &Ui, data: &DataTransfer) -> bool {
    if let Some(file) = data.files().and_then(|it| it.get(0)) {
        give_file(ui.clone(), file);
        return true;
    }
    let words = data.get_data("text/plain").unwrap_or_default();
    let is_something = !words.trim_ascii().is_empty();
    if is_something {
        ui.act(Action::Given(Text::typed(&words)));
    }
    is_something
}

/// Opens a file and gives its bytes.
pub fn give_file(ui: Ui, file: File) {
    spawn_local(async move {
        ui.act(match JsFuture::from(file.array_buffer()).await {
            Ok(bytes) => Action::Given(Text::file(file.name(), bytes.unchecked_into())),
            Err(_) => Action::Unreadable,
        });
    });
}
