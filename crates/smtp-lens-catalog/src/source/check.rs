//! What the build refuses, with words that say what to do.

use super::compile::reply_range;
use super::file::{CauseFile, SampleFile, SourceFile, StepFile};
use super::{Catalog, LANGUAGES, PUBLISHED, Problem};
use crate::terms::{pieces, status_range};
use crate::{Acts, Matcher, PlainReply, Question, Reason, Scratch, Stage, Tables, fill};
use std::path::PathBuf;

/// The longest title, in words.
const TITLE_WORDS: usize = 20;

/// Values of the input that words may name.
const PARAMETERS: [&str; 7] = [
    "recipient",
    "recipient_domain",
    "sender",
    "sender_domain",
    "server",
    "ip",
    "size",
];

/// Domains that samples may use (RFC 2606, RFC 6761), and domains of providers that literal replies name themselves.
fn is_example_domain(domain: &str) -> bool {
    let domain = domain.trim_end_matches('.').to_lowercase();
    [
        "example",
        "example.com",
        "example.net",
        "example.org",
        "test",
        "invalid",
        "localhost",
        "localdomain",
        "contoso.com",
        "fabrikam.com",
        // Role addresses that the literal replies themselves name.
        "microsoft.com",
    ]
    .iter()
    .any(|it| domain == *it || domain.ends_with(&format!(".{it}")))
}

impl Catalog {
    /// Everything that is wrong with the files themselves; the samples are proved by [`check_samples`].
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (id, cause) in &self.causes {
            let file = PathBuf::from(format!("{id}.toml"));
            let mut say = |near: &str, what: String| problems.push(self.problem(&file, near, what));
            self.check_cause(id, cause, &mut say);
        }
        for id in self.published.iter().filter(|it| !self.causes.contains_key(*it)) {
            let file = PathBuf::from(PUBLISHED);
            problems.push(self.problem(
                &file,
                id,
                format!("{id} was published and is gone: an id stays, because links lead to it; give the cause status = \"retired\" instead"),
            ));
        }
        for (name, advice) in &self.advice {
            let file = PathBuf::from(format!("advice/{name}.toml"));
            let mut say = |near: &str, what: String| problems.push(self.problem(&file, near, what));
            check_sources(&advice.sources, &mut say);
            for language in LANGUAGES {
                let step = advice.words(language);
                if step.advice.is_some() {
                    say("advice", "an advice cannot name another advice".into());
                }
                // Its own parameters are given by the causes that name it, and checked there.
                let mut open = step.clone();
                for text in [&step.act, &step.why, &step.path, &step.command, &step.url]
                    .into_iter()
                    .flatten()
                    .chain(&step.details)
                {
                    for name in parameters(text) {
                        open.values.insert(name.to_string(), String::new());
                    }
                }
                check_step(step, Some(&open), language, &mut say);
            }
            same_step(&advice.en, &advice.fr, 0, &mut say);
        }
        problems
    }

    fn check_cause(&self, id: &str, cause: &CauseFile, say: &mut dyn FnMut(&str, String)) {
        let folder = id.split('/').next().unwrap_or_default();
        if !matches!(folder, "standards" | "general") && !self.providers.contains_key(folder) {
            say(
                "status",
                format!("its folder has no provider.toml: write catalog/{folder}/provider.toml"),
            );
        }
        if !id
            .bytes()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || b"-/".contains(&it))
        {
            say("status", "an id has lower-case letters, digits and hyphens only".into());
        }
        if !matches!(cause.status.as_str(), "draft" | "stable" | "retired") {
            say(
                "status",
                format!("status is {:?}: draft, stable or retired", cause.status),
            );
        }
        if cause.status == "stable" && cause.since.is_none() {
            say(
                "status",
                "a stable cause says since which release: since = \"0.1.0\"".into(),
            );
        }
        if Reason::from_word(&cause.reason).is_none() {
            say(
                "reason",
                format!("{:?} is no reason: see catalog/README.md", cause.reason),
            );
        }
        if Acts::from_word(&cause.acts).is_none() {
            say(
                "acts",
                format!("{:?} is nobody who acts: see catalog/README.md", cause.acts),
            );
        }
        for stage in cause.stage.iter().chain(cause.matches.iter().flat_map(|it| &it.stage)) {
            if Stage::from_word(stage).is_none() {
                say("stage", format!("{stage:?} is no stage"));
            }
        }
        if cause.matches.is_empty() && cause.status != "retired" {
            say("status", "it matches nothing: give it a [[match]]".into());
        }
        for it in &cause.matches {
            if it.reply.is_empty() && it.status.is_empty() && it.text.is_empty() {
                say("[[match]]", "a match needs reply, status or text".into());
            }
            for code in &it.reply {
                if reply_range(code).is_none() {
                    say("reply", format!("{code:?} is no reply code"));
                }
            }
            for status in &it.status {
                if status_range(status).is_none() {
                    say(status, format!("{status:?} is no enhanced status code"));
                }
            }
            for text in &it.text {
                let pieces = pieces(text);
                // A character of Chinese or Japanese says as much as a word.
                let weight = |it: &String| it.chars().map(|it| if it.is_ascii() { 1 } else { 2 }).sum::<usize>();
                if pieces.iter().map(weight).max().unwrap_or(0) < 3 {
                    say(
                        text,
                        format!("the text {text:?} has no piece of three characters or more"),
                    );
                }
            }
            if it
                .said_by
                .as_deref()
                .is_some_and(|it| !matches!(it, "client" | "frame" | "server"))
            {
                say(
                    "said_by",
                    "said_by is \"client\", \"frame\", \"server\" or left out".into(),
                );
            }
        }
        if cause.vague && folder != "general" {
            say("vague", "only general words are vague".into());
        }
        if cause.sources.is_empty() {
            say("status", "it has no [[source]]: who says so?".into());
        }
        check_sources(&cause.sources, say);
        for language in LANGUAGES {
            let words = cause.words(language);
            let count = words
                .title
                .split_whitespace()
                .filter(|it| it.chars().any(char::is_alphanumeric))
                .count();
            if count > TITLE_WORDS {
                say(
                    &words.title,
                    format!("the title ({language}) has {count} words: {TITLE_WORDS} at most"),
                );
            }
            for (what, text) in [
                ("title", Some(&words.title)),
                ("explanation", Some(&words.explanation)),
                ("exceptions", words.exceptions.as_ref()),
            ] {
                if let Some(text) = text {
                    check_words(what, text, None, language, say);
                }
            }
            for step in &words.steps {
                match &step.advice {
                    Some(name) => match self.advice.get(name) {
                        Some(advice) => check_step(advice.words(language), Some(step), language, say),
                        None => say(name, format!("there is no catalog/advice/{name}.toml")),
                    },
                    None => check_step(step, None, language, say),
                }
            }
            if words.steps.is_empty() && cause.acts != "nobody" {
                say("acts", format!("it has no steps ({language})"));
            }
        }
        if cause.en.steps.len() == cause.fr.steps.len() {
            for (at, (en, fr)) in cause.en.steps.iter().zip(&cause.fr.steps).enumerate() {
                same_step(en, fr, at + 1, say);
            }
        } else {
            say(
                "[fr]",
                format!(
                    "{} steps in English, {} in French: the same steps in the same order",
                    cause.en.steps.len(),
                    cause.fr.steps.len()
                ),
            );
        }
        if cause.en.exceptions.is_some() != cause.fr.exceptions.is_some() {
            say("exceptions", "exceptions stand in one language only".into());
        }
        if cause.status != "retired" {
            let hits = cause.samples.iter().filter(|it| !it.miss).count();
            if hits == 0 || cause.samples.len() < 2 {
                say(
                    "[[sample]]",
                    "it needs two samples: a literal reply, and a near miss".into(),
                );
            }
        }
        for sample in &cause.samples {
            check_sample_addresses(&sample.text, say);
        }
    }
}

/// Proves the samples with the matcher itself; of one cause when `only` names it.
pub fn check_samples(catalog: &Catalog, tables: &Tables, only: Option<&str>) -> Vec<Problem> {
    let matcher = Matcher::new(tables.clone());
    let mut problems = Vec::new();
    let mut scratch = Scratch::default();
    for (id, cause) in &catalog.causes {
        if cause.status == "retired" || only.is_some_and(|it| it != id) {
            continue;
        }
        let file = PathBuf::from(format!("{id}.toml"));
        for sample in &cause.samples {
            let first = sample.text.lines().next().unwrap_or_default();
            let near = first.get(..40).unwrap_or(first);
            let mut say = |what: String| problems.push(catalog.problem(&file, near, what));
            prove(&matcher, id, sample, &mut scratch, &mut say);
        }
    }
    problems
}

fn prove(matcher: &Matcher, id: &str, sample: &SampleFile, scratch: &mut Scratch, say: &mut dyn FnMut(String)) {
    let client = sample.said_by.as_deref() == Some("client");
    let reply = PlainReply::parse(&sample.text);
    let question = Question {
        text: if client { &sample.text } else { &reply.text },
        code: reply.code.filter(|_| !client),
        status: reply.status.filter(|_| !client),
        stage: sample.stage.as_deref().and_then(Stage::from_word),
        provider: sample
            .host
            .as_deref()
            .and_then(|it| matcher.provider_of_host(it).or_else(|| matcher.provider_of_banner(it))),
        client,
        loose: false,
    };
    let (candidates, _) = matcher.answer(&question, scratch);
    let name = |at: u16| matcher.tables().causes[usize::from(at)].id.as_str();
    let first = candidates.first().map(|it| name(it.cause));
    if sample.miss {
        if first == Some(id) {
            say(format!(
                "the miss {:?} is answered by this very cause first",
                sample.text
            ));
        } else if candidates
            .iter()
            .any(|it| name(it.cause) == id && !it.evidence.is_empty())
        {
            say(format!("the miss {:?} is matched by this cause's text", sample.text));
        }
        return;
    }
    match first {
        None => say(format!("nothing answers the sample {:?}", sample.text)),
        Some(other) if other != id => say(format!(
            "the sample {:?} is answered by {other} first{}",
            sample.text,
            if candidates.iter().any(|it| name(it.cause) == id) {
                ": take words that only this cause has, or narrow the other one"
            } else {
                ", and not by this cause at all"
            }
        )),
        Some(_) => {
            if let [one, two, ..] = candidates.as_slice()
                && one.score == two.score
            {
                say(format!(
                    "the sample {:?} is answered by {} just as well: the two causes tie",
                    sample.text,
                    name(two.cause)
                ));
            }
        }
    }
}

fn check_sources(sources: &[SourceFile], say: &mut dyn FnMut(&str, String)) {
    for it in sources {
        let host_and_path = it.url.strip_prefix("https://").unwrap_or_default();
        if !host_and_path.contains('.') || it.url.contains(char::is_whitespace) {
            say(&it.url, format!("{:?} is no https link", it.url));
        }
        if it.url.starts_with("https://learn.microsoft.com/en-us")
            || it.url.starts_with("https://learn.microsoft.com/fr-fr")
        {
            say(
                &it.url,
                "leave the language out of the link: it leads to the reader's own then".into(),
            );
        }
        if !matches!(it.kind.as_str(), "vendor" | "standard" | "seen") {
            say(
                &it.kind,
                format!("the kind {:?} is not vendor, standard or seen", it.kind),
            );
        }
        let day = it.read.0.as_bytes();
        if day.len() != 10 || day[4] != b'-' || day[7] != b'-' {
            say(&it.read.0, format!("{:?} is no day like 2026-11-23", it.read.0));
        }
        if it.title.trim().is_empty() || it.publisher.trim().is_empty() {
            say(&it.url, "a source has a title and a publisher".into());
        }
    }
}

fn check_step(step: &StepFile, caller: Option<&StepFile>, language: &str, say: &mut dyn FnMut(&str, String)) {
    let Some(act) = &step.act else {
        say("steps", format!("a step ({language}) has no `do`"));
        return;
    };
    match &step.who {
        Some(who) if Acts::from_word(who).is_some() => {}
        Some(who) => say(who, format!("{who:?} is nobody who acts")),
        None => say(act, format!("the step {act:?} does not say `for` whom")),
    }
    for (what, text) in [
        ("do", Some(act)),
        ("why", step.why.as_ref()),
        ("path", step.path.as_ref()),
    ]
    .into_iter()
    .chain(step.details.iter().map(|it| ("details", Some(it))))
    {
        if let Some(text) = text {
            check_words(what, text, caller, language, say);
        }
    }
    if let Some(command) = &step.command {
        check_parameters("command", command, caller, say);
    }
    if let Some(url) = &step.url
        && !url.starts_with("https://")
    {
        say(url, format!("{url:?} is no https link"));
    }
}

fn same_step(en: &StepFile, fr: &StepFile, at: usize, say: &mut dyn FnMut(&str, String)) {
    let same = en.advice == fr.advice
        && en.who == fr.who
        && en.command == fr.command
        && en.url.is_some() == fr.url.is_some()
        && en.why.is_some() == fr.why.is_some()
        && en.path.is_some() == fr.path.is_some()
        && en.details.len() == fr.details.len();
    if !same {
        let near = fr.act.as_deref().or(fr.advice.as_deref()).unwrap_or("[fr]");
        say(
            near,
            format!("step {at} is not the same in both languages (for, advice, command, and which parts it has)"),
        );
    }
}

fn check_words(what: &str, text: &str, caller: Option<&StepFile>, language: &str, say: &mut dyn FnMut(&str, String)) {
    if text.trim().is_empty() {
        say(what, format!("{what} ({language}) is empty"));
    }
    check_parameters(what, text, caller, say);
    if language == "fr" {
        check_french(what, text, say);
    }
}

fn check_parameters(what: &str, text: &str, caller: Option<&StepFile>, say: &mut dyn FnMut(&str, String)) {
    for name in parameters(text) {
        let given = caller.is_some_and(|it| it.values.contains_key(name));
        // An advice names parameters of its own; they are checked where a cause calls it.
        if !PARAMETERS.contains(&name) && !given {
            say(
                text.get(..30.min(text.len())).unwrap_or(what),
                format!("{what} names {{{name}}}, which nothing gives a value"),
            );
        }
    }
}

/// The parameters that a text names.
fn parameters(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    fill(text, &mut |name, _| names.push(name));
    names
}

/// The faults of French typography that can be found without reading.
fn check_french(what: &str, text: &str, say: &mut dyn FnMut(&str, String)) {
    let near = text
        .get(..text.char_indices().nth(30).map_or(text.len(), |it| it.0))
        .unwrap_or(what);
    let plain = without_quotations(text);
    if plain.contains('\'') {
        say(near, format!("{what} (fr): the apostrophe is ’"));
    }
    let chars: Vec<char> = plain.chars().collect();
    for (at, &it) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1).copied();
        let sentence_mark = after.is_none_or(|it| it.is_whitespace() || it == '»');
        match it {
            ';' | '!' | '?' if sentence_mark && before == Some(' ') => {
                say(
                    near,
                    format!("{what} (fr): a narrow no-break space (U+202F) stands before {it}"),
                );
                return;
            }
            ':' if sentence_mark && before == Some(' ') => {
                say(near, format!("{what} (fr): a no-break space (U+00A0) stands before :"));
                return;
            }
            '«' if after == Some(' ') => {
                say(near, format!("{what} (fr): a no-break space (U+00A0) stands after «"));
                return;
            }
            '»' if before == Some(' ') => {
                say(near, format!("{what} (fr): a no-break space (U+00A0) stands before »"));
                return;
            }
            _ => {}
        }
    }
}

/// The text without what it quotes from a machine between “ ” or ` `.
fn without_quotations(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut inside = false;
    for it in text.chars() {
        match it {
            '“' => inside = true,
            '”' => inside = false,
            '`' => inside = !inside,
            _ if !inside => plain.push(it),
            _ => {}
        }
    }
    plain
}

fn check_sample_addresses(text: &str, say: &mut dyn FnMut(&str, String)) {
    for (at, _) in text.match_indices('@') {
        let domain: String = text[at + 1..]
            .chars()
            .take_while(|it| it.is_ascii_alphanumeric() || ".-".contains(*it))
            .collect();
        let local = text[..at]
            .chars()
            .next_back()
            .is_some_and(|it| it.is_ascii_alphanumeric() || "_+-.=".contains(it));
        if local && domain.contains('.') && !is_example_domain(&domain) {
            say(
                &domain,
                format!(
                    "the sample names an address at {domain}: use example.com, example.net, example.org or a name under .example"
                ),
            );
        }
    }
}
