//! Causes of a site's own: JSON in the catalogue's terms, added when the page runs.
//!
//! They come before every built-in cause, take the place of the one whose id they have, and may hide others. The keys are those of the
//! catalogue's TOML files; `causes.schema.json` beside the page says them to an editor.

mod json;

use std::fmt;

use json::{Value, What};

use crate::terms::{pieces, reply_class, reply_code, status_range};
use crate::{Acts, CauseEntry, CauseWords, Pack, Pattern, Reason, SourceWords, Stage, StepRef, StepWords, Tables};

/// So many causes may a site have.
const MOST: usize = 1000;

/// What is wrong in a site's file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong.
    pub says: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.says)
    }
}

/// A site's own causes, checked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OwnCauses {
    causes: Vec<Own>,
    hidden: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Own {
    entry: CauseEntry,
    patterns: Vec<Pattern>,
    /// By language; the first is said where one's own is not there.
    words: Vec<(&'static str, CauseWords)>,
    sources: Vec<SourceWords>,
}

impl OwnCauses {
    /// Reads a site's file. `tables` say which ids there are to hide.
    ///
    /// # Errors
    /// All that is wrong, by line.
    pub fn read(text: &str, tables: &Tables) -> Result<Self, Vec<Fault>> {
        let value = json::read(text).map_err(|it| vec![it])?;
        let mut faults = Faults(Vec::new());
        let mut it = Self::default();
        let file = Table::of(&value, &["$schema", "causes", "hide"], &mut faults);
        for id in file.texts("hide", &mut faults) {
            if !tables.causes.iter().any(|it| it.id == id.1) {
                faults.say(id.0, &["there is no cause \"", id.1, "\" to hide"]);
            }
            it.hidden.push(id.1.to_owned());
        }
        for value in file.list("causes", &mut faults) {
            if let Some(own) = cause(value, &mut faults) {
                if it.causes.iter().any(|it| it.entry.id == own.entry.id) {
                    faults.say(value.line, &["the id \"", &own.entry.id, "\" is here twice"]);
                }
                it.causes.push(own);
            }
        }
        if it.causes.len() > MOST {
            faults.say(value.line, &["these are more causes than a site may have"]);
        }
        if faults.0.is_empty() { Ok(it) } else { Err(faults.0) }
    }

    /// Adds them to what matching needs.
    pub fn add_to_tables(&self, tables: &mut Tables) {
        let gone: Vec<bool> = tables
            .causes
            .iter()
            .map(|it| self.hidden.contains(&it.id) || self.causes.iter().any(|own| own.entry.id == it.id))
            .collect();
        tables.patterns.retain(|it| !gone[usize::from(it.cause)]);
        for own in &self.causes {
            let cause = tables.causes.len() as u16;
            let folder = own.entry.id.split('/').next().unwrap_or_default();
            let provider = tables.providers.iter().position(|it| it.id == folder);
            tables.causes.push(CauseEntry {
                provider: provider.map(|it| it as u16),
                ..own.entry.clone()
            });
            tables
                .patterns
                .extend(own.patterns.iter().map(|it| Pattern { cause, ..it.clone() }));
        }
        tables.own = self.causes.len() as u16;
    }

    /// Adds their words to those of a language.
    pub fn add_to_pack(&self, pack: &mut Pack) {
        for own in &self.causes {
            let words = own.words.iter().find(|(it, _)| *it == pack.language);
            let mut words = words.or(own.words.first()).map(|it| it.1.clone()).unwrap_or_default();
            let first = pack.sources.len() as u16;
            words.sources = (0..own.sources.len() as u16).map(|it| first + it).collect();
            pack.sources.extend(own.sources.iter().cloned());
            pack.causes.push(words);
        }
    }
}

struct Faults(Vec<Fault>);

impl Faults {
    fn say(&mut self, line: u32, words: &[&str]) {
        self.0.push(Fault {
            line,
            says: words.concat(),
        });
    }
}

/// A table whose keys are known.
struct Table<'a> {
    line: u32,
    entries: &'a [(String, Value)],
}

impl<'a> Table<'a> {
    fn of(value: &'a Value, known: &[&str], faults: &mut Faults) -> Self {
        let entries: &[(String, Value)] = match &value.what {
            What::Table(entries) => entries,
            _ => {
                faults.say(value.line, &["a table { … } is expected here"]);
                &[]
            }
        };
        for (key, value) in entries {
            if !known.contains(&key.as_str()) {
                faults.say(
                    value.line,
                    &["there is no key \"", key, "\" here; there are ", &known.join(", ")],
                );
            }
        }
        Self {
            line: value.line,
            entries,
        }
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        let (_, value) = self.entries.iter().find(|(it, _)| it == key)?;
        (value.what != What::Null).then_some(value)
    }

    fn text(&self, key: &str, faults: &mut Faults) -> Option<&'a str> {
        let value = self.get(key)?;
        match &value.what {
            What::Text(it) => Some(it),
            _ => {
                faults.say(value.line, &["\"", key, "\" is a string"]);
                None
            }
        }
    }

    fn owned(&self, key: &str, faults: &mut Faults) -> Option<String> {
        self.text(key, faults).map(str::to_owned)
    }

    /// A text that has to be there.
    fn needed(&self, key: &str, faults: &mut Faults) -> String {
        let text = self.text(key, faults).unwrap_or_default();
        if text.is_empty() {
            faults.say(self.line, &["\"", key, "\" is missing or empty"]);
        }
        text.to_owned()
    }

    /// A word of a vocabulary.
    fn word<T>(&self, key: &str, from: fn(&str) -> Option<T>, faults: &mut Faults) -> Option<T> {
        let word = self.text(key, faults)?;
        let value = from(word);
        if value.is_none() {
            faults.say(self.get(key)?.line, &["\"", key, "\" cannot be \"", word, "\""]);
        }
        value
    }

    fn truth(&self, key: &str, faults: &mut Faults) -> Option<bool> {
        let value = self.get(key)?;
        match value.what {
            What::Truth(it) => Some(it),
            _ => {
                faults.say(value.line, &["\"", key, "\" is true or false"]);
                None
            }
        }
    }

    fn address(&self, key: &str, faults: &mut Faults) -> Option<String> {
        let url = self.text(key, faults)?;
        if !url.starts_with("https://") && !url.starts_with("http://") {
            faults.say(self.get(key)?.line, &["an address begins with https:// or http://"]);
        }
        Some(url.to_owned())
    }

    fn list(&self, key: &str, faults: &mut Faults) -> &'a [Value] {
        match self.get(key) {
            None => &[],
            Some(Value {
                what: What::List(values),
                ..
            }) => values,
            Some(value) => {
                faults.say(value.line, &["\"", key, "\" is a list [ … ]"]);
                &[]
            }
        }
    }

    /// A text or several.
    fn texts(&self, key: &str, faults: &mut Faults) -> Vec<(u32, &'a str)> {
        let value = self.get(key);
        let values = match value.map(|it| &it.what) {
            Some(What::List(values)) => values,
            _ => value.map_or(&[][..], std::slice::from_ref),
        };
        let mut texts = Vec::new();
        for it in values {
            match &it.what {
                What::Text(text) if !text.trim().is_empty() => texts.push((it.line, text.as_str())),
                _ => faults.say(
                    it.line,
                    &["\"", key, "\" is a string or a list of them, none of them empty"],
                ),
            }
        }
        texts
    }
}

fn cause(value: &Value, faults: &mut Faults) -> Option<Own> {
    let known = [
        "id",
        "status",
        "since",
        "stage",
        "reason",
        "acts",
        "permanent",
        "match",
        "source",
        "en",
        "fr",
        "sample",
    ];
    let table = Table::of(value, &known, faults);
    let id = table.needed("id", faults);
    let is_name = |it: &str| {
        !it.is_empty()
            && it
                .bytes()
                .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-')
    };
    if !id.is_empty() && !id.split_once('/').is_some_and(|(a, b)| is_name(a) && is_name(b)) {
        faults.say(
            table.get("id")?.line,
            &["an id is FOLDER/NAME, of small letters, digits and hyphens"],
        );
    }
    if table.get("acts").is_none() {
        faults.say(table.line, &["\"acts\" is missing: who has to act"]);
    }
    let acts = table.word("acts", Acts::from_word, faults).unwrap_or(Acts::Sender);
    let draft = |it: &str| match it {
        "draft" => Some(true),
        "stable" => Some(false),
        _ => None,
    };
    let entry = CauseEntry {
        id,
        provider: None,
        standard: false,
        stage: table.word("stage", Stage::from_word, faults),
        reason: table.word("reason", Reason::from_word, faults).unwrap_or_default(),
        acts,
        permanent: table.truth("permanent", faults),
        draft: table.word("status", draft, faults).unwrap_or_default(),
        vague: false,
    };
    let mut patterns = Vec::new();
    for it in table.list("match", faults) {
        matches(it, &mut patterns, faults);
    }
    if patterns.is_empty() {
        faults.say(table.line, &["\"match\" is missing: what the cause is known by"]);
    }
    let sources = table
        .list("source", faults)
        .iter()
        .map(|it| source(it, faults))
        .collect();
    let words: Vec<(&'static str, CauseWords)> = ["en", "fr"]
        .into_iter()
        .filter_map(|language| Some((language, words(table.get(language)?, acts, faults))))
        .collect();
    if words.is_empty() {
        faults.say(table.line, &["\"en\" or \"fr\" is missing: the words"]);
    }
    Some(Own {
        entry,
        patterns,
        words,
        sources,
    })
}

fn matches(value: &Value, patterns: &mut Vec<Pattern>, faults: &mut Faults) {
    let known = ["text", "reply", "status", "stage", "provider", "said_by", "order"];
    let table = Table::of(value, &known, faults);
    let mut pattern = Pattern {
        cause: 0,
        pieces: Vec::new(),
        replies: Vec::new(),
        statuses: Vec::new(),
        stages: 0,
        provider: table.truth("provider", faults).unwrap_or_default(),
        client: false,
        server: false,
        order: 9,
    };
    for it in table.list("reply", faults) {
        let range = match &it.what {
            What::Number(it) => it.parse().ok().and_then(reply_code),
            What::Text(it) => reply_class(it),
            _ => None,
        };
        match range {
            Some(range) => pattern.replies.push(range),
            None => faults.say(it.line, &["a reply code is a number from 200 to 599, or \"5XX\""]),
        }
    }
    for (line, it) in table.texts("status", faults) {
        match status_range(it) {
            Some(range) => pattern.statuses.push(range),
            None => faults.say(
                line,
                &[
                    "\"",
                    it,
                    "\" is no enhanced status code: \"5.7.1\", \"5.7.600-5.7.649\", \"X.7.1\", \"5.7.X\"",
                ],
            ),
        }
    }
    for (line, it) in table.texts("stage", faults) {
        match Stage::from_word(it) {
            Some(stage) => pattern.stages |= 1 << stage as u16,
            None => faults.say(line, &["there is no stage \"", it, "\""]),
        }
    }
    if let Some(it) = table.text("said_by", faults) {
        pattern.client = it == "client";
        if !pattern.client {
            faults.say(table.line, &["\"said_by\" is \"client\" or left out"]);
        }
    }
    if let Some(it) = table.get("order") {
        match &it.what {
            What::Number(number) if matches!(number.parse(), Ok(1..=14u8)) => {
                pattern.order = number.parse().unwrap_or(9)
            }
            _ => faults.say(it.line, &["\"order\" is a number from 1 to 14"]),
        }
    }
    let texts = table.texts("text", faults);
    if texts.is_empty() && pattern.replies.is_empty() && pattern.statuses.is_empty() {
        faults.say(table.line, &["a match has a text, a reply code or a status"]);
    } else if texts.is_empty() {
        patterns.push(pattern);
    } else {
        for (line, text) in texts {
            let pieces = pieces(text);
            if pieces.is_empty() {
                faults.say(line, &["a text of nothing but * matches everything"]);
            }
            patterns.push(Pattern {
                pieces,
                ..pattern.clone()
            });
        }
    }
}

fn source(value: &Value, faults: &mut Faults) -> SourceWords {
    let table = Table::of(
        value,
        &["title", "publisher", "url", "language", "read", "kind"],
        faults,
    );
    let kind = |it: &str| matches!(it, "vendor" | "standard" | "seen").then(|| it.to_owned());
    if table.get("url").is_none() {
        faults.say(table.line, &["\"url\" is missing"]);
    }
    SourceWords {
        title: table.needed("title", faults),
        publisher: table.owned("publisher", faults).unwrap_or_default(),
        url: table.address("url", faults).unwrap_or_default(),
        language: table.owned("language", faults).unwrap_or_else(|| "en".into()),
        read: table.owned("read", faults).unwrap_or_default(),
        kind: table.word("kind", kind, faults).unwrap_or_else(|| "vendor".into()),
    }
}

fn words(value: &Value, acts: Acts, faults: &mut Faults) -> CauseWords {
    let table = Table::of(value, &["title", "explanation", "exceptions", "steps"], faults);
    CauseWords {
        title: table.needed("title", faults),
        explanation: table.needed("explanation", faults),
        exceptions: table.owned("exceptions", faults),
        steps: table
            .list("steps", faults)
            .iter()
            .map(|it| StepRef::Own(step(it, acts, faults)))
            .collect(),
        sources: Vec::new(),
    }
}

fn step(value: &Value, acts: Acts, faults: &mut Faults) -> StepWords {
    let known = ["do", "why", "for", "path", "command", "shell", "url", "details"];
    let table = Table::of(value, &known, faults);
    StepWords {
        act: table.needed("do", faults),
        why: table.owned("why", faults),
        who: table.word("for", Acts::from_word, faults).unwrap_or(acts),
        path: table.owned("path", faults),
        command: table.owned("command", faults),
        shell: table.owned("shell", faults),
        url: table.address("url", faults),
        details: table
            .texts("details", faults)
            .into_iter()
            .map(|it| it.1.to_owned())
            .collect(),
        sources: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
