//! SMTP Lens for JavaScript: `analyze(text | Uint8Array, options) → Analysis`.
//!
//! The object that comes back is the JSON contract of [`smtp_lens::Analysis`], field by field, with `null` for what the input
//! does not hold. Both languages are inside: nothing is fetched.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use smtp_lens::Lens;
use wasm_bindgen::prelude::*;

/// What a caller may ask for; every field may be left out, and others are not looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Options {
    /// The language of the words, `en` (when left out) or `fr`, with or without a region.
    lang: Option<String>,
    /// What to report as `input.name`.
    name: Option<String>,
}

/// Reads a text or bytes and says what they mean.
///
/// # Errors
/// An `Error` with a sentence when `input` is neither a string nor a `Uint8Array`, an option is of the wrong type, or
/// the language is not there. What the input says is never an error.
#[wasm_bindgen]
pub fn analyze(input: JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let bytes = match input.as_string() {
        Some(text) => text.into_bytes(),
        None => serde_wasm_bindgen::from_value::<Vec<u8>>(input)
            .map_err(|_| JsError::new("the input is neither a string nor a Uint8Array"))?,
    };
    let options: Options = if options.is_undefined() || options.is_null() {
        Options::default()
    } else {
        serde_wasm_bindgen::from_value(options)
            .map_err(|error| JsError::new(&format!("the options are lang and name: {error}")))?
    };
    let language = options.lang.as_deref().unwrap_or("en");
    let lens = lens(language).ok_or_else(|| JsError::new(&format!("there is no language {language:?}: en or fr")))?;
    let analysis = lens.analyze(
        &bytes,
        &smtp_lens::Options {
            name: options.name,
            charsets: None,
        },
    );
    // Plain objects, and null where a value is missing, as in the JSON.
    Ok(analysis.serialize(&Serializer::json_compatible())?)
}

thread_local! {
    /// The catalogue in every language that was asked for: preparing it takes longer than most analyses.
    static LENSES: RefCell<Vec<(String, Rc<Lens>)>> = const { RefCell::new(Vec::new()) };
}

/// The catalogue in a language, prepared once; `None` when there is no such language.
fn lens(language: &str) -> Option<Rc<Lens>> {
    // A region changes nothing: `en-GB` and `en-US` share one.
    let language = language.split(['-', '_']).next().unwrap_or_default();
    LENSES.with_borrow_mut(|lenses| {
        if let Some((_, lens)) = lenses.iter().find(|(it, _)| it == language) {
            return Some(Rc::clone(lens));
        }
        let lens = Rc::new(Lens::for_language(language)?);
        lenses.push((language.to_owned(), Rc::clone(&lens)));
        Some(lens)
    })
}
