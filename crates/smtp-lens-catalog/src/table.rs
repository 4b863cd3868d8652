//! The compiled catalogue: what matching needs (in every engine), and what a language says (a pack of its own).

use crate::{Acts, EnhancedStatus, Reason, Stage};
use serde::{Deserialize, Serialize};

/// What matching needs to know; made by the build, the same for every language.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tables {
    /// Changes with every change of the catalogue: a pack fits the tables that carry the same one.
    pub build: u64,
    /// The causes, in the order of their ids.
    pub causes: Vec<CauseEntry>,
    /// Every `[[match]]` of every cause.
    pub patterns: Vec<Pattern>,
    /// The folders of the catalogue that are providers.
    pub providers: Vec<Provider>,
    /// How many of the causes, at the end, are a site's own: they come before all others.
    #[serde(skip)]
    pub own: u16,
}

/// A cause, without its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CauseEntry {
    /// Its public id.
    pub id: String,
    /// Its provider, an index into [`Tables::providers`]; `None` for `standards` and `general`.
    pub provider: Option<u16>,
    /// Whether it stands in `standards/`.
    pub standard: bool,
    /// Where it usually happens.
    pub stage: Option<Stage>,
    /// The coarse class.
    pub reason: Reason,
    /// Who has to act.
    pub acts: Acts,
    /// Whether trying again is useless, when the cause knows better than the code.
    pub permanent: Option<bool>,
    /// Whether it is not verified yet.
    pub draft: bool,
    /// Whether its words say so little that any other general words go first.
    pub vague: bool,
}

/// One `[[match]]`: everything given must hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    /// The cause, an index into [`Tables::causes`].
    pub cause: u16,
    /// The literal pieces, in the compared form, in order; empty for a match on codes alone.
    pub pieces: Vec<String>,
    /// Reply codes, from and to.
    pub replies: Vec<(u16, u16)>,
    /// Enhanced status codes.
    pub statuses: Vec<StatusRange>,
    /// The stages as bits (`1 << stage as u16`); 0 for any.
    pub stages: u16,
    /// Whether the server must be known to be the provider's.
    pub provider: bool,
    /// Whether these are words of a program about itself, not of a reply.
    pub client: bool,
    /// Whether these words count in a reply or a report only, because any text may hold them.
    pub server: bool,
    /// Among matches on codes alone: 1 is the most usual cause.
    pub order: u8,
}

/// Enhanced status codes from one to another; class 0 is any class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusRange {
    /// Class, or 0 for any.
    pub class: u8,
    /// Subject, from and to.
    pub subject: (u16, u16),
    /// Detail, from and to.
    pub detail: (u16, u16),
}

impl StatusRange {
    /// Whether it holds `status`.
    pub fn holds(&self, status: EnhancedStatus) -> bool {
        (self.class == 0 || self.class == status.class)
            && (self.subject.0..=self.subject.1).contains(&status.subject)
            && (self.detail.0..=self.detail.1).contains(&status.detail)
    }

    /// How exactly it names a code: 3 one code, 2 any class of one code, 1 a range or any detail, 0 a class only.
    pub fn exactness(&self) -> u8 {
        let one_detail = self.detail.0 == self.detail.1;
        let one_subject = self.subject.0 == self.subject.1;
        match (one_subject, one_detail, self.class != 0) {
            (true, true, true) => 3,
            (true, true, false) => 2,
            (true, false, _) => 1,
            _ => 0,
        }
    }
}

/// A provider, and how its servers are known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Provider {
    /// The folder's name.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Host names that end so are its servers.
    pub host_suffixes: Vec<String>,
    /// Words of a reply that only it uses, in the compared form.
    pub reply_marks: Vec<String>,
    /// Words of its greeting, in the compared form.
    pub banner_marks: Vec<String>,
}

/// What one language says.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pack {
    /// The [`Tables::build`] that it was made with.
    pub build: u64,
    /// The language, as an IETF tag.
    pub language: String,
    /// The words of each cause, in the order of [`Tables::causes`].
    pub causes: Vec<CauseWords>,
    /// The recurring steps.
    pub advice: Vec<StepWords>,
    /// The documents.
    pub sources: Vec<SourceWords>,
    /// The small words by their key (`reason.userunknown`, `command.ehlo`), sorted by key.
    pub phrases: Vec<(String, String)>,
}

impl Pack {
    /// The small word for `key`; empty when the language has none.
    pub fn phrase(&self, key: &str) -> &str {
        self.phrases
            .binary_search_by(|(it, _)| it.as_str().cmp(key))
            .map_or("", |at| self.phrases[at].1.as_str())
    }
}

/// The words of a cause.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CauseWords {
    /// What happened.
    pub title: String,
    /// Why that stops the mail.
    pub explanation: String,
    /// When it is not your case.
    pub exceptions: Option<String>,
    /// What to do.
    pub steps: Vec<StepRef>,
    /// Its documents, indices into [`Pack::sources`].
    pub sources: Vec<u16>,
}

/// A step of a cause: its own, or an advice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum StepRef {
    /// Words that stand in the cause.
    Own(StepWords),
    /// An advice (an index into [`Pack::advice`]) and the values that the cause gives it.
    Advice(u16, Vec<(String, String)>),
}

/// The words of a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepWords {
    /// What to do.
    pub act: String,
    /// Why.
    pub why: Option<String>,
    /// Who does it.
    pub who: Acts,
    /// A menu path.
    pub path: Option<String>,
    /// A command.
    pub command: Option<String>,
    /// What it is typed into.
    pub shell: Option<String>,
    /// The page that describes it.
    pub url: Option<String>,
    /// Smaller steps.
    pub details: Vec<String>,
    /// Its documents, indices into [`Pack::sources`].
    pub sources: Vec<u16>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceWords {
    /// Its own title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its address.
    pub url: String,
    /// Its language.
    pub language: String,
    /// The day it was read.
    pub read: String,
    /// `vendor`, `standard` or `seen`.
    pub kind: String,
}
