//! Messages (RFC 5322, MIME): mail-parser takes them apart; here their parts become text that knows where it stood.

use super::charset::{self, Charsets};
use super::{Document, clean, html, unpack};
use crate::text::{Builder, Text};
use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};
use mail_parser::{Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::sync::OnceLock;

/// Header fields are looked for in so many bytes at most.
const HEADER_LIMIT: usize = 64 * 1024;
/// Of a returned message so many bytes are kept: its header section.
const ORIGINAL_LIMIT: usize = 16 * 1024;
/// Messages inside messages are opened so deep.
const DEPTH: usize = 6;

/// The header fields of a message that matter here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// From, as one text.
    pub from: String,
    /// The address in From.
    pub from_address: String,
    /// To, the first address.
    pub to: String,
    /// Subject, decoded.
    pub subject: String,
    /// Date, as RFC 3339.
    pub date: Option<String>,
    /// `report-type` of a multipart/report.
    pub report_type: String,
    /// The type of the whole, `multipart/report`.
    pub content_type: String,
    /// Auto-Submitted (RFC 3834) and what older programs write for it.
    pub auto_submitted: String,
    /// X-Failed-Recipients (Exim, Gmail).
    pub failed_recipients: String,
    /// Whether Return-Path is empty.
    pub null_sender: bool,
    /// Message-ID.
    pub message_id: String,
    /// Whether it says of itself that a program sent it to many or in answer (Precedence, List-Id, X-Auto-Response-Suppress).
    pub automatic: bool,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// Words for a person.
    Text,
    /// message/delivery-status and its kin (RFC 3464, RFC 6533).
    Status,
    /// message/feedback-report (RFC 5965).
    Feedback,
    /// The returned message's header section, or the beginning of it.
    Original,
}

/// A readable part.
#[derive(Debug)]
pub struct Part<'a> {
    /// What it is.
    pub kind: PartKind,
    /// Its words.
    pub text: Text<'a>,
}

/// Where a message begins in `bytes`, when its header section looks like one.
pub fn looks_like_mail(bytes: &[u8]) -> Option<usize> {
    let mut start = bytes.iter().take_while(|it| it.is_ascii_whitespace()).count();
    let begin = start;
    if bytes[start..].starts_with(b"From ") {
        start += memchr::memchr(b'\n', &bytes[start..])? + 1;
    }
    let head = &bytes[start..bytes.len().min(start + HEADER_LIMIT)];
    let (mut sure, mut likely, mut lines) = (0, 0, 0);
    for line in head.split(|it| *it == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        lines += 1;
        if matches!(line[0], b' ' | b'\t') && lines > 1 {
            continue;
        }
        let Some(colon) = memchr::memchr(b':', line) else {
            if lines == 1 {
                return None;
            } else {
                break;
            };
        };
        let name = &line[..colon];
        if colon == 0 || !name.iter().all(|it| it.is_ascii_graphic()) {
            if lines == 1 {
                return None;
            } else {
                break;
            };
        }
        let is = |known: &[&str]| known.iter().any(|it| name.eq_ignore_ascii_case(it.as_bytes()));
        if is(&[
            "Received",
            "Return-Path",
            "MIME-Version",
            "Message-ID",
            "Delivered-To",
            "Content-Type",
            "X-Original-To",
            "Content-Transfer-Encoding",
            "Envelope-To",
        ]) {
            sure += 1;
        } else if is(&["From", "To", "Subject", "Date", "Cc", "Reply-To", "Auto-Submitted"]) {
            likely += 1;
        } else if lines == 1 && is(&["Reporting-MTA", "Final-Recipient", "Action"]) {
            return None;
        }
    }
    ((sure >= 1 && sure + likely >= 2) || (likely >= 4)).then_some(begin)
}

/// Opens a message that is the input's own bytes.
pub fn open<'a>(bytes: &'a [u8], start: usize, charsets: &dyn Charsets) -> Document<'a> {
    Opener {
        bytes,
        earlier: None,
        charsets,
        base: start,
    }
    .open()
}

/// Opens a message that was found in an unpacked text.
pub fn open_text(text: &Text, start: usize, charsets: &dyn Charsets) -> Document<'static> {
    let opener = Opener {
        bytes: text.as_str().as_bytes(),
        earlier: Some(text),
        charsets,
        base: start,
    };
    // None of it is the input's own bytes: nothing is copied here.
    let document = opener.open();
    let part = |it: Part<'_>| Part {
        kind: it.kind,
        text: it.text.into_owned(),
    };
    Document {
        head: document.head,
        header: document.header.map(Text::into_owned),
        parts: document.parts.into_iter().map(part).collect(),
    }
}

/// A parser that takes apart the header fields that matter and skips all others.
fn parser() -> &'static MessageParser {
    static PARSER: OnceLock<MessageParser> = OnceLock::new();
    PARSER.get_or_init(|| {
        let parser = MessageParser::new()
            .with_mime_headers()
            .header_text(HeaderName::Subject)
            .header_address(HeaderName::From)
            .header_address(HeaderName::To)
            .header_date(HeaderName::Date)
            .header_id(HeaderName::MessageId)
            .header_raw(HeaderName::ReturnPath)
            .default_header_ignore();
        let read_as_they_are = AUTOMATIC_REPLY.iter().chain(SENT_TO_MANY).chain(&[FAILED_RECIPIENTS]);
        read_as_they_are.fold(parser, |parser, it| {
            parser.header_raw(HeaderName::parse(*it).unwrap_or(HeaderName::Other((*it).into())))
        })
    })
}

/// Fields by which a message says that a program answered (RFC 3834, and before it).
const AUTOMATIC_REPLY: &[&str] = &["Auto-Submitted", "X-Autoreply", "X-Auto-Reply", "X-Autorespond"];
/// Fields by which a message says that a program sent it to many or in answer.
const SENT_TO_MANY: &[&str] = &["Precedence", "List-Id", "X-Auto-Response-Suppress", "X-Loop"];
/// The recipients that failed, as Exim and Gmail write them.
const FAILED_RECIPIENTS: &str = "X-Failed-Recipients";

struct Opener<'a, 'o> {
    bytes: &'a [u8],
    earlier: Option<&'o Text<'o>>,
    charsets: &'o dyn Charsets,
    base: usize,
}

impl<'a> Opener<'a, '_> {
    fn open(&self) -> Document<'a> {
        let mut start = self.base;
        if self.bytes[start..].starts_with(b"From ") {
            start += memchr::memchr(b'\n', &self.bytes[start..]).map_or(0, |it| it + 1);
        }
        let raw = &self.bytes[start..];
        let mut document = Document::default();
        match parser().parse(raw) {
            Some(message) => {
                self.message(&message, start, &mut document, 0);
                let body = message.parts.first().map_or(0, |it| it.offset_body as usize);
                let end = start + body.min(raw.len()).min(HEADER_LIMIT);
                document.header = Some(self.bytes_as_text(start, end));
            }
            None => document.parts.push(Part {
                kind: PartKind::Text,
                text: clean::clean(charset::decode(self.bytes)),
            }),
        }
        document
    }

    fn message(&self, message: &Message<'_>, start: usize, document: &mut Document<'a>, depth: usize) {
        let head = head_of(message);
        let report = head.content_type == "multipart/report";
        document.head = Some(head);
        let mut html_part = None;
        let mut has_text = false;
        for part in &message.parts {
            let kind = part
                .content_type()
                .map(|it| format!("{}/{}", it.ctype(), it.subtype().unwrap_or_default()).to_ascii_lowercase())
                .unwrap_or_default();
            match (&part.body, kind.as_str()) {
                (PartType::Multipart(_), _) => {}
                (_, "message/delivery-status" | "message/global-delivery-status") => {
                    document.parts.push(Part {
                        kind: PartKind::Status,
                        text: clean::clean(self.decoded(part, start)),
                    });
                }
                (_, "message/feedback-report") => {
                    document.parts.push(Part {
                        kind: PartKind::Feedback,
                        text: clean::clean(self.decoded(part, start)),
                    });
                }
                (_, "text/rfc822-headers" | "message/global-headers") => {
                    document.parts.push(Part {
                        kind: PartKind::Original,
                        text: clean::clean(self.decoded(part, start)),
                    });
                }
                (PartType::Message(inner), _) => {
                    let inner_start = if inner.raw_message.len() == message.raw_message.len() {
                        start
                    } else {
                        start + part.offset_body as usize
                    };
                    if !report && depth < DEPTH && opens(message, inner) {
                        document.parts.clear();
                        self.message(inner, inner_start, document, depth + 1);
                        return;
                    }
                    document.parts.push(Part {
                        kind: PartKind::Original,
                        text: clean::clean(self.raw(part, start, ORIGINAL_LIMIT)),
                    });
                }
                (PartType::Text(_), _) => {
                    has_text = true;
                    document.parts.push(Part {
                        kind: PartKind::Text,
                        text: unpack::unquote(clean::clean(self.decoded(part, start))),
                    });
                }
                (PartType::Html(_), _) => html_part = html_part.or(Some(part)),
                (_, kind) if kind.starts_with("message/") => {
                    document.parts.push(Part {
                        kind: PartKind::Original,
                        text: clean::clean(self.raw(part, start, ORIGINAL_LIMIT)),
                    });
                }
                _ => {}
            }
        }
        if let Some(part) = html_part {
            let shown = clean::clean(html::to_text(&self.decoded(part, start)));
            let kind = PartKind::Text;
            if has_text {
                document.parts.push(Part { kind, text: shown });
            } else {
                document.parts.insert(0, Part { kind, text: shown });
            }
        }
        if document.parts.is_empty()
            && let Some(part) = message.parts.first()
        {
            document.parts.push(Part {
                kind: PartKind::Text,
                text: clean::clean(self.decoded(part, start)),
            });
        }
    }

    /// The first bytes of a part, as they stand.
    fn raw(&self, part: &MessagePart<'_>, start: usize, limit: usize) -> Text<'a> {
        let from = (start + part.offset_body as usize).min(self.bytes.len());
        let to = (start + part.offset_end as usize).clamp(from, self.bytes.len());
        let to = to.min(from + limit);
        self.bytes_as_text(from, to)
    }

    /// Bytes that are read as UTF-8.
    fn bytes_as_text(&self, from: usize, to: usize) -> Text<'a> {
        self.same(from, to).unwrap_or_else(|| {
            let text = String::from_utf8_lossy(&self.bytes[from..to]);
            self.place(&text, from, to, Walk::Bytes)
        })
    }

    /// The input's own bytes, when that is what these are.
    fn same(&self, from: usize, to: usize) -> Option<Text<'a>> {
        let text = std::str::from_utf8(&self.bytes[from..to]).ok()?;
        self.earlier.is_none().then(|| Text::same(text, from))
    }

    /// A part with its transfer encoding and character set undone.
    fn decoded(&self, part: &MessagePart<'_>, start: usize) -> Text<'a> {
        let from = (start + part.offset_body as usize).min(self.bytes.len());
        let to = (start + part.offset_end as usize).clamp(from, self.bytes.len());
        let raw = &self.bytes[from..to];
        let label = part
            .content_type()
            .and_then(|it| it.attribute("charset"))
            .unwrap_or("utf-8");
        if part.encoding == Encoding::None
            && is_plain(label)
            && let Some(text) = self.same(from, to)
        {
            return text;
        }
        let words = |bytes: &[u8]| -> String {
            if is_plain(label)
                && let Ok(text) = std::str::from_utf8(bytes)
            {
                return text.to_owned();
            }
            self.charsets
                .decode(label, bytes)
                .unwrap_or_else(|| charset::decode(bytes).as_str().to_string())
        };
        match part.encoding {
            Encoding::QuotedPrintable => match quoted_printable_decode(raw) {
                Some(bytes) => self.place(&words(&bytes), from, to, Walk::QuotedPrintable),
                None => self.place(&words(raw), from, to, Walk::Bytes),
            },
            Encoding::Base64 => match base64_decode(raw) {
                Some(bytes) => self.place(&words(&bytes), from, to, Walk::Whole),
                None => self.place(&words(raw), from, to, Walk::Bytes),
            },
            Encoding::None => self.place(&words(raw), from, to, Walk::Bytes),
        }
    }

    /// `text` with the way back to the bytes that it was decoded from, found by walking through both.
    fn place(&self, text: &str, from: usize, to: usize, walk: Walk) -> Text<'a> {
        let mut it = Builder::default();
        let raw = &self.bytes[from..to];
        if matches!(walk, Walk::Whole) {
            self.put(&mut it, text, from, to, false);
            return it.finish();
        }
        if raw == text.as_bytes() {
            self.put(&mut it, text, from, to, true);
            return it.finish();
        }
        match walk {
            Walk::QuotedPrintable => self.walk(&mut it, text, from, to, walk),
            _ => self.place_lines(&mut it, text, from, to),
        }
        it.finish()
    }

    /// Line by line: most lines are the same bytes in every character set, and one that is not stands for its line.
    fn place_lines(&self, it: &mut Builder, text: &str, from: usize, to: usize) {
        let raw = &self.bytes[from..to];
        if memchr::memchr_iter(b'\n', raw).count() != memchr::memchr_iter(b'\n', text.as_bytes()).count() {
            return self.walk(it, text, from, to, Walk::Bytes);
        }
        let (mut at, mut run, mut index) = (0, 0, 0);
        for line in text.split_inclusive('\n') {
            let start = at;
            at += memchr::memchr(b'\n', &raw[at..]).map_or(raw.len() - at, |it| it + 1);
            let next = index + line.len();
            if raw[start..at] != *line.as_bytes() {
                self.put(it, &text[run..index], from + start - (index - run), from + start, true);
                if line.chars().count() == at - start {
                    self.walk(it, line, from + start, from + at, Walk::Bytes);
                } else {
                    self.put(it, line, from + start, from + at, false);
                }
                run = next;
            }
            index = next;
        }
        self.put(
            it,
            &text[run..],
            from + at - (text.len() - run).min(at),
            from + at,
            true,
        );
    }

    /// Character by character through both.
    fn walk(&self, it: &mut Builder, text: &str, from: usize, to: usize, walk: Walk) {
        let raw = &self.bytes[from..to];
        let (mut at, mut run, mut index) = (0usize, 0usize, 0usize);
        let mut run_at = 0usize;
        while index < text.len() {
            if matches!(walk, Walk::QuotedPrintable) {
                while let Some(length) = soft_break(&raw[at.min(raw.len())..]) {
                    self.put(it, &text[run..index], from + run_at, from + at, true);
                    at += length;
                    run = index;
                    run_at = at;
                }
                // What is not encoded is the same up to the next mark.
                let rest = &raw[at.min(raw.len())..];
                let plain = memchr::memchr(b'=', rest).unwrap_or(rest.len());
                if plain > 0
                    && text.is_char_boundary(index + plain)
                    && text.as_bytes()[index..].starts_with(&rest[..plain])
                {
                    at += plain;
                    index += plain;
                    continue;
                }
            }
            let Some(char) = text[index..].chars().next() else {
                break;
            };
            let end = index + char.len_utf8();
            if raw.get(at..at + char.len_utf8()) == Some(&text.as_bytes()[index..end]) {
                at += char.len_utf8();
                index = end;
                continue;
            }
            self.put(it, &text[run..index], from + run_at, from + at, true);
            let length = match (walk, raw.get(at)) {
                (Walk::QuotedPrintable, Some(b'=')) => 3 * char.len_utf8(),
                (_, Some(b'\r')) if char == '\n' => 2,
                _ => 1,
            };
            let next = (at + length).min(raw.len());
            self.put(it, &text[index..end], from + at, from + next, false);
            at = next;
            run = end;
            run_at = at;
            index = end;
        }
        self.put(it, &text[run..], from + run_at, from + at, true);
    }

    fn put(&self, into: &mut Builder, text: &str, from: usize, to: usize, same: bool) {
        match (self.earlier, same) {
            (None, true) => into.same(text, from),
            (None, false) => into.instead(text, from, to),
            (Some(earlier), true) => into.copy(earlier, from, from + text.len()),
            (Some(earlier), false) => into.replace(earlier, from, to, text),
        }
    }
}

/// Whether a character set is UTF-8 or a part of it.
fn is_plain(label: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii"]
        .iter()
        .any(|it| label.eq_ignore_ascii_case(it))
}

#[derive(Clone, Copy)]
enum Walk {
    Bytes,
    QuotedPrintable,
    Whole,
}

fn soft_break(raw: &[u8]) -> Option<usize> {
    match raw {
        [b'=', b'\r', b'\n', ..] => Some(3),
        [b'=', b'\n', ..] => Some(2),
        _ => None,
    }
}

/// Whether an enclosed message is the report and the outer one only carries it: not when the outer one is a report itself.
fn opens(outer: &Message<'_>, inner: &Message<'_>) -> bool {
    let structured = |it: &Message<'_>| head_of(it).content_type == "multipart/report";
    match (is_report(outer), is_report(inner)) {
        (true, inner_is) => inner_is && structured(inner) && !structured(outer),
        (false, true) => true,
        // Somebody passes a message on: whatever it is, it is what the input is about.
        (false, false) => outer.subject().is_some_and(|it| {
            ["fw:", "fwd:", "tr:", "wg:", "rv:", "i:"]
                .iter()
                .any(|mark| it.get(..mark.len()).is_some_and(|it| it.eq_ignore_ascii_case(mark)))
        }),
    }
}

fn is_report(message: &Message<'_>) -> bool {
    let head = head_of(message);
    let from = head.from.to_ascii_lowercase();
    head.content_type == "multipart/report"
        || [
            "mailer-daemon",
            "postmaster",
            "mail delivery",
            "mdaemon",
            "mailer daemon",
        ]
        .iter()
        .any(|it| from.contains(it))
        || head.null_sender
        || !head.failed_recipients.is_empty()
        || message.parts.iter().any(|it| {
            it.content_type()
                .is_some_and(|it| it.subtype() == Some("delivery-status"))
        })
}

fn head_of(message: &Message<'_>) -> Head {
    let text = |name: &str| message.header_raw(name).unwrap_or_default().trim().to_string();
    let address = message.from().and_then(|it| it.first());
    let content = message.content_type();
    Head {
        from: address
            .map(|it| {
                format!(
                    "{} <{}>",
                    it.name().unwrap_or_default(),
                    it.address().unwrap_or_default()
                )
            })
            .unwrap_or_else(|| text("From")),
        from_address: address.and_then(|it| it.address()).unwrap_or_default().to_string(),
        to: message
            .to()
            .and_then(|it| it.first())
            .and_then(|it| it.address())
            .unwrap_or_default()
            .to_string(),
        subject: message.subject().unwrap_or_default().to_string(),
        date: message.date().map(|it| it.to_rfc3339()),
        report_type: content
            .and_then(|it| it.attribute("report-type"))
            .unwrap_or_default()
            .to_ascii_lowercase(),
        content_type: content
            .map(|it| format!("{}/{}", it.ctype(), it.subtype().unwrap_or_default()).to_ascii_lowercase())
            .unwrap_or_default(),
        auto_submitted: AUTOMATIC_REPLY
            .iter()
            .map(|it| text(it))
            .find(|it| !it.is_empty())
            .unwrap_or_default(),
        failed_recipients: text(FAILED_RECIPIENTS),
        null_sender: message.header_raw("Return-Path").is_some_and(|it| it.trim() == "<>"),
        message_id: message.message_id().unwrap_or_default().to_string(),
        automatic: SENT_TO_MANY.iter().any(|it| !text(it).is_empty()),
    }
}
