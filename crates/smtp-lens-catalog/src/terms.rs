//! How a match is written, in the catalogue's files and in a site's own: literal words, reply codes, enhanced status codes.

use crate::{StatusRange, normalize};

/// Words in the form in which they are compared.
pub fn compared(text: &str) -> String {
    let mut it = String::new();
    normalize(text, &mut it);
    it
}

/// The literal pieces of a `text`, in the compared form; `*` stands for any run of characters between them.
pub fn pieces(text: &str) -> Vec<String> {
    text.split('*').map(compared).filter(|it| !it.is_empty()).collect()
}

/// `550` as a range.
pub fn reply_code(code: u16) -> Option<(u16, u16)> {
    (200..600).contains(&code).then_some((code, code))
}

/// `"5XX"` or `"55X"` as a range.
pub fn reply_class(text: &str) -> Option<(u16, u16)> {
    let (low, high) = (text.replace(['X', 'x'], "0"), text.replace(['X', 'x'], "9"));
    let (low, high) = (low.parse().ok()?, high.parse().ok()?);
    (text.len() == 3 && (200..600).contains(&low)).then_some((low, high))
}

/// `"5.7.139"`, `"5.7.606-5.7.649"`, `"X.7.1"`, `"5.7.X"` as a range.
pub fn status_range(text: &str) -> Option<StatusRange> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    let (from, to) = (parts(from)?, parts(to)?);
    let class = match from[0] {
        Part::Any => 0,
        Part::Number(it) => u8::try_from(it).ok().filter(|it| matches!(it, 2 | 4 | 5))?,
    };
    let range = |at: usize| match (from[at], to[at]) {
        (Part::Any, _) | (_, Part::Any) => (0, 999),
        (Part::Number(from), Part::Number(to)) => (from, to),
    };
    Some(StatusRange {
        class,
        subject: range(1),
        detail: range(2),
    })
}

#[derive(Clone, Copy)]
enum Part {
    Any,
    Number(u16),
}

fn parts(text: &str) -> Option<[Part; 3]> {
    let mut parts = text.trim().split('.').map(|it| match it {
        "X" | "x" | "*" => Some(Part::Any),
        it => it.parse().ok().map(Part::Number),
    });
    let it = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(it)
}
