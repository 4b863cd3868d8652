//! Bounces in words, the errors of programs, and what is no bounce at all.

use super::fields::{self, Group};
use super::log::stage_word;
use super::{ReadFinding, Reading};
use crate::analysis::{Kind, Outcome};
use crate::input::{Document, Head, PartKind};
use crate::phrases::Phrases;
use crate::reply::{self, FoundReply};
use crate::text::Text;
use smtp_lens_catalog::{EnhancedStatus, Reason, Stage};

/// Recipients of one bounce are kept up to here.
const RECIPIENTS: usize = 2000;

/// Words that begin the returned message: nothing after them is about the failure.
static RETURNED: Phrases = Phrases::new(&[
    "------ This is a copy of",
    "--- Below this line is a copy",
    "----- Original message",
    "-----Original Message",
    "Original message headers:",
    "Original Message Headers",
    "----- Message header follows",
    "Message headers follow",
    "----- Unsent message",
    "--- Original message",
    "The original message follows",
    "Below is a copy of the original message",
    "   ----- Original message follows",
    "------ Original message",
    "----- Undelivered message",
    "Received: from ",
    "En-têtes de message d'origine",
    "Ursprüngliche Nachrichtenkopf",
    "Intestazioni originali del messaggio",
    "Cabeçalhos originais",
    "Encabezados de mensaje originales",
    "Oorspronkelijke berichtkoppen",
    "--- The header of the original",
    "--- The message cannot be delivered",
    "**** Original message",
    "----- Returned Message",
    "Original mail as follows",
    "--- Message non remis",
    "***** End of",
    "---- Original Message",
    "--- Undelivered message follows",
    "Your original message",
    "Content of the original message",
]);

/// Reads a message; `true` when it is a report, an automatic reply, a complaint: anything but an ordinary mail to look into as text.
pub fn mail(document: &Document, head: &Head, reading: &mut Reading) -> bool {
    if head.report_type == "feedback-report" || document.part(PartKind::Feedback).is_some() {
        complaint(document, reading);
        return true;
    }
    let bounce = is_bounce(document, head);
    if !bounce {
        let auto = head.auto_submitted.to_ascii_lowercase();
        let subject = head.subject.to_ascii_lowercase();
        let replied = auto.starts_with("auto-replied") || auto.starts_with("auto-generated") && false || auto == "yes";
        let words = [
            "out of office",
            "automatic reply",
            "auto-reply",
            "autoreply",
            "auto reply",
            "vacation",
            "absence du bureau",
            "réponse automatique",
            "abwesenheit",
            "auto response",
            "autoresponder",
            "away from",
        ];
        if (replied || words.iter().any(|it| subject.starts_with(it)))
            && head.report_type != "delivery-status"
            && !head.failed_recipients.contains('@')
        {
            reading.kind = Kind::AutoReply;
            reading.format = Some("rfc3834");
            reading.findings.push(ReadFinding {
                outcome: Outcome::AutoReply,
                recipient: Some(head.from_address.clone()).filter(|it| !it.is_empty()),
                at: head.date.clone(),
                reason: Some(Reason::Vacation),
                ..ReadFinding::default()
            });
            return true;
        }
        return false;
    }
    reading.kind = Kind::Bounce;
    reading.format = Some(if document.part(PartKind::Status).is_some() {
        "rfc3464"
    } else {
        "prose"
    });
    reading.software = software(document, head);
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for (index, part) in document.parts.iter().enumerate() {
        if part.kind == PartKind::Status || (part.kind == PartKind::Text && fields::has_fields(part.text.as_str())) {
            groups.extend(fields::groups(part.text.as_str()).into_iter().map(|it| (index, it)));
        }
    }
    let words: Vec<usize> = document
        .parts
        .iter()
        .enumerate()
        .filter(|it| it.1.kind == PartKind::Text)
        .map(|it| it.0)
        .take(3)
        .collect();
    combine(document, &groups, &words, head, reading);
    for it in &mut reading.findings {
        it.at = it.at.take().or_else(|| head.date.clone());
    }
    true
}

fn is_bounce(document: &Document, head: &Head) -> bool {
    if document.part(PartKind::Status).is_some()
        || head.report_type == "delivery-status"
        || !head.failed_recipients.is_empty()
    {
        return true;
    }
    let from = head.from.to_ascii_lowercase();
    let daemon = [
        "mailer-daemon",
        "postmaster@",
        "mail delivery",
        "mailer daemon",
        "mdaemon@",
        "mail-daemon",
        "<>",
        "mailerdaemon",
        "mailer_daemon",
        "mail administrator",
        "mail system",
        "mailadmin",
        "smtpd@",
        "system administrator",
        "microsoftexchange",
        "mmdf",
        "mailsystem",
        "mailmaster",
    ]
    .iter()
    .any(|it| from.contains(it));
    let subject = head.subject.to_ascii_lowercase();
    let named = [
        "undeliver",
        "delivery status",
        "returned mail",
        "failure notice",
        "delivery fail",
        "mail failure",
        "delivery report",
        "mail delivery",
        "could not be delivered",
        "not delivered",
        "non remis",
        "unzustellbar",
        "non recapitabile",
        "onbestelbaar",
        "no se pudo entregar",
        "não entregue",
        "nondeliverable",
        "delivery notification",
        "message status",
        "warning: could not send",
        "failed mail",
        "mail system error",
        "message delayed",
        "delayed mail",
        "undelivered",
        "delivery has failed",
        "unable to deliver",
        "returned to sender",
        "rejected",
        "mail could not",
        "failure delivery",
        "delivery problem",
        "delivery delayed",
        "message you sent blocked",
        "échec",
    ]
    .iter()
    .any(|it| subject.contains(it));
    let forwarded = ["fw:", "fwd:", "re:", "tr:", "aw:", "wg:"]
        .iter()
        .any(|it| subject.starts_with(it));
    let text = document.part(PartKind::Text).map(Text::as_str).unwrap_or_default();
    if daemon
        && (named || head.null_sender || !reply::find(text, 0, text.len().min(20_000)).is_empty() || says_bounce(text))
    {
        return true;
    }
    (named && !forwarded && (says_bounce(text) || head.null_sender))
        || (forwarded && says_bounce(text))
        || (document.head.is_some() && strongly_says_bounce(text))
}

static SENTENCES: Phrases = Phrases::new(&[
    "This is the mail system at host",
    "Delivery has failed to these recipients",
    "did not reach the following recipient",
    "This message was created automatically by mail delivery software",
    "Hi. This is the qmail-send program",
    "I wasn't able to deliver your message",
    "could not be delivered",
    "couldn't be delivered",
    "permanent fatal errors",
    "Transcript of session follows",
    "Diagnostic information for administrators",
    "Informations de diagnostic pour les administrateurs",
    "Delivery to the following recipient",
    "Undeliverable message",
    "The following recipients",
    "was not delivered to",
    "wasn't delivered to",
    "Unable to deliver message to",
    "UNDELIVERABLE MAIL",
    "error delivering your mail",
    "Your message cannot be delivered",
    "Your message to",
    "is unable to deliver",
    "This is the MAILER-DAEMON",
    "Message could not be delivered",
    "Sorry, I couldn't find",
    "cannot be delivered",
    "Échec de la remise",
    "n'a pas pu être remis",
    "Unzustellbar",
    "konnte nicht zugestellt",
    "Delivery Status Notification",
    "failed permanently",
    "The mail system",
    "Final-Recipient:",
    "has not yet been delivered",
    "undeliverable",
    "Could not deliver",
    "unable to deliver",
    "failed to deliver",
    "Action: failed",
    "Unknown user",
    "Remote host said:",
    "not delivered",
    "rejected your message",
    "delivery error",
]);

fn says_bounce(text: &str) -> bool {
    SENTENCES.any(text)
}

/// Words that only a report holds: enough even inside an ordinary mail.
static SURE: Phrases = Phrases::new(&[
    "This is the mail system at host",
    "Delivery has failed to these recipients",
    "did not reach the following recipient",
    "This message was created automatically by mail delivery software",
    "Hi. This is the qmail-send program",
    "permanent fatal errors",
    "Transcript of session follows",
    "Diagnostic information for administrators",
    "Informations de diagnostic pour les administrateurs",
    "Final-Recipient:",
    "Diagnostic-Code:",
    "This is the MAILER-DAEMON",
    "There was an error delivering your mail",
    "This is a delivery status notification",
    "Delivery to the following recipient",
    "UNDELIVERABLE MAIL",
    "nullmailer delivery system",
    "MAILER-DAEMON",
    "Mail Delivery Subsystem",
    "Mail Delivery System",
    "Échec de la remise",
    "wasn't delivered to",
    "couldn't be delivered.",
    "Remote host said:",
]);

fn strongly_says_bounce(text: &str) -> bool {
    SURE.any(text)
}

fn software(document: &Document, head: &Head) -> Option<String> {
    let text = document.part(PartKind::Text).map(Text::as_str).unwrap_or_default();
    let has = |it: &str| text.contains(it);
    let name = if has("This is the mail system at host") || head.subject.starts_with("Undelivered Mail Returned") {
        "postfix"
    } else if has("created automatically by mail delivery software") {
        "exim"
    } else if has("Transcript of session follows") || has("permanent fatal errors") {
        "sendmail"
    } else if has("qmail") {
        "qmail"
    } else if has("Courier mail server") {
        "courier"
    } else if has("DragonFly Mail Agent") {
        "dma"
    } else if has("nullmailer") {
        "nullmailer"
    } else if has("This is the MAILER-DAEMON, please DO NOT REPLY") {
        "opensmtpd"
    } else if has("Diagnostic information for administrators")
        || has("Office 365")
        || has("administrateurs") && has("diagnostic")
    {
        "exchange"
    } else if head.from.contains("googlemail.com") || head.from.contains("google.com") {
        "gmail"
    } else {
        return None;
    };
    Some(name.to_string())
}

/// A bounce that was pasted as text: its fields, its words, or both.
pub fn pasted(text: &Text, part: usize, reading: &mut Reading) -> bool {
    let source = text.as_str();
    let has_fields = fields::has_fields(source);
    let program = source.contains("SMTP Error:") || source.contains("SMTP code:") || source.contains("Exception");
    if program && !has_fields && !strongly_says_bounce(source) {
        return false;
    }
    if !has_fields && !strongly_says_bounce(source) && !says_bounce(source) {
        return false;
    }
    let mut groups = Vec::new();
    if has_fields {
        groups.extend(fields::groups(source).into_iter().map(|it| (part, it)));
    }
    let document = Single { text, part };
    let before = reading.findings.len();
    if groups.is_empty() && !strongly_says_bounce(source) && reply::find(source, 0, source.len().min(60_000)).is_empty()
    {
        return false;
    }
    fill(&document, &groups, &[part], None, reading);
    if reading.findings.len() == before {
        return false;
    }
    reading.kind = Kind::Notice;
    reading.format = Some(if has_fields { "rfc3464" } else { "prose" });
    true
}

trait Parts {
    fn text(&self, part: usize) -> &Text;
}

impl Parts for Document {
    fn text(&self, part: usize) -> &Text {
        &self.parts[part].text
    }
}

struct Single<'a> {
    text: &'a Text,
    part: usize,
}

impl Parts for Single<'_> {
    fn text(&self, part: usize) -> &Text {
        debug_assert_eq!(part, self.part);
        self.text
    }
}

fn combine(document: &Document, groups: &[(usize, Group)], words: &[usize], head: &Head, reading: &mut Reading) {
    fill(document, groups, words, Some(head), reading);
}

/// One finding for each recipient: the fields, mended by the words where the fields say less.
fn fill(parts: &dyn Parts, groups: &[(usize, Group)], words: &[usize], head: Option<&Head>, reading: &mut Reading) {
    let blocks: Vec<Block> = words
        .iter()
        .flat_map(|&part| blocks(parts.text(part).as_str(), part))
        .collect();
    let mut findings: Vec<ReadFinding> = Vec::new();
    for (part, group) in groups.iter().take(RECIPIENTS) {
        let source = parts.text(*part).as_str();
        let mut found = group.diagnostic.and_then(|(start, end)| diagnostic(source, start, end));
        let recipient = group
            .final_recipient
            .clone()
            .filter(|it| it.contains('@'))
            .or_else(|| group.original_recipient.clone())
            .or_else(|| group.final_recipient.clone());
        let mut in_part = *part;
        let own = recipient
            .as_deref()
            .and_then(|it| {
                blocks.iter().find(|block| {
                    block
                        .recipient
                        .as_deref()
                        .is_some_and(|have| have.eq_ignore_ascii_case(it))
                        && !block.replies.is_empty()
                })
            })
            .or_else(|| {
                if groups.len() == 1 {
                    blocks.iter().find(|it| !it.replies.is_empty())
                } else {
                    None
                }
            });
        if let Some(block) = own {
            let better = |it: &FoundReply| match &found {
                None => true,
                Some(have) if have.code == Some(530) && matches!(it.code, Some(454 | 525 | 534 | 535 | 538)) => true,
                Some(have) => {
                    have.code.is_none() && it.code.is_some()
                        || have.status.is_none() && it.status.is_some() && it.code == have.code
                        || (it.code == have.code && it.text.len() > have.text.len() + 20 && it.status == have.status)
                }
            };
            if let Some(reply) = best(&block.replies).filter(|it| better(it)) {
                found = Some(reply.clone());
                in_part = block.part;
            }
        }
        let outcome = match group.action.as_deref() {
            Some("delayed") => Outcome::Delayed,
            Some("delivered") => Outcome::Delivered,
            Some("relayed") => Outcome::Relayed,
            Some("expanded") => Outcome::Expanded,
            _ => Outcome::Failed,
        };
        let status = settle(group.status, found.as_ref());
        let stage = found
            .as_ref()
            .and_then(|it| stage_near(parts.text(in_part).as_str(), it.start, it.end))
            .or_else(|| own.and_then(|it| it.stage));
        findings.push(ReadFinding {
            outcome,
            words: if found.is_none() {
                group
                    .diagnostic
                    .map(|it| trim(source, it))
                    .or_else(|| own.map(|it| it.range))
            } else {
                None
            },
            recipient: recipient.map(|it| address_in(&it).unwrap_or(it)),
            sender: group.sender.clone(),
            stage: stage.or(Some(Stage::Delivery)),
            status,
            reply: found,
            part: in_part,
            reporting_mta: group.reporting_mta.clone(),
            remote_mta: group.remote_mta.clone().or_else(|| own.and_then(|it| it.host.clone())),
            at: group.at.clone(),
            ..ReadFinding::default()
        });
    }
    if findings.is_empty() {
        for block in blocks
            .iter()
            .filter(|it| it.recipient.is_some() || !it.replies.is_empty())
            .take(RECIPIENTS)
        {
            let found = best(&block.replies).cloned();
            let delayed = block.delayed;
            findings.push(ReadFinding {
                outcome: if delayed { Outcome::Delayed } else { Outcome::Failed },
                recipient: block.recipient.clone(),
                stage: found
                    .as_ref()
                    .and_then(|it| stage_near(parts.text(block.part).as_str(), it.start, it.end))
                    .or(block.stage)
                    .or(Some(Stage::Delivery)),
                status: settle(None, found.as_ref()),
                words: Some(block.range),
                reply: found,
                part: block.part,
                remote_mta: block.host.clone(),
                ..ReadFinding::default()
            });
        }
        // The same recipient in the plain and in the HTML part is one.
        let mut seen: Vec<Option<String>> = Vec::new();
        findings.retain(|it| {
            let key = it.recipient.clone();
            let new = !seen.contains(&key);
            seen.push(key);
            new
        });
        if findings.len() > 1 && findings.iter().any(|it| it.recipient.is_some() && it.reply.is_some()) {
            findings.retain(|it| it.recipient.is_some());
        }
    }
    if findings.is_empty()
        && let Some(head) = head
    {
        let part = words.first().copied().unwrap_or_default();
        let failed: Vec<&str> = head
            .failed_recipients
            .split([',', ' ', '\n'])
            .filter(|it| it.contains('@'))
            .collect();
        let text = parts.text(part);
        let length = text.as_str().len();
        if failed.is_empty() {
            findings.push(ReadFinding {
                words: Some((0, length.min(3000))),
                part,
                recipient: address_in(text.as_str()),
                stage: Some(Stage::Delivery),
                ..ReadFinding::default()
            });
        }
        for it in failed {
            findings.push(ReadFinding {
                words: Some((0, length.min(3000))),
                part,
                recipient: Some(it.to_string()),
                stage: Some(Stage::Delivery),
                ..ReadFinding::default()
            });
        }
    }
    if let Some(head) = head {
        let failed: Vec<&str> = head
            .failed_recipients
            .split([',', ' ', '\n'])
            .filter(|it| it.contains('@'))
            .collect();
        if findings.len() == 1 && findings[0].recipient.is_none() {
            findings[0].recipient = failed.first().map(|it| it.to_string());
        }
    }
    reading.findings.extend(findings);
}

fn trim(source: &str, (start, end): (usize, usize)) -> (usize, usize) {
    let value = &source[start..end];
    (
        start + (value.len() - value.trim_start().len()),
        start + value.trim_end().len(),
    )
}

/// Which status holds: the reported one, unless it says nothing and the reply's own says more.
fn settle(reported: Option<EnhancedStatus>, reply: Option<&FoundReply>) -> Option<EnhancedStatus> {
    let own = reply.and_then(|it| it.status);
    match (reported, own) {
        (Some(reported), Some(own)) if !own.is_vague() || reported.is_vague() => Some(own),
        (Some(reported), _) => Some(reported),
        (None, own) => own,
    }
}

/// The reply inside a Diagnostic-Code.
fn diagnostic(source: &str, start: usize, end: usize) -> Option<FoundReply> {
    let value = &source[start..end];
    let kind = value.split(';').next().unwrap_or_default().trim();
    let from = if kind.len() < 20 && value.contains(';') {
        start + value.find(';').map_or(0, |it| it + 1)
    } else {
        start
    };
    let white = source[from..end].len() - source[from..end].trim_start().len();
    let at = from + white;
    let first = source[at..end].trim_start_matches(['#', '"', '\'', '<', '(']);
    let begin = at + (source[at..end].len() - first.len());
    if let Some(it) = reply::reply_at(source, begin, begin, end).filter(FoundReply::refuses) {
        return Some(it);
    }
    let found = reply::find(source, from, end);
    best(&found).cloned()
}

/// The reply that decides: with both codes first, no follow-up, the longest words.
fn best(replies: &[FoundReply]) -> Option<&FoundReply> {
    replies.iter().filter(|it| it.refuses()).max_by_key(|it| {
        let follow_up = it.code == Some(503)
            || (it.code == Some(554) && it.text.contains("no valid recipients"))
            || (it.text.starts_with("Service unavailable") && it.status.is_some_and(EnhancedStatus::is_vague))
            || it.text.contains("... User unknown") && replies.len() > 1;
        let sign_in = matches!(it.code, Some(534 | 535 | 525 | 538)) && replies.iter().any(|it| it.code == Some(530));
        (
            !follow_up,
            sign_in,
            it.code.is_some() && it.status.is_some_and(|it| !it.is_vague()),
            it.code.is_some(),
            it.status.is_some(),
            it.strength,
            std::cmp::Reverse(it.start),
        )
    })
}

/// What a bounce says of one recipient.
#[derive(Debug)]
struct Block {
    part: usize,
    recipient: Option<String>,
    replies: Vec<FoundReply>,
    range: (usize, usize),
    host: Option<String>,
    stage: Option<Stage>,
    delayed: bool,
}

/// The blocks of a bounce's words, one for each address that begins one.
fn blocks(source: &str, part: usize) -> Vec<Block> {
    let end = end_of_words(source);
    let words = &source[..end];
    let delayed = [
        "has not yet been delivered",
        "delivery temporarily suspended",
        "Delivery attempts will continue",
        "will be retried",
        "delayed",
        "still being retried",
        "THIS IS A WARNING MESSAGE ONLY",
    ]
    .iter()
    .any(|it| words.contains(it))
        && !words.contains("permanent")
        && !words.contains("giving up")
        && !words.contains("gave up");
    let mut starts: Vec<(usize, String)> = Vec::new();
    let mut at = 0;
    let mut header = words.starts_with("From:") || words.contains("\nFrom:");
    for line in words.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if header && line.trim().is_empty() && start > 0 {
            header = false;
        }
        if header
            && (line.starts_with("To:")
                || line.starts_with("From:")
                || line.starts_with("Cc:")
                || line.starts_with("Sent:"))
        {
            continue;
        }
        if let Some(address) = leading_address(line)
            && starts.len() < RECIPIENTS
            && !starts.iter().any(|(_, have)| have.eq_ignore_ascii_case(&address))
        {
            starts.push((start, address));
        }
    }
    if starts.is_empty()
        && let Some((at, address)) = named_address(words)
    {
        starts.push((at, address));
    }
    let replies = reply::find(source, 0, end);
    if starts.is_empty() {
        if replies.is_empty() && !says_bounce(words) {
            return Vec::new();
        }
        let recipient = replies
            .iter()
            .find_map(|it| address_in(&it.text))
            .or_else(|| address_in(words));
        return vec![block(source, part, recipient, replies, (0, end), delayed)];
    }
    let single = starts.len() == 1;
    let mut blocks: Vec<Block> = Vec::new();
    for (index, (start, address)) in starts.iter().enumerate() {
        let stop = starts.get(index + 1).map_or(end, |it| it.0);
        let own: Vec<FoundReply> = replies
            .iter()
            .filter(|it| single || (it.start >= *start && it.start < stop))
            .cloned()
            .collect();
        let range = if single { (0, end) } else { (*start, stop) };
        blocks.push(block(source, part, Some(address.clone()), own, range, delayed));
    }
    // Sendmail lists the recipients first and what was said afterwards.
    let rest: Vec<FoundReply> = replies.clone();
    for it in &mut blocks {
        if it.replies.is_empty() {
            it.replies = rest
                .iter()
                .filter(|reply| {
                    it.recipient
                        .as_deref()
                        .is_some_and(|address| reply.text.to_ascii_lowercase().contains(&address.to_ascii_lowercase()))
                })
                .cloned()
                .collect();
            if it.replies.is_empty() {
                it.replies.clone_from(&rest);
            }
            it.stage = it.replies.first().and_then(|it| stage_near(source, it.start, it.end));
        }
    }
    if blocks.len() > 1 {
        let spoken = |it: &Block| it.replies.iter().any(|it| it.refuses());
        if blocks.iter().any(spoken) && blocks.len() > 3 && replies.len() < blocks.len() / 2 {
            blocks.truncate(1.max(replies.len()));
        }
    }
    blocks
}

fn block(
    source: &str,
    part: usize,
    recipient: Option<String>,
    replies: Vec<FoundReply>,
    range: (usize, usize),
    delayed: bool,
) -> Block {
    let first = replies.first();
    Block {
        part,
        recipient,
        host: first.and_then(|it| host_near(source, it.start, range.0)),
        stage: first.and_then(|it| stage_near(source, it.start, it.end)),
        replies,
        range,
        delayed,
    }
}

/// Where the words end and the returned message begins.
fn end_of_words(source: &str) -> usize {
    let from = source.char_indices().nth(1).map_or(0, |it| it.0);
    let mut end = source.len();
    RETURNED.starts(&source[from..], |at| {
        if from + at > 60 {
            end = end.min(from + at);
        }
    });
    end
}

/// The address with which a line of a bounce begins: alone, in angle brackets, or before a colon.
fn leading_address(line: &str) -> Option<String> {
    let trimmed = line.trim();
    if trimmed.len() < 5 || trimmed.len() > 400 || !trimmed.contains('@') {
        return None;
    }
    let unmarked = trimmed.trim_start_matches(['*', '-', ' ', '\t']);
    let unmarked = [
        "To:",
        "Recipient:",
        "RCPT TO:",
        "Recipient address:",
        "Final-Recipient: rfc822;",
        "Failed Recipient:",
        "Invalid Recipient:",
        "Could not be delivered to:",
        "Failed to deliver to",
        "Delivery failed to:",
        "Name:",
        "Original Recipient:",
        "Recipient Address:",
    ]
    .iter()
    .find_map(|it| unmarked.strip_prefix(it))
    .unwrap_or(unmarked)
    .trim_start_matches([' ', '\'', '"']);
    let (inside, rest) = match unmarked.strip_prefix('<') {
        Some(inner) => inner.split_once('>')?,
        None => {
            let stop = unmarked
                .find(|it: char| it.is_whitespace() || matches!(it, ':' | ',' | ';' | '(' | '<' | '>' | '\'' | '"'))
                .unwrap_or(unmarked.len());
            unmarked.split_at(stop)
        }
    };
    let address = inside
        .trim_start_matches("mailto:")
        .trim_start_matches("smtp:")
        .trim_end_matches(['.', ':']);
    if !is_address(address) {
        return None;
    }
    let rest = rest.trim_start();
    let fits = rest.is_empty()
        || rest.starts_with(':')
        || rest.starts_with('(')
        || rest.starts_with("...")
        || rest.starts_with("<")
        || rest.starts_with("'")
        || rest.starts_with("\"")
        || rest.starts_with(" on ")
        || rest.starts_with("on ")
        || rest.starts_with(';')
        || unmarked.starts_with('<') && !rest.starts_with(',')
        || rest.starts_with("- ")
        || rest.starts_with("/")
        || line.starts_with("To:");
    fits.then(|| address.to_string())
}

/// The address that a sentence names as the one that failed.
fn named_address(words: &str) -> Option<(usize, String)> {
    const BEFORE: [&str; 22] = [
        "Your message to ",
        "your mail to ",
        "delivered to ",
        "deliver message to ",
        "deliver to ",
        "delivery to ",
        "recipient: ",
        "recipient <",
        "Recipient: ",
        "recipient(s): ",
        "following address: ",
        "following recipient",
        "votre message à ",
        "adresse ",
        "address(es) failed:",
        "an ",
        "user ",
        "User ",
        "mail to ",
        "addressed to ",
        "to: ",
        "RCPT TO:",
    ];
    for it in BEFORE {
        for (at, _) in words.match_indices(it).take(20) {
            let from = at + it.len();
            let mut to = (from + 160).min(words.len());
            while !words.is_char_boundary(to) {
                to -= 1;
            }
            let window = &words[from..to];
            let first = window.trim_start_matches([' ', '<', '"', '\'', '\n', ':', '-', '(', 's', ')']);
            let stop = first
                .find(|it: char| it.is_whitespace() || matches!(it, '>' | ',' | ';' | '\'' | '"' | '(' | ')'))
                .unwrap_or(first.len());
            let address = first[..stop]
                .trim_start_matches("mailto:")
                .trim_end_matches(['.', ':', ']']);
            if is_address(address) {
                return Some((at, address.to_string()));
            }
        }
    }
    None
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    !local.is_empty()
        && local.len() <= 128
        && domain.contains('.')
        && domain.len() <= 255
        && !local.contains(['<', '>', ' ', '/', '(', '\\', ':'])
        && domain
            .chars()
            .all(|it| it.is_alphanumeric() || matches!(it, '.' | '-' | '_'))
        && domain.ends_with(|it: char| it.is_alphanumeric())
}

/// The first address in a text.
pub fn address_in(text: &str) -> Option<String> {
    for (at, _) in text.match_indices('@').take(50) {
        let start = text[..at]
            .rfind(|it: char| {
                it.is_whitespace() || matches!(it, '<' | '>' | '"' | '\'' | '(' | ',' | ';' | ':' | '[' | '=')
            })
            .map_or(0, |it| it + text[it..].chars().next().map_or(1, char::len_utf8));
        let end = at
            + text[at..]
                .find(|it: char| {
                    it.is_whitespace() || matches!(it, '<' | '>' | '"' | '\'' | ')' | ',' | ';' | ':' | ']' | '\\')
                })
                .unwrap_or(text.len() - at);
        let address = text[start..end].trim_end_matches('.');
        if is_address(address) {
            return Some(address.to_string());
        }
    }
    None
}

/// The host that said it, in the words right before: `host mx.example.net[192.0.2.1] said:`.
pub fn host_near(source: &str, at: usize, from: usize) -> Option<String> {
    let mut start = at.saturating_sub(300).max(from);
    while !source.is_char_boundary(start) {
        start += 1;
    }
    let before = &source[start..at];
    const BEFORE: [&str; 9] = [
        "host ",
        "relay=",
        "H=",
        "while talking to ",
        "remote host ",
        "server ",
        "to ",
        "by ",
        "from ",
    ];
    for it in BEFORE {
        if let Some(found) = before.rfind(it) {
            let host: String = before[found + it.len()..]
                .chars()
                .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-'))
                .collect();
            let host = host.trim_end_matches('.');
            if host.contains('.') && host.bytes().any(|it| it.is_ascii_alphabetic()) {
                return Some(host.to_string());
            }
        }
    }
    let line = before.trim_end().lines().next_back().unwrap_or_default();
    let host: String = line
        .trim_start()
        .chars()
        .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-'))
        .collect();
    (host.contains('.') && line.contains(&format!("{host} [")) && host.bytes().any(|it| it.is_ascii_alphabetic()))
        .then_some(host)
}

/// The stage that the words around a reply name.
pub fn stage_near(source: &str, start: usize, end: usize) -> Option<Stage> {
    let mut to = (end + 60).min(source.len());
    while !source.is_char_boundary(to) {
        to -= 1;
    }
    let after = &source[end.min(to)..to];
    if let Some(at) = after.find("(in reply to") {
        return stage_word(after[at + 12..].split(')').next().unwrap_or_default());
    }
    let mut from = start.saturating_sub(160);
    while !source.is_char_boundary(from) {
        from += 1;
    }
    let before = source[from..start].trim_end();
    // Sendmail's and Courier's dialogue: the command stands in the line before.
    if let Some(at) = before.rfind(">>> ") {
        return stage_word(before[at..].lines().next().unwrap_or_default());
    }
    for mark in [
        "error from remote mail server after ",
        "failed after ",
        "did not like our ",
        " after ",
    ] {
        if let Some(at) = before.rfind(mark) {
            return stage_word(&before[at + mark.len()..]);
        }
    }
    let line = before.rsplit('\n').next().unwrap_or_default();
    let near = line.get(line.len().saturating_sub(90)..).unwrap_or(line);
    if near.contains("reject: ") {
        return stage_word(&near[near.find("reject: ").unwrap_or(0) + 8..]);
    }
    stage_word(near).filter(|_| {
        near.contains("command")
            || near.contains("rejected")
            || near.contains("failed")
            || near.contains("Authentication")
            || near.contains("Recipient")
            || near.contains("login")
            || near.contains("authentication")
            || near.contains("not accepted")
            || near.contains("Refused")
    })
}

fn complaint(document: &Document, reading: &mut Reading) {
    reading.kind = Kind::Complaint;
    reading.format = Some("rfc5965");
    let fields = document.part(PartKind::Feedback).map(Text::as_str).unwrap_or_default();
    let original = document.part(PartKind::Original).map(Text::as_str).unwrap_or_default();
    let mut recipients: Vec<String> = all_headers(fields, "Original-Rcpt-To")
        .filter_map(|it| address_in(it).or_else(|| address_in(&format!("<{it}>"))))
        .collect();
    if recipients.is_empty() {
        recipients.extend(header(fields, "Removal-Recipient").and_then(address_in));
    }
    if recipients.is_empty() {
        recipients.extend(header(original, "To").and_then(address_in));
    }
    let finding = ReadFinding {
        outcome: Outcome::Complaint,
        sender: header(fields, "Original-Mail-From").and_then(address_in),
        at: header(fields, "Arrival-Date")
            .or_else(|| header(fields, "Received-Date"))
            .map(str::to_string),
        reporting_mta: header(fields, "Reporting-MTA").map(|it| fields::typed(it).to_string()),
        reason: Some(Reason::Feedback),
        ..ReadFinding::default()
    };
    if recipients.is_empty() {
        reading.findings.push(finding);
    } else {
        reading.findings.extend(recipients.into_iter().map(|it| ReadFinding {
            recipient: Some(it),
            ..finding.clone()
        }));
    }
}

/// The value of a header field, its first line.
pub fn header<'a>(text: &'a str, name: &'a str) -> Option<&'a str> {
    all_headers(text, name).next()
}

fn all_headers<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    text.lines().take(400).filter_map(move |line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Errors of programs, and bare replies: every reply in the text that no session has told already.
pub fn errors(text: &Text, part: usize, quiet: bool, reading: &mut Reading) {
    let source = text.as_str();
    let limit = {
        let mut it = source.len().min(400_000);
        while !source.is_char_boundary(it) {
            it -= 1;
        }
        it
    };
    let mut found = reply::find(source, 0, limit);
    phpmailer(source, &mut found);
    let has_strong = found.iter().any(|it| it.strength >= 2 && it.code.is_some());
    let mut added: Vec<ReadFinding> = Vec::new();
    for it in found {
        let same = |have: &ReadFinding| {
            have.reply.as_ref().is_some_and(|have| {
                (have.code == it.code && (have.status == it.status || it.status.is_none() || have.status.is_none()))
                    || (it.code.is_none() && have.status == it.status && have.status.is_some())
                    || (have.code.is_none() && have.status == it.status && have.status.is_some() && false)
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
                have.code.is_none() && it.code.is_some()
                    || have.status.is_none() && it.status.is_some()
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
                have.stage = stage_near(source, it.start, it.end).or(have.stage);
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
        let recipient = address_in(&it.text)
            .filter(|_| stage_near(source, it.start, it.end) == Some(Stage::Rcpt) || it.code == Some(550));
        let line_start = source[..it.start].rfind('\n').map_or(0, |it| it + 1);
        added.push(ReadFinding {
            outcome: Outcome::Failed,
            recipient,
            stage: stage_near(source, it.start, it.end),
            status: it.status,
            part,
            remote_mta: host_near(source, it.start, line_start),
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
    // Words of a program without any reply: the catalogue may know them.
    if reading.findings.is_empty() && !quiet && !source.trim().is_empty() {
        let mut end = source.len().min(8000);
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        reading.findings.push(ReadFinding {
            words: Some((0, end)),
            part,
            ..ReadFinding::default()
        });
    }
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
