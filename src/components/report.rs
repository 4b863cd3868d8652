//! The report for a help desk: what is masked, in which language, as what; a preview; copy and download.

use gloo::utils::{body, document};
use js_sys::Array;
use smtp_lens::Format;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlAnchorElement, HtmlSelectElement, Url};
use yew::prelude::*;

use super::command::copies;
use super::icon::Icon;
use crate::locale::Language;
use crate::state::{Action, Click, State};
use crate::ui::Ui;

/// The id of its title, which takes the focus when the report is asked for from elsewhere.
pub const TITLE: &str = "report-title";

/// The formats, in the order in which they are offered. Their names are the same in every language.
const FORMATS: [(Format, &str); 5] = [
    (Format::Text, "Text"),
    (Format::Markdown, "Markdown"),
    (Format::Html, "HTML"),
    (Format::Json, "JSON"),
    (Format::Csv, "CSV"),
];

/// The part; folded at first, and nothing is masked or written before it is opened.
pub fn report(ui: &Ui, state: &State) -> Html {
    let words = ui.words;
    let it = &state.report;
    let toggle = {
        let ui = ui.clone();
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            ui.act(Action::Click(Click::Report));
        })
    };
    let ticks = words
        .masks
        .iter()
        .zip(it.masks.all())
        .enumerate()
        .map(|(kind, (name, on))| {
            html! { <label><input type="checkbox" checked={on} onclick={ui.on(Click::Mask(kind))} />{ *name }</label> }
        });
    let formats = FORMATS.iter().map(|(format, name)| (*name, it.format == *format));
    let languages = Language::ALL
        .iter()
        .map(|language| (language.own_name(), state.report_language() == *language));
    html! {
        <details class="block fold report" id="report" open={it.open}>
            <summary id={TITLE} onclick={toggle}><h2>{ words.report }</h2></summary>
            if it.open {
                <div class="inside">
                    <p class="soft">{ words.report_lead }</p>
                    <fieldset><legend>{ words.mask }</legend><div class="ticks">{ for ticks }</div></fieldset>
                    <div class="choices">
                        { select(ui, words.report_format, formats, |at| Click::Write(FORMATS[at].0)) }
                        { select(ui, words.report_language, languages, |at| Click::Translate(Language::ALL[at])) }
                        if let Some(text) = &it.text {
                            <button type="button" class="button lead" onclick={copies(ui, text.clone())}>
                                { Icon::Copy.draw() }
                                <span aria-live="polite">{ if state.copied.as_ref() == Some(text) { words.copied } else { words.copy } }</span>
                            </button>
                            <button type="button" class="button" onclick={saves(text.clone(), it.format)}>{ words.download }</button>
                        }
                    </div>
                    if let Some(text) = &it.text { <pre class="preview" tabindex="0" aria-label={words.report}>{ text }</pre> }
                </div>
            }
        </details>
    }
}

/// A choice of one.
fn select(
    ui: &Ui,
    label: &'static str,
    choices: impl Iterator<Item = (&'static str, bool)>,
    click: fn(usize) -> Click,
) -> Html {
    let ui = ui.clone();
    let onchange = Callback::from(move |event: Event| {
        let field: HtmlSelectElement = event.target_unchecked_into();
        if let Ok(at) = usize::try_from(field.selected_index()) {
            ui.act(Action::Click(click(at)));
        }
    });
    html! { <label>{ label }<select {onchange}>{ for choices.map(|(name, on)| html! { <option selected={on}>{ name }</option> }) }</select></label> }
}

/// What a click does that saves the report. By an address of the browser's own for bytes in memory: no address holds any of the text.
fn saves(text: AttrValue, format: Format) -> Callback<MouseEvent> {
    Callback::from(move |_| {
        let _ = save(&text, format);
    })
}

fn save(text: &str, format: Format) -> Option<()> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&text.into())).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.unchecked_into();
    link.set_href(&url);
    link.set_download(&["smtp-lens.", format.extension()].concat());
    body().append_child(&link).ok()?;
    link.click();
    link.remove();
    Url::revoke_object_url(&url).ok()
}
