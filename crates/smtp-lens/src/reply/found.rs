//! A reply as it stands in a text: its codes, its words without what a program printed between them, and where each came from.

use smtp_lens_catalog::{CodePrefix, EnhancedStatus};

/// The words of a reply are kept up to here.
pub(super) const TEXT_LIMIT: usize = 4000;

/// A reply as it stands in a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FoundReply {
    /// The reply code.
    pub code: Option<u16>,
    /// The enhanced status code.
    pub status: Option<EnhancedStatus>,
    /// Its words, codes taken off, lines joined.
    pub text: String,
    /// Where the words come from: offset in `text`, offset in the source.
    pub pieces: Vec<(u32, u32)>,
    /// Where it stands in the source.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Where the codes stand.
    pub code_range: (usize, usize),
    /// Where the enhanced code stands.
    pub status_range: (usize, usize),
    /// How sure it is that this is a reply: 3 both codes, 2 a code in its place, 1 a code alone.
    pub strength: u8,
}

impl FoundReply {
    /// The range of the source that a range of `text` came from.
    pub fn source(&self, start: usize, end: usize) -> (usize, usize) {
        let at = |it: usize| {
            let next = self.pieces.partition_point(|(out, _)| *out as usize <= it);
            next.checked_sub(1).map_or(self.start, |index| {
                self.pieces[index].1 as usize + (it - self.pieces[index].0 as usize)
            })
        };
        (at(start), at(end.saturating_sub(1)) + 1)
    }

    /// Takes the first bytes off the words, with the space behind them: a code that stood there.
    pub(super) fn begins_after(&mut self, length: usize) {
        let rest = self.text[length..].trim_start_matches([' ', '-']).len();
        let cut = self.text.len() - rest;
        self.text.drain(..cut);
        for (index, piece) in self.pieces.iter_mut().enumerate() {
            if index == 0 {
                piece.1 += cut as u32;
            } else {
                piece.0 = piece.0.saturating_sub(cut as u32);
            }
        }
    }

    /// Whether it refuses, for now or for good.
    pub fn refuses(&self) -> bool {
        match (self.code, self.status) {
            (Some(code), _) => code >= 400,
            (None, Some(status)) => status.class >= 4,
            _ => false,
        }
    }

    /// Notes a status that stands in `line`, which begins at `at` in the source.
    pub(super) fn says_status(&mut self, status: EnhancedStatus, line: &str, at: usize) {
        let written = status.to_string();
        let begin = at + line.find(&written).unwrap_or(0);
        self.status = Some(status);
        self.status_range = (begin, begin + written.len());
    }

    fn words(&mut self, words: &str, at: usize) {
        let trimmed = words.trim_start();
        let at = at + (words.len() - trimmed.len());
        let trimmed = trimmed.trim_end();
        if trimmed.is_empty() || self.text.len() > TEXT_LIMIT {
            return;
        }
        // Programs print the server's line, and then again as their own error.
        let said = self
            .pieces
            .last()
            .is_some_and(|last| self.text[last.0 as usize..] == *trimmed);
        if said {
            return;
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.pieces.push((self.text.len() as u32, at as u32));
        self.text.push_str(trimmed);
    }

    /// Appends a further line of the reply, which begins with its code again.
    pub fn goes_on(&mut self, source: &str, from: usize, to: usize) {
        let mut at = from;
        for line in source[from..to].split('\n') {
            let prefix = CodePrefix::of(line);
            let same = at == from && prefix.length > 0 && self.repeats(&prefix);
            if same
                && self.status.is_none()
                && let Some(status) = prefix.status
            {
                self.says_status(status, line, at);
            }
            let begin = at + if same { prefix.length.min(line.len()) } else { 0 };
            self.line(source, begin, at + line.len());
            at += line.len() + 1;
        }
        self.end = self.end.max(to);
    }

    /// Appends one line's words, escapes and repeated codes taken out.
    pub(super) fn line(&mut self, source: &str, from: usize, to: usize) {
        let mut at = from;
        while at < to {
            let rest = &source[at..to];
            let (cut, skip) = break_in(rest);
            let mut begin = at;
            let end = at + cut;
            let prefix = CodePrefix::of(source[begin..end].trim_start());
            let white = source[begin..end].len() - source[begin..end].trim_start().len();
            if prefix.length > 0 && self.repeats(&prefix) {
                begin += white + prefix.length;
                self.status = self.status.or(prefix.status);
            }
            self.inner(source, begin.min(end), end);
            at = end + skip;
            if skip == 0 {
                break;
            }
        }
    }

    /// One stretch of words, with the codes of joined lines inside it taken out.
    fn inner(&mut self, source: &str, from: usize, to: usize) {
        let mut at = from;
        if let Some(code) = self.code {
            let mut search = from;
            while let Some(space) = memchr::memchr(b' ', &source.as_bytes()[search..to]).map(|it| search + it) {
                search = space + 1;
                let prefix = CodePrefix::of(&source[search..to]);
                let again = prefix.code == Some(code)
                    && (prefix.more
                        || (prefix.status.is_some() && prefix.status == self.status)
                        || (at > from && prefix.status == self.status));
                if again {
                    self.words(&source[at..space], at);
                    at = search + prefix.length.max(4).min(to - search);
                    search = at;
                }
            }
        }
        self.words(&source[at.min(to)..to], at);
    }

    fn repeats(&self, prefix: &CodePrefix) -> bool {
        match (prefix.code, prefix.status) {
            (Some(code), _) => self.code == Some(code),
            (None, status) => self.status == status,
        }
    }
}

/// Where a line inside a line ends: at an escaped line end as programs print it.
fn break_in(text: &str) -> (usize, usize) {
    let bytes = text.as_bytes();
    for at in memchr::memchr3_iter(b'\\', b'<', b'#', bytes) {
        let rest = &text[at..];
        for mark in ["\\\\r\\\\n", "\\r\\n", "\\n", "<CRLF>", "#015#012", "#012"] {
            if rest.starts_with(mark) {
                return (at, mark.len());
            }
        }
    }
    (text.len(), 0)
}

/// The words between two offsets, as if a reply had said them; the caller knows its codes.
pub fn stretch(source: &str, from: usize, to: usize) -> FoundReply {
    let mut it = FoundReply {
        start: from,
        end: to,
        ..FoundReply::default()
    };
    let mut at = from;
    while at < to {
        let stop = memchr::memchr(b'\n', &source.as_bytes()[at..to]).map_or(to, |it| at + it);
        it.line(source, at, stop);
        at = stop + 1;
    }
    it
}

/// The reply that is the whole of a range, its lines joined; whatever its class.
pub fn whole(source: &str, from: usize, to: usize) -> FoundReply {
    let prefix = CodePrefix::of(&source[from..to]);
    let mut it = FoundReply {
        code: prefix.code,
        start: from,
        end: to,
        code_range: (from, (from + 3).min(to)),
        strength: if prefix.status.is_some() { 3 } else { 2 },
        ..FoundReply::default()
    };
    if let Some(status) = prefix.status {
        it.says_status(status, &source[from..to], from);
        if prefix.code.is_none() {
            it.code_range = (from, from);
        }
    }
    it.goes_on(source, from, to);
    it
}
