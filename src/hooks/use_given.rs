//! Texts that come to the page and not to its box: pasted anywhere, dropped anywhere, opened as a file.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, File, HtmlElement};
use yew::prelude::*;
use yew_hooks::use_event_with_window;

use super::Ui;
use crate::state::Action;
use crate::text::Text;

/// Listens for what is pasted and dropped; returns whether something hovers over the page now.
#[hook]
pub fn use_given(ui: &Ui) -> bool {
    let hovers = use_state(|| false);

    {
        let ui = ui.clone();
        use_event_with_window("paste", move |event: ClipboardEvent| {
            // A field takes what is pasted into it.
            let target = event.target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
            if target.is_some_and(|it| matches!(it.tag_name().as_str(), "TEXTAREA" | "INPUT")) {
                return;
            }
            if event.clipboard_data().is_some_and(|it| take(&ui, &it)) {
                event.prevent_default();
            }
        });
    }
    {
        let hovers = hovers.clone();
        use_event_with_window("dragover", move |event: DragEvent| {
            event.prevent_default();
            if !*hovers {
                hovers.set(true);
            }
        });
    }
    {
        let hovers = hovers.clone();
        use_event_with_window("dragleave", move |event: DragEvent| {
            // Only what leaves the window has nothing that it goes to.
            if event.related_target().is_none() {
                hovers.set(false);
            }
        });
    }
    {
        let (ui, hovers) = (ui.clone(), hovers.clone());
        use_event_with_window("drop", move |event: DragEvent| {
            event.prevent_default();
            hovers.set(false);
            if let Some(data) = event.data_transfer() {
                take(&ui, &data);
            }
        });
    }
    *hovers
}

/// Takes a file or words; tells whether there were any.
fn take(ui: &Ui, data: &DataTransfer) -> bool {
    if let Some(file) = data.files().and_then(|it| it.get(0)) {
        give_file(ui.clone(), file);
        return true;
    }
    match data.get_data("text/plain") {
        Ok(words) if !words.trim_ascii().is_empty() => {
            ui.act(Action::Given(Text::typed(&words)));
            true
        }
        _ => false,
    }
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
