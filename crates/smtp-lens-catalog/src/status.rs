//! Enhanced status codes (RFC 3463) and the codes at the start of a reply line (RFC 5321 section 4.2, RFC 2034).

use serde::{Deserialize, Serialize};
use std::fmt;

/// An enhanced status code: class, subject and detail, as in `5.7.139` (RFC 3463 section 2).
///
/// ```
/// use smtp_lens_catalog::EnhancedStatus;
/// let (status, length) = EnhancedStatus::at_start("5.7.139 Authentication unsuccessful").unwrap();
/// assert_eq!((status.to_string().as_str(), length), ("5.7.139", 7));
/// assert!(EnhancedStatus::at_start("5.7.139.4").is_none(), "an IP address is no status");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EnhancedStatus {
    /// 2 success, 4 temporary, 5 permanent.
    pub class: u8,
    /// What it is about: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 security.
    pub subject: u16,
    /// Which thing exactly.
    pub detail: u16,
}

impl EnhancedStatus {
    /// The code at the start of `text` and how many bytes it takes; `None` when there is none, or when it goes on like a version
    /// number or an IP address.
    pub fn at_start(text: &str) -> Option<(Self, usize)> {
        let bytes = text.as_bytes();
        let class = *bytes.first()?;
        if !matches!(class, b'2' | b'4' | b'5') || bytes.get(1) != Some(&b'.') {
            return None;
        }
        let (subject, at) = number(bytes, 2, 3)?;
        if bytes.get(at) != Some(&b'.') {
            return None;
        }
        let (detail, end) = number(bytes, at + 1, 3)?;
        match bytes.get(end) {
            Some(b'.') if bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => None,
            Some(next) if next.is_ascii_alphanumeric() => None,
            _ => Some((
                Self {
                    class: class - b'0',
                    subject,
                    detail,
                },
                end,
            )),
        }
    }

    /// The code that is the whole of `text`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::at_start(text).and_then(|(it, end)| (end == text.len()).then_some(it))
    }

    /// Whether it says nothing but its class (`5.0.0`).
    pub fn is_vague(self) -> bool {
        self.subject == 0 && self.detail == 0
    }
}

impl fmt::Display for EnhancedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

fn number(bytes: &[u8], at: usize, most: usize) -> Option<(u16, usize)> {
    let mut value = 0u16;
    let mut end = at;
    while end < bytes.len() && bytes[end].is_ascii_digit() && end - at < most {
        value = value * 10 + u16::from(bytes[end] - b'0');
        end += 1;
    }
    (end > at).then_some((value, end))
}

/// The codes with which a reply line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CodePrefix {
    /// The reply code.
    pub code: Option<u16>,
    /// Whether a hyphen says that more lines follow.
    pub more: bool,
    /// The enhanced status code.
    pub status: Option<EnhancedStatus>,
    /// How many bytes the codes take, the white space behind them included.
    pub length: usize,
}

impl CodePrefix {
    /// The codes at the start of `line`; nothing found is a prefix of length 0.
    ///
    /// ```
    /// use smtp_lens_catalog::CodePrefix;
    /// let it = CodePrefix::of("550-5.1.1 The account does not exist");
    /// assert_eq!((it.code, it.more, it.length), (Some(550), true, 10));
    /// assert_eq!(CodePrefix::of("5.7.57 Client not authenticated").code, None);
    /// assert_eq!(CodePrefix::of("2026-11-23 12:00").length, 0);
    /// ```
    pub fn of(line: &str) -> Self {
        let bytes = line.as_bytes();
        let mut it = Self::default();
        let mut at = 0;
        if let Some(code) = reply_code(bytes) {
            let after = bytes.get(3).copied();
            match after {
                None => {
                    it.code = Some(code);
                    it.length = 3;
                    return it;
                }
                Some(b' ' | b'-' | b'\t') => {
                    it.code = Some(code);
                    it.more = after == Some(b'-');
                    at = 4;
                }
                _ => {}
            }
        }
        let rest = at + white(&bytes[at..]);
        if let Some((status, length)) = line.get(rest..).and_then(EnhancedStatus::at_start) {
            it.status = Some(status);
            at = rest + length;
            at += white(&bytes[at..]);
        } else if it.code.is_some() {
            at = rest;
        }
        it.length = at;
        if it.code.is_none() && it.status.is_none() {
            it.length = 0;
        }
        it
    }
}

fn reply_code(bytes: &[u8]) -> Option<u16> {
    match bytes {
        [a @ b'2'..=b'5', b @ b'0'..=b'9', c @ b'0'..=b'9', ..] => {
            Some(u16::from(a - b'0') * 100 + u16::from(b - b'0') * 10 + u16::from(c - b'0'))
        }
        _ => None,
    }
}

fn white(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|it| matches!(it, b' ' | b'\t')).count()
}

/// A reply taken apart: its codes, and its words with the codes of every line taken off.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlainReply {
    /// The reply code of the first line that has one.
    pub code: Option<u16>,
    /// The first enhanced status code.
    pub status: Option<EnhancedStatus>,
    /// The words, lines joined by a space.
    pub text: String,
}

impl PlainReply {
    /// Takes a reply of one or several lines apart.
    ///
    /// ```
    /// use smtp_lens_catalog::PlainReply;
    /// let it = PlainReply::parse("550-5.1.1 The account\n550 5.1.1 does not exist.");
    /// assert_eq!(it.text, "The account does not exist.");
    /// ```
    pub fn parse(reply: &str) -> Self {
        let mut it = Self::default();
        for line in reply.lines() {
            let line = line.trim();
            let prefix = CodePrefix::of(line);
            it.code = it.code.or(prefix.code);
            it.status = it.status.or(prefix.status);
            let words = line[prefix.length..].trim();
            if !words.is_empty() {
                if !it.text.is_empty() {
                    it.text.push(' ');
                }
                it.text.push_str(words);
            }
        }
        it
    }
}
