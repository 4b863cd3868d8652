//! From readable text to what it says: one reader per kind of input, all of them yielding the same thing.

mod addresses;
mod automatic;
mod blocks;
mod bounce;
mod complaint;
mod error;
mod events;
mod fields;
mod headers;
mod hints;
pub mod hops;
pub mod layouts;
mod log;
mod mend;
mod merge;
mod remarks;
mod secrets;
mod session;

use crate::analysis::{Kind, Outcome};
use crate::input::{Document, PartKind};
use crate::reply::FoundReply;
use smtp_lens_catalog::{EnhancedStatus, Reason, Stage};

pub use session::{LineRole, ReadLine, ReadSession};

/// What an input says, before it is explained.
#[derive(Debug, Default)]
pub struct Reading {
    /// Which sort of input it is.
    pub kind: Kind,
    /// The layout of that sort.
    pub format: Option<&'static str>,
    /// The program that wrote it.
    pub software: Option<String>,
    /// One for each recipient or failed step, the decisive one first.
    pub findings: Vec<ReadFinding>,
    /// The conversations.
    pub sessions: Vec<ReadSession>,
    /// The lines of a conversation.
    pub lines: Vec<ReadLine>,
    /// Secrets: part and range.
    pub secrets: Vec<(usize, usize, usize)>,
    /// The original message's fields.
    pub original: Original,
    /// What is worth saying of the whole, though no line of it says so.
    pub remarks: Vec<ReadRemark>,
    /// The language of its words, as an IETF tag.
    pub language: Option<&'static str>,
}

/// Something worth saying: a key among the small words (`remark.…`), the values that its sentence names, and the words that show it.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct ReadRemark {
    /// Which.
    pub kind: &'static str,
    /// The part.
    pub part: usize,
    /// The words that show it: a range of the part.
    pub range: Option<(usize, usize)>,
    /// What the sentence names.
    pub with: Vec<(&'static str, String)>,
}

/// Fields of the returned message.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Original {
    /// From.
    pub from: Option<String>,
    /// To.
    pub to: Option<String>,
    /// Subject.
    pub subject: Option<String>,
    /// Message-ID.
    pub message_id: Option<String>,
    /// Date.
    pub date: Option<String>,
}

/// One thing that the input says about delivery.
#[derive(Debug, Default, Clone)]
pub struct ReadFinding {
    /// What became of it.
    pub outcome: Outcome,
    /// The address that it is about.
    pub recipient: Option<String>,
    /// The envelope sender.
    pub sender: Option<String>,
    /// Where in SMTP.
    pub stage: Option<Stage>,
    /// The enhanced status code, as reported.
    pub status: Option<EnhancedStatus>,
    /// The reply, and the part that it stands in.
    pub reply: Option<FoundReply>,
    /// The reply that this one was made of, or that was made of it: to be explained too.
    pub also: Option<FoundReply>,
    /// The part that `reply` and `words` stand in.
    pub part: usize,
    /// Words of a program about itself, when there is no reply: a range of the part.
    pub words: Option<(usize, usize)>,
    /// Whether a program that takes mail in said it, no server.
    pub by_program: bool,
    /// The server that wrote the report.
    pub reporting_mta: Option<String>,
    /// The server that refused.
    pub remote_mta: Option<String>,
    /// When.
    pub at: Option<String>,
    /// The greeting of the server that refused.
    pub banner: Option<String>,
    /// A reason that the kind of input itself gives (complaint, absence note).
    pub reason: Option<Reason>,
    /// Whether the form of the input alone says so, whatever its words.
    pub by_form: bool,
    /// Whether it only follows from the one before.
    pub follows: bool,
    /// The log's name for the message.
    pub queue_id: Option<String>,
    /// How often the log shows a delivery tried.
    pub attempts: u32,
    /// What the log tells of it, in order.
    pub story: Vec<ReadRemark>,
}

/// Reads a document: never fails, and costs linear time.
pub fn read(document: &Document) -> Reading {
    let mut reading = Reading::default();
    if let Some(head) = &document.head {
        original(document, &mut reading);
        if bounce::mail(document, head, &mut reading) {
            dialogues(document, &mut reading);
            secrets_of_parts(document, &mut reading);
            return reading;
        }
    }
    let Some(index) = document.parts.iter().position(|it| it.kind == PartKind::Text) else {
        return reading;
    };
    let quiet = document.head.is_some();
    plain(document, index, quiet, &mut reading);
    secrets_of_parts(document, &mut reading);
    reading
}

/// Text that is no bounce with a MIME structure: a transcript, an error, a log, a pasted bounce, a bare reply.
fn plain(document: &Document, part: usize, quiet: bool, reading: &mut Reading) {
    let text = &document.parts[part].text;
    let source = text.as_str();
    // A server's log has thousands of lines that look like no conversation, and some that look like one.
    if log::is_log(source) && log::read(text, part, reading) {
        return;
    }
    if (fields::has_fields(source) || source.contains("bouncedRecipients"))
        && bounce::pasted(document, part, quiet, reading)
    {
        return;
    }
    // Where a program stopped is no report, whatever words it quotes.
    let trace = source.contains("Traceback (most recent call last)");
    if !trace && bounce::surely(source) && bounce::pasted(document, part, quiet, reading) {
        return;
    }
    session::read(text, part, reading);
    let conversation = reading.sessions.iter().any(|it| it.exchanges.len() > 1);
    if !conversation && log::read(text, part, reading) {
        return;
    }
    if !conversation && !trace && bounce::pasted(document, part, quiet, reading) {
        return;
    }
    error::read(text, part, quiet && !conversation, reading);
    if !reading.findings.is_empty() {
        session::remarks(text, part, reading);
        if reading.software.is_none() && !quiet {
            reading.software = session::program(source);
        }
    }
    if reading.kind == Kind::Unknown {
        reading.kind = if conversation {
            Kind::Transcript
        } else if reading.findings.is_empty() {
            match (quiet, source.trim().is_empty()) {
                (true, true) => Kind::Headers,
                (true, false) => Kind::Message,
                (false, _) => Kind::Unknown,
            }
        } else if source.trim().lines().count() <= 12
            && reading
                .findings
                .first()
                .is_some_and(|it| it.reply.as_ref().is_some_and(|it| source[..it.start].trim().is_empty()))
        {
            Kind::Reply
        } else {
            Kind::Error
        };
    }
}

/// A report may hold the conversation that failed ("Transcript of session follows"): it knows the stage.
fn dialogues(document: &Document, reading: &mut Reading) {
    for (part, it) in document.parts.iter().enumerate() {
        let source = it.text.as_str();
        if it.kind != PartKind::Text || !(source.contains("\n Out: ") && source.contains("\n In: ")) {
            continue;
        }
        let mut told = Reading::default();
        session::read(&it.text, part, &mut told);
        for have in &mut reading.findings {
            let Some(reply) = &have.reply else { continue };
            let same = told
                .findings
                .iter()
                .find(|it| it.reply.as_ref().is_some_and(|it| it.code == reply.code));
            if let Some(same) = same {
                have.stage = same.stage.or(have.stage);
                have.sender = have.sender.take().or_else(|| same.sender.clone());
                have.recipient = have.recipient.take().or_else(|| same.recipient.clone());
            }
        }
        reading.sessions.extend(told.sessions);
        reading.secrets.extend(told.secrets);
        reading.lines.extend(told.lines);
        reading.remarks.extend(told.remarks);
    }
}

fn secrets_of_parts(document: &Document, reading: &mut Reading) {
    for (index, part) in document.parts.iter().enumerate() {
        if part.kind == PartKind::Text {
            let log = reading.kind == Kind::Log;
            secrets::find(part.text.as_str(), index, log, &mut reading.secrets);
        }
    }
    secrets::merge(&mut reading.secrets);
}

fn original(document: &Document, reading: &mut Reading) {
    let Some(text) = document.part(PartKind::Original) else {
        return;
    };
    let names = ["From", "To", "Subject", "Date", "Message-ID"];
    let [from, to, subject, date, message_id] = hints::headers(text.as_str(), names).map(|it| it.map(str::to_string));
    reading.original = Original {
        from,
        to,
        subject,
        message_id,
        date,
    };
}
