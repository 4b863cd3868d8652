//! Errors of programs, and bare replies.

use super::hints::{address_in, host_near, is_address, stage_near};
use super::{LineRole, ReadFinding, Reading};
use crate::analysis::Outcome;
use crate::reply::{self, FoundReply};
use crate::text::Text;
use smtp_lens_catalog::{EnhancedStatus, Stage};

/// Errors of programs, and bare replies: every reply in the text that no session has told already.
pub fn read(text: &Text, part: usize, quiet: bool, reading: &mut Reading) {
    let source = text.as_str();
    let limit = source.floor_char_boundary(400_000);
    let mut found = reply::find(source, 0, limit);
    phpmailer(source, &mut found);
    let messages = messages(part, reading);
    found.retain(|it| {
        let next = messages.partition_point(|have| have.1 <= it.start);
        messages.get(next).is_none_or(|have| it.start < have.0)
    });
    let has_strong = found.iter().any(|it| it.strength >= 2 && it.code.is_some());
    let mut added: Vec<ReadFinding> = Vec::new();
    for it in found {
        let same = |have: &ReadFinding| {
            have.reply.as_ref().is_some_and(|have| {
                (have.code == it.code && (have.status == it.status || it.status.is_none() || have.status.is_none()))
                    || (it.code.is_none() && have.status == it.status && have.status.is_some())
            })
        };
        if quiet && (it.strength < 3) {
            continue;
        }
        if reading.findings.iter().any(same) || (it.strength < 2 && has_strong) {
            continue;
        }
        if let Some(have) = added.iter_mut().find(|have| same(have)) {
            let fuller = have.reply.as_ref().is_some_and(|have| {
                have.status.is_none() && it.status.is_some()
                    || (have.text.len() < it.text.len()
                        && it.strength >= have.strength
                        && !it.text.contains("Exception"))
            });
            if fuller
                && have
                    .reply
                    .as_ref()
                    .is_some_and(|have| !(have.status.is_some() && it.status.is_none()))
            {
                have.status = it.status;
                have.stage = stage_of(source, &it).or(have.stage);
                have.reply = Some(it);
            }
            continue;
        }
        if let Some(have) = added.iter_mut().find(|have| {
            have.reply.as_ref().is_some_and(|have| {
                have.code.is_none() && it.code.is_some() && have.status == it.status && it.status.is_some()
            })
        }) {
            have.reply = Some(it);
            continue;
        }
        if added.len() > 50 {
            break;
        }
        // A refusal at the recipient may be about the sender: its own label names the recipient then.
        let recipient = labelled(source, it.start).or_else(|| {
            address_in(&it.text).filter(|_| {
                (stage_of(source, &it) == Some(Stage::Rcpt)
                    || it.code == Some(550)
                    || it.text.contains("ecipient address rejected")
                    || (it.text.starts_with('<') && it.text.contains(">: ")))
                    && !it.text.contains("ender address rejected")
            })
        });
        let line_start = source[..it.start].rfind('\n').map_or(0, |it| it + 1);
        added.push(ReadFinding {
            outcome: Outcome::Failed,
            recipient,
            stage: stage_of(source, &it),
            status: it.status,
            part,
            remote_mta: host_near(source, it.start, line_start).or_else(|| last_error_host(source, it.end)),
            reply: Some(it),
            ..ReadFinding::default()
        });
    }
    added.sort_by_key(|it| {
        let reply = it.reply.as_ref();
        (
            reply.is_some_and(|it| it.code == Some(503)),
            std::cmp::Reverse(reply.map_or(0, |it| it.strength)),
        )
    });
    if !reading.findings.is_empty() {
        added.retain(|it| it.reply.as_ref().is_some_and(|it| it.strength >= 2));
    }
    reading.findings.extend(added);
    if let [only] = reading.findings.as_mut_slice()
        && only.recipient.is_none()
        && reading.sessions.is_empty()
    {
        only.recipient = called_recipient(source);
    }
    // Words of a program without any reply: the catalogue may know them.
    let accepted = reading.sessions.iter().flat_map(|it| &it.exchanges).any(|it| {
        it.stage == Some(Stage::Message) && it.reply.as_ref().is_some_and(|it| it.code.is_some_and(|it| it < 300))
    });
    if reading.findings.is_empty() && !quiet && !accepted && !source.trim().is_empty() {
        let talks = reading.sessions.iter().any(|it| it.exchanges.len() > 1);
        let stretches = if talks {
            own_words(part, reading)
        } else {
            vec![(0, source.floor_char_boundary(8000))]
        };
        let stage = reading
            .sessions
            .iter()
            .any(|it| it.unencrypted.is_some())
            .then_some(Stage::Tls);
        reading.findings.extend(stretches.into_iter().map(|it| ReadFinding {
            words: Some(it),
            part,
            stage,
            recipient: called_recipient(source).filter(|_| !talks),
            ..ReadFinding::default()
        }));
    }
}

/// The stage of a reply: the words around it name it, unless its code says that it answers a sign-in.
fn stage_of(source: &str, it: &FoundReply) -> Option<Stage> {
    match it.code {
        Some(535) => Some(Stage::Auth),
        _ => stage_near(source, it.start, it.end).or_else(|| outlook_stage(source, it.end)),
    }
}

/// The host that Exchange's queue viewer names behind a last error: `{LED=451 …};{FQDN=mx.example.org};`.
fn last_error_host(source: &str, end: usize) -> Option<String> {
    let rest = source[end..].strip_prefix("};")?;
    let rest = &rest[..rest.floor_char_boundary(300)];
    let host = rest.split_once("{FQDN=")?.1.split_once('}')?.0;
    host.contains('.').then(|| host.to_string())
}

/// The messages that a conversation shows up to their final dot, in order: what they quote answers nothing.
fn messages(part: usize, reading: &Reading) -> Vec<(usize, usize)> {
    let mut messages: Vec<(usize, usize)> = Vec::new();
    let mut begin = None;
    for it in reading.lines.iter().filter(|it| it.part == part) {
        if it.role == LineRole::Message {
            begin = begin.or(Some(it.range.0));
            continue;
        }
        if let Some(begin) = begin.take()
            && it.key == "command.end-of-data"
        {
            messages.push((begin, it.range.1));
        }
    }
    messages
}

/// The address that a reply is told of as its label: `{'a@example.org': (550, b'…')}`, `a@example.org: 550 …`,
/// `recipient <a@example.org> rejected: 550 …`.
fn labelled(source: &str, at: usize) -> Option<String> {
    let before = source[..at].trim_end_matches(['(', '[', ' ']);
    let before = before.strip_suffix(':')?;
    let before = ["> rejected", "> deferred", "> failed", "> refused"]
        .iter()
        .find(|it| before.ends_with(**it))
        .map_or(before, |it| &before[..before.len() - it.len() + 1]);
    let before = before.trim_end_matches(['"', '\'', '>']);
    let from = before.ceil_char_boundary(before.len().saturating_sub(300));
    let word = before[from..]
        .rsplit(|it: char| it.is_whitespace() || matches!(it, '"' | '\'' | '<' | '{' | ',' | '('))
        .next()?;
    is_address(word).then(|| word.to_string())
}

/// Where Outlook was, by the number that it sets behind the server's words, in whatever language: `Error Number: 0x800CCC79`.
fn outlook_stage(source: &str, end: usize) -> Option<Stage> {
    let end = source.floor_char_boundary(end);
    let after = &source[end..source.floor_char_boundary(end + 300)];
    let number = after.split("0x800CCC").nth(1)?;
    match number.get(..2)? {
        "78" => Some(Stage::Mail),
        "79" => Some(Stage::Rcpt),
        _ => None,
    }
}

/// The address that the words of a program call the recipient: `The recipient "a@example.org" was rejected`.
fn called_recipient(source: &str) -> Option<String> {
    let source = &source[..source.floor_char_boundary(8000)];
    // Confirmations list it below their sentence.
    for mark in [
        "by the destination server:",
        "le serveur de destination",
        "no further notifications.",
    ] {
        if let Some(at) = source.find(mark) {
            let from = at + mark.len();
            return address_in(&source[from..source.floor_char_boundary(from + 400)]);
        }
    }
    [
        "recipient \"",
        "recipient “",
        "recipient ‘",
        "recipient '",
        "recipient <",
        "destinataire «",
        "destinataire \"",
        "recipients failed: ",
        "e-mail address was '",
        "\nRecipient:\t",
        "\nRecipient: ",
        "\nDestinataire :\t",
        "\"recipient\":\"",
        "\"recipient\": \"",
        "Empfänger „",
        "destinatario \"",
    ]
    .iter()
    .find_map(|mark| {
        let at = source.find(mark)? + mark.len();
        let rest = source[at..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let word = rest
            .split(|it: char| it.is_whitespace() || "\"'<>”’“»:,;".contains(it))
            .next()?;
        is_address(word).then(|| word.to_string())
    })
}

/// What the program itself says in a conversation that nothing was refused in, the last first: its commands and the server's
/// replies are no words about a failure.
fn own_words(part: usize, reading: &Reading) -> Vec<(usize, usize)> {
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    let mut goes_on = false;
    for it in reading.lines.iter().rev().filter(|it| it.part == part) {
        if it.key == "command.quit" {
            // What comes after the farewell is no failure.
            stretches.clear();
            goes_on = false;
        } else if it.role != LineRole::Program {
            goes_on = false;
        } else if let Some(last) = stretches
            .last_mut()
            .filter(|last| goes_on && it.range.0 <= last.0 && last.1 - it.range.0 < 4000)
        {
            last.0 = it.range.0;
        } else if stretches.len() < 8 {
            stretches.push(it.range);
            goes_on = true;
        }
    }
    stretches
}

/// PHPMailer's ErrorInfo tells the reply in pieces: `Detail: … SMTP code: 550 Additional SMTP info: 5.1.1`.
fn phpmailer(source: &str, found: &mut Vec<FoundReply>) {
    let Some(code) = source.find("SMTP code: ") else { return };
    let number: String = source[code + 11..].chars().take_while(char::is_ascii_digit).collect();
    let Ok(number) = number.parse::<u16>() else { return };
    if !(400..600).contains(&number) {
        return;
    }
    let status = source[code..]
        .find("Additional SMTP info: ")
        .and_then(|it| EnhancedStatus::at_start(&source[code + it + 22..]).map(|found| (code + it + 22, found)));
    let begin = source[..code].rfind("Detail: ").map_or(code, |it| it + 8);
    let mut it = reply::stretch(source, begin, code);
    it.code = Some(number);
    it.code_range = (code + 11, code + 14);
    it.strength = 3;
    if let Some((at, (status, length))) = status {
        it.status = Some(status);
        it.status_range = (at, at + length);
    }
    found.retain(|have| have.end <= begin || have.start > code + 60);
    found.insert(0, it);
}
