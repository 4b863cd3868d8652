//! What the browser knows about languages.

use js_sys::{Array, Date, Intl, JsString, Object, Reflect};
use wasm_bindgen::JsValue;

use super::Language;

fn locales(language: Language) -> Array {
    Array::of1(&language.tag().into())
}

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let out = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&out, &(*key).into(), value);
    }
    out
}

/// Whether a language says this number as it says one.
pub fn is_one(language: Language, count: usize) -> bool {
    Intl::PluralRules::new(&locales(language), &Object::new()).select(count as f64) == "one"
}

/// A number: 1,234 or 1 234.
pub fn number(language: Language, value: f64) -> String {
    js_sys::Number::from(value).to_locale_string(language.tag()).into()
}

/// A size: 9.4 MB or 9,4 Mo.
pub fn size(language: Language, bytes: usize) -> String {
    let (value, unit) = match bytes {
        0..1_000 => (bytes as f64, "byte"),
        1_000..1_000_000 => (bytes as f64 / 1e3, "kilobyte"),
        _ => (bytes as f64 / 1e6, "megabyte"),
    };
    measure(language, value, unit, if unit == "byte" { "long" } else { "short" })
}

/// A stretch of time: 12 seconds or 3 h.
pub fn duration(language: Language, seconds: u64) -> String {
    let (value, unit) = match seconds {
        0..120 => (seconds as f64, "second"),
        120..7_200 => (seconds as f64 / 60.0, "minute"),
        7_200..172_800 => (seconds as f64 / 3_600.0, "hour"),
        _ => (seconds as f64 / 86_400.0, "day"),
    };
    measure(language, value, unit, "long")
}

fn measure(language: Language, value: f64, unit: &str, display: &str) -> String {
    let options = options(&[
        ("style", "unit".into()),
        ("unit", unit.into()),
        ("unitDisplay", display.into()),
        ("maximumFractionDigits", JsValue::from(if value < 10.0 { 1 } else { 0 })),
    ]);
    let format = Intl::NumberFormat::new(&locales(language), &options).format();
    text_of(format.call1(&JsValue::UNDEFINED, &value.into()), || {
        number(language, value)
    })
}

/// A day, `2026-11-23`, as people write it; what is no day stays as it is.
pub fn date(language: Language, day: &str) -> String {
    format(
        language,
        day,
        &[("dateStyle", "long".into()), ("timeZone", "UTC".into())],
    )
}

/// A moment, RFC 3339, in the reader's own time; what is none stays as it is.
pub fn moment(language: Language, moment: &str) -> String {
    format(
        language,
        moment,
        &[("dateStyle", "medium".into()), ("timeStyle", "medium".into())],
    )
}

fn format(language: Language, text: &str, how: &[(&str, JsValue)]) -> String {
    // A date without its year would be read as one of 2001.
    let has_year =
        text.len() >= 10 && text.as_bytes()[..4].iter().all(u8::is_ascii_digit) && text.as_bytes()[4] == b'-';
    let date = Date::new(&text.into());
    if !has_year || date.get_time().is_nan() {
        return text.into();
    }
    let format = Intl::DateTimeFormat::new(&locales(language), &options(how)).format();
    text_of(format.call1(&JsValue::UNDEFINED, &date), || text.into())
}

/// A language's name, in another.
pub fn name_of_language(language: Language, tag: &str) -> String {
    // A malformed tag throws, and a throw could not be caught.
    if !tag.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
        || !(2..=3).contains(&tag.find('-').unwrap_or(tag.len()))
    {
        return tag.into();
    }
    let names = Intl::DisplayNames::new(&locales(language), &options(&[("type", "language".into())]));
    names.of(tag).map_or_else(|| tag.into(), |it: JsString| it.into())
}

fn text_of(result: Result<JsValue, JsValue>, otherwise: impl Fn() -> String) -> String {
    result.ok().and_then(|it| it.as_string()).unwrap_or_else(otherwise)
}
