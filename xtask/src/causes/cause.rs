//! The page of one cause.

use std::collections::BTreeMap;

use maud::{Markup, html};
use smtp_lens_catalog::source::{CauseFile, CodeFile, SourceFile, StepFile};

use super::{Shared, Words, document};

/// The cause called `id`, which the catalogue has.
pub fn page(shared: &Shared<'_>, id: &str, words: &Words) -> Markup {
    let Some((id, cause)) = shared.catalog.causes.get_key_value(id) else {
        return html! {};
    };
    let said = cause.words(words.tag);
    let none = BTreeMap::new();
    let title = shared.sentence(&said.title, &none, words);
    let explanation = shared.sentence(&said.explanation, &none, words);
    // From causes/LANGUAGE/PROVIDER/NAME.html
    let up = "../../../";
    let other = format!("../../{}/{id}.html", words.other_tag);
    let codes = codes(cause);
    let messages: Vec<_> = cause
        .samples
        .iter()
        .filter(|it| !it.miss && !it.text.trim().is_empty())
        .collect();
    let content = html! {
        article {
            p.soft.small { (shared.provider(id, words)) }
            h1 { (capital(&title)) }
            @if cause.status == "draft" { p.draft { (words.draft) } }
            p.acts { (words.acts) (words.colon) b { (shared.phrase(words, "acts", &cause.acts)) } }
            @if !messages.is_empty() {
                section {
                    h2 { (words.messages) }
                    @for message in messages { pre lang="" { (message.text.trim()) } }
                    @if !codes.is_empty() {
                        p.small { (words.codes) (words.colon) @for (at, code) in codes.iter().enumerate() { @if at > 0 { ", " } code { (code) } } }
                    }
                }
            }
            section { h2 { (words.why) } p { (rich(&capital(&explanation))) } }
            @if !said.steps.is_empty() {
                section {
                    h2 { (words.what_to_do) }
                    ol.steps { @for step in &said.steps { (one_step(shared, step, words)) } }
                }
            }
            @if let Some(exceptions) = &said.exceptions {
                section { h2 { (words.exceptions) } p { (rich(&capital(&shared.sentence(exceptions, &none, words)))) } }
            }
            section {
                h2 { (words.sources) }
                ul.sources { @for source in sources(shared, cause, words) { li { (one_source(source, words)) } } }
            }
            p.go { a.button.lead href={ (up) "#/cause/" (id) } { (words.paste) } }
        }
    };
    document(words, up, &capital(&title), &explanation, &other, false, content)
}

fn one_step(shared: &Shared<'_>, step: &StepFile, words: &Words) -> Markup {
    let advice = step.advice.as_ref().and_then(|it| shared.catalog.advice.get(it));
    let said = advice.map_or(step, |it| it.words(words.tag));
    let given = &step.values;
    let sentence = |text: &str| rich(&capital(&shared.sentence(text, given, words)));
    html! {
        li {
            p.do { b { (sentence(said.act.as_deref().unwrap_or_default())) } }
            @if let Some(who) = &said.who { p.who.small.soft { (shared.phrase(words, "acts", who)) } }
            @if let Some(why) = &said.why { p { (sentence(why)) } }
            @if !said.details.is_empty() { ul { @for detail in &said.details { li { (sentence(detail)) } } } }
            @if let Some(path) = &said.path { p { span.label { (words.path) } " " (sentence(path)) } }
            @if let Some(command) = &said.command {
                p.label { (words.command) @if let Some(shell) = &said.shell { " (" (shell) ")" } }
                pre { (Shared::command(command, given)) }
            }
            @if let Some(url) = &said.url {
                @let url = Shared::command(url, given);
                @if url.starts_with("https://") && !url.contains('<') { p.small { a href=(url) rel="noreferrer" { (words.more) } } }
            }
        }
    }
}

fn one_source(source: &SourceFile, words: &Words) -> Markup {
    html! {
        a href=(source.url) hreflang=(source.language) lang=(source.language) rel="noreferrer" { (source.title) }
        span.small.soft {
            " · " (source.publisher) " · " (words.read) " " time datetime=(source.read.0) { (source.read.0) }
            @if source.kind == "seen" { " · " (words.seen) }
        }
    }
}

/// The documents of a cause and of the advice that it gives, each once.
fn sources<'a>(shared: &Shared<'a>, cause: &'a CauseFile, words: &Words) -> Vec<&'a SourceFile> {
    let advice = cause.words(words.tag).steps.iter().filter_map(|it| it.advice.as_ref());
    let theirs = advice
        .filter_map(|it| shared.catalog.advice.get(it))
        .flat_map(|it| &it.sources);
    let mut all: Vec<&SourceFile> = Vec::new();
    for source in cause.sources.iter().chain(theirs) {
        if !all.iter().any(|it| it.url == source.url) {
            all.push(source);
        }
    }
    all
}

/// The codes by which a cause is found, each once, in the order of its matches.
pub fn codes(cause: &CauseFile) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for it in &cause.matches {
        let replies = it.reply.iter().map(|it| match it {
            CodeFile::Number(it) => it.to_string(),
            CodeFile::Pattern(it) => it.clone(),
        });
        for code in replies.chain(it.status.iter().cloned()) {
            if !all.contains(&code) {
                all.push(code);
            }
        }
    }
    all
}

/// A sentence in which `backticks` stand around what is typed or said literally.
fn rich(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// A sentence that begins with a capital: what stands for a name in it may be an ordinary word.
pub fn capital(text: &str) -> String {
    let mut said = String::new();
    smtp_lens_catalog::capitalized(text, &mut said);
    said
}
