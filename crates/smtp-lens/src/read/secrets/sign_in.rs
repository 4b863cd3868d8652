//! Passwords, tokens and digests that a client sends to sign in: found by following the dialogue.

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

/// Gives every such secret of `source` to `add`. A server's log shows no sign-in, so `words` may stay unread there.
pub fn find(source: &str, words: bool, mut add: &mut impl FnMut(usize, usize)) {
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
            let shown = &source[token.0..end];
            let word = &shown.replace(['\n', ' ', '\t', '>'], "");
            let offered = at >= 4 && bytes[at - 4..at - 1].iter().all(u8::is_ascii_digit);
            if word.len() >= 8
                && word.len().is_multiple_of(4)
                && !offered
                && initial_fits(&upper, word)
                && !is_hidden(word)
            {
                add(token.0, end);
            }
        }
    }
    if words {
        bare(source, &mut add);
        passwords_asked_for(source, &mut add);
    }
    for at in memchr::memmem::find_iter(bytes, b"(decoded) ") {
        decoded(source, at + 10, &mut add);
    }
}

/// What Perl's Net::SMTP prints of a sign-in in clear: `>>> (decoded) secret`.
fn decoded(source: &str, at: usize, add: &mut impl FnMut(usize, usize)) {
    let before = source[..at - 10].trim_end();
    let value = source[at..].lines().next().unwrap_or_default().trim_end();
    let end = value.find(['&', ',', ';', '<', '"', '\'']).unwrap_or(value.len());
    let value = value[..end].trim_end();
    let shown = !value.is_empty() && value != "*" && !value.starts_with(['(', '[']) && value.len() < 200;
    if before.ends_with(['>', '<']) && shown && !is_hidden(value) && !is_name(value) {
        add(at, at + value.len());
    }
}

/// Whether the word after a mechanism can be what a client sends with it; a word of an offer ("AUTH PLAIN LOGIN") cannot.
fn initial_fits(mechanism: &str, word: &str) -> bool {
    let Some(decoded) = base64_decode(word.as_bytes()) else {
        return false;
    };
    match mechanism {
        "PLAIN" => decoded.contains(&0),
        "NTLM" => is_ntlm_answer(&decoded),
        "XOAUTH2" | "OAUTHBEARER" | "XOAUTH" => memchr::memmem::find(&decoded, b"auth=").is_some(),
        _ => !is_mechanism(word.trim_end_matches('=')) && word.len() >= 12,
    }
}

/// Words that can only be credentials, wherever they stand: wrapping and joining may have torn them from their command.
fn bare(source: &str, add: &mut impl FnMut(usize, usize)) {
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !is_letter(bytes[at]) {
            at += 1;
            continue;
        }
        let (start, end) = token_at(source, at);
        at = end.max(at + 1);
        let length = end - start;
        if length < 12 || !length.is_multiple_of(4) || length > 8192 {
            continue;
        }
        let word = &source[start..end];
        if let Some(decoded) = base64_decode(word.as_bytes())
            && is_credential(&decoded)
            && !is_hidden(word)
        {
            add(start, end);
        }
    }
}

/// The third message of NTLM, with its two digests; the first one says no more than who asks.
fn is_ntlm_answer(decoded: &[u8]) -> bool {
    decoded.starts_with(b"NTLMSSP\0\x03")
}

/// `[name] NUL name NUL password` (RFC 4616), a bearer token (RFC 7628), or `name digest` (RFC 2195).
fn is_credential(decoded: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(decoded) else {
        return is_ntlm_answer(decoded);
    };
    let printable = |it: &str| !it.is_empty() && it.chars().all(|it| !it.is_control());
    if let [_, name, password] = text.split('\0').collect::<Vec<_>>()[..] {
        return printable(name) && printable(password);
    }
    if text.contains("\u{1}auth=") {
        return true;
    }
    text.rsplit_once(' ').is_some_and(|(name, digest)| {
        printable(name) && digest.len() == 32 && digest.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// What follows the question for the password (`334 UGFzc3dvcmQ6`), whatever stands between.
fn passwords_asked_for(source: &str, add: &mut impl FnMut(usize, usize)) {
    let bytes = source.as_bytes();
    for at in memchr::memmem::find_iter(bytes, b"334") {
        if at > 0 && is_letter(bytes[at - 1]) {
            continue;
        }
        let (_, end) = token_at(source, at);
        // "334 UGFz…", "retcode (334); Msg: b'UGFz…'"
        let mut prompt = (end, end);
        while prompt.1 < (end + 24).min(bytes.len()) && asks_for(&source[prompt.0..prompt.1]) != Asked::Password {
            let gap = bytes[prompt.1..]
                .iter()
                .take(24)
                .take_while(|it| !is_letter(**it))
                .count();
            if !source.is_char_boundary(prompt.1 + gap) {
                break;
            }
            let next = token_at(source, prompt.1 + gap);
            if next.1 == prompt.1 {
                break;
            }
            prompt = next;
        }
        if end != at + 3 || asks_for(&source[prompt.0..prompt.1]) != Asked::Password {
            continue;
        }
        let mut from = prompt.1;
        let limit = (from + 400).min(bytes.len());
        while from < limit {
            if !is_letter(bytes[from]) {
                from += 1;
                continue;
            }
            let (start, stop) = token_at(source, from);
            from = stop.max(from + 1);
            let word = &source[start..stop];
            let answers = bytes.get(stop).is_some_and(|it| matches!(it, b' ' | b'-'));
            if word.len() == 3
                && word.starts_with(['2', '4', '5'])
                && word != "250"
                && word.parse::<u16>().is_ok()
                && answers
            {
                break;
            }
            if word.len() >= 4
                && word.len().is_multiple_of(4)
                && asks_for(word) == Asked::Other
                && base64_decode(word.as_bytes())
                    .and_then(|it| String::from_utf8(it).ok())
                    .is_some_and(|it| it.len() >= 3 && it.chars().all(|it| !it.is_control()))
                && !is_hidden(word)
            {
                add(start, stop);
                break;
            }
        }
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// User names and prompts are no secrets.
fn is_name(value: &str) -> bool {
    value.contains('@') || matches!(value.trim_end_matches(':'), "Username" | "Password" | "User Name")
}

/// The secret among the words of a client line that answers a 334, if it holds one: the last word, when it is base64 and no stand-in.
/// What answers a question for the password may be short; what a mechanism computes need not be text.
pub fn answer(line: &str, asked: Asked, mechanism: &str) -> Option<(usize, usize)> {
    let trimmed = line.trim_end();
    let trimmed = trimmed.trim_end_matches(['"', '\'']);
    let trimmed = trimmed
        .trim_end_matches("\\\\r\\\\n")
        .trim_end_matches("\\r\\n")
        .trim_end_matches("<CRLF>")
        .trim_end();
    let start = trimmed
        .rfind(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '+' | '/' | '=')))
        .map_or(0, |it| it + trimmed[it..].chars().next().map_or(1, char::len_utf8));
    let word = &trimmed[start..];
    let computed = !matches!(mechanism, "" | "LOGIN" | "PLAIN");
    let plausible = is_base64(word)
        && word.len() >= 4
        && (word.len().is_multiple_of(4) || word.len() >= 60)
        && match asked {
            Asked::Password => !decode(word).is_empty(),
            _ if computed && word.len() >= 24 => base64_decode(word.as_bytes()).is_some(),
            _ => decoded_fits(&decode(word)),
        };
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

pub fn is_hidden(word: &str) -> bool {
    let decoded = decode(word);
    HIDDEN.iter().any(|it| decoded.contains(it) || word.contains(it))
}

pub fn is_base64(word: &str) -> bool {
    word.len() >= 4
        && word
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'='))
}

pub fn token_at(source: &str, at: usize) -> (usize, usize) {
    let length = source[at..]
        .bytes()
        .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'+' | b'/' | b'='))
        .count();
    (at, at + length)
}

/// The end of a token that line breaks cut into pieces.
fn wrapped(source: &str, end: usize) -> usize {
    let mut end = end;
    let mut candidate = end;
    for _ in 0..200 {
        let rest = &source[candidate..];
        if source[..candidate].ends_with('=') || !rest.starts_with('\n') {
            break;
        }
        let next = rest[1..].trim_start_matches([' ', '\t', '>']);
        let offset = candidate + rest.len() - next.len();
        let token = token_at(source, offset);
        let stop = token.1;
        let alone = source[stop..].starts_with(['\n', '\r', '\'', '"', '<']) || stop == source.len();
        if !alone || stop == token.0 {
            break;
        }
        candidate = stop;
        let whole = source[token.0..stop].ends_with('=');
        // Without its padding a word may be the next line's own: only long ones are the rest of a token.
        if whole || stop - token.0 >= 40 {
            end = stop;
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<&str> {
        let mut spans = Vec::new();
        find(source, true, &mut |start, end| spans.push((start, end)));
        spans.sort_unstable();
        spans.dedup();
        spans.iter().map(|it| &source[it.0..it.1]).collect()
    }

    #[test]
    fn credentials_are_known_by_what_they_hold() {
        let plain = "AGFubkBleGFtcGxlLmNvbQBzM2NyZXQ=";
        assert_eq!(found(&format!("AUTH PLAIN {plain}")), [plain]);
        assert_eq!(found(&format!("Wrote: AUTH\nPLAIN {plain}<CRLF>")), [plain]);
        let digest = "YW5uIDNhYmFmNDk2YTQ1ZjI4NzJlNzcyYjFlNDUxNjk1ZTVj";
        assert_eq!(found(&format!("334 PDFAZXhhbXBsZS5jb20+\nC: {digest}\n")), [digest]);
    }

    #[test]
    fn the_answer_to_the_question_for_the_password() {
        for text in [
            "334 VXNlcm5hbWU6\nYW5uQGV4YW1wbGUuY29t\n334 UGFzc3dvcmQ6\nczNjcmV0MQ==\n",
            "[13:05] 4< 334 UGFzc3dvcmQ6 [13:05] 4> czNjcmV0MQ== [13:05] 4< 535 5.7.8 no",
            "reply: retcode (334); Msg: b'UGFzc3dvcmQ6'\nsend: 'czNjcmV0MQ==\\r\\n'",
        ] {
            assert_eq!(found(text), ["czNjcmV0MQ=="], "{text}");
        }
    }

    #[test]
    fn what_is_no_secret() {
        for text in [
            "250-AUTH PLAIN LOGIN250 HELP",
            "AUTH PLAIN LOGIN",
            "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6",
            "334 UGFzc3dvcmQ6\n535 5.7.8 no AAAAAAAA\n",
            "AUTH PLAIN ********",
            "334 VXNlcm5hbWU6\nYW5uQGV4YW1wbGUuY29t\n",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
