//! Secrets that show themselves by their form: keys of services, bearer tokens, private keys, URLs and tables of passwords.

use super::{is_mixed, is_value, sign_in};
use mail_parser::decoders::base64::base64_decode;

/// What a token consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Letters, digits, `-` and `_`.
    Plain,
    /// The same with dots.
    Dotted,
    /// Three words with dots between: a web token. One alone is an answer in JSON, as servers give it.
    Web,
    /// Base64 of a name, a colon and a password.
    Base64,
}

/// A token that begins at `start`, its mark ending at `end`.
pub fn token(source: &str, start: usize, end: usize, fewest: usize, form: Form, add: &mut impl FnMut(usize, usize)) {
    let bytes = source.as_bytes();
    if start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || matches!(bytes[start - 1], b'_' | b'-' | b'.')) {
        return;
    }
    let length = bytes[end..]
        .iter()
        .take_while(|it| {
            it.is_ascii_alphanumeric()
                || match form {
                    Form::Plain => matches!(it, b'-' | b'_'),
                    Form::Dotted | Form::Web => matches!(it, b'-' | b'_' | b'.' | b'~' | b'+' | b'/' | b'='),
                    Form::Base64 => matches!(it, b'+' | b'/' | b'='),
                }
        })
        .count();
    let word = source[end..end + length].trim_end_matches(['.', '-']);
    let fits = word.len() >= fewest
        && is_mixed(word)
        && (form != Form::Web || word.matches('.').count() == 2)
        && (form != Form::Base64
            || base64_decode(word.as_bytes()).is_some_and(|it| it.contains(&b':') && it.is_ascii()));
    if fits {
        // `Bearer x`: the word before is none of it.
        let from = if source[..end].ends_with(' ') { end } else { start };
        add(from, end + word.len());
    }
}

/// The password in `scheme://name:password@host`; of Symfony's `sendgrid+api://KEY@default` the key.
pub fn url(source: &str, at: usize, add: &mut impl FnMut(usize, usize)) {
    let scheme = source[..at]
        .rsplit(|it: char| !(it.is_ascii_alphanumeric() || it == '+'))
        .next()
        .unwrap_or_default();
    let rest = &source[at + 3..];
    let host = rest
        .find(|it: char| it.is_whitespace() || matches!(it, '/' | '"' | '\'' | '<' | '>'))
        .unwrap_or(rest.len());
    let Some(sign) = rest[..host].rfind('@') else { return };
    let from = match rest[..sign].find(':') {
        Some(colon) => colon + 1,
        None if scheme.ends_with("+api") || scheme.ends_with("+https") => 0,
        None => return,
    };
    let word = &rest[from..sign];
    if !scheme.is_empty() && (is_value(word) || scheme.starts_with("smtp") && !word.is_empty()) {
        add(at + 3 + from, at + 3 + sign);
    }
}

/// The body of a private key whose first line ends at `end`.
pub fn private_key(source: &str, end: usize, add: &mut impl FnMut(usize, usize)) {
    let line = source[..end].rfind("-----BEGIN ").filter(|it| end - it < 60);
    if line.is_none() {
        return;
    }
    let rest = &source[end..source.floor_char_boundary(end + 20_000)];
    let stop = rest.find("-----END").unwrap_or(rest.len());
    let body = rest[..stop].trim_end().trim_end_matches("\\n");
    let from = body.len() - body.trim_start().trim_start_matches("\\n").len();
    add(end + from.min(body.len()), end + body.len());
}

/// The secret half of a pair of keys, told near the other one: forty or forty-four letters of base64.
pub fn other_half(source: &str, at: usize, add: &mut impl FnMut(usize, usize)) {
    let near = &source[at..source.floor_char_boundary(at + 300)];
    let mut from = 0;
    while from < near.len() {
        let (_, to) = sign_in::token_at(near, from);
        let word = &near[from..to];
        let cases = word.bytes().any(|it| it.is_ascii_lowercase()) && word.bytes().any(|it| it.is_ascii_uppercase());
        if matches!(word.len(), 40 | 44) && cases && is_mixed(word) {
            add(at + from, at + to);
        }
        let next = to.max(from + 1);
        from = (next..near.len())
            .find(|it| near.is_char_boundary(*it))
            .unwrap_or(near.len());
    }
}

/// Tables of passwords: `[smtp.example.com]:587 name:password` (Postfix), `smtp.example.com:name@example.com:password` (Exim).
pub fn tables(source: &str, add: &mut impl FnMut(usize, usize)) {
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.len() > 300 || !line.contains(':') || !line.contains('.') {
            continue;
        }
        let words = line.trim();
        let lead = line.len() - line.trim_start().len();
        let mut parts = words.split_whitespace();
        let (Some(host), account, None) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let named = |it: &str| {
            let it = it.trim_start_matches('[');
            it.contains('.') && it.starts_with(|it: char| it.is_ascii_alphabetic()) && !it.contains(['/', '@', '='])
        };
        let password = match account {
            Some(account) if named(host) => account
                .split_once(':')
                .filter(|it| {
                    it.0.starts_with(|it: char| it.is_ascii_alphabetic()) && !it.0.contains(['/', '"', '\'', '<', '='])
                })
                .map(|it| it.1),
            None => host
                .splitn(3, ':')
                .collect::<Vec<_>>()
                .as_slice()
                .split_first_chunk::<3>()
                .map(|it| it.0)
                .filter(|it| named(it[0]) && it[1].contains('@'))
                .map(|it| it[2]),
            Some(_) => None,
        };
        if let Some(password) = password
            && password.len() >= 6
            && is_mixed(password)
            && is_value(password)
            && !password.contains(['/', '@', '>', ')', '('])
        {
            let end = start + lead + words.len();
            add(end - password.len(), end);
        }
    }
}
