//! One walk over a text: what tells itself by its shape, and what was learned.

use super::{Literal, Redactor, Sort};
use mail_parser::decoders::base64::base64_decode;
use smtp_lens_catalog::{lower, small};
use std::net::Ipv4Addr;

/// What stands before an address in logs and headers, with `=`.
const KEYS: [&str; 24] = [
    "to",
    "from",
    "orig_to",
    "user",
    "username",
    "login",
    "account",
    "sender",
    "recipient",
    "rcpt",
    "mail",
    "mailfrom",
    "email",
    "address",
    "relay",
    "for",
    "smtp.mailfrom",
    "smtp.from",
    "header.from",
    "header.i",
    "header.d",
    "envelope-from",
    "mf",
    "sasl_username",
];

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

/// Replaces what is to be replaced in a text without secrets.
pub fn walk(it: &mut Redactor<'_>, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    // Up to here it is known that no address begins.
    let mut clear = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(first) = rest.chars().next() else { break };
        let last = text[..at].chars().next_back();
        if !last.is_some_and(char::is_alphanumeric) {
            if at >= clear {
                let chunk = &rest[..rest.find(ends_chunk).unwrap_or(rest.len())];
                if next_sign(chunk).is_some() {
                    with_address(it, &text[..at], chunk, &mut out);
                    at += chunk.len();
                    continue;
                }
                clear = at + chunk.len().max(1);
            }
            if let Some((inner, prompt)) = base64(rest).filter(|_| !matches!(last, Some('+' | '/' | '-' | '.' | '_'))) {
                if !prompt && (it.masks.addresses || it.masks.names || it.masks.ids) {
                    out += &it.stand_in(Sort::Id, inner);
                } else {
                    out += inner;
                }
                at += inner.len();
                continue;
            }
            if let Some((length, with)) = literal(it, rest, first) {
                out += &with;
                at += length;
                continue;
            }
        }
        if first.is_alphanumeric() || matches!(first, ':' | '_') {
            let length = rest
                .find(|it: char| !(it.is_alphanumeric() || matches!(it, '.' | '-' | '_' | ':')))
                .unwrap_or(rest.len());
            let piece = &rest[..length];
            // A name that was learned may begin inside: only its beginning is looked at above.
            piece_of(it, &text[..at], piece, &mut out);
            at += length;
        } else {
            out.push(first);
            at += first.len_utf8();
        }
    }
    out
}

fn ends_chunk(it: char) -> bool {
    it.is_whitespace()
        || matches!(
            it,
            '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | ',' | ';' | '|' | '\\' | '`'
        )
}

/// Where the sign of an address stands, `@` or as an URL has it, and how long it is.
fn next_sign(text: &str) -> Option<(usize, usize)> {
    memchr::memchr2_iter(b'@', b'%', text.as_bytes()).find_map(|at| match text.as_bytes()[at] {
        b'@' => Some((at, 1)),
        _ => text[at..].starts_with("%40").then_some((at, 3)),
    })
}

/// The longest learned value that stands at the start of `rest` as a word of its own.
fn literal(it: &Redactor<'_>, rest: &str, first: char) -> Option<(usize, String)> {
    let start = small(first);
    let known = |known: &&Literal| {
        known.value.starts_with(start) && (!known.capital || first != start) && length_of(&known.value, rest).is_some()
    };
    let known = it.literals.iter().find(known)?;
    Some((length_of(&known.value, rest)?, known.with.clone()))
}

/// How far a value goes at the start of `rest`, when it does and ends there.
fn length_of(value: &str, rest: &str) -> Option<usize> {
    let mut length = 0;
    for want in value.chars() {
        let rest = &rest[length..];
        if want == ' ' {
            // Runs of white space are one, so that a line break in a name does not hide it.
            let space = rest.len() - rest.trim_start().len();
            if space == 0 {
                return None;
            }
            length += space;
        } else {
            let have = rest.chars().next()?;
            if small(have) != want {
                return None;
            }
            length += have.len_utf8();
        }
    }
    let next = rest[length..].chars().next();
    let ends = !next.is_some_and(|it| it.is_alphanumeric() || it == '@') || !value.ends_with(char::is_alphanumeric);
    ends.then_some(length)
}

/// A run of characters without spaces and brackets that holds an address.
fn with_address(it: &mut Redactor<'_>, before: &str, chunk: &str, out: &mut String) {
    let mut at = 0;
    loop {
        let rest = &chunk[at..];
        let Some((sign, width)) = next_sign(rest) else {
            out.push_str(&walk_plain(it, rest));
            return;
        };
        let mut start = rest[..sign].rfind([':', '/', '&', '?']).map_or(0, |it| it + 1);
        // Paths and settings may stand before an address; a slash inside of a local part is rare, and then more is masked.
        if let Some(equals) = rest[start..sign].find('=')
            && KEYS.contains(
                &rest[start..start + equals]
                    .trim_start_matches(['\'', '*', '.'])
                    .to_ascii_lowercase()
                    .as_str(),
            )
        {
            start += equals + 1;
        }
        let trimmed = rest[start..sign].trim_start_matches(|it: char| !it.is_alphanumeric() && it != '_');
        start = sign - trimmed.len();
        let after = &rest[sign + width..];
        let host = &after[..after
            .find(|it: char| !(it.is_alphanumeric() || matches!(it, '.' | '-' | '_')))
            .unwrap_or(after.len())];
        let host = host.trim_end_matches(['.', '-', '_']);
        let end = sign + width + host.len();
        out.push_str(&walk_plain(it, &rest[..start]));
        let local = &rest[start..sign];
        if local.is_empty() {
            out.push_str(&rest[sign..sign + width]);
            out.push_str(&walk_plain(it, host));
        } else if host.is_empty() {
            // The host is an address in brackets, or was cut off.
            if it.masks.addresses {
                let with = it.stand_in(Sort::Address, local);
                out.push_str(with.split('@').next().unwrap_or_default());
            } else {
                out.push_str(local);
            }
            out.push_str(&rest[sign..sign + width]);
        } else if at == 0 && is_message_id(before) {
            if it.masks.ids {
                out.push_str(&it.stand_in(Sort::Id, &[local, "@", host].concat()));
            } else {
                out.push_str(local);
                out.push('@');
                out.push_str(&it.host(host));
            }
        } else if it.masks.addresses {
            out.push_str(&it.stand_in(Sort::Address, &[local, "@", host].concat()));
        } else {
            out.push_str(local);
            out.push_str(&rest[sign..sign + width]);
            out.push_str(&it.host(host));
        }
        at += end;
    }
}

/// Whether what comes next is a message's id and no address.
fn is_message_id(before: &str) -> bool {
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

/// A run without an address.
fn walk_plain(it: &mut Redactor<'_>, text: &str) -> String {
    if text.is_empty() || text.contains('@') {
        return text.to_string();
    }
    walk(it, text)
}

/// Letters, digits, dots, dashes, colons: a host, an IP address, an id, with a port or a key before it, or words.
fn piece_of(it: &mut Redactor<'_>, before: &str, piece: &str, out: &mut String) {
    let core = piece.trim_end_matches(['.', '-', '_', ':']);
    let lead = core.len() - core.trim_start_matches(['.', '-', '_']).len();
    let tail = &piece[core.len()..];
    out.push_str(&piece[..lead]);
    let core = &core[lead..];
    if let Some(with) = ip6(it, core, tail) {
        out.push_str(&with.0);
        out.push_str(with.1);
        return;
    }
    // Whatever stands between colons is a word of its own: `host:25`, `mailto:`, `12:30:00`.
    let mut rest = core;
    loop {
        let (one, more) = match rest.split_once(':') {
            Some((one, more)) => (one, Some(more)),
            None => (rest, None),
        };
        match one.chars().next().and_then(|first| literal(it, one, first)) {
            Some((length, with)) if length == one.len() => out.push_str(&with),
            _ => word(it, before, one, out),
        }
        let Some(more) = more else { break };
        out.push(':');
        rest = more;
    }
    out.push_str(tail);
}

/// An IPv6 address, and what of the tail remains.
fn ip6<'t>(it: &mut Redactor<'_>, core: &str, tail: &'t str) -> Option<(String, &'t str)> {
    let (address, tail) = if tail.starts_with("::") && core.contains(':') {
        ([core, "::"].concat(), &tail[2..])
    } else {
        (core.to_string(), tail)
    };
    // "IPv6:2001:db8::1" (RFC 5321 section 4.1.3)
    let (tag, bare) = match address.get(..5) {
        Some(tag) if tag.eq_ignore_ascii_case("ipv6:") => address.split_at(5),
        _ => ("", address.as_str()),
    };
    if !is_ip6(bare) {
        return None;
    }
    let with = if it.masks.ips && bare != "::1" && bare != "::" {
        it.stand_in(Sort::Ip6, bare)
    } else {
        bare.to_string()
    };
    Some(([tag, &with].concat(), tail))
}

/// Whether it is written as an IPv6 address (RFC 4291 section 2.2).
fn is_ip6(text: &str) -> bool {
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

fn word(it: &mut Redactor<'_>, before: &str, word: &str, out: &mut String) {
    if word.is_empty() {
        return;
    }
    if let Ok(ip) = word.parse::<Ipv4Addr>() {
        let is_own = ip.is_loopback() || ip.is_unspecified();
        if it.masks.ips && !is_own {
            out.push_str(&it.stand_in(Sort::Ip4, word));
        } else {
            out.push_str(word);
        }
        return;
    }
    if let Some((reversed, list)) = reversed_ip(word) {
        // A name of a block list (RFC 5782): the address backwards before the list's own name.
        if it.masks.ips {
            let with = it.stand_in(Sort::Ip4, &reversed);
            let backwards: Vec<&str> = with.rsplit('.').collect();
            out.push_str(&backwards.join("."));
        } else {
            out.push_str(&word[..word.len() - list.len() - 1]);
        }
        out.push('.');
        out.push_str(&it.host(list));
        return;
    }
    if is_host(word, before) {
        out.push_str(&it.host(word));
        return;
    }
    if it.masks.ids && !is_size(word, before) && (is_id(word) || (is_short_id(word) && id_follows(before))) {
        out.push_str(&it.stand_in(Sort::Id, word));
        return;
    }
    out.push_str(word);
}

fn reversed_ip(word: &str) -> Option<(String, &str)> {
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
fn is_host(word: &str, before: &str) -> bool {
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
fn is_id(word: &str) -> bool {
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
fn is_size(word: &str, before: &str) -> bool {
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
fn is_short_id(word: &str) -> bool {
    word.len() >= 5
        && word.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
        && word.bytes().any(|it| it.is_ascii_digit())
}

fn id_follows(before: &str) -> bool {
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
fn base64(rest: &str) -> Option<(&str, bool)> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_told_apart() {
        for host in [
            "mail.example.org",
            "MX1.EXAMPLE.DE",
            "münchen.example",
            "Example.Com",
            "a-b.example.museum",
        ] {
            assert!(is_host(host, ""), "{host}");
        }
        for other in [
            "5.7.1",
            "e.g",
            "bounce.eml",
            "javax.mail.SendFailedException",
            "refused.Please",
            "mail.smtp.host",
            "15.20.8.12",
            "accepted.SMTP",
            "Socket.emit",
        ] {
            assert!(!is_host(other, ""), "{other}");
        }
        assert!(!is_host("smtplib.py", "/usr/lib/python3/") && is_host("example.py", "https://"));
        for id in [
            "d2e1a72fcca58-71ee36b9f71sm8",
            "4bC3xK0Zy8z9",
            "3f9a2c1e-77aa-4b1c-9d0e-1234567890ab",
            "12345678",
        ] {
            assert!(is_id(id), "{id}");
        }
        for other in [
            "Office365",
            "TLS_AES_256_GCM_SHA384",
            "2026-11-23T12:00:00",
            "20261123",
            "EHLO",
            "8BITMIME",
            "SCRAM-SHA-256",
            "1024",
        ] {
            assert!(!is_id(other), "{other}");
        }
    }
}
