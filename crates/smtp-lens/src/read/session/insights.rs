//! What a session shows as a whole, though no line of it says so.

use super::meaning::clean_word;
use super::{ReadExchange, ReadSession};
use crate::phrases::Phrases;
use crate::read::{ReadFinding, ReadRemark};
use smtp_lens_catalog::Stage;

/// Adds what is worth saying of one session.
pub fn of(source: &str, part: usize, session: &ReadSession, found: &[ReadFinding], into: &mut Vec<ReadRemark>) {
    let mut say = |kind: &'static str, range: Option<(usize, usize)>, with: Vec<(&'static str, String)>| {
        if !into.iter().any(|it: &ReadRemark| it.kind == kind && it.with == with) {
            into.push(ReadRemark {
                kind,
                part,
                range,
                with,
            });
        }
    };
    sign_in(source, session, found, &mut say);
    if let Some((range, size, limit)) = too_big(source, session) {
        say(
            "size-exceeded",
            Some(range),
            vec![("size", size.to_string()), ("limit", limit.to_string())],
        );
    }
    if let Some(echo) = found.iter().find(|it| it.follows)
        && let Some(reply) = &echo.reply
    {
        let code = reply.code.unwrap_or_default().to_string();
        say("echo", Some((reply.start, reply.end)), vec![("code", code)]);
    }
    if let Some(range) = session.unencrypted {
        say("encryption-unfinished", Some(range), Vec::new());
    } else {
        hung_up(session, &mut say);
    }
}

type Say<'a> = dyn FnMut(&'static str, Option<(usize, usize)>, Vec<(&'static str, String)>) + 'a;

/// Signing in: whether it was tried, where it was offered, in what form, over which connection.
fn sign_in(source: &str, session: &ReadSession, found: &[ReadFinding], say: &mut Say<'_>) {
    let offer = session
        .capabilities
        .iter()
        .find(|it| it.to_ascii_uppercase().starts_with("AUTH"));
    let tries: Vec<&ReadExchange> = session
        .exchanges
        .iter()
        .filter(|it| it.stage == Some(Stage::Auth) && it.command.is_some())
        .collect();
    let refused = |it: &&&ReadExchange| it.reply.as_ref().is_some_and(|it| it.refuses());
    let refusal = found
        .iter()
        .find(|it| !it.follows && matches!(it.stage, Some(Stage::Mail | Stage::Rcpt | Stage::Data | Stage::Message)));
    if tries.is_empty()
        && let Some(reply) = refusal.and_then(|it| it.reply.as_ref())
        && wants_sign_in(reply.code, &reply.text)
    {
        let last = session.exchanges.iter().rev().find(|it| it.offered.known);
        if offer.is_some() {
            say("auth-not-tried", Some((reply.start, reply.end)), Vec::new());
        } else if last.is_some_and(|it| it.offered.starttls && !it.offered.auth) {
            say("auth-after-starttls", Some((reply.start, reply.end)), Vec::new());
        }
    }
    for it in &tries {
        let Some((start, end)) = it.command else { continue };
        let named = mechanism(source, start, end);
        let clear = matches!(named.as_str(), "PLAIN" | "LOGIN" | "XOAUTH2" | "OAUTHBEARER");
        if it.offered.starttls && !it.offered.auth && it.offered.known {
            say("auth-before-starttls", Some((start, end)), Vec::new());
        }
        if it.offered.starttls && clear && !session.tls {
            say("sign-in-unencrypted", Some((start, end)), Vec::new());
        }
        if let Some(offer) = offer
            && it.reply.as_ref().is_some_and(|it| it.refuses())
            && !named.is_empty()
            && !offer.to_ascii_uppercase().split([' ', '=']).any(|it| it == named)
        {
            let offered = offer.split([' ', '=']).skip(1).collect::<Vec<_>>().join(", ");
            if !offered.is_empty() {
                say(
                    "mechanism-not-offered",
                    Some((start, end)),
                    vec![("mechanism", named.clone()), ("offered", offered)],
                );
            }
        }
    }
    let names: Vec<String> = tries
        .iter()
        .filter_map(|it| it.command)
        .map(|(start, end)| mechanism(source, start, end))
        .collect();
    if tries.iter().filter(refused).count() > 1
        && let [first, .., last] = names.as_slice()
        && first != last
    {
        let range = tries.last().and_then(|it| it.command);
        let (first, second) = (first.clone(), last.clone());
        say("second-mechanism", range, vec![("first", first), ("second", second)]);
    }
}

fn mechanism(source: &str, start: usize, end: usize) -> String {
    source[start..end]
        .split_whitespace()
        .nth(1)
        .map(|it| clean_word(it).to_ascii_uppercase())
        .unwrap_or_default()
}

/// Whether a refusal is one that a sign-in would have prevented; a message that is not authenticated (SPF, DKIM) is another matter.
fn wants_sign_in(code: Option<u16>, text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|it| text.contains(it));
    code == Some(530)
        || (says(&[
            "authentication required",
            "authentication is required",
            "not authenticated",
            "must authenticate",
            "relay access denied",
            "relaying denied",
            "relay not permitted",
            "unable to relay",
            "log in",
            "sign in",
            "smtp auth",
        ]) && !says(&["spf", "dkim", "dmarc", "tenant", "group"]))
}

/// MAIL FROM announced a size above the server's limit.
fn too_big(source: &str, session: &ReadSession) -> Option<((usize, usize), u64, u64)> {
    let limit: u64 = session
        .capabilities
        .iter()
        .find_map(|it| it.strip_prefix("SIZE "))
        .and_then(|it| it.trim().parse().ok())
        .filter(|it| *it > 0)?;
    session.exchanges.iter().find_map(|it| {
        let (start, end) = it.command.filter(|_| it.stage == Some(Stage::Mail))?;
        let words = &source[start..end];
        let at = words.to_ascii_uppercase().find("SIZE=")? + 5;
        let digits: String = words[at..].chars().take_while(char::is_ascii_digit).collect();
        let size: u64 = digits.parse().ok()?;
        (size > limit).then_some(((start, end), size, limit))
    })
}

/// The connection ended while a command waited for its answer.
fn hung_up(session: &ReadSession, say: &mut Say<'_>) {
    let Some(lost) = session.lost else { return };
    let Some(last) = session.exchanges.last() else { return };
    let said_goodbye = session
        .exchanges
        .iter()
        .any(|it| it.reply.as_ref().is_some_and(|it| matches!(it.code, Some(221 | 421))));
    let quits = last.stage == Some(Stage::Connect) && last.command.is_some();
    if said_goodbye || quits || last.reply.is_some() {
        return;
    }
    match session.waited.filter(|it| *it >= 1000) {
        Some(waited) => say(
            "hung-up-after",
            Some(lost),
            vec![("seconds", (waited / 1000).to_string())],
        ),
        None => say("hung-up", Some(lost), Vec::new()),
    }
}

/// What a TLS library says when the other side does not speak TLS.
static NO_TLS: Phrases = Phrases::new(&[
    "wrong version number",
    "packet length too long",
    "record layer failure",
    "unexpected TLS packet",
    "first record does not look like a TLS handshake",
    "Unrecognized SSL message",
    "unrecognized SSL message",
    "InvalidContentType",
    "received corrupt message",
    "unknown protocol",
    "The handshake failed due to an unexpected packet format",
    "An SSL or TLS connection is expected",
]);

/// What is said when nothing comes.
static SILENCE: Phrases = Phrases::new(&[
    "imed out",
    "imeout",
    "onnection reset",
    "onnection closed",
    "closed connection",
    "Could not read",
    "Unexpected EOF",
    "unexpected eof",
    "ended the connection",
    "EOF caught",
    "Greeting never received",
    "No greeting",
]);

/// What a program says when the connection is made and nobody has spoken yet.
static OPENED: Phrases = Phrases::new(&["Connection: opened", "onnection opened", "onnected to ", "CONNECTED(0"]);

/// Adds what is worth saying of the whole text: whether port and encryption fit each other.
pub fn of_text(source: &str, part: usize, sessions: &[ReadSession], into: &mut Vec<ReadRemark>) {
    let end = source.floor_char_boundary(60_000);
    let head = &source[..end];
    let spoke = sessions
        .iter()
        .any(|it| it.exchanges.iter().any(|it| it.reply.is_some()));
    let mut mixed = false;
    let mut say = |kind: &'static str, range: (usize, usize), port: &str| {
        mixed = true;
        into.push(ReadRemark {
            kind,
            part,
            range: Some(range),
            with: vec![("port", port.to_string())],
        });
    };
    if let Some((range, port)) = port_in(head) {
        let implicit = port == "465";
        if !implicit && NO_TLS.any(head) {
            say("tls-on-plain-port", range, port);
        }
        let encrypts = ["tls", "ssl", "smtps://"]
            .iter()
            .any(|it| head.to_ascii_lowercase().contains(it));
        if implicit && !spoke && !encrypts && SILENCE.any(head) {
            say("plain-on-tls-port", range, port);
        }
    }
    if !mixed
        && !spoke
        && !NO_TLS.any(head)
        && let Some(at) = OPENED.first(head)
        && SILENCE.any(&head[at..])
    {
        into.push(ReadRemark {
            kind: "no-greeting",
            part,
            range: Some((at, at + head[at..].lines().next().map_or(0, str::len))),
            with: Vec::new(),
        });
    }
    // `openssl s_client` takes a typed line that begins with R for a command to itself.
    if let Some(at) = head.find("RENEGOTIATING") {
        into.push(ReadRemark {
            kind: "openssl-renegotiates",
            part,
            range: Some((at, at + 13)),
            with: Vec::new(),
        });
    }
}

/// The SMTP port that the text names, and where.
fn port_in(text: &str) -> Option<((usize, usize), &str)> {
    ["465", "587", "2525", "25"].iter().find_map(|port| {
        text.match_indices(port).take(40).find_map(|(at, _)| {
            let before = text[..at]
                .trim_end_matches([' ', '"', '\'', '=', '>', '('])
                .trim_end_matches([':', ',']);
            let named = before.len() < at
                && (text[..at].ends_with(':') && before.ends_with(|it: char| it.is_ascii_alphanumeric() || it == ']')
                    || text[..at].ends_with("', ")
                    || text[..at].ends_with("\", ")
                    || before.len() >= 4 && before.as_bytes()[before.len() - 4..].eq_ignore_ascii_case(b"port"));
            let ends = !text[at + port.len()..].starts_with(|it: char| {
                it.is_ascii_digit()
                    || it == ':' && !text[at + port.len() + 1..].starts_with(' ')
                    || it == '.' && { text[at + port.len() + 1..].starts_with(|it: char| it.is_ascii_digit()) }
            });
            (named && ends).then(|| ((at, at + port.len()), &text[at..at + port.len()]))
        })
    })
}
