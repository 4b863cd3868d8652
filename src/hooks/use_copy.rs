//! Copying, with a sign that it was done.

use gloo::timers::callback::Timeout;
use gloo::utils::{body, document, window};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// How long the sign stays, in milliseconds.
const SIGN: u32 = 2000;

/// Whether it was copied just now, and the callback that copies.
#[hook]
pub fn use_copy(text: AttrValue) -> (bool, Callback<MouseEvent>) {
    let done = use_state(|| false);
    let timer = use_mut_ref(|| None::<Timeout>);

    let copy = {
        let done = done.clone();
        Callback::from(move |_: MouseEvent| {
            let (text, done, timer) = (text.clone(), done.clone(), timer.clone());
            spawn_local(async move {
                if write(&text).await {
                    done.set(true);
                    *timer.borrow_mut() = Some(Timeout::new(SIGN, move || done.set(false)));
                }
            });
        })
    };
    (*done, copy)
}

async fn write(text: &str) -> bool {
    // `navigator.clipboard` is missing where the page did not come over https, from this machine or from a file.
    let clipboard = window().navigator().clipboard();
    if !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok() {
        return true;
    }
    select_and_copy(text).unwrap_or(false)
}

/// The way of old: a field with the text, selected, and the browser's copy command.
fn select_and_copy(text: &str) -> Option<bool> {
    let field: HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_value(text);
    field.set_class_name("visually-hidden");
    body().append_child(&field).ok()?;
    field.select();
    let command: Function = Reflect::get(&document(), &"execCommand".into()).ok()?.dyn_into().ok()?;
    let copied = command.call1(&document(), &"copy".into()).unwrap_or(JsValue::FALSE);
    field.remove();
    copied.as_bool()
}
