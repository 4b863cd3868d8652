//! What the page and the worker say to each other: one enum each way, encoded with postcard.
//!
//! On the wire a message is an array `[words, load]`: `words` is a `Uint8Array` with the encoded enum, `load` an
//! `ArrayBuffer` with the input's bytes, handed over and not copied, or nothing. [`Request::Analyze`] has a load, [`Request::Open`] an array of them.
//!
//! ```text
//! page                              worker
//!   │                          Awake  │   its script runs: messages sent before would be lost
//!   │  Start                          │   names of the packs, and which language comes first
//!   │                          Ready  │   once per language, or NoPack
//!   │  Analyze + bytes                │
//!   │                        Analysis │   with the number that Analyze had
//!   │  Again                          │   the same bytes in another language
//!   │                        Analysis │
//! ```

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use smtp_lens::{Analysis, Cause, Format, Kind, Masks, Outcome};

use crate::examples::Example;
use crate::locale::Language;
use crate::state::Sort;

/// What the page asks of the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Fetch the packs, the one that is needed first before the others.
    Start {
        /// Each language's pack, as a file beside the worker.
        packs: Vec<(Language, String)>,
    },
    /// Read the bytes that come along.
    Analyze {
        /// The question's number, which its answer repeats.
        id: u32,
        /// The answer's language.
        language: Language,
        /// The file's name, when it is one.
        name: Option<String>,
    },
    /// Read the bytes that came last once more.
    Again {
        /// The question's number.
        id: u32,
        /// The answer's language.
        language: Language,
        /// Which of more findings than are sent come first.
        order: Order,
    },
    /// Forget the bytes that came last.
    Forget,
    /// Open several files, or one that holds several messages or is compressed. Their bytes come along, in this order.
    Open {
        /// The files' names.
        names: Vec<String>,
        /// The answer's language.
        language: Language,
    },
    /// Show one of the messages that were opened.
    Show {
        /// Which.
        file: u32,
    },
    /// Write a report about the bytes that came last.
    Report {
        /// The report's language.
        language: Language,
        /// What is masked.
        masks: Masks,
        /// What it is written as.
        format: Format,
    },
    /// Look something up in the catalogue.
    LookUp {
        /// `cause/ID`, `code/5.7.57`, as in the page's own addresses.
        what: String,
        /// The answer's language.
        language: Language,
    },
    /// Send what the page explains at length. (That too is kept in the worker.)
    Help(Language),
    /// Send an example's text. (The examples are kept in the worker, so that they do not delay the page.)
    Example(Example),
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The worker runs and hears.
    Awake,
    /// A language's pack is there.
    Ready(Language),
    /// A language's pack could not be fetched or read.
    NoPack(Language),
    /// What the engine says.
    Analysis {
        /// The question's number.
        id: u32,
        /// The answer, cut to what the page shows.
        analysis: Box<Analysis>,
        /// How many findings there were before the cut.
        findings: u32,
        /// What the catalogue says of a code or a few words that were typed.
        found: Vec<Cause>,
        /// Of several findings: the titles of their causes without the values of one of them, by id.
        titles: Vec<(String, String)>,
        /// Of more findings than are sent: what happened how often, the most frequent failures first.
        groups: Vec<Group>,
    },
    /// The messages that were opened; none when nothing could be taken out of what was given.
    Files(Vec<Opened>),
    /// One of them: from now on it is the one that came last.
    Shown {
        /// Which.
        file: u32,
        /// Its name.
        name: String,
        /// Its size in bytes.
        size: u32,
        /// Its beginning.
        head: Vec<u8>,
    },
    /// A report.
    Report(String),
    /// What was looked up: one cause, several, or none.
    LookedUp(Vec<Cause>),
    /// What the page explains at length, by the numbers of [`Said`](crate::locale::help::Said).
    Help(Vec<String>),
    /// A text to read instead: an example's, or what a file held that is no text itself.
    Example(String),
}

/// What is looked for among many findings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Order {
    /// Words of the recipient or of what happened.
    pub filter: String,
    /// The order.
    pub sort: Sort,
}

/// What many findings have in common.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// What happened, without the values of one of them.
    pub title: String,
    /// What became of the mail.
    pub outcome: Outcome,
    /// Whether trying again is useless.
    pub permanent: Option<bool>,
    /// How many they are.
    pub count: u32,
    /// When the first of them was, as the text has it.
    pub first: Option<String>,
    /// When the last of them was; `None` when there is one.
    pub last: Option<String>,
}

/// What is told of one of several messages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// The file's name, and for a message inside of one its own.
    pub name: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// The first finding's outcome.
    pub outcome: Outcome,
    /// Whether trying again is useless.
    pub permanent: Option<bool>,
    /// The first finding's sentence.
    pub verdict: String,
    /// How many findings there are.
    pub findings: u32,
}

/// A message as bytes.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Encoding plain data into a vector cannot fail; were it to, an empty message is one that nobody understands.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// The message that the bytes stand for; `None` when they stand for none.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_lens::{Acts, Finding, MatchKind, Reason, Reply, Span};

    /// Postcard stores fields by their order: an attribute like `skip_serializing_if` on the analysis would break it.
    #[test]
    fn an_analysis_survives_the_way() {
        let finding = Finding {
            recipient: Some("anna@example.com".into()),
            reply: Some(Reply {
                code: Some(550),
                text: "no such user".into(),
                span: Span(1, 9),
                ..Reply::default()
            }),
            causes: vec![Cause {
                id: "general/user-unknown".into(),
                matched: MatchKind::Text,
                draft: false,
                title: "t".into(),
                acts: Acts::Sender,
                reason: Reason::UserUnknown,
                explanation: "e".into(),
                exceptions: None,
                steps: Vec::new(),
                sources: Default::default(),
                evidence: vec![Span(2, 4)],
            }],
            ..Finding::default()
        };
        let analysis = Analysis {
            findings: vec![finding],
            secrets: vec![Span(3, 5)],
            ..Analysis::default()
        };
        let answer = Answer::Analysis {
            id: 7,
            analysis: Box::new(analysis),
            findings: 1,
            found: Vec::new(),
            titles: Vec::new(),
            groups: Vec::new(),
        };
        assert_eq!(decode(&encode(&answer)), Some(answer));
    }

    #[test]
    fn rubbish_is_no_message() {
        assert_eq!(decode::<Request>(&[250, 1, 2]), None);
    }
}
