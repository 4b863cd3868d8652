//! One walk over a text: what tells itself by its shape, and what was learned.

use super::kind::{base64, id_follows, is_host, is_id, is_ip6, is_message_id, is_short_id, is_size, reversed_ip};
use super::{Literal, Redactor, Sort};
use smtp_lens_catalog::small;
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
