//! A password that the dialogue or a setting gave away, and that stands somewhere else once more.

use mail_parser::decoders::base64::base64_decode;

/// Shorter words are looked for nowhere else: they could be anybody's.
const SHORTEST: usize = 6;
/// So many different secrets are looked for once more.
const MOST: usize = 16;

/// Adds what the secrets of `into` are in clear, wherever it stands in `source` as a word of its own.
pub fn find(source: &str, part: usize, into: &mut Vec<(usize, usize, usize)>) {
    let mut clear: Vec<String> = Vec::new();
    for &(_, start, end) in into.iter().filter(|it| it.0 == part) {
        let word = source.get(start..end).unwrap_or_default();
        for it in [Some(word.to_owned()), in_clear(word)].into_iter().flatten() {
            if clear.len() < MOST && is_telling(&it) && !clear.contains(&it) {
                clear.push(it);
            }
        }
    }
    for word in &clear {
        for at in memchr::memmem::find_iter(source.as_bytes(), word.as_bytes()) {
            let end = at + word.len();
            let apart = |it: Option<char>| it.is_none_or(|it| !it.is_alphanumeric());
            if apart(source[..at].chars().next_back()) && apart(source[end..].chars().next()) {
                into.push((part, at, end));
            }
        }
    }
}

/// The password inside a base64 word: the last of `NUL name NUL password`, or the whole when it is text.
fn in_clear(word: &str) -> Option<String> {
    let decoded = String::from_utf8(base64_decode(word.as_bytes())?).ok()?;
    let password = decoded.rsplit('\0').next().unwrap_or_default();
    (!password.is_empty() && password.chars().all(|it| !it.is_control())).then(|| password.to_owned())
}

/// Whether a word is so much its own that it is the secret wherever it stands.
fn is_telling(word: &str) -> bool {
    let plain = word.bytes().all(|it| it.is_ascii_lowercase());
    word.len() >= SHORTEST && (!plain || word.len() >= 12) && !word.contains('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_dialogue_gave_away_is_hidden_everywhere() {
        let source = "AUTH PLAIN AG1lAFNlc2FtMTIzNA==\npw was Sesam1234, not Sesam12345";
        let mut secrets = vec![(0, 11, 31)];
        find(source, 0, &mut secrets);
        let words: Vec<&str> = secrets.iter().map(|&(_, start, end)| &source[start..end]).collect();
        assert_eq!(words, ["AG1lAFNlc2FtMTIzNA==", "AG1lAFNlc2FtMTIzNA==", "Sesam1234"]);
    }
}
