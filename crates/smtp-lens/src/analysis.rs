//! What the engine says of an input: the only thing that a front end sees.
//!
//! Everything here is plain data, serialisable, and only ever grows: other people's programs depend on it. Values that
//! the input does not hold are `None` (JSON `null`). Spans are byte offsets into the input as it was given.

use serde::{Deserialize, Serialize};
pub use smtp_lens_catalog::{Acts, MatchKind, Reason, Stage};
use std::sync::Arc;

/// Bytes of the input, from the first up to but not including the second; in JSON `[120, 188]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span(pub u32, pub u32);

impl Span {
    /// The span as a range for slicing.
    ///
    /// ```
    /// assert_eq!(smtp_lens::Span(2, 5).range(), 2..5);
    /// ```
    pub fn range(self) -> std::ops::Range<usize> {
        self.0 as usize..self.1 as usize
    }

    /// Whether nothing lies in it.
    pub fn is_empty(self) -> bool {
        self.0 >= self.1
    }
}

/// All that was understood of one input (a file, a paste, one message of an mbox).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Analysis {
    /// What was given.
    pub input: Input,
    /// What it says about delivery, the decisive thing first.
    pub findings: Vec<Finding>,
    /// The conversations that it shows.
    pub sessions: Vec<Session>,
    /// What each line is; empty for kinds that are no conversation.
    pub lines: Vec<Line>,
    /// Passwords, tokens and digests: to be masked wherever the analysis is shown or exported.
    pub secrets: Vec<Span>,
    /// Parts that look as if they meant something and were not understood.
    pub not_understood: Vec<Span>,
    /// Oddities that did not stop the reading.
    pub remarks: Vec<Remark>,
    /// The servers that passed the message on, the first one first (RFC 5321 section 4.4): of a report, those of the returned message.
    pub hops: Vec<Hop>,
}

/// A server that took a message and passed it on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Hop {
    /// Who handed it over, as it called itself.
    pub from: Option<String>,
    /// Who took it.
    pub by: Option<String>,
    /// How: `ESMTPS`, `HTTP` …
    pub with: Option<String>,
    /// When, as RFC 3339, by this server's clock.
    pub at: Option<String>,
    /// Seconds after the hop before it. Less than 0 when the clocks of the two servers differ.
    pub after: Option<i64>,
    /// Where its note stands.
    pub span: Span,
}

impl Analysis {
    /// Every place of the input that something here points to, in no order.
    ///
    /// ```
    /// let lens = smtp_lens::Lens::for_language("en").unwrap();
    /// let said = lens.analyze(b"550 5.1.1 User unknown", &Default::default());
    /// assert!(said.spans().iter().all(|it| it.1 <= 22));
    /// ```
    pub fn spans(&self) -> Vec<Span> {
        self.clone().spans_mut().map(|it| *it).collect()
    }

    /// Moves every span, for an input that begins `by` bytes into another one.
    pub(crate) fn shift(&mut self, by: u32) {
        for it in self.spans_mut() {
            *it = Span(it.0 + by, it.1 + by);
        }
    }

    fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let exchanges = self.sessions.iter_mut().flat_map(|it| &mut it.exchanges);
        let of_exchanges = exchanges.flat_map(|it| {
            it.command_span
                .iter_mut()
                .chain(it.reply.iter_mut().map(|it| &mut it.span))
        });
        let of_findings = self.findings.iter_mut().flat_map(|it| {
            let reply = it.reply.iter_mut().map(|it| &mut it.span);
            let proof = it.proof.iter_mut().map(|it| &mut it.span);
            let story = it.story.iter_mut().filter_map(|it| it.span.as_mut());
            reply
                .chain(proof)
                .chain(story)
                .chain(it.causes.iter_mut().flat_map(|it| &mut it.evidence))
        });
        let of_the_rest = self.secrets.iter_mut().chain(&mut self.not_understood);
        let of_lines = self.lines.iter_mut().map(|it| &mut it.span);
        let of_remarks = self.remarks.iter_mut().filter_map(|it| it.span.as_mut());
        let of_hops = self.hops.iter_mut().map(|it| &mut it.span);
        of_exchanges
            .chain(of_findings)
            .chain(of_the_rest)
            .chain(of_lines)
            .chain(of_remarks)
            .chain(of_hops)
    }
}

/// What the input is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Input {
    /// The path or file name as given.
    pub name: Option<String>,
    /// Which sort of thing.
    pub kind: Kind,
    /// Which layout of that sort: `rfc3464`, `exchange-ndr`, `swaks`, `postfix-log` …
    pub format: Option<String>,
    /// The program that wrote it.
    pub software: Option<String>,
    /// The language of its prose, as an IETF tag.
    pub language: Option<String>,
    /// Size in bytes.
    pub size: u32,
    /// Of a message: its subject, sender and date, as its header fields have them; of a bounce these are the original message's
    /// when that is enclosed.
    pub subject: Option<String>,
    /// The original message's sender.
    pub from: Option<String>,
    /// The original message's Message-ID.
    pub message_id: Option<String>,
}

/// Sorts of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A delivery report as a message (RFC 3464 or prose).
    Bounce,
    /// The words of a bounce, copied out of a mail program.
    Notice,
    /// A recorded SMTP session.
    Transcript,
    /// A client's or a library's error.
    Error,
    /// Lines of a mail server's log.
    Log,
    /// A bare reply or code.
    Reply,
    /// Header fields without a message.
    Headers,
    /// A spam complaint (RFC 5965).
    Complaint,
    /// An automatic reply (RFC 3834).
    AutoReply,
    /// An ordinary mail: nothing failed.
    Message,
    /// None of these.
    #[default]
    Unknown,
}

impl Kind {
    /// The word as it stands in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bounce => "bounce",
            Self::Notice => "notice",
            Self::Transcript => "transcript",
            Self::Error => "error",
            Self::Log => "log",
            Self::Reply => "reply",
            Self::Headers => "headers",
            Self::Complaint => "complaint",
            Self::AutoReply => "auto-reply",
            Self::Message => "message",
            Self::Unknown => "unknown",
        }
    }
}

/// One thing that the input says about delivery, for one recipient or one failed step.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Finding {
    /// What became of it.
    pub outcome: Outcome,
    /// The address that it is about.
    pub recipient: Option<String>,
    /// Who sent it (the envelope sender).
    pub sender: Option<String>,
    /// Where in SMTP it happened.
    pub stage: Option<Stage>,
    /// The coarse class of the failure.
    pub reason: Reason,
    /// Whether trying again is useless; `None` when that is not known.
    pub permanent: Option<bool>,
    /// The enhanced status code (RFC 3463), as reported.
    pub status: Option<String>,
    /// What the server answered.
    pub reply: Option<Reply>,
    /// Who refused: a folder of the catalogue.
    pub provider: Option<String>,
    /// That provider's name as people know it.
    pub provider_name: Option<String>,
    /// The server that wrote the report.
    pub reporting_mta: Option<String>,
    /// The server that refused.
    pub remote_mta: Option<String>,
    /// When, as RFC 3339, or as the input has it when its date is incomplete.
    pub at: Option<String>,
    /// What was refused, in one sentence of twenty words at most, in the language asked for.
    pub verdict: String,
    /// The explanations, the best first. From the 201st finding of an input on only the best, by its id and title, without
    /// explanation, steps and sources: an earlier finding or the catalogue has them.
    pub causes: Vec<Cause>,
    /// The words of the input that prove it.
    pub proof: Vec<Proof>,
    /// The way of the mail, and where it stopped.
    pub way: Vec<Stop>,
    /// Whether this only follows from the finding before it (a 503 after a refused sign-in).
    pub follows: bool,
    /// The name under which the server's log keeps the message.
    pub queue_id: Option<String>,
    /// How often the log shows a delivery to this recipient tried; 0 when the input is no log.
    pub attempts: u32,
    /// What the log tells of this message and recipient, in order: `received`, `deferred`, `bounced`, `delivered`, `refused-here` …
    pub story: Vec<Remark>,
}

/// RFC 3464 action words and what else a report can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Not delivered, for good.
    #[default]
    Failed,
    /// Not delivered yet.
    Delayed,
    /// Delivered to the mailbox.
    Delivered,
    /// Handed on to a system that reports nothing.
    Relayed,
    /// Handed on to several addresses.
    Expanded,
    /// Somebody called it spam.
    Complaint,
    /// A machine answered for a person.
    AutoReply,
}

impl Outcome {
    /// The word as it stands in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Delayed => "delayed",
            Self::Delivered => "delivered",
            Self::Relayed => "relayed",
            Self::Expanded => "expanded",
            Self::Complaint => "complaint",
            Self::AutoReply => "auto-reply",
        }
    }
}

/// What a server answered.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Reply {
    /// The reply code (RFC 5321 section 4.2), when there is one.
    pub code: Option<u16>,
    /// The enhanced status code (RFC 3463) inside the reply.
    pub status: Option<String>,
    /// Its text, lines joined with a space, codes taken off.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// An explanation out of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cause {
    /// Its public id, `gmail/user-unknown`.
    pub id: String,
    /// Why it is thought of.
    #[serde(rename = "match")]
    pub matched: MatchKind,
    /// Whether it is verified; drafts are shown as unverified.
    pub draft: bool,
    /// What happened.
    pub title: String,
    /// Who has to act.
    pub acts: Acts,
    /// The coarse class of the failure.
    pub reason: Reason,
    /// Why this stops the mail.
    pub explanation: String,
    /// When it is not your case.
    pub exceptions: Option<String>,
    /// What to do, in order.
    pub steps: Vec<Arc<Step>>,
    /// The documents that say so.
    pub sources: Arc<[Source]>,
    /// The words of the input that match it.
    pub evidence: Vec<Span>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What, a sentence that begins with a verb.
    #[serde(rename = "do")]
    pub act: String,
    /// Why, one line.
    pub why: Option<String>,
    /// Who does it.
    #[serde(rename = "for")]
    pub who: Acts,
    /// A menu path.
    pub path: Option<String>,
    /// A command with the input's own values in it.
    pub command: Option<String>,
    /// What the command is typed into, when that is not plain.
    pub shell: Option<String>,
    /// The page that describes it.
    pub url: Option<String>,
    /// Smaller steps, when it takes several.
    pub details: Vec<String>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its own title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its address.
    pub url: String,
    /// Its language, as an IETF tag.
    pub language: String,
    /// The day it was read, `2026-11-23`.
    pub read: String,
    /// `vendor` (documents the cause), `advice` (documents a step), `standard`, or `seen` (a place where the reply was met).
    pub kind: String,
}

/// A claim and the words that prove it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// The words.
    pub span: Span,
    /// What they say, in the language asked for.
    pub says: String,
}

/// A station on the way of the mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// Which station.
    pub place: Place,
    /// The host, program or address there, when the input names it.
    pub name: Option<String>,
    /// How far the mail came.
    pub state: StopState,
}

/// Stations on the way of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The person, program or device that sends.
    You,
    /// The sender's mail server.
    YourServer,
    /// A filter or list in front of the recipient's server.
    Filter,
    /// The recipient's mail server.
    TheirServer,
    /// The recipient's mailbox.
    Mailbox,
}

/// How far the mail came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopState {
    /// It came past here.
    Passed,
    /// It stopped here.
    Here,
    /// It waits here and will be tried again.
    Waiting,
    /// It did not come so far.
    After,
}

/// The exchanges of one connection.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Session {
    /// The name that the client gave (EHLO), or the program.
    pub client: Option<String>,
    /// The server's name.
    pub server: Option<String>,
    /// Whether the connection was encrypted at its end.
    pub tls: bool,
    /// The capabilities that the last EHLO offered, with their arguments.
    pub capabilities: Vec<String>,
    /// The mechanisms that were tried.
    pub mechanisms: Vec<String>,
    /// Commands and replies in order.
    pub exchanges: Vec<Exchange>,
    /// The stage where it ended without success.
    pub stopped: Option<Stage>,
    /// Milliseconds from its first line to its last, when it shows times.
    pub milliseconds: Option<u64>,
}

/// A command and its reply.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Exchange {
    /// The command as sent, secrets left out; `None` for the greeting.
    pub command: Option<String>,
    /// Where the command stands.
    pub command_span: Option<Span>,
    /// The stage it belongs to.
    pub stage: Option<Stage>,
    /// The answer; `None` when none came.
    pub reply: Option<Reply>,
}

/// What one line is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands, without its line end.
    pub span: Span,
    /// Who speaks.
    pub who: Who,
    /// What it means, in the language asked for; empty when there is nothing to say.
    pub means: String,
    /// Whether it holds a secret.
    pub secret: bool,
    /// Whether it refuses something.
    pub refuses: bool,
}

/// Who speaks in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// The client.
    Client,
    /// The server.
    Server,
    /// The program that recorded it.
    Program,
    /// The message itself.
    Message,
}

/// Something odd that did not stop the reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// Which oddity: a stable word.
    pub kind: String,
    /// A sentence about it, in the language asked for.
    pub says: String,
    /// Where.
    pub span: Option<Span>,
}
