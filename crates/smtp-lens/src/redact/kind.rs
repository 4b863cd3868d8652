//! What a word is, by its form: an address of the network, a host, an id, an amount, a point in time.

use mail_parser::decoders::base64::base64_decode;
use smtp_lens_catalog::lower;
use std::net::Ipv4Addr;
/// First words of dotted names of code and settings.
const CODE: [&str; 26] = [
    "java.",
    "javax.",
    "jakarta.",
    "sun.",
    "com.sun.",
    "org.springframework.",
    "org.apache.",
    "org.eclipse.",
    "org.simplejavamail.",
    "mail.smtp.",
    "mail.smtps.",
    "mail.debug",
    "mail.transport",
    "mail.imap.",
    "mail.pop3.",
    "system.net.",
    "microsoft.exchange.",
    "smtplib.",
    "email.mime.",
    "ssl.",
    "socket.",
    "node:",
    "internal.",
    "props.",
    "smtp.auth",
    "smtp.starttls",
];

/// Ends of file names that are no top-level domain.
const FILES: [&str; 34] = [
    "txt", "eml", "log", "php", "js", "mjs", "cjs", "ts", "java", "rb", "exe", "dll", "conf", "cnf", "cfg", "ini",
    "html", "htm", "xml", "json", "csv", "gz", "msg", "mbox", "pem", "crt", "key", "pdf", "docx", "xlsx", "png", "jpg",
    "cpp", "c",
];

/// Ends of dotted words that are no top-level domain either: names of functions, and sentences run together.
const WORDS: [&str; 11] = [
    "smtp",
    "esmtp",
    "emit",
    "push",
    "providers",
    "parse",
    "send",
    "connect",
    "error",
    "write",
    "properties",
];

/// Top-level domains that a capital does not make a word at the end of a sentence.
const CAPITALIZED: [&str; 22] = [
    "com", "net", "org", "edu", "gov", "int", "mil", "biz", "info", "name", "mobi", "online", "email", "cloud", "tech",
    "example", "local", "lan", "internal", "corp", "home", "test",
];

/// What looks like an id and is a name of cryptography or of a program.
const NO_IDS: [&str; 22] = [
    "tls_",
    "ecdhe",
    "dhe-",
    "aes",
    "chacha20",
    "poly1305",
    "x25519",
    "secp",
    "prime256v1",
    "sha1with",
    "sha256with",
    "sha384with",
    "sha512with",
    "rsa-pss",
    "rsa_pss",
    "iso-8859",
    "utf-",
    "windows-12",
    "pkcs",
    "ed25519",
    "hmac",
    "scram-sha",
];

/// Whether what comes next is a message's id and no address.
pub fn is_message_id(before: &str) -> bool {
    let from = before.floor_char_boundary(before.len().saturating_sub(400));
    let line = before[from..].rsplit('\n').next().unwrap_or_default();
    let line = line.to_ascii_lowercase();
    [
        "message-id",
        "messageid",
        "in-reply-to",
        "references:",
        "content-id",
        "msgid",
        "resent-message-id",
    ]
    .iter()
    .any(|it| {
        line.rfind(it)
            .is_some_and(|at| !line[at..].contains('@') || line[at..].matches('<').count() > 0)
    })
}

/// Whether it is written as an IPv6 address (RFC 4291 section 2.2).
pub fn is_ip6(text: &str) -> bool {
    let mut groups = 0;
    for group in text.split(':') {
        let is_group = group.len() <= 4 && group.bytes().all(|it| it.is_ascii_hexdigit());
        if !is_group && group.parse::<Ipv4Addr>().is_err() {
            return false;
        }
        groups += if is_group { 1 } else { 2 };
    }
    let gaps = text.matches("::").count();
    gaps == 1 && (3..=9).contains(&groups) || gaps == 0 && groups == 8
}

pub fn reversed_ip(word: &str) -> Option<(String, &str)> {
    let mut labels = word.splitn(5, '.');
    let octets: Vec<&str> = labels.by_ref().take(4).collect();
    let list = labels.next().filter(|it| it.contains('.'))?;
    let forwards: Vec<&str> = octets.iter().rev().copied().collect();
    let address = forwards.join(".");
    address.parse::<Ipv4Addr>().ok()?;
    Some((address, list))
}

/// Whether a value that is said to be a host has the shape of one, dotted or not.
pub fn is_host_like(value: &str) -> bool {
    value.len() >= 2
        && value.parse::<Ipv4Addr>().is_err()
        && !is_ip6(value)
        && value
            .chars()
            .all(|it| it.is_alphanumeric() || matches!(it, '.' | '-' | '_'))
        && value.chars().any(char::is_alphabetic)
}

/// Whether a word is a host or domain name; what stands before it tells a path of a file.
pub fn is_host(word: &str, before: &str) -> bool {
    let Some((rest, last)) = word.rsplit_once('.') else {
        return false;
    };
    let letters = last.chars().count();
    let top = letters >= 2 && last.chars().all(char::is_alphabetic) || last.to_ascii_lowercase().starts_with("xn--");
    if !top || rest.is_empty() || rest.contains("..") || !rest.chars().any(char::is_alphanumeric) {
        return false;
    }
    let tail = lower(last);
    let whole = lower(word);
    if CODE.iter().any(|it| whole.starts_with(it)) || FILES.contains(&tail.as_str()) || WORDS.contains(&tail.as_str()) {
        return false;
    }
    // `/usr/lib/python3/smtplib.py` is a file; `https://example.py` is not.
    let in_path = before.ends_with(['/', '\\']) && !before.ends_with("//");
    if in_path && ["py", "pl", "sh", "rs", "so", "md", "cc", "zip", "cs"].contains(&tail.as_str()) {
        return false;
    }
    let one_case =
        last.chars().all(char::is_lowercase) || last.chars().all(char::is_uppercase) || last.starts_with("xn--");
    one_case || letters == 2 || CAPITALIZED.contains(&tail.as_str()) || !last.is_ascii()
}

/// Whether a word has the shape of an id: letters and digits in turn, or many digits.
pub fn is_id(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    if NO_IDS.iter().any(|it| lower.starts_with(it)) || is_moment(word) {
        return false;
    }
    word.split(['.', '-', '_']).any(|it| {
        let digits = it.bytes().filter(u8::is_ascii_digit).count();
        let letters = it.bytes().filter(u8::is_ascii_alphabetic).count();
        if digits == it.len() {
            return digits >= 7;
        }
        // "Office365" is a name and ends with its digits; an id has them anywhere, or more of them.
        let name_with_number = it.trim_end_matches(|it: char| it.is_ascii_digit()).len() == letters
            && digits <= 3
            && it.bytes().any(|it| it.is_ascii_lowercase());
        it.len() >= 8 && digits >= 2 && letters >= 1 && !name_with_number
    }) || word.len() >= 20
        && word.bytes().any(|it| it.is_ascii_digit())
        && word.bytes().any(|it| it.is_ascii_alphabetic())
}

/// How big something is, or may be, is what a report about size is about.
pub fn is_size(word: &str, before: &str) -> bool {
    let from = before.floor_char_boundary(before.len().saturating_sub(16));
    let near = before[from..].to_ascii_lowercase();
    word.bytes().all(|it| it.is_ascii_digit())
        && [
            "size ",
            "size=",
            "size: ",
            "size of ",
            "limit of ",
            "limit ",
            "maximum ",
            "bytes=",
        ]
        .iter()
        .any(|it| near.ends_with(it))
}

/// A queue id may be shorter where its place tells that it is one.
pub fn is_short_id(word: &str) -> bool {
    word.len() >= 5
        && word.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
        && word.bytes().any(|it| it.is_ascii_digit())
}

pub fn id_follows(before: &str) -> bool {
    let from = before.floor_char_boundary(before.len().saturating_sub(40));
    let line = before[from..]
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let line = line.trim_end_matches([' ', '<', '"', '\'']);
    [
        "queued as",
        " id",
        "id=",
        "id:",
        "]:",
        "ticket",
        "reference",
        "ref:",
        "queue-id",
        "queueid",
        "qid",
        "message id",
        "#",
        "uid=",
        "session",
    ]
    .iter()
    .any(|it| line.ends_with(it))
}

/// Dates and times hold many digits and say nothing about anybody.
fn is_moment(word: &str) -> bool {
    let bytes = word.as_bytes();
    let digits = |from: usize, to: usize| bytes.get(from..to).is_some_and(|it| it.iter().all(u8::is_ascii_digit));
    digits(0, 4) && bytes.get(4) == Some(&b'-') && digits(5, 7) && bytes.get(7) == Some(&b'-') && digits(8, 10)
        || word.len() == 8 && digits(0, 8) && (word.starts_with("19") || word.starts_with("20"))
}

/// The base64 at the start of `rest` when it is words in disguise: a user name, a password; and whether it is a server's prompt.
pub fn base64(rest: &str) -> Option<(&str, bool)> {
    let letters = rest
        .bytes()
        .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/'))
        .count();
    let signs = rest[letters..].bytes().take(2).take_while(|it| *it == b'=').count();
    let word = &rest[..letters + signs];
    let goes_on = rest[word.len()..].starts_with(['-', '_', '@', '=']);
    if word.len() < 8 || word.len() > 4000 || !word.len().is_multiple_of(4) || goes_on {
        return None;
    }
    let decoded = base64_decode(word.as_bytes())?;
    let text = std::str::from_utf8(&decoded).ok()?;
    let readable = text.chars().all(|it| !it.is_control() || matches!(it, '\0' | '\u{1}')) && text.len() >= 4;
    // Prompts of servers (RFC 4616 and its kin ask "Username:", "Password:").
    let prompt = matches!(
        text.trim_end_matches([':', '\0']),
        "Username" | "Password" | "User Name" | "username" | "password"
    );
    readable.then_some((word, prompt))
}
