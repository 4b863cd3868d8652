//! The TOML files as they are written.

use serde::Deserialize;
use std::collections::BTreeMap;

/// `PROVIDER/NAME.toml`: a cause.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseFile {
    /// `draft`, `stable` or `retired`.
    pub status: String,
    /// The release with which it became stable.
    pub since: Option<String>,
    /// Where it usually happens.
    pub stage: Option<String>,
    /// The coarse class.
    pub reason: String,
    /// Who has to act.
    pub acts: String,
    /// Whether trying again is useless.
    pub permanent: Option<bool>,
    /// For general words only: any other general words go first.
    #[serde(default)]
    pub vague: bool,
    /// What it matches.
    #[serde(default, rename = "match")]
    pub matches: Vec<MatchFile>,
    /// Who says so.
    #[serde(default, rename = "source")]
    pub sources: Vec<SourceFile>,
    /// The words in English.
    pub en: CauseWordsFile,
    /// The words in French.
    pub fr: CauseWordsFile,
    /// What proves it.
    #[serde(default, rename = "sample")]
    pub samples: Vec<SampleFile>,
}

impl CauseFile {
    /// The words of a language.
    pub fn words(&self, language: &str) -> &CauseWordsFile {
        if language == "fr" { &self.fr } else { &self.en }
    }
}

/// A `[[match]]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchFile {
    /// Reply codes: numbers, or `"4XX"`.
    #[serde(default)]
    pub reply: Vec<CodeFile>,
    /// Enhanced status codes and ranges of them.
    #[serde(default)]
    pub status: Vec<String>,
    /// Literal words, or a list of which any will do.
    #[serde(default, deserialize_with = "one_or_many")]
    pub text: Vec<String>,
    /// Stages.
    #[serde(default)]
    pub stage: Vec<String>,
    /// Only when the server is known to be the provider's.
    #[serde(default)]
    pub provider: bool,
    /// `client`: words that a program says of itself; `frame`: words that it puts around a server's;
    /// `server`: words that count in a reply or a report only, because any text may hold them.
    pub said_by: Option<String>,
    /// Rank among matches on codes alone.
    pub order: Option<u8>,
}

/// A text, or a list of them.
fn one_or_many<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Written::deserialize(deserializer)? {
        Written::One(it) => vec![it],
        Written::Many(it) => it,
    })
}

/// A reply code as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum CodeFile {
    /// `550`
    Number(u16),
    /// `"5XX"` or `"55X"`
    Pattern(String),
}

/// A `[[source]]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// The page's own title.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its address.
    pub url: String,
    /// Its language.
    #[serde(default = "english")]
    pub language: String,
    /// The day it was read.
    pub read: Day,
    /// `vendor`, `standard` or `seen`.
    #[serde(default = "vendor")]
    pub kind: String,
}

fn english() -> String {
    "en".into()
}

fn vendor() -> String {
    "vendor".into()
}

/// A TOML date, or a text that holds one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub String);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Date(toml::value::Datetime),
            Text(String),
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::Date(it) => Day(it.to_string()),
            Written::Text(it) => Day(it),
        })
    }
}

/// `[en]` or `[fr]` of a cause.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CauseWordsFile {
    /// What happened.
    pub title: String,
    /// Why that stops the mail.
    pub explanation: String,
    /// When it is not your case.
    pub exceptions: Option<String>,
    /// What to do.
    #[serde(default)]
    pub steps: Vec<StepFile>,
}

/// A step, or `[en]`/`[fr]` of an advice.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFile {
    /// What to do.
    #[serde(rename = "do")]
    pub act: Option<String>,
    /// Why.
    pub why: Option<String>,
    /// Who does it.
    #[serde(rename = "for")]
    pub who: Option<String>,
    /// A menu path.
    pub path: Option<String>,
    /// A command.
    pub command: Option<String>,
    /// What it is typed into.
    pub shell: Option<String>,
    /// The page that describes it.
    pub url: Option<String>,
    /// Smaller steps.
    #[serde(default)]
    pub details: Vec<String>,
    /// The advice that stands for this step.
    pub advice: Option<String>,
    /// Values for that advice.
    #[serde(default, rename = "with")]
    pub values: BTreeMap<String, String>,
}

/// A `[[sample]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleFile {
    /// A literal reply.
    pub text: String,
    /// Whether this cause must not answer it.
    #[serde(default)]
    pub miss: bool,
    /// Where such a line was seen.
    pub seen: Option<String>,
    /// The server that said it: its host name, or the words of its banner.
    pub host: Option<String>,
    /// The stage at which it was said.
    pub stage: Option<String>,
    /// `client`: said by a program of itself.
    pub said_by: Option<String>,
}

/// `advice/NAME.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdviceFile {
    /// Who says so.
    #[serde(default, rename = "source")]
    pub sources: Vec<SourceFile>,
    /// In English.
    pub en: StepFile,
    /// In French.
    pub fr: StepFile,
}

impl AdviceFile {
    /// The words of a language.
    pub fn words(&self, language: &str) -> &StepFile {
        if language == "fr" { &self.fr } else { &self.en }
    }
}

/// `PROVIDER/provider.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderFile {
    /// What people call it.
    pub name: String,
    /// How its hosts are called.
    #[serde(default)]
    pub hosts: HostsFile,
    /// The words that give it away.
    #[serde(default)]
    pub marks: MarksFile,
}

/// `[hosts]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostsFile {
    /// Host names that end so.
    #[serde(default)]
    pub suffix: Vec<String>,
}

/// `[marks]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MarksFile {
    /// Words of a reply.
    #[serde(default)]
    pub reply: Vec<String>,
    /// Words of a greeting.
    #[serde(default)]
    pub banner: Vec<String>,
}

/// `words.toml`: language, table, key, word.
pub type WordsFile = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

/// `dialogue.toml`: table, key, language, words.
pub type DialogueFile = BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>;

/// `published.toml`: the ids that releases have made public.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedFile {
    /// In order.
    pub ids: Vec<String>,
}
