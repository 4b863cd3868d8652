//! The reader's text: a box to write into, or the text with its marks, and what can be done with it.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, FocusEvent, HtmlInputElement, HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use super::words::MarkedText;
use crate::hooks::{give_file, use_ui};
use crate::locale::{fill, size};
use crate::shared::Shared;
use crate::state::{Action, Answered, Engine, Focus, Lit};
use crate::text::Text;

/// How long after the box has lost the focus the marks come back, in milliseconds: not before the click that took it is over.
const AFTER_LEAVING: u32 = 250;

/// What the panel shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The text.
    pub text: Option<Shared<Text>>,
    /// The newest answer, which may be about an older text.
    pub answer: Option<Shared<Answered>>,
    /// The finding that is shown.
    pub chosen: usize,
    /// Whether the text is being edited.
    pub writing: bool,
    /// Whether the panel stands beside an answer.
    pub desk: bool,
    /// Whether there is somebody who reads.
    pub engine: Engine,
    /// What was pointed at last.
    pub lit: Option<Lit>,
    /// Where the focus goes.
    pub focus: Focus,
    /// Whether something hovers over the page.
    pub dropping: bool,
    /// Whether a file could not be opened.
    pub unreadable: bool,
}

/// The panel.
#[component]
pub fn Input(props: &Props) -> Html {
    let ui = use_ui();
    let words = ui.words;
    let field = use_node_ref();
    let leaving = use_mut_ref(|| None::<gloo::timers::callback::Timeout>);

    // The field keeps its own value, so that the caret never jumps; it is given one when writing begins, and emptied with the text.
    {
        let (field, text) = (field.clone(), props.text.clone());
        use_effect_with((props.writing, props.text.is_none()), move |(writing, empty)| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>().filter(|_| *writing) {
                if *empty {
                    if !field.value().trim_ascii().is_empty() {
                        field.set_value("");
                    }
                } else if field.value().is_empty() {
                    field.set_value(&text.map(|it| it.all()).unwrap_or_default());
                }
            }
        });
    }
    {
        let field = field.clone();
        use_effect_with(props.focus, move |focus| {
            if let (Focus::Box(_), Some(field)) = (focus, field.cast::<HtmlTextAreaElement>()) {
                let _ = field.focus();
            }
        });
    }

    let typed = {
        let ui = ui.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            ui.act(Action::Typed(field.value()));
        })
    };
    let pasted = {
        let ui = ui.clone();
        Callback::from(move |event: Event| {
            let event: ClipboardEvent = event.unchecked_into();
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            // What replaces all is given; what goes into the midst of something is typing.
            let selected = field
                .selection_end()
                .ok()
                .flatten()
                .zip(field.selection_start().ok().flatten());
            let all = selected.is_some_and(|(end, start)| end - start >= field.text_length());
            let files = event
                .clipboard_data()
                .and_then(|it| it.files())
                .and_then(|it| it.get(0));
            let pasted = event
                .clipboard_data()
                .and_then(|it| it.get_data("text/plain").ok())
                .unwrap_or_default();
            if let Some(file) = files {
                event.prevent_default();
                give_file(ui.clone(), file);
            } else if all && !pasted.trim_ascii().is_empty() {
                event.prevent_default();
                ui.act(Action::Given(Text::typed(&pasted)));
            }
        })
    };
    let chosen_file = {
        let ui = ui.clone();
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = field.files().and_then(|it| it.get(0)) {
                give_file(ui.clone(), file);
            }
            // The same file can be opened again.
            field.set_value("");
        })
    };
    let left = {
        let (ui, leaving, desk) = (ui.clone(), leaving.clone(), props.desk);
        Callback::from(move |_: FocusEvent| {
            let ui = ui.clone();
            if desk {
                *leaving.borrow_mut() = Some(gloo::timers::callback::Timeout::new(AFTER_LEAVING, move || {
                    ui.act(Action::Done)
                }));
            }
        })
    };
    let came = {
        let leaving = leaving.clone();
        Callback::from(move |_: FocusEvent| *leaving.borrow_mut() = None)
    };
    let key = {
        let ui = ui.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" || event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                ui.act(Action::Done);
            }
        })
    };

    let current = props.answer.as_ref().filter(|it| Some(&it.text) == props.text.as_ref());
    let about = current.map(|it| words.kind(it.analysis.input.kind)).unwrap_or_default();
    let cut = props.text.as_ref().is_some_and(|it| it.is_cut());
    let readable = props.text.as_ref().is_none_or(|it| it.is_readable());

    let body = match &props.text {
        Some(text) if !props.writing && !readable => html! {
            <p class="soft pad">{ fill(words.binary, &[text.name.as_deref().unwrap_or_default(), &size(words.language, text.size)]) }</p>
        },
        // What nobody has looked at yet may hold a secret: it is shown when it was read, or when nobody can read it.
        Some(_) if !props.writing && current.is_none() && props.engine != Engine::Failed => html! {
            <p class="soft pad late">{ words.reading }</p>
        },
        Some(text) if !props.writing => html! {
            <MarkedText text={text.clone()} answer={current.cloned()} chosen={props.chosen} lit={props.lit} />
        },
        _ => html! {
            <textarea ref={field} aria-label={words.your_text} placeholder={words.placeholder} spellcheck="false" autocomplete="off"
                autocapitalize="off" oninput={typed} onpaste={pasted} onfocusout={left} onfocusin={came} onkeydown={key} />
        },
    };

    html! {
        <section class="input" aria-label={words.your_text}>
            <div class={classes!("paper", props.dropping.then_some("is-dropping"))}>
                if props.desk {
                    <header>
                        <h2>{ words.your_text }</h2>
                        <span class="soft wide">{ note(words, props.text.as_deref(), about) }</span>
                        <span class="push"></span>
                        if props.writing {
                            <button type="button" class="button quiet" onclick={ui.on(|| Action::Done)}>{ words.done }</button>
                        } else if !cut && readable {
                            <button type="button" class="button quiet" onclick={ui.on(|| Action::Edit)}>{ words.edit }</button>
                        }
                        { open_file(words.open_file, &chosen_file, "quiet") }
                        <button type="button" class="button quiet" onclick={ui.on(|| Action::Clear)}>{ words.clear }</button>
                    </header>
                }
                { body }
                if !props.desk {
                    <footer><span class="soft">{ words.promise }</span>{ open_file(words.open_file, &chosen_file, "push") }</footer>
                }
                if props.dropping { <p class="drop" aria-hidden="true">{ words.drop_here }</p> }
            </div>
            if props.unreadable { <p class="under" role="alert">{ words.unreadable_file }</p> }
            if let Some(text) = props.text.as_ref().filter(|_| cut) {
                <p class="under">{ fill(words.cut, &[&size(words.language, text.head.len()), &size(words.language, text.size)]) }</p>
            }
            if current.is_some_and(|it| !it.analysis.secrets.is_empty()) { <p class="under">{ words.secret_found }</p> }
        </section>
    }
}

/// What the text is, and how long.
fn note(words: &crate::locale::Words, text: Option<&Text>, kind: &str) -> String {
    let Some(text) = text else { return String::new() };
    let length = if text.is_cut() || !text.is_readable() {
        size(words.language, text.size)
    } else {
        words.count(&words.lines, text.lines())
    };
    match (text.name.as_deref(), kind) {
        (Some(name), _) => [name, " · ", &length].concat(),
        (None, "") => length,
        (None, kind) => [kind, " · ", &length].concat(),
    }
}

/// The button that opens a file: a real file field, so that the keyboard and screen readers find what they know.
fn open_file(label: &'static str, chosen: &Callback<Event>, class: &'static str) -> Html {
    html! {
        <label class={classes!("button", "file", class)}>{ label }<input type="file" class="visually-hidden" onchange={chosen} /></label>
    }
}
