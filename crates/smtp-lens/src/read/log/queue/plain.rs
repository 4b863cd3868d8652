//! Listings with a line, or an object, a message: Exim, OpenSMTPD, dma, qmail, and Postfix in JSON.

use crate::analysis::Outcome;
use crate::read::log::ledger::{Answer, Attempt, Ledger};
use crate::read::log::{exim as mainlog, postfix, table};

/// The lines of the source with their offsets, line ends taken off.
fn lines(source: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    source.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end())
    })
}

fn waits<'a>(recipient: &'a str, answer: Answer<'a>) -> Attempt<'a> {
    Attempt {
        recipient,
        outcome: Outcome::Delayed,
        at: "",
        answer,
    }
}

/// `26h  3.4K 1xVTG5-0001HS-2K <a@example.org> *** frozen ***`: the id, and what follows it.
pub fn exim(line: &str) -> Option<(&str, &str)> {
    let (age, rest) = line.trim_start().split_once(' ')?;
    let (size, rest) = rest.trim_start().split_once(' ')?;
    let counts = |it: &str, units: &[u8]| {
        let digits = it.trim_end_matches(|it: char| units.contains(&(it as u8)) && it.is_ascii());
        it.len() - digits.len() < 2
            && digits.starts_with(|it: char| it.is_ascii_digit())
            && digits.bytes().all(|it| it.is_ascii_digit() || it == b'.')
    };
    if !age.ends_with(['m', 'h', 'd', 'w']) || !counts(age, b"mhdw") || !counts(size, b"KMG") {
        return None;
    }
    let id = mainlog::message_id(rest)?;
    let rest = rest[id.len()..].trim_start();
    rest.starts_with('<').then_some((id, rest))
}

/// Exim: those who have it already are marked with a D.
pub fn ages<'a>(source: &'a str, ledger: &mut Ledger<'a>) {
    let (mut queue, mut frozen) = ("", (0, 0));
    for (start, line) in lines(source) {
        if let Some((id, rest)) = exim(line) {
            queue = id;
            let sender = rest[1..].split('>').next().unwrap_or_default();
            ledger.sender(queue, sender);
            frozen = (0, 0);
        }
        // With what stands before: the asterisks alone are no words.
        if line.contains("*** frozen ***") {
            let from = line.find('<').unwrap_or(0);
            frozen = (start + from, start + line.len());
        }
        let recipient = line.trim_start();
        let alone = recipient.contains('@') && !recipient.contains(' ');
        if alone && line.starts_with([' ', '\t']) && !queue.is_empty() {
            let answer = Answer {
                range: frozen,
                ..Answer::default()
            };
            ledger.attempt(queue, waits(recipient, answer));
        }
    }
}

/// dma: `ID\t: x`, `From\t: a`, `To\t: b`
pub fn fields<'a>(source: &'a str, ledger: &mut Ledger<'a>) {
    let mut queue = "";
    for (_, line) in lines(source) {
        match line.split_once("\t: ") {
            Some(("ID", id)) => queue = id.trim_end_matches('*'),
            Some(("From", sender)) => ledger.sender(queue, sender),
            Some(("To", recipient)) => ledger.attempt(queue, waits(recipient, Answer::default())),
            _ => {}
        }
    }
}

/// `26 Aug 2026 09:14:02 GMT  #2318921  1274  <a@example.com>`: the number and the sender.
pub fn qmail(line: &str) -> Option<(&str, &str)> {
    let (date, rest) = line.split_once(" GMT  #")?;
    let (number, rest) = rest.split_once(' ')?;
    let sender = rest.split_once('<')?.1.split_once('>')?.0;
    (date.len() < 24 && date.ends_with(|it: char| it.is_ascii_digit())).then_some((number, sender))
}

/// qmail-qread: those who have it already are marked with `done`.
pub fn numbers<'a>(source: &'a str, ledger: &mut Ledger<'a>) {
    let mut queue = "";
    for (_, line) in lines(source) {
        if let Some((number, sender)) = qmail(line) {
            queue = number;
            ledger.sender(queue, sender);
            continue;
        }
        let mut words = line.split_whitespace();
        if let (Some("remote" | "local"), Some(recipient), None) = (words.next(), words.next(), words.next())
            && recipient.contains('@')
            && !queue.is_empty()
        {
            ledger.attempt(queue, waits(recipient, Answer::default()));
        }
    }
}

/// `postqueue -j`: `{"queue_id": …, "sender": …, "recipients": [{"address": …, "delay_reason": …}]}`
pub fn objects<'a>(source: &'a str, ledger: &mut Ledger<'a>) {
    for (start, line) in lines(source) {
        let text = |key: &str| table::string(line, key).map_or("", |it| it.1);
        let queue = text("\"queue_id\"");
        if queue.is_empty() {
            continue;
        }
        ledger.sender(queue, text("\"sender\""));
        let begins: Vec<usize> = line.match_indices("\"address\"").map(|it| it.0).collect();
        for (index, &begin) in begins.iter().enumerate() {
            let end = begins.get(index + 1).copied().unwrap_or(line.len());
            let one = &line[begin..end];
            let recipient = table::string(one, "\"address\"").map_or("", |it| it.1);
            let answer = table::string(one, "\"delay_reason\"").map_or_else(Answer::default, |(at, words)| {
                postfix::answer(words, start + begin + at)
            });
            ledger.attempt(queue, waits(recipient, answer));
        }
    }
}

/// `id|local|mta|…|sender|to|rcpt|…|pending|…|451 …`: id, sender, recipient, and where the reason begins.
pub fn piped(line: &str) -> Option<(&str, &str, &str, usize)> {
    let cells: Vec<&str> = line.splitn(16, '|').collect();
    let id = cells.first()?;
    if cells.len() < 12 || id.len() != 16 || !id.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let reason = line.rfind('|')? + 1;
    let recipient = cells[4..9].iter().rev().find(|it| it.contains('@'))?;
    let sender = cells[4..8]
        .iter()
        .find(|it| it.contains('@'))
        .filter(|it| *it != recipient);
    Some((id, sender.copied().unwrap_or_default(), recipient, reason))
}

/// OpenSMTPD.
pub fn bars<'a>(source: &'a str, ledger: &mut Ledger<'a>) {
    for (start, line) in lines(source) {
        let Some((queue, sender, recipient, reason)) = piped(line) else {
            continue;
        };
        ledger.sender(queue, sender);
        let mut attempt = waits(
            recipient,
            Answer {
                range: (start + reason, start + line.len()),
                ..Answer::default()
            },
        );
        if line.contains("|bounce|") {
            attempt.outcome = Outcome::Failed;
        }
        ledger.attempt(queue, attempt);
    }
}
