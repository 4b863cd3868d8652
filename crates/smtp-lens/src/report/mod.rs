//! The report: what the answer says, redacted, to be shown to others. As text, Markdown, HTML or JSON, in any language of the catalogue.
//!
//! What is masked is masked before anything is written: the words of the catalogue are filled with replaced values from the start, so
//! no format has to know what is private.

mod csv;
mod formats;
mod json;

pub use csv::{CSV_HEADER, csv};

use crate::analysis::{Analysis, Finding, Kind, Outcome, Reason, Step};
use crate::input::{Document, PartKind};
use crate::redact::{Masks, Redactor};
use crate::{Lens, Options, read};
use serde::{Deserialize, Serialize};
use smtp_lens_catalog::{Pack, capitalized};

/// So much of each part of the input stands in a report.
const PART: usize = 32 * 1024;
/// So many results are listed.
const RESULTS: usize = 100;

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown (CommonMark).
    Markdown,
    /// A page of its own.
    Html,
    /// The analysis in its own terms, without the spans.
    Json,
    /// A line for each finding, for a spreadsheet.
    Csv,
}

impl Format {
    /// The format of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "markdown" => Self::Markdown,
            "html" => Self::Html,
            "json" => Self::Json,
            "csv" => Self::Csv,
            _ => return None,
        })
    }

    /// How a file of it is called.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// An analysis and its text with what is private replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Redacted {
    /// The analysis. Its spans are those of the input as it was given.
    pub analysis: Analysis,
    /// The readable parts of the input.
    pub text: String,
    /// What was masked.
    pub masks: Masks,
}

/// Reads, masks and explains.
pub(crate) fn redact(lens: &Lens, input: &[u8], options: &Options<'_>, masks: Masks) -> Redacted {
    let bytes = &input[..input.len().min(u32::MAX as usize)];
    let document = Document::open(bytes, options.charsets.unwrap_or(crate::DEFAULT_CHARSETS));
    let mut reading = read::read(&document);
    let parts: Vec<(usize, &str)> = document
        .parts
        .iter()
        .enumerate()
        .map(|(at, it)| {
            let text = it.text.as_str();
            // Of the returned message the header section: its body is nobody's business.
            let text = match it.kind {
                PartKind::Original => text.split("\n\n").next().unwrap_or_default(),
                _ => text,
            };
            (at, &text[..text.floor_char_boundary(PART)])
        })
        .collect();
    let secrets: Vec<&str> = reading
        .secrets
        .iter()
        .filter_map(|&(part, start, end)| document.parts.get(part)?.text.as_str().get(start..end))
        .collect();
    let texts: Vec<&str> = parts.iter().map(|it| it.1).collect();
    let hidden = lens.pack.phrase("report.secret");
    let mut redactor = Redactor::new(masks, lens, hidden, &texts, &secrets);

    let analysis = lens.explain(&document, &mut reading, Some(&mut redactor), bytes.len(), options);
    let mut text = String::new();
    // An ordinary message is a letter, and no part of a report.
    if analysis.input.kind != Kind::Message {
        for (at, part) in parts {
            let ranges: Vec<(usize, usize)> = reading
                .secrets
                .iter()
                .filter(|it| it.0 == at && it.2 <= part.len())
                .map(|it| (it.1, it.2))
                .collect();
            let masked = redactor.part(part, &ranges);
            if !masked.trim().is_empty() {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(masked.trim_end());
            }
        }
    }
    Redacted { analysis, text, masks }
}

/// Writes a report.
pub(crate) fn write(redacted: &Redacted, format: Format, pack: &Pack) -> String {
    match format {
        Format::Text => formats::text(&blocks(redacted, pack)),
        Format::Markdown => formats::markdown(&blocks(redacted, pack)),
        Format::Html => formats::html(&blocks(redacted, pack), &pack.language),
        Format::Json => json::write(redacted, pack),
        Format::Csv => [CSV_HEADER, &csv(&redacted.analysis)].concat(),
    }
}

/// A piece of a report.
pub(crate) enum Block {
    Title(String),
    Heading(String),
    Words(String),
    /// Names and values; whether the value is a machine's word.
    Facts(Vec<(String, String, bool)>),
    Steps(Vec<Item>),
    Links(Vec<(String, String, String)>),
    List(Vec<String>),
    /// What machines said, as they said it.
    Literal(String),
}

/// A step.
#[derive(Default)]
pub(crate) struct Item {
    pub act: String,
    pub who: String,
    pub notes: Vec<String>,
    pub command: Option<String>,
    pub url: Option<String>,
}

/// The report in the order in which it is read.
fn blocks(redacted: &Redacted, pack: &Pack) -> Vec<Block> {
    let analysis = &redacted.analysis;
    let word = |key: &str| said(pack, "report.", key);
    let mut out = Vec::new();
    match analysis.findings.first() {
        Some(first) => {
            out.push(Block::Title(plain(&first.verdict)));
            finding(first, analysis, pack, &mut out);
        }
        None => {
            out.push(Block::Title(word("nothing")));
            let kind = said(pack, "kind.", kind_word(analysis.input.kind));
            out.push(Block::Facts(vec![(before_colon(word("kind"), pack), kind, false)]));
        }
    }
    if analysis.findings.len() > 1 {
        out.push(Block::Heading(word("results")));
        let mut rows: Vec<String> = analysis.findings.iter().take(RESULTS).map(|it| row(it, pack)).collect();
        let rest = analysis.findings.len().saturating_sub(RESULTS);
        if rest > 0 {
            rows.push(word("more").replace("{}", &rest.to_string()));
        }
        out.push(Block::List(rows));
    }
    if !redacted.text.is_empty() {
        out.push(Block::Heading(word("text")));
        out.push(Block::Literal(redacted.text.clone()));
    }
    // Nobody shows others what is neither masked nor quoted.
    if redacted.masks == Masks::NONE && redacted.text.is_empty() {
        return out;
    }
    let kinds = masked(redacted.masks, pack);
    let about = if kinds.is_empty() {
        word("nothing-masked")
    } else {
        word("masked").replace("{}", &kinds)
    };
    let made = word("made").replace("{}", env!("CARGO_PKG_VERSION"));
    out.push(Block::Words([&about, " ", &made].concat()));
    out
}

/// The kinds that were masked, in words.
fn masked(masks: Masks, pack: &Pack) -> String {
    let on = masks.all();
    let names: Vec<String> = Masks::NAMES
        .iter()
        .zip(on)
        .filter(|it| it.1)
        .map(|it| said(pack, "mask.", it.0))
        .collect();
    names.join(", ")
}

fn finding(it: &Finding, analysis: &Analysis, pack: &Pack, out: &mut Vec<Block>) {
    let word = |key: &str| said(pack, "report.", key);
    let cause = it.causes.first();
    let mut facts: Vec<(String, String, bool)> = Vec::new();
    let mut fact = |key: &str, value: Option<String>, literal: bool| {
        if let Some(value) = value.filter(|it| !it.is_empty()) {
            facts.push((before_colon(word(key), pack), value, literal));
        }
    };
    let mut outcome = said(pack, "outcome.", outcome_word(it.outcome));
    for more in [
        it.stage.map(|it| said(pack, "stage.", it.word())),
        permanence(it).map(|it| said(pack, "permanence.", it)),
    ] {
        if let Some(more) = more.filter(|it| !it.is_empty()) {
            outcome = [&outcome, ", ", &more].concat();
        }
    }
    fact("outcome", Some(outcome), false);
    fact("recipient", it.recipient.clone(), true);
    fact("sender", it.sender.clone(), true);
    let reply = it.reply.as_ref().map(|reply| {
        let code = reply.code.map(|it| it.to_string());
        let parts = [code.as_deref(), reply.status.as_deref(), Some(reply.text.as_str())];
        parts
            .into_iter()
            .flatten()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    });
    fact("reply", reply, true);
    fact("status", it.status.clone(), true);
    fact("server", it.remote_mta.clone(), true);
    fact("told-by", it.reporting_mta.clone(), true);
    fact("provider", it.provider_name.clone(), false);
    fact("at", it.at.clone(), true);
    let kind = said(pack, "kind.", kind_word(analysis.input.kind));
    let software = analysis.input.software.as_ref();
    fact(
        "kind",
        Some(software.map_or(kind.clone(), |it| [&kind, " (", it, ")"].concat())),
        false,
    );
    if let Some(cause) = cause {
        fact("acts", Some(said(pack, "acts.", cause.acts.word())), false);
        fact("cause", Some(cause.id.clone()), true);
    }
    out.push(Block::Facts(facts));
    let remarks = it.story.iter().chain(&analysis.remarks);
    let mut remarks: Vec<String> = remarks.map(|it| plain(&it.says)).filter(|it| !it.is_empty()).collect();
    if !analysis.secrets.is_empty() {
        remarks.push(pack.phrase("remark.secrets").to_string());
    }
    if !remarks.is_empty() {
        out.push(Block::List(remarks));
    }
    let Some(cause) = cause else { return };

    out.push(Block::Heading(word("happened")));
    if cause.draft {
        out.push(Block::Words(word("unverified")));
    }
    out.push(Block::Words(plain(&cause.explanation)));
    if let Some(exceptions) = &cause.exceptions {
        out.push(Block::Words([&word("exceptions"), " ", &plain(exceptions)].concat()));
    }
    out.push(Block::Words(capital(&said(pack, "match.", cause.matched.word()))));
    if !cause.steps.is_empty() {
        out.push(Block::Heading(word("todo")));
        out.push(Block::Steps(cause.steps.iter().map(|it| step(it, pack)).collect()));
    }
    let others: Vec<String> = it
        .causes
        .iter()
        .skip(1)
        .map(|it| [&plain(&it.title), " (", &it.id, ")"].concat())
        .collect();
    if !others.is_empty() {
        out.push(Block::Heading(word("others")));
        out.push(Block::List(others));
    }
    if !cause.sources.is_empty() {
        out.push(Block::Heading(word("sources")));
        let links = cause.sources.iter().map(|it| {
            let read = word("read").replace("{}", &it.read);
            (
                it.title.clone(),
                [&it.publisher, ", ", &it.language, ", ", &read].concat(),
                it.url.clone(),
            )
        });
        out.push(Block::Links(links.collect()));
    }
}

fn step(it: &Step, pack: &Pack) -> Item {
    let mut notes: Vec<String> = it.why.iter().chain(&it.path).map(|it| plain(it)).collect();
    notes.extend(it.details.iter().map(|it| plain(it)));
    Item {
        act: plain(&it.act),
        who: said(pack, "acts.", it.who.word()),
        notes,
        command: it.command.clone(),
        url: it.url.clone(),
    }
}

fn row(it: &Finding, pack: &Pack) -> String {
    let who = it
        .recipient
        .clone()
        .or_else(|| it.stage.map(|it| said(pack, "stage.", it.word())));
    let code = it.reply.as_ref().and_then(|it| it.code).map(|it| it.to_string());
    let codes: Vec<&str> = code.iter().chain(&it.status).map(String::as_str).collect();
    let verdict = plain(&it.verdict);
    [who.as_deref().unwrap_or("-"), verdict.as_str(), &codes.join(" ")]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" | ")
}

/// A small word of the catalogue.
fn said(pack: &Pack, table: &str, key: &str) -> String {
    pack.phrase(&[table, key].concat()).to_string()
}

/// Words of the catalogue without the marks for what is typed as it stands.
fn plain(words: &str) -> String {
    words.replace('`', "")
}

fn capital(words: &str) -> String {
    let mut out = String::new();
    capitalized(words, &mut out);
    out.push('.');
    out
}

fn permanence(it: &Finding) -> Option<&'static str> {
    match (it.outcome, it.permanent?) {
        // Whatever class its code has: nobody tries any more.
        (Outcome::Failed, _) if it.reason == Reason::Expired => Some("given-up"),
        (Outcome::Failed, true) => Some("permanent"),
        (Outcome::Failed, false) => Some("temporary"),
        (Outcome::Delayed, _) => Some("delayed"),
        _ => None,
    }
}

pub(crate) fn outcome_word(it: Outcome) -> &'static str {
    it.word()
}

pub(crate) fn kind_word(it: Kind) -> &'static str {
    it.word()
}
/// A word that a colon follows: French has a space between them.
fn before_colon(mut word: String, pack: &Pack) -> String {
    if pack.language == "fr" {
        word.push('\u{a0}');
    }
    word
}
