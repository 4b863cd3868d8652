//! What is no report of a failure and is written by a machine all the same: absence notes, challenges, notes of mailing lists,
//! aggregate reports, receipts.

use super::{ReadFinding, Reading};
use crate::analysis::{Kind, Outcome};
use crate::input::{Document, Head, PartKind};
use crate::phrases::Table;
use crate::text::Text;
use smtp_lens_catalog::Reason;

/// Sorts of automatic mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// An absence note or another automatic reply (RFC 3834).
    Reply,
    /// A sender has to prove that they are a person before the mail is delivered.
    Challenge,
    /// A mailing list holds the mail until somebody approves it.
    Moderation,
}

/// The beginnings of subjects of automatic replies, in lower case.
const SUBJECTS: &[&str] = &[
    "out of office",
    "out of the office",
    "out-of-office",
    "automatic reply",
    "auto-reply",
    "autoreply",
    "auto reply",
    "auto:",
    "automatic response",
    "vacation",
    "on vacation",
    "absence du bureau",
    "absent du bureau",
    "absence :",
    "réponse automatique",
    "reponse automatique",
    "abwesenheit",
    "abwesend",
    "automatische antwort",
    "auto response",
    "auto-response",
    "autoresponder",
    "away from",
    "i am out of",
    "i'm out of",
    "respuesta automática",
    "respuesta automatica",
    "fuera de la oficina",
    "fuera de oficina",
    "risposta automatica",
    "fuori sede",
    "fuori ufficio",
    "resposta automática",
    "automatisch antwoord",
    "afwezig",
    "autosvar",
    "frånvaro",
    "odpowiedź automatyczna",
    "автоматический ответ",
    "автоответ",
    "自動返信",
    "自動応答",
    "不在",
    "自动答复",
    "自动回复",
];

/// Sentences in their text, in lower case.
static SENTENCES: Table<Sort> = Table::new(&[
    ("awaits moderator approval", Sort::Moderation),
    ("is being held until the list moderator", Sort::Moderation),
    ("held for moderation", Sort::Moderation),
    ("message awaiting moderation", Sort::Moderation),
    ("message awaits moderation", Sort::Moderation),
    ("waiting for the approval of a moderator", Sort::Moderation),
    ("en attente de modération", Sort::Moderation),
    ("en attente d'approbation", Sort::Moderation),
    ("confirm that you are human", Sort::Challenge),
    ("confirm that you are a person", Sort::Challenge),
    ("uses tmda", Sort::Challenge),
    ("tagged message delivery agent", Sort::Challenge),
    ("boxbe", Sort::Challenge),
    ("spam arrest", Sort::Challenge),
    ("spamarrest.com", Sort::Challenge),
    ("challenge/response", Sort::Challenge),
    ("verify that you are a real person", Sort::Challenge),
    (
        "verify your email address to have your message delivered",
        Sort::Challenge,
    ),
    ("please confirm your message", Sort::Challenge),
    ("this is a one-time verification", Sort::Challenge),
    ("to release your message", Sort::Challenge),
    ("mailinblack", Sort::Challenge),
]);

/// Reads such a mail; `false` when it is something else.
pub fn read(document: &Document, head: &Head, reading: &mut Reading) -> bool {
    let subject = smtp_lens_catalog::lower(head.subject.trim());
    if document.part(PartKind::Status).is_some()
        || head.report_type == "delivery-status"
        || head.failed_recipients.contains('@')
    {
        return false;
    }
    if let Some(format) = aggregate(head, &subject) {
        reading.kind = Kind::Message;
        reading.format = Some(format);
        return true;
    }
    let declared = head.auto_submitted.to_ascii_lowercase();
    let replied = declared.starts_with("auto-replied") || declared == "yes";
    let announced = SUBJECTS.iter().any(|it| subject.starts_with(it));
    // A sentence is enough only in what a machine has sent.
    let machine = !declared.is_empty() && declared != "no" || head.null_sender || head.automatic;
    let text = document.part(PartKind::Text).map(Text::as_str).unwrap_or_default();
    let start = &text[..text.floor_char_boundary(8000)];
    let mut told = None;
    if machine || subject.contains("awaits moderator approval") || subject.contains("please confirm your message") {
        let lower = [subject.as_str(), &smtp_lens_catalog::lower(start)].join("\n");
        SENTENCES.each(&lower, |_, it| told = told.or(Some(*it)));
    }
    let sort = match told {
        Some(it) if !announced => it,
        _ if replied || announced => Sort::Reply,
        _ => return false,
    };
    // Some systems mark their bounces as automatic replies.
    if sort == Sort::Reply
        && !announced
        && (super::layouts::subject(&head.subject) > 1 || super::layouts::is_daemon(&head.from))
    {
        return false;
    }
    reading.kind = Kind::AutoReply;
    let (format, reason) = match sort {
        Sort::Reply => ("rfc3834", Reason::Vacation),
        Sort::Challenge => ("challenge-response", Reason::OnHold),
        Sort::Moderation => ("list-moderation", Reason::OnHold),
    };
    reading.format = Some(format);
    reading.findings.push(ReadFinding {
        outcome: Outcome::AutoReply,
        recipient: Some(head.from_address.clone()).filter(|it| !it.is_empty()),
        at: head.date.clone(),
        reason: Some(reason),
        by_form: announced,
        words: Some((0, start.len())).filter(|_| !start.is_empty()),
        part: document
            .parts
            .iter()
            .position(|it| it.kind == PartKind::Text)
            .unwrap_or_default(),
        ..ReadFinding::default()
    });
    true
}

/// Reports of what a domain's mail met in a day (RFC 7489, RFC 8460), and receipts (RFC 8098): none of them tells a failure.
fn aggregate(head: &Head, subject: &str) -> Option<&'static str> {
    if head.report_type == "tlsrpt" {
        return Some("rfc8460");
    }
    if head.report_type == "disposition-notification" {
        return Some("rfc8098");
    }
    let report =
        subject.contains("report domain:") && (subject.contains("submitter:") || subject.contains("report-id:"));
    report.then_some("rfc7489")
}
