//! Secrets beside the dialogue: in the settings and the source code that people paste with it, and a password that the dialogue gave away and
//! that stands somewhere else once more.

use mail_parser::decoders::base64::base64_decode;

/// Ends of keys whose value is a secret, the longer ones first. They may begin with more: `SMTP_PASSWORD`, `mailPass`.
const KEYS: [&[u8]; 6] = [b"assword", b"asswd", b"ass", b"pwd", b"secret", b"api_key"];
/// Shorter words are looked for nowhere else: they could be anybody's.
const SHORTEST: usize = 6;
/// So many different secrets are looked for once more.
const MOST: usize = 16;
/// What people write in the place of a secret.
const STAND_INS: [&str; 12] = [
    "none",
    "null",
    "true",
    "false",
    "nil",
    "undefined",
    "hidden",
    "redacted",
    "password",
    "secret",
    "yes",
    "no",
];

/// Adds the values of settings that are secrets, in `source`, which is part `part` of the input: `SMTP_PASSWORD=x`, `'password' => 'x'`,
/// `"pass": "x"`, `login("me@example.com", "x")`.
pub fn find(source: &str, part: usize, into: &mut Vec<(usize, usize, usize)>) {
    let bytes = source.as_bytes();
    for mark in [
        "ass", "ASS", "pwd", "PWD", "secret", "SECRET", "Secret", "api_key", "API_KEY",
    ] {
        for at in memchr::memmem::find_iter(bytes, mark.as_bytes()) {
            let key = KEYS.iter().find(|it| {
                let have = bytes.get(at..at + it.len());
                // "pass", and not "class".
                let whole = it[0] != b'a' || at > 0 && matches!(bytes[at - 1], b'p' | b'P');
                whole && have.is_some_and(|have| have.eq_ignore_ascii_case(it))
            });
            if let Some((start, end)) = key.and_then(|it| assigned(source, at + it.len())) {
                into.push((part, start, end));
            }
        }
    }
    for mark in ["--user ", "-u ", "--user=", "-xp ", "--auth-password ", "-ap "] {
        for at in memchr::memmem::find_iter(bytes, mark.as_bytes()) {
            if let Some((start, end)) = on_command_line(source, at, at + mark.len()) {
                into.push((part, start, end));
            }
        }
    }
    for mark in SENTENCES {
        for at in memchr::memmem::find_iter(bytes, mark.as_bytes()) {
            if let Some((start, end)) = told(source, at + mark.len()) {
                into.push((part, start, end));
            }
        }
    }
    for at in memchr::memmem::find_iter(bytes, b"login(") {
        if let Some((start, end)) = second_argument(source, at + 6) {
            into.push((part, start, end));
        }
    }
}

/// What a person writes before a password.
const SENTENCES: [&str; 10] = [
    "assword is ",
    "assword is: ",
    "assword was ",
    "ot de passe est ",
    "ot de passe est : ",
    "ot de passe : ",
    "ot de passe: ",
    "asswort ist ",
    "asswort: ",
    "assword: ",
];

/// A password in a sentence: only what no sentence has there, letters beside digits or signs.
fn told(source: &str, at: usize) -> Option<(usize, usize)> {
    let rest = &source[at..];
    let word = rest.split_whitespace().next().filter(|it| rest.starts_with(*it))?;
    let word = word.trim_end_matches([',', '.', ';', ':', ')', '"', '\'', '»']);
    let bare = word.trim_start_matches(['"', '\'', '«', '“', '(']);
    let mixed = bare.chars().any(char::is_alphabetic) && bare.chars().any(|it| it.is_ascii_digit());
    let start = at + word.len() - bare.len();
    (mixed && bare.len() >= SHORTEST && is_value(bare) && !bare.contains(['@', '/']))
        .then_some((start, at + word.len()))
}

/// The secret among a program's arguments: curl's `--user name:password`, sendEmail's `-xp password`, swaks' `-ap password`.
fn on_command_line(source: &str, at: usize, value: usize) -> Option<(usize, usize)> {
    let before = &source[source.ceil_char_boundary(at.saturating_sub(1000))..at];
    let names = |it: &str| before.contains(it);
    let user = source[at..].starts_with("--user") || source[at..].starts_with("-u");
    let apart = before.is_empty() || before.ends_with([' ', '\t', '\n']);
    let known = if user {
        names("curl")
    } else {
        names("swaks") || names("sendEmail") || names("sendemail")
    };
    if !apart || !known {
        return None;
    }
    let rest = &source[value..];
    let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''));
    let from = usize::from(quote.is_some());
    let inner = &rest[from..];
    let end = match quote {
        Some(quote) => inner.find([quote, '\n'])?,
        None => inner.find(char::is_whitespace).unwrap_or(inner.len()),
    };
    let word = &inner[..end];
    let begin = if user { word.find(':')? + 1 } else { 0 };
    let start = value + from + begin;
    is_value(&word[begin..]).then_some((start, value + from + end))
}

/// Adds what the secrets of `into` are in clear, wherever it stands in `source` as a word of its own.
pub fn again(source: &str, part: usize, into: &mut Vec<(usize, usize, usize)>) {
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

/// The value behind a key that ends at `at`: with an equals sign or an arrow, or with a colon between quotes.
fn assigned(source: &str, at: usize) -> Option<(usize, usize)> {
    let rest = &source[at..];
    let closed = rest.starts_with(['"', '\'']);
    let rest = rest
        .trim_start_matches(['"', '\'', ']'])
        .trim_start_matches([' ', '\t']);
    let (value, arrow) = if let Some(it) = rest.strip_prefix("=>") {
        (it, true)
    } else if let Some(it) = rest.strip_prefix('=') {
        (it, true)
    } else {
        (rest.strip_prefix(':')?, false)
    };
    let value = value.trim_start_matches([' ', '\t']);
    let start = source.len() - value.len();
    let quote = value.chars().next().filter(|it| matches!(it, '"' | '\''));
    let end = match quote {
        Some(quote) => value[1..].find([quote, '\n'])? + 1,
        // Without quotes a colon is what sentences have: "Password: …".
        // A line of a file of the environment is the value to its end.
        None if arrow && !closed && is_environment(&source[..at]) => {
            value.find(char::is_whitespace).unwrap_or(value.len())
        }
        None if arrow && !closed => value
            .find(|it: char| it.is_whitespace() || matches!(it, '&' | ',' | ';' | '<' | ')' | '"' | '\''))
            .unwrap_or(value.len()),
        None => return None,
    };
    let from = usize::from(quote.is_some());
    is_value(&value[from..end]).then_some((start + from, start + end))
}

/// Whether a line has a name in capitals and nothing else so far: `MAIL_PASSWORD`, `export SMTP_PASS`.
fn is_environment(before: &str) -> bool {
    let from = before.len() - before.len().min(80);
    let near = before.as_bytes().get(from..).unwrap_or_default();
    let line = near.rsplit(|it| *it == b'\n').next().unwrap_or_default();
    let name = line.strip_prefix(b"export ").unwrap_or(line);
    !name.is_empty()
        && name
            .iter()
            .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || *it == b'_')
}

/// The second of two quoted arguments: a name and its password.
fn second_argument(source: &str, at: usize) -> Option<(usize, usize)> {
    let rest = &source[at..];
    let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
    let line = rest.lines().next()?;
    let first = line[1..].find(quote)? + 2;
    let next = line[first..].find(['"', '\''])? + first;
    if !line[first..next].chars().all(|it| it == ',' || it == ' ') {
        return None;
    }
    let begin = next + 1;
    let end = line[begin..].find(['"', '\''])? + begin;
    is_value(&line[begin..end]).then_some((at + begin, at + end))
}

fn is_value(value: &str) -> bool {
    let stands_in = value.bytes().all(|it| matches!(it, b'*' | b'x' | b'X' | b'.' | b'-'))
        || value.starts_with(['$', '<', '{', '%', '(', '['])
        || STAND_INS.iter().any(|it| value.eq_ignore_ascii_case(it));
    value.len() >= 3 && value.len() < 200 && (!value.contains(' ') || is_app_password(value)) && !stands_in
}

/// Four words of four letters, as Google shows an app password.
fn is_app_password(value: &str) -> bool {
    value.split(' ').count() == 4
        && value
            .split(' ')
            .all(|it| it.len() == 4 && it.bytes().all(|it| it.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<&str> {
        let mut ranges = Vec::new();
        find(source, 0, &mut ranges);
        ranges.sort_unstable();
        ranges.dedup();
        ranges.iter().map(|&(_, start, end)| &source[start..end]).collect()
    }

    #[test]
    fn values_of_settings_are_secrets() {
        assert_eq!(found("MAIL_USERNAME=me\nMAIL_PASSWORD=Sesam1234\n"), ["Sesam1234"]);
        assert_eq!(found("'username' => 'me', 'password' => 'Se-sam',"), ["Se-sam"]);
        assert_eq!(found("{\"user\": \"me\", \"pass\": \"Se sam\", \"port\": 25}"), [""; 0]);
        assert_eq!(found("\"password\": \"abcd efgh ijkl mnop\""), ["abcd efgh ijkl mnop"]);
        assert_eq!(found("auth: { user: 'me', pass: 'Sesam1' }"), ["Sesam1"]);
        assert_eq!(
            found("define('SMTP_PASS', 'x'); $mail->Password = 'Sesam1';"),
            ["Sesam1"]
        );
        assert_eq!(found("MAIL_PASSWORD=Tr0ub&3;4\nA=b"), ["Tr0ub&3;4"]);
        assert_eq!(
            found("curl --mail-from me@example.com --user 'me@example.com:abcd efgh ijkl mnop'"),
            ["abcd efgh ijkl mnop"]
        );
        assert_eq!(found("swaks --to a@example.org -au me -ap Sesam1"), ["Sesam1"]);
        assert_eq!(
            found("it worked, my password is Winter2026! and not old"),
            ["Winter2026!"]
        );
        assert_eq!(
            found("le mot de passe est « x », mot de passe : Hiver2026."),
            ["Hiver2026"]
        );
        assert_eq!(found(">>> s.login(\"me@example.com\",\"Sesam1\")"), ["Sesam1"]);
    }

    #[test]
    fn words_about_passwords_are_none() {
        for it in [
            "535 Username and Password not accepted",
            "Incorrect password: rejected",
            "password = $SMTP_PASSWORD",
            "pass=***",
            "pwd: /home/me",
            "passed=3",
            "{\"class\":\"ActionMailer::MailDeliveryJob\"}",
            "the password is correct; my password is too long, password: authentication",
            "sudo -u www-data:www-data php artisan",
            "login(user, password)",
        ] {
            assert_eq!(found(it), [""; 0], "{it}");
        }
    }

    #[test]
    fn what_the_dialogue_gave_away_is_hidden_everywhere() {
        let source = "AUTH PLAIN AG1lAFNlc2FtMTIzNA==\npw was Sesam1234, not Sesam12345";
        let mut secrets = vec![(0, 11, 31)];
        again(source, 0, &mut secrets);
        let words: Vec<&str> = secrets.iter().map(|&(_, start, end)| &source[start..end]).collect();
        assert_eq!(words, ["AG1lAFNlc2FtMTIzNA==", "AG1lAFNlc2FtMTIzNA==", "Sesam1234"]);
    }
}
