//! Mail servers' logs and queue listings: one story for each message and recipient.
//!
//! A line's head names its program, so a log that several programs wrote is read whole. Each program's reader tells a
//! [`Ledger`] what happened; the ledger makes the stories.

mod exim;
mod fold;
mod ledger;
mod line;
mod postfix;
mod queue;
mod sendmail;
mod small;
mod table;

use self::ledger::Ledger;
use self::line::Program;
use super::Reading;
use crate::analysis::Kind;
use crate::text::Text;

/// Whether the text is surely a mail server's log and no recorded session: most of its first lines are a known program's.
pub fn is_log(source: &str) -> bool {
    if queue::is(source) || table::is(source) {
        return true;
    }
    let end = source.floor_char_boundary(20_000);
    let (mut lines, mut known) = (0, 0);
    line::entries(&source[..end], |it| {
        lines += 1;
        known += usize::from(!matches!(it.program, Program::Other | Program::Msmtp | Program::Haraka));
    });
    let all = source[..end]
        .lines()
        .filter(|it| !it.trim().is_empty())
        .take(40)
        .count();
    known > 0 && known * 2 >= lines && known * 5 >= all
}

/// Reads a log; `false` when the text is none, or tells nothing.
pub fn read(text: &Text, part: usize, reading: &mut Reading) -> bool {
    let source = &*line::unwrapped(text.as_str());
    let mut ledger = Ledger::new(source, part);
    // What a listing says was recorded by no log: it comes first, its lines may have dates of their own.
    let listed = queue::read(source, &mut ledger);
    let name = listed
        .or_else(|| table::read(source, &mut ledger))
        .or_else(|| entries(source, &mut ledger))
        .or_else(|| small::nullmailer(source, &mut ledger).then_some("nullmailer"));
    let Some(name) = name else { return false };
    let findings = ledger.finish();
    if findings.is_empty() {
        return false;
    }
    reading.kind = Kind::Log;
    reading.format = listed.map(|_| "mail-queue").or(Some(name));
    reading.software = Some(name.to_string());
    reading.findings = findings;
    true
}

/// Lines with dates and programs; gives the name of the program that wrote most of them.
fn entries<'a>(source: &'a str, ledger: &mut Ledger<'a>) -> Option<&'static str> {
    let mut counts = [0u32; 9];
    let mut courier = small::Courier::default();
    let mut dma = small::Dma::default();
    line::entries(source, |it| {
        if let Some(count) = counts.get_mut(it.program as usize) {
            *count += 1;
        }
        match it.program {
            Program::Postfix => postfix::line(&it, ledger),
            Program::Exim => exim::line(&it, ledger),
            Program::Sendmail => sendmail::line(&it, ledger),
            Program::OpenSmtpd => small::opensmtpd(&it, ledger),
            Program::Courier => courier.line(&it, ledger),
            Program::Dma => dma.line(&it, ledger),
            Program::Msmtp => small::msmtp(&it, ledger),
            Program::Dovecot => small::dovecot(&it, ledger),
            Program::Haraka => small::haraka(&it, ledger),
            Program::Other => {}
        }
    });
    courier.finish(ledger);
    const NAMES: [&str; 9] = [
        "postfix",
        "exim",
        "sendmail",
        "opensmtpd",
        "courier",
        "dma",
        "msmtp",
        "dovecot",
        "haraka",
    ];
    let (most, count) = counts
        .iter()
        .enumerate()
        .max_by_key(|it| (it.1, std::cmp::Reverse(it.0)))?;
    (*count > 0).then(|| NAMES[most])
}

/// What stands between two marks.
fn between<'a>(words: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let rest = &words[words.find(from)? + from.len()..];
    Some(&rest[..rest.find(to).unwrap_or(rest.len())])
}
