//! From checked files to tables and packs.

use super::file::{CauseWordsFile, CodeFile, MatchFile, SourceFile, StepFile};
use super::{Catalog, Compiled, LANGUAGES};
use crate::matcher::{LAST, USUAL};
use crate::terms::{compared, pieces, reply_class, reply_code, status_range};
use crate::{
    Acts, CauseEntry, CauseWords, Pack, Pattern, Provider, Reason, SourceWords, Stage, StepRef, StepWords, Tables,
};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Folders that are no providers.
const COMMON: [&str; 2] = ["standards", "general"];

impl Catalog {
    /// The catalogue as the engine takes it. Call [`Catalog::check`] first: what is wrong is left out here without a word.
    pub fn compile(&self) -> Compiled {
        let folders: Vec<&str> = self
            .providers
            .keys()
            .map(String::as_str)
            .filter(|it| !COMMON.contains(it))
            .collect();
        let mut tables = Tables::default();
        let mut kept = Vec::new();
        for (id, file) in self.causes.iter().filter(|(_, it)| it.status != "retired") {
            let folder = id.split('/').next().unwrap_or_default();
            let cause = tables.causes.len() as u16;
            tables.causes.push(CauseEntry {
                id: id.clone(),
                provider: folders.iter().position(|it| *it == folder).map(|it| it as u16),
                standard: folder == "standards",
                stage: file.stage.as_deref().and_then(Stage::from_word),
                reason: Reason::from_word(&file.reason).unwrap_or_default(),
                acts: Acts::from_word(&file.acts).unwrap_or(Acts::Sender),
                permanent: file.permanent,
                draft: file.status == "draft",
                vague: file.vague,
            });
            for it in &file.matches {
                if it.text.is_empty() {
                    tables.patterns.push(pattern(cause, it, None));
                }
                tables
                    .patterns
                    .extend(it.text.iter().map(|text| pattern(cause, it, Some(text))));
            }
            kept.push(file);
        }
        tables.providers = folders
            .iter()
            .map(|&id| {
                let file = &self.providers[id];
                Provider {
                    id: id.into(),
                    name: file.name.clone(),
                    host_suffixes: file.hosts.suffix.iter().map(|it| it.to_lowercase()).collect(),
                    reply_marks: file.marks.reply.iter().map(|it| compared(it)).collect(),
                    banner_marks: file.marks.banner.iter().map(|it| compared(it)).collect(),
                }
            })
            .collect();

        let mut packs: Vec<Pack> = LANGUAGES
            .iter()
            .map(|&language| {
                let mut pack = Pack {
                    language: language.into(),
                    ..Pack::default()
                };
                let mut sources = BTreeMap::new();
                let advice: BTreeMap<&str, u16> = self
                    .advice
                    .keys()
                    .enumerate()
                    .map(|(at, it)| (it.as_str(), at as u16))
                    .collect();
                pack.advice = self
                    .advice
                    .values()
                    .map(|it| {
                        let mut step = step_words(it.words(language));
                        step.sources = it.sources.iter().map(|it| add(it, &mut sources)).collect();
                        step
                    })
                    .collect();
                pack.causes = kept
                    .iter()
                    .map(|it| CauseWords {
                        sources: it.sources.iter().map(|it| add(it, &mut sources)).collect(),
                        ..cause_words(it.words(language), &advice)
                    })
                    .collect();
                let mut in_order: Vec<(SourceFile, u16)> = sources.into_iter().collect();
                in_order.sort_by_key(|it| it.1);
                pack.sources = in_order.into_iter().map(|(it, _)| source_words(it)).collect();
                pack.phrases = self
                    .phrases
                    .get(language)
                    .into_iter()
                    .flatten()
                    .map(|(key, word)| (key.clone(), word.clone()))
                    .collect();
                pack
            })
            .collect();

        let mut hasher = DefaultHasher::new();
        format!("{tables:?}{packs:?}").hash(&mut hasher);
        let build = hasher.finish();
        tables.build = build;
        for pack in &mut packs {
            pack.build = build;
        }
        Compiled { tables, packs }
    }
}

fn pattern(cause: u16, file: &MatchFile, text: Option<&String>) -> Pattern {
    Pattern {
        cause,
        pieces: text.map(|it| pieces(it)).unwrap_or_default(),
        replies: file.reply.iter().filter_map(reply_range).collect(),
        statuses: file.status.iter().filter_map(|it| status_range(it)).collect(),
        stages: file
            .stage
            .iter()
            .filter_map(|it| Stage::from_word(it))
            .fold(0, |bits, it| bits | 1 << it as u16),
        provider: file.provider,
        client: matches!(file.said_by.as_deref(), Some("client" | "frame")),
        server: file.said_by.as_deref() == Some("server"),
        order: match file.said_by.as_deref() {
            Some("frame") => LAST,
            _ => file.order.unwrap_or(USUAL),
        },
    }
}

/// `550` or `"5XX"` as a range.
pub(super) fn reply_range(code: &CodeFile) -> Option<(u16, u16)> {
    match code {
        CodeFile::Number(it) => reply_code(*it),
        CodeFile::Pattern(it) => reply_class(it),
    }
}

fn add(source: &SourceFile, sources: &mut BTreeMap<SourceFile, u16>) -> u16 {
    let next = sources.len() as u16;
    *sources.entry(source.clone()).or_insert(next)
}

fn source_words(it: SourceFile) -> SourceWords {
    SourceWords {
        title: it.title,
        publisher: it.publisher,
        url: it.url,
        language: it.language,
        read: it.read.0,
        kind: it.kind,
    }
}

fn cause_words(it: &CauseWordsFile, advice: &BTreeMap<&str, u16>) -> CauseWords {
    CauseWords {
        title: it.title.clone(),
        explanation: it.explanation.clone(),
        exceptions: it.exceptions.clone(),
        steps: it
            .steps
            .iter()
            .filter_map(|it| match &it.advice {
                Some(name) => advice.get(name.as_str()).map(|&at| {
                    StepRef::Advice(
                        at,
                        it.values
                            .iter()
                            .map(|(key, value)| (key.clone(), value.clone()))
                            .collect(),
                    )
                }),
                None => Some(StepRef::Own(step_words(it))),
            })
            .collect(),
        sources: Vec::new(),
    }
}

fn step_words(it: &StepFile) -> StepWords {
    StepWords {
        act: it.act.clone().unwrap_or_default(),
        why: it.why.clone(),
        who: it.who.as_deref().and_then(Acts::from_word).unwrap_or(Acts::Sender),
        path: it.path.clone(),
        command: it.command.clone(),
        shell: it.shell.clone(),
        url: it.url.clone(),
        details: it.details.clone(),
        sources: Vec::new(),
    }
}
