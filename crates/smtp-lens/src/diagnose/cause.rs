//! A candidate in words: title, explanation, steps, sources.

use crate::analysis::{Cause, Source, Span, Step};
use crate::words::{self, Values};
use smtp_lens_catalog::{Candidate, Pack, StepRef, StepWords};

/// The words of the catalogue for one candidate.
pub fn cause(
    it: &Candidate,
    entry: &smtp_lens_catalog::CauseEntry,
    evidence: Vec<Span>,
    values: &Values,
    brief: bool,
    pack: &Pack,
) -> Cause {
    let none = smtp_lens_catalog::CauseWords::default();
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
        sources: Vec::new(),
        evidence,
    };
    if brief {
        return short;
    }
    let mut sources: Vec<u16> = words.sources.clone();
    let steps = words
        .steps
        .iter()
        .filter_map(|it| match it {
            StepRef::Own(step) => Some(step_of(step, values, &[], pack)),
            StepRef::Advice(at, given) => {
                let step = pack.advice.get(usize::from(*at))?;
                for source in &step.sources {
                    if !sources.contains(source) {
                        sources.push(*source);
                    }
                }
                Some(step_of(step, values, given, pack))
            }
        })
        .collect();
    Cause {
        explanation: say(&words.explanation),
        exceptions: words.exceptions.as_deref().map(say),
        steps,
        sources: sources
            .iter()
            .enumerate()
            .filter_map(|(place, at)| Some((place, pack.sources.get(usize::from(*at))?)))
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
            .collect(),
        ..short
    }
}

fn step_of(step: &StepWords, values: &Values, given: &[(String, String)], pack: &Pack) -> Step {
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
