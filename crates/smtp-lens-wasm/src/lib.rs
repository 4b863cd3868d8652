//! SMTP Lens for JavaScript: `analyze(text | Uint8Array, options) → Analysis`.
//!
//! The object that comes back is the JSON contract of [`smtp_lens::Analysis`], field by field, with `null` for what the input
//! does not hold. Both languages are inside: nothing is fetched.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use smtp_lens::{Fault, Lens, packs, read_causes};
use wasm_bindgen::prelude::*;

/// What a caller may ask for; every field may be left out, and others are not looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Options {
    /// The language of the words, `en` (when left out) or `fr`, with or without a region.
    lang: Option<String>,
    /// What to report as `input.name`.
    name: Option<String>,
    /// Causes of the caller's own, as JSON text.
    catalog: Option<String>,
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
            .map_err(|error| JsError::new(&format!("the options are lang, name and catalog: {error}")))?
    };
    let language = options.lang.as_deref().unwrap_or("en");
    let lens = lens(language, options.catalog.as_deref().unwrap_or_default())?;
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

/// So many pairs of language and own causes are kept prepared.
const KEPT: usize = 8;

struct Prepared {
    language: String,
    catalog: String,
    lens: Rc<Lens>,
}

thread_local! {
    /// What was asked for before: preparing it takes longer than most analyses.
    static LENSES: RefCell<Vec<Prepared>> = const { RefCell::new(Vec::new()) };
}

/// The catalogue in a language, with the caller's own causes, prepared once.
fn lens(language: &str, catalog: &str) -> Result<Rc<Lens>, JsError> {
    // A region changes nothing: `en-GB` and `en-US` share one.
    let language = language.split(['-', '_']).next().unwrap_or_default();
    LENSES.with_borrow_mut(|lenses| {
        let kept = lenses
            .iter()
            .find(|it| it.language == language && it.catalog == catalog);
        if let Some(it) = kept {
            return Ok(Rc::clone(&it.lens));
        }
        let pack =
            packs::of(language).ok_or_else(|| JsError::new(&format!("there is no language {language:?}: en or fr")))?;
        let own = if catalog.is_empty() {
            None
        } else {
            Some(Arc::new(read_causes(catalog).map_err(|faults| {
                let faults: Vec<String> = faults.iter().map(Fault::to_string).collect();
                JsError::new(&format!("the catalog cannot be used:\n{}", faults.join("\n")))
            })?))
        };
        let lens = Rc::new(Lens::with_causes(pack, own).map_err(|error| JsError::new(&error.to_string()))?);
        if lenses.len() == KEPT {
            lenses.remove(0);
        }
        lenses.push(Prepared {
            language: language.to_owned(),
            catalog: catalog.to_owned(),
            lens: Rc::clone(&lens),
        });
        Ok(lens)
    })
}
