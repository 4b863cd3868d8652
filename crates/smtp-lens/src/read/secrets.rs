//! Passwords, tokens and digests: found by following the dialogue, and where programs print them in clear.

use mail_parser::decoders::base64::base64_decode;

/// What programs put in the place of a password that they hide.
const HIDDEN: [&str; 4] = ["/* secret */", "PROVIDED_BUT_REMOVED", "credentials hidden", "****"];

const MECHANISMS: [&str; 14] = [
    "PLAIN",
    "LOGIN",
    "XOAUTH2",
    "OAUTHBEARER",
    "CRAM-MD5",
    "NTLM",
    "DIGEST-MD5",
    "SCRAM-SHA-1",
    "SCRAM-SHA-256",
    "GSSAPI",
    "XOAUTH",
    "EXTERNAL",
    "PLAIN-CLIENTTOKEN",
    "CRAM",
];

/// Whether a word names a way to sign in.
pub fn is_mechanism(word: &str) -> bool {
    MECHANISMS.contains(&word.to_ascii_uppercase().as_str())
}

/// Adds every secret of `source`: the part, and the range in it.
pub fn find(source: &str, part: usize, into: &mut Vec<(usize, usize, usize)>) {
    let mut add = |start: usize, end: usize| {
        if end > start {
            into.push((part, start, end));
        }
    };
    let bytes = source.as_bytes();
    // AUTH MECHANISM token
    for at in memchr::memmem::find_iter(bytes, b"AUTH ").chain(memchr::memmem::find_iter(bytes, b"auth ")) {
        if at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
            continue;
        }
        let rest = &source[at + 5..];
        let mechanism: String = rest
            .chars()
            .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))
            .collect();
        let upper = mechanism.to_ascii_uppercase();
        if !MECHANISMS.contains(&upper.as_str()) {
            continue;
        }
        let begin = at + 5 + mechanism.len();
        let gap = source[begin..].len() - source[begin..].trim_start_matches(' ').len();
        let token = token_at(source, begin + gap);
        let initial = gap > 0 && token.1 > token.0 && is_base64(&source[token.0..token.1]);
        if initial && upper != "LOGIN" {
            let end = wrapped(source, token.1);
            // "AUTH PLAIN LOGIN" offers mechanisms; an answer is longer and no such word.
            let word = &source[token.0..end];
            if word.len() >= 8
                && !MECHANISMS.contains(&word.to_ascii_uppercase().trim_end_matches('='))
                && word.len().is_multiple_of(4)
                && !is_hidden(word)
            {
                add(token.0, end);
            }
        }
    }
    for mark in ["pass ", "(decoded) ", "password=", "passwd=", "Password: "] {
        for at in memchr::memmem::find_iter(bytes, mark.as_bytes()) {
            let begin = at + mark.len();
            let fits = match mark {
                "pass " => {
                    let before = source[..at].trim_end();
                    before.ends_with(',') && before.rfind("Credentials:").is_some_and(|it| at - it < 300)
                }
                "(decoded) " => source[..at].trim_end().ends_with(['>', '<']),
                _ => at == 0 || !bytes[at - 1].is_ascii_alphanumeric(),
            };
            let end = begin
                + source[begin..]
                    .find(['\n', '\r', '&', ',', ';', '<', '"', '\''])
                    .unwrap_or(source.len() - begin);
            let value = source[begin..end].trim_end();
            if fits
                && !value.is_empty()
                && value != "*"
                && !value.starts_with('(')
                && !value.starts_with('[')
                && value.len() < 200
                && !is_hidden(value)
                && !(mark == "(decoded) " && is_name(value))
            {
                add(begin, begin + value.len());
            }
        }
    }
    for at in memchr::memmem::find_iter(bytes, b"://") {
        let scheme = source[..at]
            .rsplit(|it: char| !it.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if !matches!(scheme, "smtp" | "smtps" | "submission" | "submissions") {
            continue;
        }
        let rest = &source[at + 3..];
        let host = rest
            .find(|it: char| it.is_whitespace() || matches!(it, '/' | '"' | '\''))
            .unwrap_or(rest.len());
        if let Some(sign) = rest[..host].rfind('@')
            && let Some(colon) = rest[..sign].find(':')
        {
            add(at + 3 + colon + 1, at + 3 + sign);
        }
    }
}

/// User names and prompts are no secrets.
fn is_name(value: &str) -> bool {
    value.contains('@') || matches!(value.trim_end_matches(':'), "Username" | "Password" | "User Name")
}

/// The secret among the words of a client line that answers a 334, if it holds one: the last word, when it is base64 and no stand-in.
pub fn answer(line: &str) -> Option<(usize, usize)> {
    let trimmed = line.trim_end();
    let trimmed = trimmed.trim_end_matches(['"', '\'']);
    let trimmed = trimmed.trim_end_matches("\\r\\n").trim_end_matches("<CRLF>").trim_end();
    let start = trimmed
        .rfind(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '+' | '/' | '=')))
        .map_or(0, |it| it + trimmed[it..].chars().next().map_or(1, char::len_utf8));
    let word = &trimmed[start..];
    let plausible = is_base64(word)
        && word.len() >= 4
        && (word.len().is_multiple_of(4) || word.len() >= 60)
        && decoded_fits(&decode(word));
    (plausible && !is_hidden(word)).then_some((start, trimmed.len()))
}

/// What a 334 asks for: the user name, the password, or anything else.
pub fn asks_for(prompt: &str) -> Asked {
    let decoded = decode(prompt.trim());
    match decoded.trim_end_matches([':', '\0']).to_ascii_lowercase().as_str() {
        "username" | "user name" | "login" => Asked::User,
        "password" => Asked::Password,
        _ => Asked::Other,
    }
}

/// What a server's challenge asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The user name: no secret.
    User,
    /// The password.
    Password,
    /// A mechanism's own answer.
    Other,
}

fn decoded_fits(decoded: &str) -> bool {
    decoded.len() >= 3
        && decoded
            .chars()
            .all(|it| !it.is_control() || it == '\0' || it == '\u{1}')
}

fn decode(word: &str) -> String {
    base64_decode(word.as_bytes())
        .map(|it| String::from_utf8_lossy(&it).into_owned())
        .unwrap_or_default()
}

fn is_hidden(word: &str) -> bool {
    let decoded = decode(word);
    HIDDEN.iter().any(|it| decoded.contains(it) || word.contains(it))
}

fn is_base64(word: &str) -> bool {
    word.len() >= 4
        && word
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'='))
}

fn token_at(source: &str, at: usize) -> (usize, usize) {
    let length = source[at..]
        .bytes()
        .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'='))
        .count();
    (at, at + length)
}

/// The end of a token that a line break cut in two.
fn wrapped(source: &str, end: usize) -> usize {
    let rest = &source[end..];
    if source[..end].ends_with('=') || !rest.starts_with('\n') {
        return end;
    }
    let next = rest[1..].trim_start_matches([' ', '\t', '>']);
    let offset = end + rest.len() - next.len();
    let token = token_at(source, offset);
    let stop = token.1;
    let complete = source[stop..].starts_with(['\n', '\r', '\'', '"', '<']) || stop == source.len();
    if complete && stop > token.0 && source[token.0..stop].ends_with('=') {
        stop
    } else {
        end
    }
}
