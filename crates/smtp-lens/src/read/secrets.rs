//! Passwords, tokens and digests: found by following the dialogue, and where programs print them in clear.

use mail_parser::decoders::base64::base64_decode;

/// What programs put in the place of a password that they hide.
const HIDDEN: [&str; 4] = ["/* secret */", "PROVIDED_BUT_REMOVED", "credentials hidden", "****"];

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
        let mechanism: String = rest.chars().take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_')).collect();
        let upper = mechanism.to_ascii_uppercase();
        if !matches!(upper.as_str(), "PLAIN" | "LOGIN" | "XOAUTH2" | "OAUTHBEARER" | "CRAM-MD5" | "NTLM" | "DIGEST-MD5" | "SCRAM-SHA-1" | "SCRAM-SHA-256") {
            continue;
        }
        let begin = at + 5 + mechanism.len();
        let gap = source[begin..].len() - source[begin..].trim_start_matches(' ').len();
        let token = token_at(source, begin + gap);
        let initial = gap > 0 && token.1 > token.0 && is_base64(&source[token.0..token.1]);
        if initial && upper != "LOGIN" {
            let end = wrapped(source, token.1);
            if !is_hidden(&source[token.0..end]) {
                add(token.0, end);
            }
            continue;
        }
        dialogue(source, begin, &upper, initial, &mut add);
    }
    for mark in ["pass ", "(decoded) ", "password=", "passwd=", "Password: "] {
        for at in memchr::memmem::find_iter(bytes, mark.as_bytes()) {
            let begin = at + mark.len();
            let fits = match mark {
                "pass " => source[..at].ends_with(", ") && source[..at].rfind('\n').map_or(&source[..at], |it| &source[it..at]).contains("Credentials:"),
                "(decoded) " => true,
                _ => at == 0 || !bytes[at - 1].is_ascii_alphanumeric(),
            };
            let end = begin + source[begin..].find(['\n', '\r', '&', ',', ';', '<', '"', '\'']).unwrap_or(source.len() - begin);
            let value = source[begin..end].trim_end();
            if fits && !value.is_empty() && value != "*" && !value.starts_with('(') && !value.starts_with('[') && value.len() < 200 && !is_hidden(value) && !(mark == "(decoded) " && is_name(value)) {
                add(begin, begin + value.len());
            }
        }
    }
    for at in memchr::memmem::find_iter(bytes, b"://") {
        let scheme = source[..at].rsplit(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !matches!(scheme, "smtp" | "smtps" | "submission" | "submissions") {
            continue;
        }
        let rest = &source[at + 3..];
        let host = rest.find(|it: char| it.is_whitespace() || matches!(it, '/' | '"' | '\'')).unwrap_or(rest.len());
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

/// Follows a sign-in over the next lines: each 334 is answered by a client line.
fn dialogue(source: &str, from: usize, mechanism: &str, user_given: bool, add: &mut dyn FnMut(usize, usize)) {
    let mut answers = usize::from(user_given);
    let mut prompt: Option<bool> = None;
    let mut at = from + source[from..].find('\n').map_or(0, |it| it + 1);
    if !source[from..].contains('\n') || source[from..].find('\n').is_some_and(|it| it > 300) {
        at = from;
    }
    for _ in 0..24 {
        if at >= source.len() {
            return;
        }
        let end = at + source[at..].find('\n').unwrap_or(source.len() - at);
        let line = &source[at..end];
        let mut words = Vec::new();
        let mut start = 0;
        for (index, char) in line.char_indices().chain([(line.len(), ' ')]) {
            if char.is_ascii_alphanumeric() || matches!(char, '+' | '/' | '=') {
                continue;
            }
            if index > start {
                words.push((start, index));
            }
            start = index + char.len_utf8();
        }
        let mut index = 0;
        while index < words.len() {
            let (start, stop) = words[index];
            let word = &line[start..stop];
            index += 1;
            if matches!(word, "235" | "535" | "534" | "530" | "454" | "550" | "525") && (index < words.len()) {
                if index <= 8 { return } else { continue }
            }
            if matches!(word, "MAIL" | "QUIT" | "RCPT" | "STARTTLS" | "EHLO") {
                return;
            }
            if word == "334" {
                prompt = Some(true);
                continue;
            }
            if word.len() < 4 || !is_base64(word) {
                continue;
            }
            let decoded = decode(word);
            match decoded.trim_end_matches(':').to_ascii_lowercase().as_str() {
                "username" | "user name" => {
                    prompt = Some(true);
                    answers = 0;
                    continue;
                }
                "password" => {
                    prompt = Some(true);
                    answers = answers.max(1);
                    continue;
                }
                _ => {}
            }
            let plausible = prompt.is_some() && (word.ends_with('=') || word.len() % 4 == 0) && !decoded.starts_with('<') && !decoded.starts_with("{\"");
            if !plausible || !decoded_fits(&decoded) && !matches!(mechanism, "CRAM-MD5" | "NTLM" | "DIGEST-MD5") {
                continue;
            }
            let secret = match mechanism {
                "LOGIN" => answers >= 1,
                _ => true,
            };
            if secret && !is_hidden(word) {
                add(at + start, at + stop);
            }
            answers += 1;
            if mechanism != "LOGIN" || answers >= 2 {
                // Debug output repeats the answer; go on while the lines are about the sign-in.
                prompt = if answers > 4 { None } else { prompt };
            }
        }
        at = end + 1;
    }
}

fn decoded_fits(decoded: &str) -> bool {
    decoded.len() >= 3 && decoded.chars().all(|it| !it.is_control() || it == '\0' || it == '\u{1}')
}

fn decode(word: &str) -> String {
    base64_decode(word.as_bytes()).map(|it| String::from_utf8_lossy(&it).into_owned()).unwrap_or_default()
}

fn is_hidden(word: &str) -> bool {
    let decoded = decode(word);
    HIDDEN.iter().any(|it| decoded.contains(it) || word.contains(it))
}

fn is_base64(word: &str) -> bool {
    word.len() >= 4 && word.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'='))
}

fn token_at(source: &str, at: usize) -> (usize, usize) {
    let length = source[at..].bytes().take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'=')).count();
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
    if complete && stop > token.0 && source[token.0..stop].ends_with('=') { stop } else { end }
}
