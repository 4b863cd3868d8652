//! Finding replies in running text: between a program's own words, over several lines, inside quotes and tuples.

use crate::phrases::Phrases;
use smtp_lens_catalog::{CodePrefix, EnhancedStatus};

/// The words of a reply are kept up to here.
const TEXT_LIMIT: usize = 4000;
/// A reply goes on over so many lines at most.
const LINE_LIMIT: usize = 24;

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

    /// Whether it refuses, for now or for good.
    pub fn refuses(&self) -> bool {
        match (self.code, self.status) {
            (Some(code), _) => code >= 400,
            (None, Some(status)) => status.class >= 4,
            _ => false,
        }
    }

    /// Notes a status that stands in `line`, which begins at `at` in the source.
    fn says_status(&mut self, status: EnhancedStatus, line: &str, at: usize) {
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
    fn line(&mut self, source: &str, from: usize, to: usize) {
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

/// Every refusal in `source[from..to]`, in order.
pub fn find(source: &str, from: usize, to: usize) -> Vec<FoundReply> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut at = from;
    let mut line_start = from;
    while at < to {
        let byte = bytes[at];
        if byte == b'\n' {
            line_start = at + 1;
            at += 1;
            continue;
        }
        if !matches!(byte, b'4' | b'5') || (at > from && (forbids(bytes[at - 1]) || is_fragment(bytes, from, at))) {
            at += 1;
            continue;
        }
        match reply_at(source, at, line_start, to) {
            Some(it) => {
                at = it.end.max(at + 3);
                line_start = source[..at].rfind('\n').map_or(0, |it| it + 1);
                found.push(it);
            }
            None => {
                while at < to && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'.') {
                    at += 1;
                }
            }
        }
    }
    found
}

/// What cannot stand right before a code.
fn forbids(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'.' | b'-' | b'_' | b'/' | b'@' | b'%' | b'+' | b'$')
        || byte >= 0x80
}

/// Whether what begins at `at` is the place on a page that an address names: `https://example.com/errors#451`.
fn is_fragment(bytes: &[u8], from: usize, at: usize) -> bool {
    at >= from + 2 && bytes[at - 1] == b'#' && (bytes[at - 2].is_ascii_alphanumeric() || bytes[at - 2] == b'/')
}

/// The reply that begins at `at`, when one does.
pub fn reply_at(source: &str, at: usize, line_start: usize, to: usize) -> Option<FoundReply> {
    let rest = &source[at..to];
    let line_end = memchr::memchr(b'\n', rest.as_bytes()).map_or(to, |it| at + it);
    let line = &source[at..line_end];
    let before = &source[line_start.min(at)..at];
    if let Some((status, length)) = EnhancedStatus::at_start(line) {
        if status.class < 4 || status.subject > 7 || !status_fits(before, &line[length..]) {
            return None;
        }
        let mut it = FoundReply {
            status: Some(status),
            start: at,
            code_range: (at, at),
            status_range: (at, at + length),
            strength: 2,
            ..FoundReply::default()
        };
        collect(&mut it, source, at + length, line_start, to, false);
        return Some(it);
    }
    let bytes = line.as_bytes();
    if bytes.len() < 3 || !bytes[1].is_ascii_digit() || !bytes[2].is_ascii_digit() {
        return None;
    }
    let code: u16 = line[..3].parse().ok()?;
    let after = &line[3..];
    if after.starts_with(|it: char| {
        it.is_ascii_alphanumeric()
            || matches!(it, '.' | '/' | '_') && after[1..].starts_with(|it: char| it.is_ascii_digit())
    }) {
        return None;
    }
    let mut it = FoundReply {
        code: Some(code),
        start: at,
        code_range: (at, at + 3),
        ..FoundReply::default()
    };
    // (535, b'5.7.3 …'): a tuple.
    if let Some(tuple) = after.strip_prefix(',') {
        let trimmed = tuple.trim_start();
        let quoted = trimmed.strip_prefix('b').unwrap_or(trimmed);
        if before.trim_end().ends_with('(') && quoted.starts_with(['\'', '"']) {
            let open = at + 3 + (after.len() - quoted.len()) + 1;
            it.strength = 3;
            status_after(&mut it, source, open, to);
            let begin = it.status_range.1.max(open);
            collect_quoted(&mut it, source, begin, to, source.as_bytes()[open - 1]);
            return Some(it);
        }
    }
    let prefix = CodePrefix::of(line);
    if let Some(status) = prefix.status {
        if before.ends_with(':')
            && !before.ends_with("said:")
            && before.len() > 1
            && before.as_bytes()[before.len() - 2].is_ascii_digit()
        {
            return None;
        }
        it.says_status(status, line, at);
        it.strength = 3;
        collect(&mut it, source, at + prefix.length, line_start, to, prefix.more);
        return Some(it);
    }
    // Gmail's "550 550 5.1.1 …", wrapped after the second code.
    if after.trim() == &line[..3] {
        it.strength = 2;
        it.end = line_end;
        return Some(it);
    }
    // "#550 #5.1.1", "550 (#5.7.1)", "550 [5.1.1]", "550 : 5.1.1"
    let mut strength = code_fits(code, before, after)?;
    if after.trim_start_matches([' ', '-']).is_empty() && before.trim().is_empty() && after.len() > 3 {
        return None;
    }
    let lower = before.to_ascii_lowercase();
    if ["status=", "code="].iter().any(|it| lower.ends_with(it)) {
        strength = 1;
    }
    it.strength = strength;
    // PEAR: "(code: 550, response: 5.1.1 …)"
    if let Some(said) = after.strip_prefix(", response: ") {
        let begin = line_end - said.len();
        it.strength = 3;
        status_after(&mut it, source, begin, to);
        let begin = it.status_range.1.max(begin);
        collect(&mut it, source, begin, line_start, to, false);
        return Some(it);
    }
    let closed = after.starts_with(")\"") || after.starts_with(")'");
    if strength == 1 && (closed || !after.starts_with([')', ':', ']'])) {
        // A number that is named a code: the words around it are the program's.
        it.end = at + 3;
        return Some(it);
    }
    let mut begin = at + 3 + usize::from(after.starts_with([' ', '-', ':', '.', ')', '"', '\'', ';', ']', ',']));
    // "permanent error (550): 5.1.1 …"
    if after.starts_with("): ") {
        begin += 2;
    }
    let begin = begin
        + if source[begin.min(line_end)..line_end].starts_with("- ") {
            2
        } else {
            0
        };
    collect(&mut it, source, begin.min(line_end), line_start, to, prefix.more);
    if it.status.is_none() {
        let head = it.text.get(..it.text.len().min(24)).unwrap_or(&it.text);
        let opened = head.trim_start_matches(['#', '(', '[', ' ', ':', '-', '"']);
        let skipped = head.len() - opened.len();
        if skipped <= 6
            && let Some((status, length)) = EnhancedStatus::at_start(opened)
        {
            it.status = Some(status);
            it.status_range = it.source(skipped, skipped + length);
        } else if let Some(hash) = it.text.find("(#").map(|it| it + 2)
            && let Some((status, length)) = EnhancedStatus::at_start(&it.text[hash..])
        {
            // qmail and its descendants: the status at the end, "(#5.1.1)".
            it.status = Some(status);
            it.status_range = it.source(hash, hash + length);
        }
    }
    Some(it)
}

fn status_after(it: &mut FoundReply, source: &str, at: usize, to: usize) {
    if let Some((status, length)) = EnhancedStatus::at_start(&source[at..to]) {
        it.status = Some(status);
        it.status_range = (at, at + length);
    }
}

/// What has numbers of three parts as well: programs have versions, books chapters.
const NUMBERED: [&str; 30] = [
    "android",
    "apache",
    "build",
    "chapter",
    "chapitre",
    "debian",
    "django",
    "dovecot",
    "exim",
    "firmware",
    "go",
    "ios",
    "java",
    "kapitel",
    "kernel",
    "laravel",
    "linux",
    "macos",
    "mysql",
    "nginx",
    "node",
    "openssl",
    "perl",
    "php",
    "postfix",
    "python",
    "release",
    "ruby",
    "section",
    "wordpress",
];

/// Words before a number that belongs to the noun after it, and what a failure is called.
const ARTICLES: [&str; 10] = ["the", "a", "an", "our", "your", "le", "la", "un", "une", "du"];
const FAULTS: [&str; 22] = [
    "err", "code", "status", "repl", "resp", "bounce", "reject", "refus", "fail", "mail", "mess", "smtp", "mean",
    "back", "when", "again", "keep", "coming", "appear", "since", "after", "from",
];

/// Whether an enhanced status code may stand there without a reply code.
fn status_fits(before: &str, after: &str) -> bool {
    let before = before.trim_end_matches(['(', '#', '[', '<', '"', '\'', ' ', '\t', ';', ',']);
    let word = before
        .rsplit([' ', '\t', '/', '('])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    // `WP Mail SMTP: 4.0.1`: a report of settings names its programs so.
    if let Some(name) = before.strip_suffix("SMTP:")
        && after
            .trim_start_matches([' ', '\t'])
            .lines()
            .next()
            .unwrap_or_default()
            .is_empty()
        && !name.trim_end().is_empty()
        && !name.contains(['=', '<', '>'])
    {
        return false;
    }
    if word.ends_with("version") || word == "v" || word.ends_with("-v") || before.ends_with(['/', '~', '^', '@']) {
        return false;
    }
    // Numbers of another kind that have this form: of a release, of a chapter.
    let next = after.trim_start().split(' ').next().unwrap_or_default();
    if NUMBERED.contains(&word.as_str()) || ["release", "released", "beta", "update", "panic"].contains(&next) {
        return false;
    }
    // "the 5.1.1 checklist": a thing that a sentence names, unless it is named an error.
    let named = next
        .chars()
        .filter(|it| it.is_ascii_alphabetic())
        .collect::<String>()
        .to_ascii_lowercase();
    if ARTICLES.contains(&word.as_str()) && named.len() > 3 && !FAULTS.iter().any(|it| named.contains(it)) {
        return false;
    }
    if before.ends_with('=') {
        return ["dsn=", "status=", "code="]
            .iter()
            .any(|it| before.to_ascii_lowercase().ends_with(it));
    }
    !after.starts_with(['.', '/', '-', '_']) || after.starts_with(". ") || after == "."
}

/// Whether a number is followed by what it counts. A reply begins with a capital ("550 Messages from …"), or with a word
/// that only looks like a unit ("552 MS-Office file …").
fn is_unit(after: &str) -> bool {
    const UNITS: [&str; 18] = [
        "bytes", "byte", "ms", "msec", "sec", "secs", "second", "seconds", "kb", "mb", "gb", "minutes", "hours",
        "days", "messages", "octets", "times", "px",
    ];
    let end = after.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(after.len());
    let (word, rest) = after.split_at(end);
    let capital =
        word.starts_with(|it: char| it.is_ascii_uppercase()) && word[1..].contains(|it: char| it.is_ascii_lowercase());
    !capital && !rest.starts_with('-') && UNITS.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether a sentence begins with an IPv4 address.
fn begins_with_address(text: &str) -> bool {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let word = word.trim_end_matches([':', ',']);
    rest.contains(' ') && word.parse::<std::net::Ipv4Addr>().is_ok()
}

/// How well a reply code without an enhanced one stands there; `None` when it is some other number.
fn code_fits(code: u16, before: &str, after: &str) -> Option<u8> {
    let trimmed = before.trim_end_matches([' ', '\t']);
    let lower = trimmed.rsplit('\n').next().unwrap_or_default().to_ascii_lowercase();
    // `smtp.example.com:465`: no reply has these codes.
    if before.ends_with(':') && matches!(code, 465 | 587) {
        return None;
    }
    let next = after.strip_prefix([' ', '-']).map(str::trim_start);
    // "550 - Requested action not taken"
    let next = next.map(|it| it.strip_prefix("- ").unwrap_or(it));
    // '553. To send mail, first check your mail': quoted, with the full stop that some servers set.
    let next = next.or_else(|| after.strip_prefix(". ").filter(|_| before.ends_with(['"', '\''])));
    let speaks = next.is_some_and(|it| {
        // "552 1 Requested mail action aborted": a number that some servers put before the words.
        let bytes = it.as_bytes();
        let numbered = bytes.len() > 3
            && bytes[0].is_ascii_digit()
            && bytes[1] == b' '
            && bytes[2].is_ascii_uppercase()
            && bytes[3].is_ascii_lowercase()
            && !trimmed.ends_with(|it: char| it.is_ascii_alphanumeric());
        // "550 192.0.2.1 is not welcome": at the start of a line, or after what said it.
        let address = (lower.is_empty() || lower.ends_with(':')) && begins_with_address(it);
        numbered
            || address
            || it.starts_with(|it: char| {
                it.is_alphabetic() || matches!(it, '<' | '[' | '(' | '"' | '\'' | '#' | '*' | ':') || it as u32 >= 0x80
            }) && !is_unit(it)
    });
    let ends = after.is_empty()
        || after.starts_with([')', '"', '\'', ';', ']'])
        || after.starts_with(", ")
        || after.starts_with(". ")
        || after.starts_with(": ")
        || after == "."
        || after == ","
        || after == ":"
        || after.trim().is_empty();
    if lower.ends_with("line")
        || lower.ends_with("port")
        || lower.ends_with("lines")
        || lower.ends_with("port:")
        || lower.ends_with("size")
        || lower.ends_with("size:")
        || lower.ends_with("length:")
        || lower.ends_with("pid")
        || lower.ends_with("uid")
        || lower.ends_with("port =")
        || lower.ends_with("port \"")
    {
        return None;
    }
    let tail = lower.trim_end_matches(['"', '\'', '(', ' ', '#', '[', '`']);
    const NAMES: [&str; 28] = [
        "code",
        "code:",
        "code.",
        "from server",
        "error",
        "error:",
        "status",
        "status:",
        "reply",
        "reply:",
        "response",
        "response:",
        "returned",
        "responded",
        "said",
        "said:",
        "got",
        "answered",
        "smtp",
        "smtp:",
        "failed:",
        "command",
        "codes",
        "code =",
        "erreur",
        "code :",
        "retcode",
        "responsecode",
    ];
    let named = NAMES.iter().any(|it| {
        tail.ends_with(it)
            && !tail[..tail.len() - it.len()]
                .ends_with(|it: char| it.is_ascii_alphanumeric() && *NAMES.last().unwrap_or(&"") != "code")
    }) || [
        "code=",
        "status=",
        "reply=",
        "smtpmsg='",
        "smtpmsg=\"",
        "code\":",
        "responsecode:",
    ]
    .iter()
    .any(|it| lower.ends_with(it));
    if before.ends_with('=') && !named {
        return None;
    }
    let marked = trimmed.is_empty() || marks_only(trimmed);
    if speaks
        && (marked
            || named
            || trimmed.ends_with([':', '(', '"', '\'', ';', '>', ']', '|', '*', '`', '-', ',', '=', '#']))
    {
        return Some(2);
    }
    // Yahoo writes its own number so: "550: User unknown".
    if (marked || trimmed.ends_with(':')) && after.starts_with(": ") {
        return Some(2);
    }
    let said = trimmed.ends_with("<<<");
    if said && speaks {
        return Some(2);
    }
    if ends && marked && (trimmed.is_empty() || said) && after.trim().is_empty() {
        return Some(1);
    }
    if named && ends {
        return Some(1);
    }
    None
}

/// Whether nothing but marks of a transcript stands before: `<- `, `<~* `, `>>> `.
fn marks_only(before: &str) -> bool {
    before.bytes().all(|it| {
        matches!(
            it,
            b'<' | b'>' | b'-' | b'~' | b'=' | b'*' | b'[' | b']' | b'|' | b' ' | b'\t' | b'.' | b'"'
        )
    })
}

/// Gathers the words of a reply, from `at` to where it ends.
fn collect(it: &mut FoundReply, source: &str, at: usize, line_start: usize, to: usize, more: bool) {
    let bytes = source.as_bytes();
    let before = source[line_start.min(it.start)..it.start].trim_end_matches(' ');
    let quote = before.chars().next_back().filter(|it| matches!(it, '"' | '\'' | '`'));
    if let Some(quote) = quote.filter(|it| *it != '`') {
        let escaped = before.ends_with("\\\"");
        if !escaped {
            collect_quoted(it, source, at, to, quote as u8);
            return;
        }
    }
    let bracket = before.ends_with('(') || before.ends_with("(reason:") || before.ends_with("said:");
    let lead = it.start - line_start.min(it.start);
    let mut at = at;
    let mut more = more;
    for count in 0..LINE_LIMIT {
        let line_end = memchr::memchr(b'\n', &bytes[at.min(to)..to]).map_or(to, |found| at + found);
        let end = at + cut(&source[at..line_end], bracket);
        it.line(source, at, end);
        it.end = end;
        if end < line_end || line_end >= to || it.text.len() > TEXT_LIMIT {
            return;
        }
        let mut next = line_end + 1;
        // Doubled line ends: a reply that says that it goes on does so after an empty line too.
        if more && bytes.get(next) == Some(&b'\n') && next < to {
            next += 1;
        }
        let next_end = memchr::memchr(b'\n', &bytes[next..to]).map_or(to, |found| next + found);
        let line = &source[next..next_end];
        if let Some(offset) = same_codes(line, it, lead) {
            if !more && tells_again(&source[line_start.min(it.start)..it.start], &line[..offset]) {
                return;
            }
            let prefix = CodePrefix::of(&line[offset..]);
            more = prefix.more;
            if it.status.is_none()
                && let Some(status) = prefix.status
            {
                it.says_status(status, &line[offset..], next + offset);
            }
            at = next + offset + prefix.length;
            continue;
        }
        let goes_on = count < 12 && goes_on(&source[line_start.min(it.start)..line_end], line, more, lead, bracket);
        if !goes_on {
            return;
        }
        at = next;
    }
}

/// Whether a program's own words introduce the same reply once more: `Command failed: 552 …`. What changes from line to line, like
/// the time, is no difference.
fn tells_again(first: &str, mark: &str) -> bool {
    let letters = |it: &str| it.chars().filter(|it| it.is_alphabetic()).collect::<String>();
    let introduces = mark.trim_end().ends_with([':', '>', '"', '\'', '(']);
    let mark = letters(mark);
    introduces && !mark.is_empty() && mark != letters(first)
}

/// Where in `line` the same codes stand again, so that it continues the reply.
fn same_codes(line: &str, it: &FoundReply, lead: usize) -> Option<usize> {
    let mut at = 0;
    let limit = (lead + 24).min(line.len());
    let bytes = line.as_bytes();
    while at < limit {
        if bytes[at].is_ascii_digit() && (at == 0 || !forbids(bytes[at - 1])) {
            let prefix = CodePrefix::of(&line[at..]);
            if prefix.length > 0 {
                let same = match (prefix.code, it.code) {
                    (Some(a), Some(b)) => {
                        a == b && (prefix.status.is_none() || it.status.is_none() || prefix.status == it.status)
                    }
                    (None, _) => prefix.status == it.status && prefix.status.is_some(),
                    (Some(_), None) => false,
                };
                if same {
                    return Some(at);
                }
                if prefix.code.is_some() && marks_only(line[..at].trim_end()) {
                    return None;
                }
            }
            while at < limit && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'.') {
                at += 1;
            }
        } else {
            at += 1;
        }
    }
    None
}

/// Whether `line` is the rest of a reply that was wrapped.
fn goes_on(current: &str, line: &str, more: bool, lead: usize, bracket: bool) -> bool {
    let trimmed = line.trim_start();
    if trimmed.is_empty() {
        return false;
    }
    let indent = line.len() - trimmed.len();
    let first = trimmed.as_bytes()[0];
    if matches!(
        first,
        b'<' | b'>' | b'=' | b'*' | b'-' | b'~' | b'{' | b'}' | b'|' | b'@'
    ) && !(bracket && first == b'<')
    {
        return false;
    }
    const ENDS: [&str; 18] = [
        "at ",
        "from /",
        "#0 ",
        "Stack trace",
        "Caused by",
        "nested exception",
        "... ",
        "Reporting-MTA:",
        "Final-Recipient:",
        "Remote-MTA:",
        "Action:",
        "Status:",
        "Last-Attempt-Date:",
        "--",
        "Diagnostic-Code:",
        "Original-Recipient:",
        "X-",
        "retry timeout",
    ];
    if ENDS.iter().any(|it| trimmed.starts_with(it)) || (bracket && first == b')') {
        return false;
    }
    if CodePrefix::of(trimmed).length > 0 {
        return false;
    }
    // A line that carries its own date, mark or address is a new thing.
    let head = trimmed.get(..trimmed.len().min(40)).unwrap_or(trimmed);
    if head.contains("[20") || head.contains("DEBUG") || looks_dated(trimmed) || trimmed.starts_with("To:") {
        return false;
    }
    if trimmed.ends_with(':') && trimmed.contains('@') && !bracket {
        return false;
    }
    // No reply ends with a colon: what it announces was wrapped.
    if more || current.trim_end().ends_with(':') {
        return true;
    }
    let long = current.len() >= 58;
    (indent > 0 && (indent >= lead.min(4) || bracket) && (long || bracket))
        || (long
            && (bracket
                || first.is_ascii_lowercase()
                || current.ends_with(|it: char| it.is_ascii_alphanumeric() || it == ','))
            && current.len() <= 100)
}

fn looks_dated(line: &str) -> bool {
    let bytes = line.as_bytes();
    let month = [
        "Jan ", "Feb ", "Mar ", "Apr ", "May ", "Jun ", "Jul ", "Aug ", "Sep ", "Oct ", "Nov ", "Dec ",
    ];
    (month.iter().any(|it| line.starts_with(it)) && bytes.get(4).is_some_and(|it| it.is_ascii_digit() || *it == b' '))
        || (bytes.len() > 10 && bytes[..4].iter().all(u8::is_ascii_digit) && matches!(bytes[4], b'-' | b'/' | b'.'))
        || (bytes.len() > 8 && bytes[2] == b':' && bytes[5] == b':' && bytes[0].is_ascii_digit())
}

/// What a program says right after a reply.
static AFTER: Phrases = Phrases::new(&[
    " (in reply",
    " (state ",
    " (Net::SMTP",
    "\". in /",
    "\" in /",
    " in /usr/",
    " in /var/",
    " at /usr/",
    " Trace begun",
    ", stat=",
    "' errormsg=",
    "', 'command",
    " Stack trace:",
    " nested exception is",
    "   at ",
    "\\r\\n'",
    " ##",
    " (called by",
    " SMTP code:",
    "<br",
    " <<< ",
    " >>> ",
    " <-  ",
    "<~  ",
    " -> QUIT",
    " ~> QUIT",
    "; from=<",
    " Traceback ",
    " reply: retcode",
    " raise SMTP",
    " *** ",
    " === ",
    " DEBUG SMTP",
    " CLIENT -> SERVER",
    " SERVER -> CLIENT",
    " SMTP ERROR:",
    " SMTP INBOUND:",
    " Reporting-MTA:",
    " Final-Recipient:",
    " Last-Attempt-Date:",
    " Remote-MTA:",
    " > QUIT",
    " ----- ",
    " msmtp:",
    " --> ",
    " <-- ",
    " (last error",
    "};{",
    "\" At ",
    ". Please check the message recipient",
    ". Please check the message and",
    ". Please verify that your email address",
    ". Please ensure that you are using the correct identity",
]);

/// Words that programs set before what a server or an inner error said, also when they leave its codes out.
static QUOTES: Phrases = Phrases::new(&[
    "server response was: ",
    "The response was:",
    "server responded: ",
    "Exception Message: ",
    "nested exception is:",
    "Caused by: ",
    " ---> ",
    "msmtp: server message: ",
    "antwortete: ",
    "a répondu : ",
    "respondió: ",
    "ha risposto: ",
    "antwoordde: ",
    "respondeu: ",
    "Odpowiedź serwera: ",
]);

/// The innermost words that a program quotes, in a text that holds no reply with codes.
pub fn quoted(text: &str) -> Option<(usize, &str)> {
    let mut begin = None;
    QUOTES.ends(text, |at| begin = begin.max(Some(at)));
    let begin = begin?;
    let gap = &text[begin..text.len() - text[begin..].trim_start().len()];
    let begin = begin + gap.len();
    // What stands below the mark is a paragraph of its own.
    let line = if gap.contains('\n') {
        text[begin..].split("\n\n").next()?
    } else {
        text[begin..].lines().next()?
    };
    let words = &line[..cut(line, false)];
    (words.len() > 3).then_some((begin, words))
}

/// The words of the refusing server in what a gateway repeats of it (`5.1.0 - Unknown address error 550-'5.2.2 Mailbox full'`),
/// and where they begin.
pub fn repeated(text: &str) -> Option<(usize, &str)> {
    let (before, rest) = text.split_once("-'")?;
    let code = before.len().checked_sub(3).and_then(|it| before.get(it..))?;
    let is_code = code.starts_with(['4', '5']) && code.bytes().all(|it| it.is_ascii_digit());
    let words = rest.rsplit_once('\'').map_or(rest, |it| it.0);
    (is_code && words.len() > 3).then_some((before.len() + 2, words))
}

/// Where a reply's words end inside its line: at what the program says after it.
fn cut(line: &str, bracket: bool) -> usize {
    let mut end = line.len();
    AFTER.starts(line, |at| end = end.min(at));
    end = end.min(frame(line).unwrap_or(end));
    // The quote that a program put around its whole sentence: 'Cannot send the message. The server responded: 550 no'
    let trimmed = line.trim_end();
    if end == line.len()
        && let Some(quote) = trimmed.chars().next_back().filter(|it| matches!(it, '"' | '\''))
        && trimmed.matches(quote).count() == 1
    {
        end = trimmed.len() - 1;
    }
    if bracket && end == line.len() {
        let trimmed = line.trim_end();
        if trimmed.ends_with(')') && trimmed.matches('(').count() < trimmed.matches(')').count() {
            end = trimmed.len() - 1;
        }
    }
    end
}

/// Where a stack frame begins in a line that lost its line ends: ` at Shop.Mailer.Send(String to)`.
fn frame(line: &str) -> Option<usize> {
    line.match_indices(" at ").map(|it| it.0).find(|at| {
        let word = line[at + 4..].split(' ').next().unwrap_or_default();
        word.split_once('(').is_some_and(|(name, _)| {
            name.contains('.')
                && name
                    .chars()
                    .all(|it| it.is_ascii_alphanumeric() || "._`<>[]".contains(it))
        })
    })
}

/// Gathers the words of a reply that stands in quotes.
fn collect_quoted(it: &mut FoundReply, source: &str, at: usize, to: usize, quote: u8) {
    let bytes = source.as_bytes();
    let mut end = at;
    let limit = to.min(at + TEXT_LIMIT * 2);
    while end < limit {
        if bytes[end] == b'\\' {
            end += 2;
            continue;
        }
        if bytes[end] == quote {
            let next = bytes.get(end + 1).copied().unwrap_or(b'\n');
            // An apostrophe inside a word ends nothing.
            if !next.is_ascii_alphanumeric() {
                break;
            }
        }
        if bytes[end] == b'\n' && bytes.get(end + 1) == Some(&b'\n') {
            break;
        }
        end += 1;
    }
    let end = source.floor_char_boundary(end.min(limit));
    let mut at = at;
    while at < end {
        let stop = memchr::memchr(b'\n', &bytes[at..end]).map_or(end, |it| at + it);
        it.line(source, at, stop);
        at = stop + 1;
    }
    it.end = end.max(it.start + 3);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[(Option<u16>, Option<&str>, &str)]) {
        let found = find(source, 0, source.len());
        let got: Vec<_> = found
            .iter()
            .map(|it| (it.code, it.status.map(|it| it.to_string()), it.text.as_str()))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|it| (it.0, it.1.map(str::to_string), it.2))
            .collect();
        assert_eq!(got, expected, "{source}");
    }

    #[test]
    fn a_bare_reply() {
        check("535 5.7.3", &[(Some(535), Some("5.7.3"), "")]);
        check("5.7.57", &[(None, Some("5.7.57"), "")]);
        check("error 5.7.57 when I send", &[(None, Some("5.7.57"), "when I send")]);
    }

    #[test]
    fn a_reply_over_several_lines_is_one() {
        check(
            "550-5.1.1 The account does\n550 5.1.1 not exist",
            &[(Some(550), Some("5.1.1"), "The account does not exist")],
        );
        check(
            "host x said: 550-5.1.1 The account 550-5.1.1 does 550 5.1.1 not exist (in reply to RCPT TO command)",
            &[(Some(550), Some("5.1.1"), "The account does not exist")],
        );
    }

    #[test]
    fn a_tuple() {
        check(
            "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Bad\\n5.7.8 password')",
            &[(Some(535), Some("5.7.8"), "Bad password")],
        );
    }

    #[test]
    fn other_numbers_are_no_replies() {
        for it in [
            "File \"x.py\", line 474, in login",
            "smtp.rb:535:in `x'",
            "port 587",
            "delay=550",
            "we sold 550 cars",
            "550 bytes were sent",
            "2026-11-23 12:00",
            "Version 5.1.1",
            "The certificate for smtp.example.com:465 expired on 1 November.",
            "Connection to \"ssl://smtp.example.com:465\": timed out",
        ] {
            check(it, &[]);
        }
    }

    #[test]
    fn words_that_a_program_prints_twice_are_said_once() {
        check(
            "whole response: 550-5.1.2 Mailbox does not exist.\n550 5.1.2 Mailbox does not exist.",
            &[(Some(550), Some("5.1.2"), "Mailbox does not exist.")],
        );
    }

    #[test]
    fn the_place_on_a_page_is_no_code() {
        check(
            "451 Internal resource temporarily unavailable - https://example.com/docs/DOC-1369#451 [x7Q]",
            &[(
                Some(451),
                None,
                "Internal resource temporarily unavailable - https://example.com/docs/DOC-1369#451 [x7Q]",
            )],
        );
    }

    #[test]
    fn what_a_colon_announces_belongs_to_it() {
        check(
            "SMTPAddressFailedException: 550 5.1.1 <no address>: Recipient address rejected: \n User unknown in virtual mailbox table\n\n\tat x.y\n",
            &[(
                Some(550),
                Some("5.1.1"),
                "<no address>: Recipient address rejected: User unknown in virtual mailbox table",
            )],
        );
    }

    #[test]
    fn a_quoted_reply_with_a_full_stop_after_its_code() {
        check(
            "Server Response: '553. To send mail, first check\nyour mail. (#5.7.1)', Port: 25",
            &[(
                Some(553),
                Some("5.7.1"),
                "To send mail, first check your mail. (#5.7.1)",
            )],
        );
    }

    #[test]
    fn what_a_program_says_behind_a_reply_is_not_the_servers() {
        check(
            "The server response was: 5.7.0 Authentication Required. at Shop.Form.Send(String to, String text) in D:\\Shop.cs:line 7",
            &[(None, Some("5.7.0"), "Authentication Required.")],
        );
        check(
            "Net::SMTPFatalError (555 5.5.2 Syntax error. x7sm15qcb.26\n):\n  app/mailers/shop.rb:24:in `deliver'\n",
            &[(Some(555), Some("5.5.2"), "Syntax error. x7sm15qcb.26")],
        );
    }

    #[test]
    fn words_that_only_look_like_units() {
        check(
            "552 MS-Office file with macros",
            &[(Some(552), None, "MS-Office file with macros")],
        );
        check(
            "550 Messages from this server are refused",
            &[(Some(550), None, "Messages from this server are refused")],
        );
        check("took 552 ms - done", &[]);
        check(
            "550 192.0.2.1 is not welcome",
            &[(Some(550), None, "192.0.2.1 is not welcome")],
        );
        check("host 10 550 192.0.2.1 was up", &[]);
    }

    #[test]
    fn words_that_a_program_quotes_without_their_codes() {
        let quoted = |it| super::quoted(it).map(|it| it.1);
        assert_eq!(
            quoted("Mailbox unavailable. The server response was: User unknown"),
            Some("User unknown")
        );
        assert_eq!(
            quoted(
                "The mail server responded: User unknown. Please check the message recipient \"a@example.com\" and try again."
            ),
            Some("User unknown")
        );
        assert_eq!(
            quoted("Failure sending mail. ---> WebException: Unable to connect ---> SocketException: actively refused"),
            Some("SocketException: actively refused")
        );
        assert_eq!(quoted("The server did not answer."), None);
    }
}
