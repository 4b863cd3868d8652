//! Whether a number stands where a code stands, and not where a port, a version, an amount or a page does.

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
pub(super) fn status_fits(before: &str, after: &str) -> bool {
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
    // `Version: 5.2.22`, `[Version] => 5.2.22`
    let named = before.trim_end_matches(['=', '>', ':', ']', ' ']);
    let named = &named[named.ceil_char_boundary(named.len().saturating_sub(7))..];
    if named.eq_ignore_ascii_case("version")
        || word.ends_with("version")
        || word == "v"
        || word.ends_with("-v")
        || before.ends_with(['/', '~', '^', '@'])
    {
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
pub(super) fn code_fits(code: u16, before: &str, after: &str) -> Option<u8> {
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
pub(super) fn marks_only(before: &str) -> bool {
    before.bytes().all(|it| {
        matches!(
            it,
            b'<' | b'>' | b'-' | b'~' | b'=' | b'*' | b'[' | b']' | b'|' | b' ' | b'\t' | b'.' | b'"'
        )
    })
}
