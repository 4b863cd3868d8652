//! Everything that the page says, in every language. Plurals, numbers, dates and names of languages are the browser's `Intl`.
//!
//! A new language is a file beside `en`, a variant of [`Language`] and a pack of the catalogue: the compiler asks for
//! every string.

mod en;
mod fr;
pub mod help;
mod intl;

pub use intl::{date, duration, moment, name_of_language, number, size};

use serde::{Deserialize, Serialize};
use smtp_lens::{Acts, Finding, Kind, MatchKind, Outcome, Place, Reason, Stage, Stop, StopState, Who};

use crate::examples::Example;

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
}

impl Language {
    /// Every language, the one for everybody else first.
    pub const ALL: &[Language] = &[Self::English, Self::French];

    /// Its IETF tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// Its name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }

    /// The language of a tag such as `fr-CA`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| {
            tag.get(..2).is_some_and(|first| first.eq_ignore_ascii_case(it.tag()))
                && tag.as_bytes().get(2).is_none_or(|it| *it == b'-' || *it == b'_')
        })
    }

    /// The next one, for a button that goes around.
    pub fn next(self) -> Self {
        match self {
            Self::English => Self::French,
            Self::French => Self::English,
        }
    }

    /// What the page says in it.
    pub fn words(self) -> &'static Words {
        match self {
            Self::English => &en::WORDS,
            Self::French => &fr::WORDS,
        }
    }
}

/// A phrase that counts: `{}` stands for the number.
#[derive(Debug)]
pub struct Plural {
    /// For one.
    pub one: &'static str,
    /// For any other number that the language treats alike.
    pub other: &'static str,
}

/// Every string of one language. `{}` stands for a value. The English file tells where each one stands.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Words {
    pub language: Language,

    // the bar and the frame
    pub skip: &'static str,
    pub seal: &'static str,
    pub seal_short: &'static str,
    pub theme: &'static str,
    pub theme_auto: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub page_title: &'static str,
    pub back: &'static str,

    // nothing yet
    pub headline: &'static str,
    pub lead: &'static str,
    pub placeholder: &'static str,
    pub promise: &'static str,
    pub try_one: &'static str,
    pub examples: [&'static str; 6],
    pub where_title: &'static str,

    // the text
    pub your_text: &'static str,
    pub open_file: &'static str,
    pub edit: &'static str,
    pub done: &'static str,
    pub clear: &'static str,
    pub drop_here: &'static str,
    pub hidden: &'static str,
    pub secret_found: &'static str,
    pub cut: &'static str,
    pub binary: &'static str,
    pub unreadable_file: &'static str,
    pub empty_text: &'static str,
    pub empty_helps: &'static str,
    pub lines: Plural,

    // waiting
    pub reading: &'static str,
    pub starting: &'static str,
    pub no_engine_title: &'static str,
    pub no_engine: &'static str,
    pub reload: &'static str,
    pub not_yet: &'static str,
    /// The link to the list of all causes.
    pub all_causes: &'static str,

    // the verdict
    pub refused: &'static str,
    pub refused_for_now: &'static str,
    pub not_sent: &'static str,
    pub not_delivered: &'static str,
    pub delayed: &'static str,
    pub delivered: &'static str,
    pub relayed: &'static str,
    pub expanded: &'static str,
    pub complaint: &'static str,
    pub auto_reply: &'static str,
    pub permanent: &'static str,
    pub temporary: &'static str,
    pub will_retry: &'static str,
    pub given_up: &'static str,
    pub stages: [&'static str; 9],
    pub unverified: &'static str,
    pub unverified_why: &'static str,
    pub exception: &'static str,
    pub follows: &'static str,

    // the way of the mail
    pub way: &'static str,
    pub places: [&'static str; 5],
    pub way_passed: &'static str,
    pub way_here: &'static str,
    pub way_waiting: &'static str,
    pub way_after: &'static str,
    pub acts: [&'static str; 6],
    pub act: [&'static str; 6],

    // the steps
    pub what_to_do: &'static str,
    pub track_me: &'static str,
    pub track_admin: &'static str,
    pub step_done: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub opens: &'static str,
    pub step_for: &'static str,

    // why we think so
    pub why: &'static str,
    pub why_hint: &'static str,
    pub show_in_text: &'static str,
    pub show_claim: &'static str,
    pub matched: [&'static str; 4],
    pub reply: &'static str,
    pub status: &'static str,
    pub said_by: &'static str,
    pub told_by: &'static str,
    pub queue_id: &'static str,
    pub at: &'static str,
    pub sources: &'static str,
    pub read_on: &'static str,
    pub source_vendor: &'static str,
    pub source_standard: &'static str,
    pub source_seen: &'static str,
    pub source_advice: &'static str,

    // others
    pub others: &'static str,
    pub recipients: Plural,
    pub results: Plural,
    pub recipient: &'static str,
    pub step: &'static str,
    pub happened: &'static str,
    pub who_acts: &'static str,
    pub no_recipient: &'static str,
    pub how_often: &'static str,
    pub one_of: &'static str,
    pub filter: &'static str,
    pub export: &'static str,
    pub more: &'static str,

    // the conversation
    pub talk: &'static str,
    pub exchanges: Plural,
    pub phases: [&'static str; 7],
    pub phase_done: &'static str,
    pub phase_here: &'static str,
    pub phase_after: &'static str,
    pub who: [&'static str; 4],
    pub quiet_lines: Plural,
    pub session: &'static str,

    // the way, server by server
    pub story: &'static str,
    pub attempts: Plural,
    pub hops: &'static str,
    pub hop_from: &'static str,
    pub later: &'static str,
    pub clocks_differ: &'static str,

    // several files
    pub files: Plural,
    pub file: &'static str,

    // the report, and the catalogue
    pub report: &'static str,
    pub report_lead: &'static str,
    pub mask: &'static str,
    pub masks: [&'static str; 5],
    pub report_format: &'static str,
    pub report_language: &'static str,
    pub download: &'static str,
    pub found: &'static str,
    pub cause_page: &'static str,
    pub code_means: &'static str,
    pub words_mean: &'static str,
    pub no_such: &'static str,

    // the rest
    pub unread: &'static str,
    pub unread_lead: &'static str,
    pub remarks: &'static str,
    pub nothing_title: &'static str,
    pub nothing: &'static str,
    pub paste_instead: &'static [&'static str],
    pub fine_message_title: &'static str,
    pub fine_message: &'static str,
    pub fine_headers_title: &'static str,
    pub fine_headers: &'static str,
    pub fine_talk_title: &'static str,
    pub fine_talk: &'static str,
    pub kinds: [&'static str; 11],
}

impl Words {
    /// An example's name.
    pub fn example(&self, it: Example) -> &'static str {
        self.examples[it as usize]
    }

    /// What sort of thing the input is.
    pub fn kind(&self, it: Kind) -> &'static str {
        self.kinds[it as usize]
    }

    /// A station on the way of the mail.
    pub fn place(&self, it: Place) -> &'static str {
        self.places[it as usize]
    }

    /// How far the mail came at a station.
    pub fn state(&self, it: &Stop) -> &'static str {
        match it.state {
            StopState::Passed => self.way_passed,
            StopState::Here => self.way_here,
            StopState::Waiting => self.way_waiting,
            StopState::After => self.way_after,
        }
    }

    /// At which step it happened: "at sign-in".
    pub fn stage(&self, it: Stage) -> &'static str {
        self.stages[it as usize]
    }

    /// Who has to act, as a name: "your administrator".
    pub fn who_acts(&self, it: Acts) -> &'static str {
        self.acts[it as usize]
    }

    /// Who has to act, as a sentence: "Your administrator acts".
    pub fn acts_now(&self, it: Acts) -> &'static str {
        self.act[it as usize]
    }

    /// Why a cause is thought of.
    pub fn matched(&self, it: MatchKind) -> &'static str {
        self.matched[it as usize]
    }

    /// Who speaks in a line.
    pub fn speaker(&self, it: Who) -> &'static str {
        self.who[it as usize]
    }

    /// The word of what became of the mail.
    pub fn outcome_of(&self, finding: &Finding, kind: Kind) -> &'static str {
        if is_given_up(finding) {
            return self.not_delivered;
        }
        self.outcome(finding.outcome, finding.permanent, kind)
    }

    /// The word of an outcome.
    pub fn outcome(&self, outcome: Outcome, permanent: Option<bool>, kind: Kind) -> &'static str {
        match outcome {
            Outcome::Failed if permanent == Some(false) => self.refused_for_now,
            Outcome::Failed => match kind {
                Kind::Reply | Kind::Error => self.refused,
                Kind::Transcript => self.not_sent,
                _ => self.not_delivered,
            },
            Outcome::Delayed => self.delayed,
            Outcome::Delivered => self.delivered,
            Outcome::Relayed => self.relayed,
            Outcome::Expanded => self.expanded,
            Outcome::Complaint => self.complaint,
            Outcome::AutoReply => self.auto_reply,
        }
    }

    /// Whether trying again helps, in words.
    pub fn permanence(&self, finding: &Finding) -> Option<&'static str> {
        if is_given_up(finding) {
            return Some(self.given_up);
        }
        match (finding.outcome, finding.permanent?) {
            (Outcome::Failed, true) => Some(self.permanent),
            (Outcome::Failed, false) => Some(self.temporary),
            (Outcome::Delayed, _) => Some(self.will_retry),
            _ => None,
        }
    }

    /// A phrase that counts.
    pub fn count(&self, phrase: &Plural, count: usize) -> String {
        let form = if intl::is_one(self.language, count) {
            phrase.one
        } else {
            phrase.other
        };
        fill(form, &[&number(self.language, count as f64)])
    }
}

/// Whether the message was given up after its time had run out, whatever class the code of that has.
pub fn is_given_up(finding: &Finding) -> bool {
    finding.outcome == Outcome::Failed && finding.reason == Reason::Expired
}

/// A phrase with its `{}` replaced by the values, in order.
pub fn fill(phrase: &str, values: &[&str]) -> String {
    let mut out = String::with_capacity(phrase.len() + 16);
    let mut rest = phrase;
    for value in values {
        let Some(at) = rest.as_bytes().windows(2).position(|it| it == b"{}") else {
            break;
        };
        out.push_str(&rest[..at]);
        out.push_str(value);
        rest = &rest[at + 2..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in() {
        assert_eq!(fill("{} of {}", &["1", "3"]), "1 of 3");
        assert_eq!(fill("none", &["1"]), "none");
        assert_eq!(fill("{} {}", &["a"]), "a {}");
    }

    #[test]
    fn languages_are_known_by_their_tags() {
        assert_eq!(Language::of_tag("fr-CA"), Some(Language::French));
        assert_eq!(Language::of_tag("EN"), Some(Language::English));
        assert_eq!(Language::of_tag("fry"), None);
        assert_eq!(Language::of_tag("é"), None);
        assert_eq!(Language::of_tag(""), None);
    }

    #[test]
    fn the_tables_have_a_word_for_every_value() {
        for language in Language::ALL {
            let words = language.words();
            assert_eq!(words.language, *language);
            Stage::ALL.iter().for_each(|it| assert!(!words.stage(*it).is_empty()));
            Acts::ALL
                .iter()
                .for_each(|it| assert!(!words.who_acts(*it).is_empty() && !words.acts_now(*it).is_empty()));
            MatchKind::ALL
                .iter()
                .for_each(|it| assert!(!words.matched(*it).is_empty()));
            Example::ALL
                .iter()
                .for_each(|it| assert!(!words.example(*it).is_empty()));
            words.kind(Kind::Unknown);
            words.place(Place::Mailbox);
            words.speaker(Who::Message);
        }
    }

    #[test]
    fn french_is_set_as_french_is() {
        let text = [include_str!("fr.rs"), include_str!("help/fr.rs")].concat();
        for (number, line) in text.lines().enumerate().filter(|(_, it)| it.contains('"')) {
            let line = line.trim().trim_end_matches([',', ';']).trim_start_matches("const ");
            let quoted = line
                .find('"')
                .and_then(|at| line.get(at + 1..line.rfind('"')?))
                .unwrap_or_default();
            for sign in [" !", " ?", " ;", " :", "'", " »", "« "] {
                assert!(
                    !quoted.contains(sign),
                    "fr.rs, line {}: {sign:?} in {quoted:?}",
                    number + 1
                );
            }
        }
    }
}
