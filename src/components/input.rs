//! The reader's text: a box to write into, or the text with its marks, and what can be done with it.

use gloo::timers::callback::Timeout;
use web_sys::{FocusEvent, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use super::words::MarkedText;
use crate::hooks::give_files;
use crate::locale::{Words, fill, size};
use crate::state::{Action, Answered, Click, Engine, State};
use crate::text::Text;
use crate::ui::Ui;

/// The id of the box.
pub const FIELD: &str = "field";

/// How long after the box has lost the focus the marks come back, in milliseconds: not before the click that took it is over.
const AFTER_LEAVING: u32 = 250;

/// The panel.
pub fn input(ui: &Ui, state: &State) -> Html {
    let words = ui.words;
    // Only an answer to this very text says what is in it.
    let answer = state.answer.as_ref().filter(|it| Some(&it.text) == state.text.as_ref());
    let body = match &state.text {
        Some(text) if !state.writing => match answer {
            _ if text.size == 0 => html! { <p class="soft pad">{ words.empty_text }</p> },
            _ if !text.is_readable() => {
                let name = text.name.as_deref().unwrap_or_default();
                html! { <p class="soft pad">{ fill(words.binary, &[name, &size(words.language, text.size)]) }</p> }
            }
            // What nobody has looked at yet may hold a secret: it is shown when it was read, or when nobody can read it.
            None if state.engine != Engine::Failed => html! { <p class="soft pad late">{ words.reading }</p> },
            _ => html! {
                <MarkedText ui={ui.clone()} text={text.clone()} answer={answer.cloned()} chosen={state.chosen} lit={state.lit} />
            },
        },
        _ => html! {
            <textarea id={FIELD} aria-label={words.your_text} placeholder={words.placeholder} spellcheck="false" autocomplete="off"
                autocapitalize="off" oninput={typing(ui)} onfocusout={leaving(ui, state.desk)} onkeydown={keys(ui)} />
        },
    };

    html! {
        <section class="input" aria-label={words.your_text}>
            <div class="paper">
                if state.desk { { head(ui, state, answer.map(|it| &**it)) } }
                { body }
                if !state.desk { <footer><span class="soft">{ words.promise }</span>{ open_file(ui) }</footer> }
                if state.hovers { <p class="drop" aria-hidden="true">{ words.drop_here }</p> }
            </div>
            { under(words, state, answer.map(|it| &**it)) }
        </section>
    }
}

fn typing(ui: &Ui) -> Callback<InputEvent> {
    let ui = ui.clone();
    Callback::from(move |event: InputEvent| {
        let field: HtmlTextAreaElement = event.target_unchecked_into();
        ui.act(Action::Typed(field.value()));
    })
}

/// The marks come back when the box is left for good.
fn leaving(ui: &Ui, desk: bool) -> Option<Callback<FocusEvent>> {
    let ui = ui.clone();
    desk.then(|| {
        Callback::from(move |_| {
            let ui = ui.clone();
            let done = move || {
                let focused = gloo::utils::document().active_element();
                if focused.is_none_or(|it| it.id() != FIELD) {
                    ui.act(Action::Click(Click::Done));
                }
            };
            Timeout::new(AFTER_LEAVING, done).forget();
        })
    })
}

fn keys(ui: &Ui) -> Callback<KeyboardEvent> {
    let ui = ui.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" || event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            ui.act(Action::Click(Click::Done));
        }
    })
}

/// The line above the text: what it is, and what can be done with it.
fn head(ui: &Ui, state: &State, answer: Option<&Answered>) -> Html {
    let words = ui.words;
    let button = |label: &'static str, click| html! { <button type="button" class="button quiet" onclick={ui.on(click)}>{ label }</button> };
    let can_edit = state.text.as_ref().is_some_and(|it| it.is_readable() && !it.is_cut());
    html! {
        <header>
            <h2>{ words.your_text }</h2>
            <span class="soft wide">{ state.text.as_ref().map(|it| note(words, it, answer)) }</span>
            if state.writing { { button(words.done, Click::Done) } } else if can_edit { { button(words.edit, Click::Edit) } }
            { open_file(ui) }
            { button(words.clear, Click::Clear) }
        </header>
    }
}

/// What the text is, and how long.
fn note(words: &Words, text: &Text, answer: Option<&Answered>) -> String {
    let length = if text.is_cut() || !text.is_readable() {
        size(words.language, text.size)
    } else {
        words.count(&words.lines, text.lines())
    };
    let kind = answer.map(|it| words.kind(it.analysis.input.kind)).unwrap_or_default();
    match text.name.as_deref().unwrap_or(kind) {
        "" => length,
        what => [what, " · ", &length].concat(),
    }
}

/// The button that opens a file: a real file field, so that the keyboard and screen readers find what they know.
fn open_file(ui: &Ui) -> Html {
    let label = ui.words.open_file;
    let ui = ui.clone();
    let chosen = Callback::from(move |event: Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        if let Some(files) = field.files().filter(|it| it.length() > 0) {
            give_files(ui.clone(), files);
        }
        // The same file can be opened again.
        field.set_value("");
    });
    html! { <label class="button file">{ label }<input type="file" multiple={true} class="visually-hidden" onchange={chosen} /></label> }
}

/// What is to be known about the text.
fn under(words: &Words, state: &State, answer: Option<&Answered>) -> Html {
    let cut = state.text.as_ref().filter(|it| it.is_cut());
    html! {
        <>
            if state.unreadable { <p class="under" role="alert">{ words.unreadable_file }</p> }
            if let Some(text) = cut {
                <p class="under">{ fill(words.cut, &[&size(words.language, text.head.len()), &size(words.language, text.size)]) }</p>
            }
            if answer.is_some_and(|it| !it.analysis.secrets.is_empty()) { <p class="under">{ words.secret_found }</p> }
        </>
    }
}
