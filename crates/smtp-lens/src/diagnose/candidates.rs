//! What the catalogue is asked about a finding, and what it answers: the reply itself, what a program quotes of it, the words around
//! it, and a reply inside it.

use crate::analysis::{Kind, MatchKind, Outcome, Span};
use crate::read::ReadFinding;
use crate::reply;
use crate::text::Text;
use smtp_lens_catalog::{Candidate, CauseEntry, Evidence, Matcher, Question, Reason, Scratch};

/// The heading of a queue listing: what is asked about a message that a listing has without any reason.
const LISTED: &str = "-Queue ID-";
/// So much of a reply is compared with the catalogue.
pub const COMPARED: usize = 4000;
/// A text this short, in bytes, is taken for an error message even when nothing else says so.
const SENTENCE: usize = 80;
/// Replies with fewer words of their own, in bytes, say nothing.
const WORDLESS: usize = 4;

/// What the catalogue has to say about a finding.
pub struct Asked<'a> {
    found: &'a ReadFinding,
    text: &'a Text<'a>,
    matcher: &'a Matcher,
    /// What was asked first.
    pub question: Question<'a>,
    /// The answers, the best one first.
    pub candidates: Vec<Candidate>,
    /// Whose server said it: an index into the catalogue's providers.
    pub provider: Option<u16>,
}

impl<'a> Asked<'a> {
    /// Asks about `found`, which stands in `text`; `said` are its words.
    pub fn about(
        found: &'a ReadFinding,
        text: &'a Text<'a>,
        said: &'a str,
        kind: Kind,
        matcher: &'a Matcher,
        scratch: &mut Scratch,
    ) -> Self {
        let known = found
            .remote_mta
            .as_deref()
            .and_then(|it| matcher.provider_of_host(it))
            .or_else(|| found.banner.as_deref().and_then(|it| matcher.provider_of_banner(it)));
        let mut it = Self {
            question: question(found, said, kind, known),
            candidates: Vec::new(),
            provider: known,
            found,
            text,
            matcher,
        };
        // What a log tells of a delivery needs no cause.
        if found.outcome != Outcome::Delivered || found.attempts == 0 {
            let (candidates, seen) = matcher.answer(&it.question, scratch);
            it.candidates = candidates;
            it.provider = seen.or(known);
            if matches!(kind, Kind::Bounce | Kind::Notice) {
                it.recipients_server(scratch);
            }
        }
        if is_listed(found) {
            for it in &mut it.candidates {
                it.kind = MatchKind::Class;
                it.evidence = Evidence::None;
            }
        }
        it.quoted(scratch);
        it.around(scratch);
        it.by_its_form();
        if it.provider.is_none() {
            it.provider = it
                .candidates
                .first()
                .filter(|it| it.kind == MatchKind::Text)
                .and_then(|first| it.entry(first).provider);
        }
        it
    }

    /// What the catalogue says of a candidate.
    pub fn entry(&self, candidate: &Candidate) -> &'a CauseEntry {
        &self.matcher.tables().causes[usize::from(candidate.cause)]
    }

    /// What the kind of input says is explained by that alone: by words that say the same, or by its form.
    fn by_its_form(&mut self) {
        let Some(reason) = self.found.reason else { return };
        let mut candidates = std::mem::take(&mut self.candidates);
        // A challenge holds the mail until it is answered, and is the recipient's filter.
        let fits = |it: Reason| it == reason || (reason, it) == (Reason::OnHold, Reason::Filtered);
        candidates.retain(|it| fits(self.entry(it).reason));
        self.candidates = candidates;
        if !self.candidates.is_empty() || !self.found.by_form {
            return;
        }
        let causes = (0u16..).zip(&self.matcher.tables().causes);
        let mut causes = causes.filter(|(_, it)| it.reason == reason && it.provider.is_none() && !it.standard);
        // Of several, the form tells none.
        let (Some((cause, _)), None) = (causes.next(), causes.next()) else {
            return;
        };
        self.candidates.push(Candidate {
            cause,
            kind: MatchKind::Text,
            evidence: Evidence::None,
            by_code: false,
            by_status: false,
            score: 0,
        });
    }

    /// A reply in a report that names no host comes from the recipient's server.
    fn recipients_server(&mut self, scratch: &mut Scratch) {
        if self.provider.is_some() || self.question.code.is_none() {
            return;
        }
        let domain = self.found.recipient.as_deref().and_then(|it| it.rsplit('@').next());
        let Some(provider) = domain.and_then(|it| self.matcher.provider_of_host(it)) else {
            return;
        };
        let question = Question {
            provider: Some(provider),
            ..self.question
        };
        let (candidates, _) = self.matcher.answer(&question, scratch);
        let its = |it: &Candidate| self.entry(it).provider == Some(provider);
        if candidates.first().is_some_and(its) {
            self.candidates = candidates;
            self.provider = Some(provider);
            self.question = question;
        }
    }

    /// What a program quotes of the server explains more than the program's own words around it.
    fn quoted(&mut self, scratch: &mut Scratch) {
        let said = self.question.text;
        let quotes = match &self.found.reply {
            // A report says of its recipient first what happened, and then what holds for all of its kind.
            None => reply::quoted(said).or_else(|| Some((0, beside(said, self.found.recipient.as_deref()?)?))),
            Some(_) => reply::repeated(said),
        };
        let Some((begin, words)) = quotes else { return };
        let quoted = Question {
            text: words,
            loose: false,
            ..self.question
        };
        let (mut first, seen) = self.matcher.answer(&quoted, scratch);
        first.retain(|it| it.kind == MatchKind::Text);
        if !first.is_empty() {
            self.provider = seen.or(self.provider);
        }
        for it in &mut first {
            it.evidence.iter_mut().for_each(|it| *it = (it.0 + begin, it.1 + begin));
        }
        self.candidates
            .retain(|it| !first.iter().any(|have| have.cause == it.cause));
        self.candidates.splice(0..0, first);
    }

    /// A reply without words of its own may be explained by the program's words around it.
    fn around(&mut self, scratch: &mut Scratch) {
        let Some(reply) = self.found.reply.as_ref().filter(|it| it.text.len() < WORDLESS) else {
            return;
        };
        if self.candidates.iter().any(|it| it.kind == MatchKind::Text) {
            return;
        }
        let text = self.text.as_str();
        let (from, to) = around(text, reply.start, reply.end);
        let question = Question {
            text: &text[from..to],
            client: true,
            ..self.question
        };
        let (others, _) = self.matcher.answer(&question, scratch);
        // qmail puts the status behind its sentence: "Sorry, no mailbox here by that name. (#5.1.1)"
        let closes = reply.code.is_none() && text[..reply.start].ends_with("(#");
        // The step that the code itself names: words about another one explain nothing.
        let step = self.candidates.first().and_then(|it| self.entry(it).stage);
        for mut it in others {
            let stage = self.entry(&it).stage;
            let elsewhere = !closes && step.is_some() && stage.is_some() && stage != step;
            // Words that only stand around every reply say less than the code of this one.
            if it.kind != MatchKind::Text
                || elsewhere
                || self.entry(&it).vague && !closes
                || self.candidates.iter().any(|have| have.cause == it.cause)
            {
                continue;
            }
            it.evidence = Evidence::None;
            self.candidates.push(it);
        }
        self.candidates.sort_by_key(|it| std::cmp::Reverse(it.score));
    }

    /// What explains the reply inside of this one, when that is something else.
    pub fn nested(&self, scratch: &mut Scratch) -> Option<(Candidate, Vec<Span>)> {
        let also = self.found.also.as_ref()?;
        let question = Question {
            text: clip(&also.text, COMPARED),
            code: also.code,
            status: also.status,
            ..self.question
        };
        let (others, _) = self.matcher.answer(&question, scratch);
        let decides = self.candidates.first().map(|it| it.cause);
        let told = others.into_iter().find(|it| Some(it.cause) != decides)?;
        let spans = told.evidence.iter().map(|&(start, end)| {
            let (start, end) = also.source(start, end);
            self.text.span(start, end)
        });
        let spans = spans.collect();
        Some((told, spans))
    }

    /// Where in the input the words stand that a candidate matched.
    pub fn evidence(&self, candidate: &Candidate) -> Vec<Span> {
        let place = |&(start, end): &(usize, usize)| match &self.found.reply {
            Some(reply) => {
                let (start, end) = reply.source(start, end);
                self.text.span(start, end)
            }
            None => {
                let base = self.found.words.map_or(0, |it| it.0);
                self.text.span(base + start, base + end)
            }
        };
        candidate.evidence.iter().map(place).collect()
    }
}

/// The words of a finding: its reply's, without one those that tell of it.
pub fn said<'a>(found: &'a ReadFinding, text: &'a Text) -> &'a str {
    let said = match (&found.reply, found.words) {
        (Some(reply), _) => &reply.text,
        (None, Some((start, end))) => text.as_str().get(start..end).unwrap_or_default(),
        _ => "",
    };
    if is_listed(found) { LISTED } else { clip(said, COMPARED) }
}

fn question<'a>(found: &ReadFinding, said: &'a str, kind: Kind, provider: Option<u16>) -> Question<'a> {
    let bare = found.reply.is_none();
    Question {
        text: said,
        code: found.reply.as_ref().and_then(|it| it.code),
        status: found.status.or_else(|| found.reply.as_ref().and_then(|it| it.status)),
        stage: found.stage,
        provider,
        client: bare,
        loose: bare
            && found.status.is_none()
            && said.len() > SENTENCE
            && !matches!(
                kind,
                Kind::Bounce | Kind::Notice | Kind::Complaint | Kind::AutoReply | Kind::Log
            ),
    }
}

/// Whether a queue listing has the message, and no word of why.
fn is_listed(found: &ReadFinding) -> bool {
    found.reply.is_none() && found.words.is_none() && found.outcome == Outcome::Delayed && found.attempts > 0
}

/// The words of the paragraph that begins with the recipient, when it says something.
fn beside<'a>(said: &'a str, recipient: &str) -> Option<&'a str> {
    let line = said.lines().next()?;
    let ends = ["\n\n", "\n|", "\n--"].iter().filter_map(|it| said.find(it));
    let paragraph = &said[..ends.min().unwrap_or(said.len())];
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
