//! From HTML to the text that it shows.

use crate::text::{Builder, Text};

/// Whether a text is HTML source, or words that went through an HTML escape.
pub fn looks_like_html(text: &str) -> bool {
    let end = text.floor_char_boundary(20_000);
    let head = &text[..end];
    let lower = head.to_ascii_lowercase();
    lower.contains("<br")
        || lower.contains("<pre")
        || lower.contains("<html")
        || lower.contains("<p>")
        || lower.contains("<div")
        || lower.contains("<td")
        || (lower.contains("&lt;") && lower.contains("&gt;"))
}

/// The text that HTML shows: tags gone, block ends and line breaks as line ends, entities decoded.
pub fn to_text(text: &Text) -> Text<'static> {
    let source = text.as_str();
    let bytes = source.as_bytes();
    let mut it = Builder::default();
    let (mut at, mut kept) = (0, 0);
    while at < bytes.len() {
        let (instead, end): (&str, usize) = match bytes[at] {
            b'<' => match tag(source, at) {
                Some((name, end)) => {
                    let hidden = ["script", "style"].iter().find(|it| name == **it);
                    match hidden {
                        Some(name) => {
                            let close = format!("</{name}");
                            let skip =
                                find_ignore_case(&bytes[end..], close.as_bytes()).map_or(bytes.len(), |it| end + it);
                            ("", skip)
                        }
                        None if matches!(
                            name.as_str(),
                            "br" | "p"
                                | "/p"
                                | "/div"
                                | "/tr"
                                | "/li"
                                | "/h1"
                                | "/h2"
                                | "/h3"
                                | "/pre"
                                | "/table"
                                | "hr"
                        ) =>
                        {
                            // A line break that stands at the end of a line of source is one line end, not two.
                            let after = &bytes[end..];
                            let doubled = name == "br" && matches!(after, [b'\n', ..] | [b'\r', b'\n', ..]);
                            (if doubled { "" } else { "\n" }, end)
                        }
                        None if matches!(name.as_str(), "td" | "th") => (" ", end),
                        None => ("", end),
                    }
                }
                None => {
                    at += 1;
                    continue;
                }
            },
            b'&' => match entity(&source[at..]) {
                Some((decoded, length)) => {
                    it.copy(text, kept, at);
                    let mut buffer = [0; 4];
                    it.replace(text, at, at + length, decoded.encode_utf8(&mut buffer));
                    at += length;
                    kept = at;
                    continue;
                }
                None => {
                    at += 1;
                    continue;
                }
            },
            _ => {
                at += 1;
                continue;
            }
        };
        it.copy(text, kept, at);
        it.replace(text, at, end, instead);
        at = end;
        kept = end;
    }
    it.copy(text, kept, source.len());
    it.finish()
}

/// The name of the tag at `at` and where it ends; `None` when `<` opens no tag (an address, a mark of a transcript).
fn tag(source: &str, at: usize) -> Option<(String, usize)> {
    let rest = &source.as_bytes()[at + 1..];
    if rest.starts_with(b"!--") {
        let end = memchr::memmem::find(rest, b"-->").map_or(source.len(), |it| at + 1 + it + 3);
        return Some(("!".into(), end));
    }
    let closing = usize::from(rest.first() == Some(&b'/'));
    let length = rest[closing..]
        .iter()
        .take_while(|it| it.is_ascii_alphanumeric())
        .count();
    let name = source.get(at + 1..at + 1 + closing + length)?.to_ascii_lowercase();
    const KNOWN: &[&str] = &[
        "a",
        "b",
        "i",
        "u",
        "p",
        "br",
        "hr",
        "pre",
        "code",
        "div",
        "span",
        "table",
        "tbody",
        "thead",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "style",
        "script",
        "font",
        "img",
        "em",
        "strong",
        "center",
        "blockquote",
        "dl",
        "dd",
        "dt",
        "small",
        "tt",
        "samp",
        "kbd",
        "article",
        "section",
        "figure",
        "base",
    ];
    if length == 0 && rest.first() != Some(&b'!') {
        return None;
    }
    if rest.first() != Some(&b'!') && !KNOWN.contains(&name.trim_start_matches('/')) {
        return None;
    }
    let end = memchr::memchr(b'>', &rest[..rest.len().min(4000)])?;
    Some((name, at + 1 + end + 1))
}

fn find_ignore_case(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|it| it.eq_ignore_ascii_case(what))
}

/// The character that an entity stands for, and how long it is.
fn entity(text: &str) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let end = memchr::memchr(b';', &bytes[..bytes.len().min(10)])?;
    let name = text.get(1..end)?;
    let char = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "laquo" => '«',
        "raquo" => '»',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "auml" => 'ä',
        "szlig" => 'ß',
        "hellip" => '…',
        "rsquo" => '’',
        "ndash" => '–',
        _ => {
            let number = name.strip_prefix('#')?;
            let value = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(value)?
        }
    };
    Some((char, end + 1))
}
