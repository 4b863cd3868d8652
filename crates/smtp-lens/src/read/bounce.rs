//! Bounces: as messages (RFC 3464 or prose), and as people paste them.

use super::blocks::{Block, RECIPIENTS, blocks};
use super::fields::{self, Group};
use super::hints::{address_in, stage_near};
use super::layouts::{says_bounce, strongly_says_bounce};
use super::{ReadFinding, Reading, complaint};
use crate::analysis::{Kind, Outcome};
use crate::input::{Document, Head, PartKind};
use crate::phrases::Phrases;
use crate::reply::{self, FoundReply};
use crate::text::Text;
use smtp_lens_catalog::{EnhancedStatus, Reason, Stage};

/// Reads a message; `true` when it is a report, an automatic reply, a complaint: anything but an ordinary mail to look into as text.
pub fn mail(document: &Document, head: &Head, reading: &mut Reading) -> bool {
    if head.report_type == "feedback-report" || document.part(PartKind::Feedback).is_some() {
        complaint::read(document, reading);
        return true;
    }
    let bounce = is_bounce(document, head);
    if !bounce {
        let auto = head.auto_submitted.to_ascii_lowercase();
        let subject = head.subject.to_ascii_lowercase();
        let replied = auto.starts_with("auto-replied") || auto == "yes";
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
    fill(document, &groups, &words, Some(head), reading);
    for it in &mut reading.findings {
        it.at = it.at.take().or_else(|| head.date.clone());
    }
    true
}

/// Senders of reports, in lower case.
static DAEMONS: Phrases = Phrases::new(&[
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
]);

/// Words of the subjects of reports, in lower case.
static SUBJECTS: Phrases = Phrases::new(&[
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
]);

fn is_bounce(document: &Document, head: &Head) -> bool {
    if document.part(PartKind::Status).is_some()
        || head.report_type == "delivery-status"
        || !head.failed_recipients.is_empty()
    {
        return true;
    }
    let from = head.from.to_ascii_lowercase();
    let daemon = DAEMONS.any(&from);
    let subject = head.subject.to_ascii_lowercase();
    let named = SUBJECTS.any(&subject);
    let forwarded = ["fw:", "fwd:", "re:", "tr:", "aw:", "wg:"]
        .iter()
        .any(|it| subject.starts_with(it));
    let text = document.part(PartKind::Text).map(Text::as_str).unwrap_or_default();
    if daemon
        && (named
            || head.null_sender
            || !reply::find(text, 0, text.floor_char_boundary(20_000)).is_empty()
            || says_bounce(text))
    {
        return true;
    }
    (named && !forwarded && (says_bounce(text) || head.null_sender))
        || (forwarded && says_bounce(text))
        || strongly_says_bounce(text)
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
pub fn pasted(document: &Document, part: usize, reading: &mut Reading) -> bool {
    let source = document.parts[part].text.as_str();
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
    let before = reading.findings.len();
    if groups.is_empty()
        && !strongly_says_bounce(source)
        && reply::find(source, 0, source.floor_char_boundary(60_000)).is_empty()
    {
        return false;
    }
    fill(document, &groups, &[part], None, reading);
    if reading.findings.len() == before {
        return false;
    }
    reading.kind = Kind::Notice;
    reading.format = Some(if has_fields { "rfc3464" } else { "prose" });
    true
}

/// One finding for each recipient: the fields, mended by the words where the fields say less.
fn fill(document: &Document, groups: &[(usize, Group)], words: &[usize], head: Option<&Head>, reading: &mut Reading) {
    let blocks: Vec<Block> = words
        .iter()
        .flat_map(|&part| blocks(document.parts[part].text.as_str(), part))
        .collect();
    let mut findings: Vec<ReadFinding> = Vec::new();
    for (part, group) in groups.iter().take(RECIPIENTS) {
        let source = document.parts[*part].text.as_str();
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
            .and_then(|it| stage_near(document.parts[in_part].text.as_str(), it.start, it.end))
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
            findings.push(ReadFinding {
                outcome: if block.delayed {
                    Outcome::Delayed
                } else {
                    Outcome::Failed
                },
                recipient: block.recipient.clone(),
                stage: found
                    .as_ref()
                    .and_then(|it| stage_near(document.parts[block.part].text.as_str(), it.start, it.end))
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
    if let Some(head) = head {
        let mut failed = head
            .failed_recipients
            .split([',', ' ', '\n'])
            .filter(|it| it.contains('@'))
            .map(str::to_string);
        if let [only] = findings.as_mut_slice() {
            only.recipient = only.recipient.take().or_else(|| failed.next());
        } else if findings.is_empty() {
            let part = words.first().copied().unwrap_or_default();
            let text = document.parts[part].text.as_str();
            let bare = |recipient| ReadFinding {
                words: Some((0, text.floor_char_boundary(3000))),
                part,
                recipient,
                stage: Some(Stage::Delivery),
                ..ReadFinding::default()
            };
            findings.extend(failed.map(|it| bare(Some(it))));
            if findings.is_empty() {
                findings.push(bare(address_in(text)));
            }
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
