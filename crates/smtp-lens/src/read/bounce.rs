//! Bounces: as messages (RFC 3464 or prose), and as people paste them.

use super::addresses::Role;
use super::blocks::{self, Words};
use super::fields::{self, Group};
use super::hints::{address_in, all_headers, generating_server, header};
use super::layouts::{self, Signs, is_daemon};
use super::merge::Material;
use super::{Original, ReadFinding, Reading, automatic, complaint, events, remarks};
use crate::analysis::Kind;
use crate::input::{Document, Head, PartKind};
use crate::text::Text;
use smtp_lens_catalog::Stage;

/// So many parts of a message are read as its words.
const WORD_PARTS: usize = 3;
/// From here on a mail is a report.
const MAIL: usize = 4;
/// From here on a pasted text is one.
const PASTED: usize = 3;

/// Reads a message; `true` when it is a report, an automatic reply, a complaint: anything but an ordinary mail to look into as text.
pub fn mail(document: &Document, head: &Head, reading: &mut Reading) -> bool {
    if head.report_type == "feedback-report"
        || document.part(PartKind::Feedback).is_some()
        || complaint::is_plain(document, head)
    {
        complaint::read(document, reading);
        return true;
    }
    if automatic::read(document, head, reading) {
        return true;
    }
    let words = words_of(document);
    if !is_report(document, head, &words) {
        return false;
    }
    reading.kind = Kind::Bounce;
    let groups = groups_of(document);
    reading.format = Some(if groups.is_empty() { "prose" } else { "rfc3464" });
    let by_words = words.iter().find_map(|it| it.1.signs.program);
    reading.software = by_words
        .or_else(|| layouts::program_of_sender(&head.from))
        .map(str::to_string);
    let failed = head
        .failed_recipients
        .split([',', ' ', '\n', '\t'])
        .filter_map(address_in)
        .collect();
    fill(document, groups, words, failed, reading);
    for it in &mut reading.findings {
        it.at = it.at.take().or_else(|| head.date.clone());
    }
    true
}

/// A bounce that was pasted as text: its fields, its words, or both.
/// In a mail that somebody wrote (`quiet`) more has to tell so.
pub fn pasted(document: &Document, part: usize, quiet: bool, reading: &mut Reading) -> bool {
    let source = document.parts[part].text.as_str();
    let groups = groups_in(source);
    let words = blocks::words(source, part);
    let program = source.contains("SMTP Error:") || source.contains("SMTP code:") || source.contains("Exception");
    if words.signs.sending > 0 && words.signs.sure == 0 {
        return false;
    }
    // Little else stands beside a sentence that is telling enough.
    let short = source.len() < 600 && !program && (words.signs.likely > 0 || words.role >= Some(Role::Named));
    let weight = 4 * usize::from(!groups.is_empty()) + told(&words) + usize::from(short && !quiet);
    let enough = if program || quiet { MAIL } else { PASTED };
    // Two lines out of a report, without any of its sentences: `<a@b>: host … said: 550 …`.
    let answered = words.role == Some(Role::Leading)
        && words
            .blocks
            .iter()
            .any(|block| block.replies.iter().any(|it| blocks::quoted(source, it.start)));
    let signs = words.signs.sure + words.signs.likely + words.signs.usual;
    if weight < enough || signs + groups.len() + usize::from(answered) == 0 {
        return false;
    }
    reading.format = Some(if groups.is_empty() { "prose" } else { "rfc3464" });
    reading.software = words.signs.program.map(str::to_string);
    let before = reading.findings.len();
    let groups = groups.into_iter().map(|it| (part, it)).collect();
    fill(document, groups, vec![(part, words)], Vec::new(), reading);
    if reading.findings.len() == before {
        return false;
    }
    reading.kind = Kind::Notice;
    true
}

/// Whether a text begins like a report: then it is none of the sessions that it may quote.
pub fn surely(source: &str) -> bool {
    Signs::of(source).sure > 0
}

/// What the words of a part weigh as a report.
fn told(words: &Words) -> usize {
    let signs = &words.signs;
    let replied = words
        .blocks
        .iter()
        .flat_map(|it| &it.replies)
        .any(|it| it.refuses() && it.strength >= 2 && it.code.is_some());
    4 * usize::from(signs.sure > 0)
        + if signs.likely > 0 { 2 } else { signs.usual.min(1) }
        + 2 * usize::from(signs.delayed > 0)
        + usize::from(replied)
        + usize::from(words.forwarded.is_some())
        + usize::from(words.returned.as_ref().is_some_and(|it| it.transport))
        + usize::from(words.role.is_some_and(|it| it >= Role::Named))
        + 3 * usize::from(
            words
                .forwarded
                .as_ref()
                .and_then(|it| it.from.as_deref())
                .is_some_and(is_daemon),
        )
        + words
            .forwarded
            .as_ref()
            .and_then(|it| it.subject.as_deref())
            .map_or(0, |it| usize::from(layouts::subject(it)))
}

fn is_report(document: &Document, head: &Head, words: &[(usize, Words)]) -> bool {
    if document.part(PartKind::Status).is_some()
        || head.report_type == "delivery-status"
        || !head.failed_recipients.is_empty()
    {
        return true;
    }
    let content = words.iter().map(|it| told(&it.1)).max().unwrap_or_default();
    let from = 3 * usize::from(is_daemon(&head.from)) + 2 * usize::from(head.null_sender);
    let subject = usize::from(layouts::subject(&head.subject));
    // A sender and a subject alone are no report: something has to be said of a delivery.
    let returned = document.part(PartKind::Original).is_some();
    (content > 0 || (returned && from > 0)) && from + subject + content + usize::from(returned && subject > 1) >= MAIL
}

fn words_of(document: &Document) -> Vec<(usize, Words)> {
    document
        .parts
        .iter()
        .enumerate()
        .filter(|it| it.1.kind == PartKind::Text)
        .take(WORD_PARTS)
        .map(|(index, it)| (index, blocks::words(it.text.as_str(), index)))
        .collect()
}

fn groups_of(document: &Document) -> Vec<(usize, Group)> {
    let parts = document.parts.iter().enumerate();
    parts
        .filter(|it| matches!(it.1.kind, PartKind::Status | PartKind::Text))
        .flat_map(|(index, it)| {
            let source = it.text.as_str();
            let groups = match it.kind {
                PartKind::Status => fields::groups(source),
                _ => groups_in(source),
            };
            groups.into_iter().map(move |it| (index, it))
        })
        .collect()
}

fn groups_in(source: &str) -> Vec<Group> {
    if fields::has_fields(source) {
        return fields::groups(source);
    }
    events::groups(source)
}

/// One finding for each recipient, and what is known of the message that came back.
fn fill(
    document: &Document,
    groups: Vec<(usize, Group)>,
    words: Vec<(usize, Words)>,
    mut others: Vec<String>,
    reading: &mut Reading,
) {
    let returned = words.iter().find_map(|it| it.1.returned.clone());
    let enclosed = document.part(PartKind::Original).map(Text::as_str);
    if let Some(source) = enclosed {
        let to: Vec<&str> = all_headers(source, "To")
            .chain(all_headers(source, "X-Failed-Recipients"))
            .collect();
        if let [only] = to.as_slice()
            && others.is_empty()
            && only.matches('@').count() == 1
        {
            others.extend(address_in(only));
        }
    }
    if others.is_empty() {
        others.extend(returned.as_ref().and_then(|it| it.to.as_deref()).and_then(address_in));
    }
    others.dedup();
    if reading.original == Original::default()
        && let Some(it) = &returned
    {
        reading.original = Original {
            from: it.from.clone().or_else(|| it.return_path.clone()),
            to: it.to.clone(),
            subject: it.subject.clone(),
            message_id: it.message_id.clone(),
            date: it.date.clone(),
        };
    }
    let language = words.iter().find_map(|it| it.1.signs.language);
    reading.language = language.or(reading.language);
    remarks::of_bounce(document, &groups, reading);
    let forwarded = words.iter().find_map(|it| it.1.forwarded.clone());
    let first = words.first().map(|it| (it.0, it.1.end));
    let material = Material {
        document,
        groups,
        words,
        others,
    };
    let mut findings = material.findings();
    if findings.is_empty() {
        let (part, end) = first.unwrap_or_default();
        findings.push(ReadFinding {
            words: Some((0, end)),
            part,
            recipient: material.others.first().cloned(),
            stage: Some(Stage::Delivery),
            ..ReadFinding::default()
        });
    }
    let sender = enclosed
        .and_then(|it| {
            header(it, "Return-Path")
                .and_then(address_in)
                .or_else(|| header(it, "From").and_then(address_in))
        })
        .or_else(|| reading.original.from.as_deref().and_then(address_in))
        .or_else(|| forwarded.and_then(|it| it.to).as_deref().and_then(address_in));
    let unsigned = findings
        .iter()
        .find(|it| it.reporting_mta.is_none() && it.reply.is_some());
    let part = unsigned.map(|it| it.part);
    let writer = part
        .and_then(|it| document.parts.get(it))
        .and_then(|it| generating_server(it.text.as_str()))
        .map(str::to_string);
    for it in &mut findings {
        it.sender = it.sender.take().or_else(|| sender.clone());
        if it.reporting_mta.is_none() && it.reply.is_some() && Some(it.part) == part {
            it.reporting_mta.clone_from(&writer);
        }
    }
    reading.findings.extend(findings);
}
