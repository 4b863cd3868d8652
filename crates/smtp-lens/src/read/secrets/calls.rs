//! Secrets among arguments: of functions in source code, of programs on a command line.

use super::is_value;

/// Which program has an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// curl: a name, a colon, the password.
    Curl,
    /// swaks and sendEmail.
    Sender,
    /// No other program has an option of this name with another meaning.
    Any,
}

/// The argument number `index` of the function whose bracket opens at `end`, when it is a string.
pub fn argument(source: &str, start: usize, end: usize, index: usize, add: &mut impl FnMut(usize, usize)) {
    // `xauth(`: another function.
    let before = source.as_bytes().get(start.wrapping_sub(1));
    if before.is_some_and(u8::is_ascii_alphanumeric) && !source[start..].starts_with("assword(") {
        return;
    }
    let rest = &source[end..];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let mut at = 0;
    for number in 0..=index {
        at += line[at..].len() - line[at..].trim_start().len();
        let quote = line[at..].chars().next().filter(|it| matches!(it, '"' | '\'' | '`'));
        let (from, to) = match quote {
            Some(quote) => match line[at + 1..].find(quote) {
                Some(length) => (at + 1, at + 1 + length),
                None => return,
            },
            None => (at, at),
        };
        if number == index {
            if quote.is_some() && is_value(&line[from..to]) {
                add(end + from, end + to);
            }
            return;
        }
        let behind = to + usize::from(quote.is_some());
        match line.get(behind..).and_then(|it| it.find([',', ';'])) {
            Some(comma) => at = behind + comma + 1,
            None => return,
        }
    }
}

/// The argument of an option that ends at `end`.
pub fn option(source: &str, start: usize, end: usize, program: Program, add: &mut impl FnMut(usize, usize)) {
    let before = &source[source.ceil_char_boundary(start.saturating_sub(1000))..start];
    let names = |it: &str| before.contains(it);
    let apart = before.is_empty() || before.ends_with([' ', '\t', '\n']);
    let known = match program {
        Program::Curl => names("curl"),
        Program::Sender => names("swaks") || names("sendEmail") || names("sendemail"),
        Program::Any => true,
    };
    if !apart || !known {
        return;
    }
    let rest = &source[end..];
    let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''));
    let from = usize::from(quote.is_some());
    let inner = &rest[from..];
    let length = match quote {
        Some(quote) => inner.find([quote, '\n']),
        None => Some(inner.find(char::is_whitespace).unwrap_or(inner.len())),
    };
    let Some(word) = length.map(|it| &inner[..it]) else {
        return;
    };
    let begin = match program {
        Program::Curl => match word.find(':') {
            Some(colon) => colon + 1,
            None => return,
        },
        // `--passwordeval "echo secret"`: the program that says it is none.
        _ if word.starts_with("echo ") => 5,
        _ => 0,
    };
    if is_value(&word[begin..]) {
        add(end + from + begin, end + from + word.len());
    }
}
