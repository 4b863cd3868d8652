//! The way that a message took: its Received fields (RFC 5321 section 4.4), the first server first.

use crate::input::{Document, PartKind};
use crate::text::Text;
use mail_parser::DateTime;

/// So many servers are told.
const MOST: usize = 60;
/// A field that is longer is no trace of a server.
const LONGEST: usize = 4000;

/// One server's note of having taken the message.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct ReadHop {
    /// Who handed it over.
    pub from: Option<String>,
    /// Who took it.
    pub by: Option<String>,
    /// How: `ESMTPS`, `HTTP` …
    pub with: Option<String>,
    /// When, as RFC 3339.
    pub at: Option<String>,
    /// When, in seconds.
    pub seconds: Option<i64>,
    /// The part, and the range of the field in it; `None` for the part means the input's own header section.
    pub part: Option<usize>,
    /// Where the field stands.
    pub range: (usize, usize),
}

/// The way of the returned message, or of the message itself when `own` says that the input is one.
pub fn read(document: &Document, own: bool) -> Vec<ReadHop> {
    let originals = document
        .parts
        .iter()
        .enumerate()
        .filter(|it| it.1.kind == PartKind::Original);
    for (index, part) in originals {
        let hops = hops_of(&part.text, Some(index));
        if !hops.is_empty() {
            return hops;
        }
    }
    if !own {
        return Vec::new();
    }
    match &document.header {
        Some(header) => hops_of(header, None),
        None => document
            .part(PartKind::Text)
            .map(|it| hops_of(it, Some(0)))
            .unwrap_or_default(),
    }
}

fn hops_of(text: &Text, part: Option<usize>) -> Vec<ReadHop> {
    let source = text.as_str();
    let mut hops: Vec<ReadHop> = Vec::new();
    let mut at = 0;
    while at < source.len() && hops.len() < MOST {
        let line = source[at..].find('\n').map_or(source.len(), |it| at + it + 1);
        if source[at..]
            .get(..9)
            .is_some_and(|it| it.eq_ignore_ascii_case("received:"))
        {
            let mut end = line;
            while source[end..].starts_with([' ', '\t']) && end - at < LONGEST {
                end = source[end..].find('\n').map_or(source.len(), |it| end + it + 1);
            }
            let mut hop = hop(&source[at + 9..end]);
            hop.part = part;
            hop.range = (at, at + source[at..end].trim_end().len());
            hops.push(hop);
            at = end;
        } else {
            // What follows the header section of a message is its body.
            if !hops.is_empty() && source[at..line].trim().is_empty() {
                break;
            }
            at = line;
        }
    }
    // Every server writes above the one before it.
    hops.reverse();
    hops
}

fn hop(field: &str) -> ReadHop {
    let (clauses, date) = field.rsplit_once(';').unwrap_or((field, ""));
    let when = DateTime::parse_rfc822(date.trim()).filter(DateTime::is_valid);
    let mut it = ReadHop {
        at: when.as_ref().map(DateTime::to_rfc3339),
        seconds: when.as_ref().map(DateTime::to_timestamp),
        ..ReadHop::default()
    };
    // Words in brackets are comments; what a clause names is the word after it.
    let mut depth = 0usize;
    let mut clause = "";
    for word in clauses.split_whitespace() {
        let opens = word.matches('(').count();
        let closes = word.matches(')').count();
        if depth == 0 && opens == 0 {
            match (clause, word.to_ascii_lowercase().as_str()) {
                (_, "from" | "by" | "with" | "id" | "via" | "for") if clause.is_empty() => {
                    clause = match word.to_ascii_lowercase().as_str() {
                        "from" => "from",
                        "by" => "by",
                        "with" => "with",
                        _ => "other",
                    };
                }
                (name, _) if !name.is_empty() => {
                    let slot = match name {
                        "from" => Some(&mut it.from),
                        "by" => Some(&mut it.by),
                        "with" => Some(&mut it.with),
                        _ => None,
                    };
                    if let Some(slot) = slot
                        && slot.is_none()
                    {
                        *slot = Some(word.trim_matches(['[', ']', ',']).to_string());
                    }
                    clause = "";
                }
                _ => {}
            }
        }
        depth = (depth + opens).saturating_sub(closes);
    }
    it
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_server_comes_first() {
        let text = Text::same(
            "Received: from a.example.org (a.example.org [192.0.2.1])\n\tby b.example.net (Postfix) with ESMTPS id 4AB\n\tfor <x@example.net>; Tue, 24 Nov 2026 10:00:05 +0000\n\
             Received: from [198.51.100.7] (unknown) by a.example.org with ESMTPA;\n Tue, 24 Nov 2026 11:00:00 +0100 (CET)\nSubject: x\n\nReceived: from no.example by body.example; never\n",
            0,
        );
        let hops = hops_of(&text, None);
        assert_eq!(hops.len(), 2);
        assert_eq!(hops[0].from.as_deref(), Some("198.51.100.7"));
        assert_eq!(hops[0].by.as_deref(), Some("a.example.org"));
        assert_eq!(hops[1].with.as_deref(), Some("ESMTPS"));
        assert_eq!(hops[1].seconds.zip(hops[0].seconds).map(|(a, b)| a - b), Some(5));
    }

    #[test]
    fn a_trace_without_a_date_is_a_trace() {
        let hop = hop(" from a by b with local (Exim 4.97) id 1sX");
        assert_eq!(
            (hop.by.as_deref(), hop.with.as_deref(), hop.at),
            (Some("b"), Some("local"), None)
        );
    }
}
