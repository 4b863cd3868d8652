//! Texts that come to the page: pasted anywhere, dropped anywhere, opened as a file.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::window;
use js_sys::{Array, ArrayBuffer, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, FileList, HtmlTextAreaElement};
use yew::prelude::*;

use crate::components::input::FIELD;
use crate::components::recipients::FILTER;
use crate::state::{Action, Files};
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
        if !may_take(event) {
            ui.act(Action::Pastes);
        } else if event.clipboard_data().is_some_and(|it| take(ui, &it)) {
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

/// Whether what is pasted replaces the text; what goes into the midst of the box is typing, and what goes into the filter is not for us.
fn may_take(event: &ClipboardEvent) -> bool {
    let target: Option<HtmlTextAreaElement> = event.target().map(JsCast::unchecked_into);
    let id = target.as_ref().map(|it| it.id()).unwrap_or_default();
    let Some(field) = target.filter(|_| id == FIELD) else {
        return id != FILTER;
    };
    let end = field.selection_end().ok().flatten().unwrap_or_default();
    let start = field.selection_start().ok().flatten().unwrap_or_default();
    end - start >= field.text_length()
}

/// Takes files or words; tells whether there were any.
fn take(ui: &Ui, data: &DataTransfer) -> bool {
    if let Some(files) = data.files().filter(|it| it.length() > 0) {
        give_files(ui.clone(), files);
        return true;
    }
    let mut words = data.get_data("text/plain").unwrap_or_default();
    if words.trim_ascii().is_empty() {
        // The engine reads HTML as it reads a message's.
        words = data.get_data("text/html").unwrap_or_default();
    }
    let is_something = !words.trim_ascii().is_empty();
    if is_something {
        ui.act(Action::Given(Text::typed(&words)));
    }
    is_something
}

/// Opens files and gives their bytes: those of one message at once, of everything else to the worker, which takes it apart.
pub fn give_files(ui: Ui, files: FileList) {
    let (names, reads): (Vec<String>, Array) = (0..files.length())
        .filter_map(|at| files.get(at))
        .map(|it| (it.name(), JsValue::from(it.array_buffer())))
        .unzip();
    spawn_local(async move {
        ui.act(match JsFuture::from(Promise::all(&reads)).await {
            Ok(all) => given(names, all.unchecked_into()),
            Err(_) => Action::Unreadable,
        });
    });
}

fn given(mut names: Vec<String>, bytes: Array) -> Action {
    let first: ArrayBuffer = bytes.get(0).unchecked_into();
    let start = Uint8Array::new_with_byte_offset_and_length(&first, 0, first.byte_length().min(5)).to_vec();
    // gzip, zip, Outlook's .msg, a mailbox.
    let holds_more = [&b"\x1f\x8b"[..], b"PK", b"\xd0\xcf\x11\xe0", b"From "]
        .iter()
        .any(|it| start.starts_with(it));
    if names.len() > 1 || holds_more {
        return Action::Opens(Files { names, bytes });
    }
    Action::Given(Text::file(names.pop().unwrap_or_default(), first))
}
