//! A candidate in words: title, explanation, steps, sources.

use crate::analysis::{Cause, Source, Span, Step};
use crate::words::{self, Values};
use smtp_lens_catalog::{Candidate, CauseEntry, CauseWords, Pack, StepRef, StepWords};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// A language's pack, and what its causes say whatever the input holds: that is most of what is said, and is made once for all findings.
pub struct Wording {
    pack: Pack,
    same: Vec<OnceLock<Same>>,
}

/// What a cause says of every input alike.
struct Same {
    /// The steps that name no value of the input; `None` for one that does.
    steps: Vec<Option<Arc<Step>>>,
    sources: Arc<[Source]>,
}

impl From<Pack> for Wording {
    fn from(pack: Pack) -> Self {
        Self {
            same: pack.causes.iter().map(|_| OnceLock::new()).collect(),
            pack,
        }
    }
}

impl Deref for Wording {
    type Target = Pack;

    fn deref(&self) -> &Pack {
        &self.pack
    }
}

impl Wording {
    fn same(&self, cause: u16, words: &CauseWords) -> Option<&Same> {
        let same = self.same.get(usize::from(cause))?;
        Some(same.get_or_init(|| Same {
            steps: words.steps.iter().map(|it| self.step_without_values(it)).collect(),
            sources: sources_of(words, &self.pack),
        }))
    }

    fn step_without_values(&self, step: &StepRef) -> Option<Arc<Step>> {
        let value = || Some("a@b.example".to_owned());
        let any = Values {
            recipient: value(),
            sender: value(),
            server: value(),
            ip: value(),
        };
        let without = step_of(step, &Values::default(), &self.pack)?;
        (step_of(step, &any, &self.pack)? == without).then(|| Arc::new(without))
    }
}

/// The words of the catalogue for one candidate.
pub fn cause(
    it: &Candidate,
    entry: &CauseEntry,
    evidence: Vec<Span>,
    values: &Values,
    brief: bool,
    pack: &Wording,
) -> Cause {
    let none = CauseWords::default();
    let words = pack.causes.get(usize::from(it.cause)).unwrap_or(&none);
    let say = |text: &str| words::sentence(text, values, &[], pack);
    let short = Cause {
        id: entry.id.clone(),
        matched: it.kind,
        draft: entry.draft,
        title: say(&words.title),
        acts: entry.acts,
        reason: entry.reason,
        explanation: String::new(),
        exceptions: None,
        steps: Vec::new(),
        sources: Arc::default(),
        evidence,
    };
    if brief {
        return short;
    }
    let Some(same) = pack.same(it.cause, words) else {
        return short;
    };
    let steps = words
        .steps
        .iter()
        .zip(&same.steps)
        .filter_map(|(step, same)| match same {
            Some(same) => Some(Arc::clone(same)),
            None => step_of(step, values, pack).map(Arc::new),
        });
    Cause {
        explanation: say(&words.explanation),
        exceptions: words.exceptions.as_deref().map(say),
        steps: steps.collect(),
        sources: Arc::clone(&same.sources),
        ..short
    }
}

/// The documents of a cause and of the advice that it gives.
fn sources_of(words: &CauseWords, pack: &Pack) -> Arc<[Source]> {
    let mut sources = words.sources.clone();
    for step in &words.steps {
        let StepRef::Advice(at, _) = step else { continue };
        for source in pack.advice.get(usize::from(*at)).iter().flat_map(|it| &it.sources) {
            if !sources.contains(source) {
                sources.push(*source);
            }
        }
    }
    let known = sources
        .iter()
        .enumerate()
        .filter_map(|(place, at)| Some((place, pack.sources.get(usize::from(*at))?)));
    known
        .map(|(place, it)| Source {
            title: it.title.clone(),
            publisher: it.publisher.clone(),
            url: it.url.clone(),
            language: it.language.clone(),
            read: it.read.clone(),
            // A document that came with a step says how that is done, and nothing of this cause.
            kind: if place >= words.sources.len() && it.kind == "vendor" {
                "advice".into()
            } else {
                it.kind.clone()
            },
        })
        .collect()
}

fn step_of(step: &StepRef, values: &Values, pack: &Pack) -> Option<Step> {
    Some(match step {
        StepRef::Own(step) => filled(step, values, &[], pack),
        StepRef::Advice(at, given) => filled(pack.advice.get(usize::from(*at))?, values, given, pack),
    })
}

fn filled(step: &StepWords, values: &Values, given: &[(String, String)], pack: &Pack) -> Step {
    let say = |text: &String| words::sentence(text, values, given, pack);
    Step {
        act: say(&step.act),
        why: step.why.as_ref().map(say),
        who: step.who,
        path: step.path.as_ref().map(say),
        command: step.command.as_ref().map(|it| words::command(it, values, given)),
        shell: step.shell.clone(),
        url: step.url.as_ref().map(say),
        details: step.details.iter().map(say).collect(),
    }
}
