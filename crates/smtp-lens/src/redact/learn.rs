//! Values that only their place gives away.

use super::{Redactor, Sort};
use mail_parser::decoders::base64::base64_decode;
use smtp_lens_catalog::lower;

/// So much of one line is looked at.
const LINE: usize = 2000;

/// Fields whose words are people's names.
const PEOPLE: [&str; 17] = [
    "from",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "sender",
    "resent-from",
    "resent-to",
    "disposition-notification-to",
    "de",
    "à",
    "cci",
    "expéditeur",
    "destinataire",
    "destinataires",
    "recipient",
    "recipients",
];

/// Beginnings of subjects that a mail system writes.
const SYSTEM_SUBJECTS: [&str; 16] = [
    "undeliver",
    "undelivered",
    "delivery",
    "mail delivery",
    "returned mail",
    "failure",
    "mail failure",
    "message",
    "warning",
    "non remis",
    "non-remise",
    "échec",
    "automatic",
    "réponse automatique",
    "out of office",
    "mail system",
];

/// Words that stand in names of systems, and by themselves name nobody.
const NOBODY: [&str; 40] = [
    "mail",
    "delivery",
    "system",
    "subsystem",
    "the",
    "support",
    "team",
    "service",
    "office",
    "group",
    "from",
    "administrator",
    "postmaster",
    "mailer",
    "daemon",
    "no",
    "reply",
    "noreply",
    "microsoft",
    "outlook",
    "google",
    "exchange",
    "server",
    "message",
    "undelivered",
    "returned",
    "sender",
    "recipient",
    "recipients",
    "address",
    "user",
    "unknown",
    "error",
    "status",
    "notification",
    "failed",
    "failure",
    "host",
    "domain",
    "mta",
];

/// Local parts that are roles.
const ROLES: [&str; 22] = [
    "mailer-daemon",
    "postmaster",
    "support",
    "noreply",
    "no-reply",
    "contact",
    "newsletter",
    "scanner",
    "printer",
    "webmaster",
    "hostmaster",
    "abuse",
    "marketing",
    "service",
    "office",
    "accounts",
    "invoice",
    "billing",
    "recipient",
    "sender",
    "undisclosed-recipients",
    "do-not-reply",
];

/// The local part of an address when it would name its owner by itself.
pub fn telling_local_part(address: &str) -> Option<&str> {
    let local = address.split(['@', '%']).next().unwrap_or_default();
    let telling = local.len() >= 6 || local.len() >= 4 && local.contains(['.', '_', '-']);
    (telling && !ROLES.contains(&local)).then_some(local)
}

/// A secret as it stands, and what it holds when it is base64 (RFC 4616: a user and a password between zeros).
pub fn forms_of_secret(secret: &str) -> Vec<String> {
    let joined: String = secret.split_whitespace().collect();
    let mut forms = vec![secret.to_string(), joined.clone()];
    if let Some(decoded) = base64_decode(joined.as_bytes()).and_then(|it| String::from_utf8(it.to_vec()).ok()) {
        let inner = decoded
            .split(['\0', '\u{1}', ' '])
            .filter(|it| it.len() >= 6 && !it.contains('@'));
        forms.extend(inner.map(|it| it.trim_start_matches("auth=Bearer").to_string()));
    }
    forms
}

/// Learns from one text.
pub fn learn(into: &mut Redactor<'_>, text: &str) {
    for line in text.lines() {
        let line = &line[..line.floor_char_boundary(LINE)];
        hosts(into, line);
        if into.masks.names {
            names(into, line);
        }
    }
}

/// Hosts of one label: nothing in their shape tells them.
fn hosts(into: &mut Redactor<'_>, line: &str) {
    if !into.masks.hosts {
        return;
    }
    let mut add = |host: &str| {
        let host = host.trim_matches(|it: char| !it.is_alphanumeric());
        let plausible = host.len() >= 3
            && host.len() < 64
            && !host.contains('.')
            && host.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '_'))
            && !["localhost", "unknown", "the", "smtp", "esmtp", "helo", "ehlo"].contains(&lower(host).as_str());
        if plausible {
            let with = into.stand_in(Sort::Host, host);
            into.literal(host, &with, false);
        }
    };
    for mark in [
        "EHLO ",
        "HELO ",
        "ehlo ",
        "helo ",
        "LHLO ",
        "helo=<",
        "helo=",
        "Received: from ",
        "client=",
    ] {
        if let Some(at) = line.find(mark) {
            let word = line[at + mark.len()..]
                .split(|it: char| it.is_whitespace() || matches!(it, '>' | '[' | '(' | ',' | '"' | '\''))
                .next();
            add(word.unwrap_or_default());
        }
    }
    let in_trace = line.contains("Received:") || line.starts_with([' ', '\t']);
    if let Some(at) = line
        .find(" by ")
        .filter(|_| in_trace && (line.contains(" with ") || line.contains(" id ")))
    {
        add(line[at + 4..].split_whitespace().next().unwrap_or_default());
    }
    if let Some(host) = log_host(line) {
        add(host);
    }
}

/// The host of a line of a system log (RFC 3164, RFC 5424 timestamps): `Nov 23 12:00:00 HOST postfix/smtp[1]: …`.
fn log_host(line: &str) -> Option<&str> {
    let mut words = line.split_ascii_whitespace();
    let first = words.next()?;
    let host = if first.len() >= 19 && first.as_bytes().get(4) == Some(&b'-') && first.contains('T') {
        words.next()?
    } else {
        let is_month = first.len() == 3 && first.chars().all(char::is_alphabetic);
        let day = words.next()?;
        let time = words.next()?;
        let is_time = is_month && day.parse::<u8>().is_ok() && time.matches(':').count() == 2;
        is_time.then(|| words.next()).flatten()?
    };
    let program = words.next()?;
    (program.ends_with(':') || program.contains('[')).then_some(host)
}

fn names(into: &mut Redactor<'_>, line: &str) {
    let unquoted = line.trim_start_matches(['>', ' ', '\t', '*']);
    if let Some((field, value)) = unquoted.split_once(':') {
        let field = lower(field.trim());
        if PEOPLE.contains(&field.as_str()) && !value.trim_start().starts_with('<') {
            for one in value.split([',', ';']) {
                person(into, one.split(['<', '(']).next().unwrap_or_default());
            }
            return;
        }
        if matches!(field.as_str(), "subject" | "objet" | "sujet") {
            let subject = value.trim();
            let small = lower(subject);
            if subject.len() >= 6 && !SYSTEM_SUBJECTS.iter().any(|it| small.starts_with(it)) {
                let with = into.stand_in(Sort::Subject, subject);
                into.literal(subject, &with, false);
            }
            return;
        }
    }
    // "… to Anna Example <anna@example.org>", "Anna Example (anna@example.org)": the words with capitals before the address.
    for (at, _) in unquoted.match_indices(['<', '(']).take(20) {
        let inside = unquoted[at + 1..].split(['>', ')']).next().unwrap_or_default();
        if !inside.contains('@') || inside.contains(' ') {
            continue;
        }
        let before = unquoted[..at].trim_end().trim_end_matches(['"', '\'']);
        let words = before.split_whitespace().rev().take(4);
        let capitals: Vec<&str> = words
            .take_while(|it| it.trim_start_matches(['"', '\'']).starts_with(char::is_uppercase))
            .collect();
        if capitals.len() > 1 {
            let name: Vec<&str> = capitals.into_iter().rev().collect();
            person(into, &name.join(" "));
        }
    }
}

/// Learns a name and its parts, when these words are one.
fn person(into: &mut Redactor<'_>, words: &str) {
    let name = words.trim().trim_matches(['"', '\'', '*', '•', '-']).trim();
    if name.contains('@') || name.len() > 80 {
        return;
    }
    if name.starts_with("=?") {
        // An encoded word (RFC 2047) is a name whatever it says.
        let with = into.stand_in(Sort::Name, name);
        into.literal(name, &with, false);
        return;
    }
    let parts: Vec<&str> = name.split_whitespace().collect();
    let is_part = |it: &&str| {
        it.chars().next().is_some_and(char::is_alphabetic)
            && it
                .chars()
                .all(|it| it.is_alphabetic() || matches!(it, '-' | '\'' | '’' | '.'))
            && !NOBODY.contains(&lower(it).as_str())
    };
    let plausible = (1..=5).contains(&parts.len())
        && parts.iter().all(is_part)
        && name.chars().next().is_some_and(char::is_uppercase);
    if !plausible {
        return;
    }
    let with = into.stand_in(Sort::Name, name);
    into.literal(name, &with, false);
    if parts.len() > 1 {
        for part in parts {
            if part.chars().count() >= 3 && part.chars().next().is_some_and(char::is_uppercase) {
                into.literal(part, &with, true);
            }
        }
    }
}
