//! Secrets in settings: `SMTP_PASSWORD=x`, `'password' => 'x'`, `"pass": "x"`, `<password>x</password>`, `Mot de passe : x`.

use super::{is_app_password, is_mixed, is_value};

/// Shorter words of a sentence are none.
const SHORTEST: usize = 6;

/// Ends of a key that tell something about a secret, and not the secret.
const ABOUT: [&str; 22] = [
    "required",
    "file",
    "path",
    "policy",
    "reset",
    "length",
    "hash",
    "type",
    "name",
    "field",
    "hint",
    "expires",
    "expiry",
    "authentication",
    "auth",
    "protected",
    "changed",
    "confirmation",
    "eval",
    "command",
    "phrase_file",
    "manager",
];

/// What stands behind "Password:" when somebody writes about one.
const SAID_OF_ONE: [&str; 60] = [
    "incorrect",
    "wrong",
    "invalid",
    "required",
    "expired",
    "unknown",
    "missing",
    "correct",
    "ok",
    "set",
    "unset",
    "empty",
    "encrypted",
    "saved",
    "stored",
    "never",
    "always",
    "disabled",
    "enabled",
    "failed",
    "changed",
    "denied",
    "rejected",
    "refused",
    "mismatch",
    "accepted",
    "success",
    "optional",
    "blank",
    "same",
    "normal",
    "plain",
    "login",
    "authentication",
    "faux",
    "erroné",
    "requis",
    "obligatoire",
    "oublié",
    "inconnu",
    "expiré",
    "refusé",
    "vide",
    "invalide",
    "enregistré",
    "masqué",
    "falsch",
    "erforderlich",
    "ungültig",
    "abgelaufen",
    "leer",
    "vergessen",
    "korrekt",
    "unbekannt",
    "gespeichert",
    "incorrecta",
    "incorrecto",
    "incorreta",
    "onjuist",
    "verplicht",
];

/// The value of a key whose telling letters stand from `start` to `end`.
pub fn value(source: &str, start: usize, end: usize, add: &mut impl FnMut(usize, usize)) {
    let Some(end) = key(source, start, end) else { return };
    if let Some((from, to)) = assigned(source, start, end) {
        add(from, to);
    }
}

/// Where the key ends, when the letters are one's end: `SMTP_PASS`, `mailPassword`, `SECRET_KEY_BASE`.
fn key(source: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = source.as_bytes();
    let letters = &source[start..end];
    let before = start.checked_sub(1).map(|it| bytes[it]);
    let begins = match letters.as_bytes()[0] {
        // "assword" has its first letter before it, in either case.
        b'a' | b'A' => match letters.as_bytes()[1] {
            b's' | b'S' => matches!(before, Some(b'p' | b'P')),
            b'c' => matches!(before, Some(b'w' | b'W')),
            _ => before.is_none_or(|it| !it.is_ascii_alphabetic()),
        },
        b'o' | b'O' => matches!(before, Some(b'm' | b'M' | b'c' | b'C')),
        b'e' => matches!(before, Some(b'k' | b'K' | b's' | b'S')),
        b'_' | b'-' => true,
        // "pass" is a word of its own; "Pass" may end another: `smtpPass`.
        first if first.is_ascii_lowercase() => before.is_none_or(|it| !it.is_ascii_alphabetic()),
        _ => before.is_none_or(|it| !it.is_ascii_uppercase()),
    };
    let rest = &source[end..];
    let more = rest
        .bytes()
        .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-'))
        .count();
    let tail = rest[..more].trim_start_matches(['_', '-']).to_ascii_lowercase();
    let apart =
        more == 0 || rest.starts_with(['_', '-']) || tail == "word" || tail == "wd" || tail == "1" || tail == "value";
    let about = ABOUT.iter().any(|it| tail.ends_with(it));
    (begins && apart && !about && more < 40).then_some(end + more)
}

/// The value behind a key that ends at `at`.
fn assigned(source: &str, start: usize, at: usize) -> Option<(usize, usize)> {
    let rest = &source[at..];
    let tag = rest.starts_with('>') && is_tag(&source[..start]);
    if tag {
        let inner = &rest[1..];
        let end = inner.find(['<', '\n'])?;
        return is_value(&inner[..end]).then_some((at + 1, at + 1 + end));
    }
    let closed = rest.starts_with(['"', '\'']) || rest.starts_with("\\\"");
    let rest = rest
        .trim_start_matches('\\')
        .trim_start_matches(['"', '\'', ']', '}'])
        .trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}']);
    let (value, sign) = if let Some(it) = rest.strip_prefix("=>") {
        (it, '=')
    } else if let Some(it) = rest.strip_prefix(":=") {
        (it, '=')
    } else if let Some(it) = rest.strip_prefix('=') {
        (it.trim_start_matches('='), '=')
    } else if let Some(it) = rest.strip_prefix(':') {
        (it, ':')
    } else if let Some(it) = rest.strip_prefix("value=").filter(|_| closed) {
        (it, '=')
    } else if let Some(it) = rest
        .strip_prefix(',')
        .filter(|_| closed && is_argument(&source[..start]))
    {
        (it, ',')
    } else {
        return spaced(source, start, at);
    };
    let value = value.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}']);
    let start_of = source.len() - source[at..].len() + (source[at..].len() - value.len());
    let open = value.trim_start_matches('\\');
    let escapes = value.len() - open.len();
    if let Some(quote) = open.chars().next().filter(|it| matches!(it, '"' | '\'' | '`')) {
        let inner = &open[1..];
        let end = inner.find([quote, '\n'])?;
        let word = inner[..end].trim_end_matches('\\');
        let from = start_of + escapes + 1;
        return is_value(word).then_some((from, from + word.len()));
    }
    match sign {
        '=' if !closed => {
            // A line of a file of the environment is the value to its end.
            let end = if is_environment(&source[..at]) {
                value.find(char::is_whitespace)
            } else {
                value.find(|it: char| it.is_whitespace() || matches!(it, '&' | ',' | ';' | '<' | ')' | '"' | '\''))
            };
            let word = &value[..end.unwrap_or(value.len())];
            let word = line_value(source, at, value).unwrap_or(word);
            is_value(word).then_some((start_of, start_of + word.len()))
        }
        ':' => labelled(source, start, value, start_of),
        _ => None,
    }
}

/// `password = Tr0ub&3` alone on its line, as in a file of settings: the value to the line's end.
fn line_value<'a>(source: &str, at: usize, value: &'a str) -> Option<&'a str> {
    let from = source[..at].rfind('\n').map_or(0, |it| it + 1);
    let key = source[from..at].trim_start();
    let alone = key
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b'.'));
    let word = value.lines().next()?.trim_end();
    (alone && !word.contains([' ', '"', '\''])).then_some(word)
}

/// A value behind a colon and without quotes: what a line of settings has, and no sentence.
fn labelled(source: &str, start: usize, value: &str, at: usize) -> Option<(usize, usize)> {
    let line = value.lines().next().unwrap_or_default().trim_end();
    let word = line.split_whitespace().next()?;
    if is_app_password(line) {
        return Some((at, at + line.len()));
    }
    let bare = word.trim_end_matches([',', '.', ';', ')', '"', '\'', '»']);
    let bare_start = word.len() - word.trim_start_matches(['"', '\'', '«', '“', '(']).len();
    let inner = bare.get(bare_start..)?;
    if inner.len() >= SHORTEST && is_mixed(inner) && is_value(inner) && !inner.contains(['@', '/']) {
        return Some((at + bare_start, at + bare.len()));
    }
    // A line with nothing but a label and one word.
    let from = source[..start].rfind('\n').map_or(0, |it| it + 1);
    let label = source[from..start].trim_start_matches(['>', ' ', '\t', '-', '*', '|', '"', '\'']);
    let alone = label.len() < 40 && label.split_whitespace().count() < 4 && !label.contains([':', '=', ',', '.']);
    let said = SAID_OF_ONE
        .iter()
        .any(|it| inner.eq_ignore_ascii_case(it) || inner.to_lowercase() == *it);
    (alone && word.len() == line.len() && word.len() >= 5 && is_value(word) && !said && !word.contains('@'))
        .then_some((at, at + word.len()))
}

/// `password x` on a line of its own, as msmtp's and curl's files have it; `pass x` where s-nail tells its credentials.
fn spaced(source: &str, start: usize, at: usize) -> Option<(usize, usize)> {
    let told = &source[source.ceil_char_boundary(start.saturating_sub(300))..start];
    if let Some(value) = source[at..].strip_prefix(' ')
        && told
            .rfind("Credentials: host")
            .is_some_and(|it| !told[it..].contains('\n') || told[it..].len() < 200)
    {
        let end = value
            .find(['\n', '\r', ',', ';', '<', '"', '\''])
            .unwrap_or(value.len());
        let word = value[..end].trim_end();
        return is_value(word).then_some((at + 1, at + 1 + word.len()));
    }
    if !source[..at].ends_with("password") || !source[at..].starts_with([' ', '\t']) {
        return None;
    }
    let from = source[..start].rfind('\n').map_or(0, |it| it + 1);
    let before = source[from..start].trim_start();
    let known = before == "p" || before.contains("login ");
    let line = source[at..].lines().next().unwrap_or_default();
    let word = line.trim();
    let begin = at + (line.len() - line.trim_start().len());
    let word_only = !word.contains(char::is_whitespace) && word.len() >= SHORTEST;
    let telling = word.bytes().any(|it| !it.is_ascii_lowercase());
    (known && word_only && telling && is_value(word)).then_some((begin, begin + word.len()))
}

/// A password in a sentence: only what no sentence has there.
pub fn told(source: &str, at: usize, add: &mut impl FnMut(usize, usize)) {
    let rest = &source[at..];
    let Some(word) = rest.split_whitespace().next().filter(|it| rest.starts_with(*it)) else {
        return;
    };
    let word = word.trim_end_matches([',', '.', ';', ':', ')', '"', '\'', '»']);
    let bare = word.trim_start_matches(['"', '\'', '«', '“', '(']);
    if bare.len() >= SHORTEST && is_mixed(bare) && is_value(bare) && !bare.contains(['@', '/']) {
        add(at + word.len() - bare.len(), at + word.len());
    }
}

/// Whether `<` opened the word that a key ends.
fn is_tag(before: &str) -> bool {
    let from = before.ceil_char_boundary(before.len().saturating_sub(30));
    let word = &before[from..];
    word.rfind('<').is_some_and(|at| {
        word[at + 1..]
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-' | b':'))
    })
}

/// Whether the key is the first argument of a call: `put("mail.smtp.`, `env('MAIL_`.
fn is_argument(before: &str) -> bool {
    let from = before.ceil_char_boundary(before.len().saturating_sub(60));
    let word = &before[from..];
    word.rfind(['"', '\''])
        .is_some_and(|at| word[..at].ends_with('(') && !word[at + 1..].contains([' ', ',']))
}

/// Whether a line has a name in capitals and nothing else so far: `MAIL_PASSWORD`, `export SMTP_PASS`, `- SMTP_PASS`.
fn is_environment(before: &str) -> bool {
    let from = before.len() - before.len().min(80);
    let near = before.as_bytes().get(from..).unwrap_or_default();
    let line = near
        .rsplit(|it| *it == b'\n')
        .next()
        .unwrap_or_default()
        .trim_ascii_start();
    let name = line
        .strip_prefix(b"export ")
        .or_else(|| line.strip_prefix(b"- "))
        .or_else(|| line.strip_prefix(b"-e "))
        .unwrap_or(line);
    !name.is_empty()
        && name
            .iter()
            .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || *it == b'_')
}
