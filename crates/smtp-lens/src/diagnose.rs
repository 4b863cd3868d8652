//! Each finding against the catalogue: candidates, evidence, rank, and the words for them.

use crate::analysis::*;
use crate::input::Document;
use crate::phrases::Phrases;
use crate::read::{ReadFinding, ReadRemark, Reading};
use crate::reason::{self, Known};
use crate::reply;
use crate::text::Text;
use crate::words::{self, Values};
use smtp_lens_catalog::{Candidate, Matcher, Pack, Question, StepRef, StepWords};

/// What confirmations say when the next server gives none (RFC 3464, "relayed").
static RELAYED: Phrases = Phrases::new(&[
    "no delivery notification was sent",
    "aucune notification de remise",
    "uccessfully relayed",
    "elayed to the following",
]);

/// The heading of a queue listing: what is asked about a message that a listing has without any reason.
const LISTED: &str = "-Queue ID-";
/// So many causes of one finding are told.
const CAUSES: usize = 6;
/// So much of a reply is compared with the catalogue.
const COMPARED: usize = 4000;
/// A text this short, in bytes, is taken for an error message even when nothing else says so.
const SENTENCE: usize = 80;

/// Explains one finding: `found` as it was read, `shown` with what may be shown of it; when `brief`, names the best cause only.
pub fn explain(
    found: &ReadFinding,
    shown: &ReadFinding,
    brief: bool,
    (document, kind): (&Document, Kind),
    matcher: &Matcher,
    pack: &Pack,
    scratch: &mut String,
) -> Finding {
    let empty = Text::default();
    let text = document.parts.get(found.part).map_or(&empty, |it| &it.text);
    let provider = found
        .remote_mta
        .as_deref()
        .and_then(|it| matcher.provider_of_host(it))
        .or_else(|| found.banner.as_deref().and_then(|it| matcher.provider_of_banner(it)));
    let said: &str = match (&found.reply, found.words) {
        (Some(reply), _) => &reply.text,
        (None, Some((start, end))) => text.as_str().get(start..end).unwrap_or_default(),
        _ => "",
    };
    let listed =
        found.reply.is_none() && found.words.is_none() && found.outcome == Outcome::Delayed && found.attempts > 0;
    let said = if listed { LISTED } else { clip(said, COMPARED) };
    let question = Question {
        text: said,
        code: found.reply.as_ref().and_then(|it| it.code),
        status: found.status.or_else(|| found.reply.as_ref().and_then(|it| it.status)),
        stage: found.stage,
        provider,
        client: found.reply.is_none(),
        loose: found.reply.is_none()
            && found.status.is_none()
            && said.len() > SENTENCE
            && !matches!(
                kind,
                Kind::Bounce | Kind::Notice | Kind::Complaint | Kind::AutoReply | Kind::Log
            ),
    };
    // What a log tells of a delivery needs no cause.
    let (mut candidates, seen_provider) = if found.outcome == Outcome::Delivered && found.attempts > 0 {
        Default::default()
    } else {
        matcher.answer(&question, scratch)
    };
    if listed {
        candidates.iter_mut().for_each(|it| {
            it.kind = MatchKind::Class;
            it.evidence.clear();
        });
    }
    let mut provider = seen_provider.or(provider);
    // What a program quotes of the server explains more than the program's own words around it.
    let quotes = match &found.reply {
        // A report says of its recipient first what happened, and then what holds for all of its kind.
        None => reply::quoted(said).or_else(|| Some((0, beside(said, found.recipient.as_deref()?)?))),
        Some(_) => reply::repeated(said),
    };
    if let Some((begin, words)) = quotes {
        let quoted = Question {
            text: words,
            loose: false,
            ..question
        };
        let (mut first, seen) = matcher.answer(&quoted, scratch);
        first.retain(|it| it.kind == MatchKind::Text);
        if !first.is_empty() {
            provider = seen.or(provider);
        }
        for it in &mut first {
            it.evidence.iter_mut().for_each(|it| *it = (it.0 + begin, it.1 + begin));
        }
        candidates.retain(|it| !first.iter().any(|have| have.cause == it.cause));
        candidates.splice(0..0, first);
    }
    // A reply without words of its own may be explained by the program's words around it.
    if found.reply.as_ref().is_some_and(|it| it.text.len() < 4)
        && !candidates.iter().any(|it| it.kind == MatchKind::Text)
        && let Some(reply) = &found.reply
    {
        let (from, to) = around(text.as_str(), reply.start, reply.end);
        let around = Question {
            text: &text.as_str()[from..to],
            client: true,
            ..question
        };
        let (others, _) = matcher.answer(&around, scratch);
        // Words that only stand around every reply say less than the code of this one.
        let telling =
            |it: &Candidate| it.kind == MatchKind::Text && !matcher.tables().causes[usize::from(it.cause)].vague;
        for mut it in others.into_iter().filter(telling) {
            it.evidence.clear();
            if !candidates.iter().any(|have| have.cause == it.cause) {
                candidates.push(it);
            }
        }
        candidates.sort_by_key(|it| std::cmp::Reverse(it.score));
    }
    let tables = matcher.tables();
    let entry = |it: &Candidate| &tables.causes[usize::from(it.cause)];
    if provider.is_none() {
        provider = candidates
            .first()
            .filter(|it| it.kind == MatchKind::Text)
            .and_then(|it| entry(it).provider);
    }
    let first = candidates.first().map(entry);
    let by_words = candidates.first().is_some_and(|it| it.kind == MatchKind::Text);
    let known = Known {
        kind,
        outcome: found.outcome,
        stage: found.stage,
        status: question.status,
        answered: found.reply.as_ref().is_some_and(|it| it.code.is_some()),
        by_program: found.by_program,
        said,
        by_words,
        documented: first.is_some_and(|it| it.provider.is_some()),
        vague: first.is_some_and(|it| it.vague),
        expired: candidates
            .iter()
            .any(|it| it.kind == MatchKind::Text && entry(it).reason == Reason::Expired),
    };
    let own = first.map(|it| it.reason).unwrap_or_default();
    let reason = found.reason.unwrap_or_else(|| reason::of(own, &known));
    // A report of class 2, and words that only say that it was delivered, tell no failure.
    let fine =
        question.status.is_some_and(|it| it.class == 2) || (found.reply.is_none() && reason == Reason::Delivered);
    let outcome = match (found.outcome, reason) {
        (Outcome::Failed, _) if fine && RELAYED.any(said) => Outcome::Relayed,
        (Outcome::Failed, _) if fine => Outcome::Delivered,
        // Somebody's absence note, pasted without its header: nothing failed.
        (Outcome::Failed, Reason::Vacation) => Outcome::AutoReply,
        (outcome, _) => outcome,
    };
    let permanent = match (outcome, first.and_then(|it| it.permanent)) {
        (Outcome::Delayed, _) => Some(false),
        (Outcome::Failed, Some(known)) => Some(known),
        (Outcome::Failed, None) => question
            .code
            .map(|it| it >= 500)
            .or(question.status.map(|it| it.class == 5)),
        _ => None,
    };
    let values = Values {
        recipient: shown.recipient.clone(),
        sender: shown.sender.clone(),
        server: shown.remote_mta.clone(),
        ip: match &shown.reply {
            Some(reply) => ip_in(&reply.text),
            // Words around a finding are never masked: they are not shown either.
            None if std::ptr::eq(found, shown) => ip_in(said),
            None => None,
        },
    };
    let evidence_of = |it: &Candidate| -> Vec<Span> {
        it.evidence
            .iter()
            .map(|&(start, end)| match &found.reply {
                Some(reply) => {
                    let (start, end) = reply.source(start, end);
                    text.span(start, end)
                }
                None => {
                    let base = found.words.map_or(0, |it| it.0);
                    text.span(base + start, base + end)
                }
            })
            .collect()
    };
    let mut causes: Vec<Cause> = candidates
        .iter()
        .take(if brief { 1 } else { CAUSES })
        .map(|it| cause(it, entry(it), evidence_of(it), &values, brief, pack))
        .collect();
    // A reply inside another: what it says comes right after what decides.
    if let Some(also) = &found.also {
        let nested = Question {
            text: clip(&also.text, COMPARED),
            code: also.code,
            status: also.status,
            ..question
        };
        let (others, _) = matcher.answer(&nested, scratch);
        let first = causes.first().map(|it| it.id.clone());
        let told = others.iter().find(|it| first.as_ref() != Some(&entry(it).id));
        if let Some(it) = told {
            causes.retain(|have| have.id != entry(it).id);
            let evidence = it.evidence.iter().map(|&(start, end)| {
                let (start, end) = also.source(start, end);
                text.span(start, end)
            });
            causes.insert(
                causes.len().min(1),
                cause(it, entry(it), evidence.collect(), &values, brief, pack),
            );
            causes.truncate(CAUSES);
        }
    }
    let reply = shown.reply.as_ref().map(|it| Reply {
        code: it.code,
        status: it.status.map(|it| it.to_string()),
        text: it.text.clone(),
        span: text.span(it.start, it.end),
    });
    let proof = if brief {
        Vec::new()
    } else {
        proof(
            found,
            text,
            &causes,
            provider.map(|it| tables.providers[usize::from(it)].name.as_str()),
            pack,
        )
    };
    let stage = found.stage.or(first.and_then(|it| it.stage));
    let acts = causes.first().map(|it| it.acts);
    let verdict = match causes.first() {
        Some(it) => it.title.clone(),
        None => pack.phrase(&format!("outcome.{}", outcome.word())).to_string(),
    };
    Finding {
        outcome,
        recipient: shown.recipient.clone(),
        sender: shown.sender.clone(),
        stage,
        reason,
        permanent,
        status: found.status.map(|it| it.to_string()),
        reply,
        provider: provider.map(|it| tables.providers[usize::from(it)].id.clone()),
        provider_name: provider.map(|it| tables.providers[usize::from(it)].name.clone()),
        reporting_mta: shown.reporting_mta.clone(),
        remote_mta: shown.remote_mta.clone(),
        at: found.at.clone(),
        verdict,
        causes,
        proof,
        way: if brief {
            Vec::new()
        } else {
            way(shown, outcome, stage, acts)
        },
        follows: found.follows,
        queue_id: shown.queue_id.clone(),
        attempts: found.attempts,
        story: shown.story.iter().map(|it| remark(it, document, pack)).collect(),
    }
}

/// The words of a failure that the catalogue knows nothing of.
pub fn not_understood(found: &ReadFinding, told: &Finding, document: &Document) -> Option<Span> {
    let (start, end) = found.words?;
    let failed = matches!(told.outcome, Outcome::Failed | Outcome::Delayed);
    if !failed || told.reply.is_some() || told.status.is_some() || !told.causes.is_empty() {
        return None;
    }
    let text = &document.parts.get(found.part)?.text;
    let end = text.as_str().floor_char_boundary(end.min(start + COMPARED));
    Some(text.span(start, end)).filter(|it| !it.is_empty())
}

/// The words for something worth saying.
pub fn remark(it: &ReadRemark, document: &Document, pack: &Pack) -> Remark {
    let given: Vec<(String, String)> = it
        .with
        .iter()
        .map(|(name, value)| (name.to_string(), value.replace('{', "{{").replace('}', "}}")))
        .collect();
    let says = pack.phrase(&format!("remark.{}", it.kind));
    Remark {
        kind: it.kind.to_string(),
        says: words::sentence(says, &Values::default(), &given, pack),
        span: it
            .range
            .zip(document.parts.get(it.part))
            .map(|((start, end), part)| part.text.span(start, end)),
    }
}

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
            .filter_map(|at| pack.sources.get(usize::from(*at)))
            .map(|it| Source {
                title: it.title.clone(),
                publisher: it.publisher.clone(),
                url: it.url.clone(),
                language: it.language.clone(),
                read: it.read.clone(),
                kind: it.kind.clone(),
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

fn proof(found: &ReadFinding, text: &Text, causes: &[Cause], provider: Option<&str>, pack: &Pack) -> Vec<Proof> {
    let mut proof = Vec::new();
    let mut add = |span: Span, key: &str, with: &str| {
        let says = pack.phrase(key).replace("{}", with);
        if !span.is_empty() && !says.is_empty() {
            proof.push(Proof { span, says });
        }
    };
    if let Some(reply) = &found.reply {
        if let Some(code) = reply.code {
            let stage = found
                .stage
                .map(|it| pack.phrase(&format!("stage.{it}")))
                .unwrap_or_default();
            let key = if code >= 500 {
                "proof.code-permanent"
            } else {
                "proof.code-temporary"
            };
            add(text.span(reply.code_range.0, reply.code_range.1), key, stage);
        }
        if reply.status.is_some() && reply.status_range.1 > reply.status_range.0 {
            let by = causes.iter().any(|it| it.matched == MatchKind::ProviderCode);
            let key = if by { "proof.status-provider" } else { "proof.status" };
            add(
                text.span(reply.status_range.0, reply.status_range.1),
                key,
                provider.unwrap_or_default(),
            );
        }
    }
    if let Some(first) = causes.first() {
        let vendor = first.sources.iter().any(|it| it.kind == "vendor");
        let key = if first.id.starts_with("general/") || first.id.starts_with("standards/") {
            "proof.text-general"
        } else if vendor {
            "proof.text"
        } else {
            "proof.text-seen"
        };
        for span in &first.evidence {
            add(*span, key, provider.unwrap_or_default());
        }
    }
    proof
}

/// The stations of the mail and how far it came.
fn way(found: &ReadFinding, outcome: Outcome, stage: Option<Stage>, acts: Option<Acts>) -> Vec<Stop> {
    let here = match (outcome, stage, acts) {
        (Outcome::Delivered | Outcome::Relayed | Outcome::Expanded | Outcome::Complaint | Outcome::AutoReply, _, _) => {
            None
        }
        (_, Some(Stage::Auth | Stage::Tls | Stage::Helo), _) => Some(Place::YourServer),
        (_, Some(Stage::Mail), Some(Acts::Sender | Acts::SenderAdmin)) if found.reporting_mta.is_none() => {
            Some(Place::YourServer)
        }
        (_, _, Some(Acts::Provider)) => Some(Place::Filter),
        (_, _, Some(Acts::Recipient)) => Some(Place::Mailbox),
        _ => Some(Place::TheirServer),
    };
    let waiting = outcome == Outcome::Delayed;
    let mut passed = true;
    [
        Place::You,
        Place::YourServer,
        Place::Filter,
        Place::TheirServer,
        Place::Mailbox,
    ]
    .into_iter()
    .map(|place| {
        let state = if here == Some(place) {
            passed = false;
            if waiting { StopState::Waiting } else { StopState::Here }
        } else if passed {
            StopState::Passed
        } else {
            StopState::After
        };
        let name = match place {
            Place::You => found.sender.clone(),
            Place::YourServer => found.reporting_mta.clone().or_else(|| {
                if here == Some(Place::YourServer) {
                    found.remote_mta.clone()
                } else {
                    None
                }
            }),
            Place::TheirServer | Place::Filter if here == Some(place) => found.remote_mta.clone(),
            Place::Mailbox => found.recipient.clone(),
            _ => None,
        };
        Stop { place, name, state }
    })
    .collect()
}

/// What the lines of a conversation are, in words.
pub fn lines(reading: &Reading, document: &Document, secrets: &[Span], pack: &Pack) -> Vec<Line> {
    reading
        .lines
        .iter()
        .filter_map(|it| {
            let text = &document.parts.get(it.part)?.text;
            let span = text.span(it.range.0, it.range.1);
            let mut means = pack.phrase(&it.key);
            if means.is_empty() && it.key.starts_with("command.auth-") {
                means = pack.phrase("command.auth");
            }
            Some(Line {
                span,
                who: match it.role {
                    crate::read::LineRole::Client => Who::Client,
                    crate::read::LineRole::Server => Who::Server,
                    crate::read::LineRole::Program => Who::Program,
                    crate::read::LineRole::Message => Who::Message,
                },
                means: means.to_string(),
                secret: secrets.iter().any(|secret| secret.0 < span.1 && secret.1 > span.0),
                refuses: it.refuses,
            })
        })
        .collect()
}

/// The sessions, secrets left out.
pub fn sessions(reading: &Reading, document: &Document) -> Vec<Session> {
    let part = reading.lines.first().map_or(0, |it| it.part);
    let empty = Text::default();
    let text = document.parts.get(part).map_or(&empty, |it| &it.text);
    reading
        .sessions
        .iter()
        .map(|it| Session {
            client: it.client.clone(),
            server: it.server.clone(),
            tls: it.tls,
            capabilities: it.capabilities.clone(),
            mechanisms: it.mechanisms.clone(),
            stopped: it
                .exchanges
                .iter()
                .find(|it| it.reply.as_ref().is_some_and(|it| it.refuses()))
                .and_then(|it| it.stage),
            milliseconds: it.milliseconds,
            exchanges: it
                .exchanges
                .iter()
                .map(|it| Exchange {
                    command: it.command.map(|(start, end)| {
                        let secret = reading.secrets.iter().find(|(_, from, to)| *from < end && *to > start);
                        let stop = secret.map_or(end, |it| it.1.max(start));
                        text.as_str()[start..stop].trim().to_string()
                    }),
                    command_span: it.command.map(|(start, end)| text.span(start, end)),
                    stage: it.stage,
                    reply: it.reply.as_ref().map(|it| Reply {
                        code: it.code,
                        status: it.status.map(|it| it.to_string()),
                        text: it.text.clone(),
                        span: text.span(it.start, it.end),
                    }),
                })
                .collect(),
        })
        .collect()
}

/// The way that the message took.
pub fn hops(document: &Document, kind: Kind) -> Vec<Hop> {
    let own = matches!(kind, Kind::Message | Kind::Headers | Kind::AutoReply);
    let mut before: Option<i64> = None;
    crate::read::hops::read(document, own)
        .into_iter()
        .map(|it| {
            let text = match it.part {
                Some(part) => document.parts.get(part).map(|it| &it.text),
                None => document.header.as_ref(),
            };
            let after = it.seconds.zip(before).map(|(now, before)| now - before);
            before = it.seconds.or(before);
            Hop {
                from: it.from,
                by: it.by,
                with: it.with,
                at: it.at,
                after,
                span: text.map(|text| text.span(it.range.0, it.range.1)).unwrap_or_default(),
            }
        })
        .collect()
}

/// The words of the paragraph that begins with the recipient, when it says something.
fn beside<'a>(said: &'a str, recipient: &str) -> Option<&'a str> {
    let line = said.lines().next()?;
    let paragraph = said.find("\n\n").map_or(line, |it| &said[..it]);
    let after = &paragraph[line.find(recipient)? + recipient.len()..];
    let words = after.split(|it: char| !it.is_alphabetic());
    (words.filter(|it| it.len() > 2).count() >= 2).then_some(paragraph)
}

fn clip(text: &str, limit: usize) -> &str {
    &text[..text.floor_char_boundary(limit)]
}

/// The lines around a reply.
fn around(text: &str, start: usize, end: usize) -> (usize, usize) {
    let from = text[..start]
        .rfind('\n')
        .map_or(0, |it| it + 1)
        .max(start.saturating_sub(400));
    let to = text[end..].find('\n').map_or(text.len(), |it| end + it).min(end + 400);
    let (from, to) = (text.ceil_char_boundary(from), text.floor_char_boundary(to));
    (from.min(to), to)
}

/// The first IPv4 address in a reply.
fn ip_in(text: &str) -> Option<String> {
    text.split(|it: char| !(it.is_ascii_digit() || it == '.'))
        .map(|it| it.trim_matches('.'))
        .find(|it| it.parse::<std::net::Ipv4Addr>().is_ok())
        .map(str::to_string)
}
