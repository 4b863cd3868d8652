//! Matching a reply against every cause in one pass.
//!
//! The longest piece of each text pattern goes into one tree of literals; a hit is then verified: the other pieces, the
//! codes, the stage, the provider. So the time depends on the reply's length and its hits, not on how many causes there are.

mod rules;

use crate::literals::{LONGEST, Literals};
use crate::normal::{is_plain, origins};
use crate::{EnhancedStatus, MatchKind, Pattern, Stage, StatusRange, Tables, normalize};
use rules::{Found, Rule, demoted};
use std::ops::{Deref, DerefMut};

/// How far apart the pieces of general words may stand, in bytes: a long host name or address fits between them.
const NEAR: usize = 120;

/// The [`Pattern::order`] of words that explain less than any others: what a program puts around a server's words, and general
/// words that are no more than a hint ("recipient").
pub(crate) const LAST: u8 = 15;

/// The `order` of a match that names none. A smaller one in a vague cause marks words that are not vague, a greater one in
/// another marks words that are.
pub(crate) const USUAL: u8 = 9;

/// Where in a score the level begins, and some of the levels.
const LEVEL: u32 = 40;
const HINT: u64 = 2;
const DEMOTED: u64 = 3;
const VAGUE: u64 = 4;

/// What is asked of the catalogue.
#[derive(Debug, Clone, Copy, Default)]
pub struct Question<'a> {
    /// The reply's words, codes taken off, or a program's own words.
    pub text: &'a str,
    /// The reply code.
    pub code: Option<u16>,
    /// The enhanced status code.
    pub status: Option<EnhancedStatus>,
    /// Where it happened.
    pub stage: Option<Stage>,
    /// Whose server it is known to be: an index into [`Tables::providers`].
    pub provider: Option<u16>,
    /// Whether `text` holds words that a program says of itself.
    pub client: bool,
    /// Whether `text` may be any text at all: then only words count that no ordinary text holds.
    pub loose: bool,
}

/// A cause that may explain a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// An index into [`Tables::causes`].
    pub cause: u16,
    /// Why it is thought of.
    pub kind: MatchKind,
    /// The words of [`Question::text`] that match, as byte ranges.
    pub evidence: Evidence,
    /// Whether the reply code took part.
    pub by_code: bool,
    /// Whether the enhanced status code took part.
    pub by_status: bool,
    /// Higher is better; two causes never tie on a sample of the catalogue.
    pub score: u64,
}

/// Places of words in a text, as byte ranges; most patterns are one run of words, which takes no memory of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Evidence {
    /// No words: codes.
    #[default]
    None,
    /// One run of words.
    One((usize, usize)),
    /// Several, in order.
    Many(Vec<(usize, usize)>),
}

impl Deref for Evidence {
    type Target = [(usize, usize)];

    fn deref(&self) -> &Self::Target {
        match self {
            Self::None => &[],
            Self::One(it) => std::slice::from_ref(it),
            Self::Many(them) => them,
        }
    }
}

impl DerefMut for Evidence {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Self::None => &mut [],
            Self::One(it) => std::slice::from_mut(it),
            Self::Many(them) => them,
        }
    }
}

/// What is used again from one question to the next, so that answering takes no new memory.
#[derive(Debug, Default)]
pub struct Scratch {
    compared: String,
    /// Where literals end and begin, and the first of the rules that hang on them.
    hits: Vec<(usize, usize, u32)>,
    thought_of: Vec<ThoughtOf>,
    origins: Vec<u32>,
}

/// The catalogue, ready to answer.
pub struct Matcher {
    tables: Tables,
    words: Literals,
    /// What hangs on the literals, those on one literal side by side, and then the patterns on codes alone.
    rules: Vec<Rule>,
    /// Patterns on codes alone, by exact status, sorted.
    by_status: Vec<(EnhancedStatus, u32)>,
    /// Patterns on codes alone with an any-class status, sorted by subject and detail.
    by_any_class: Vec<((u16, u16), u32)>,
    /// Patterns on codes alone by one reply code and no status, sorted.
    by_reply: Vec<(u16, u32)>,
    /// The other patterns on codes alone: ranges.
    by_status_range: Vec<(StatusRange, u32)>,
    by_reply_range: Vec<((u16, u16), u32)>,
    banners: Literals,
    /// The ends of host names, back to front.
    hosts: Literals,
}

impl Matcher {
    /// Prepares the tables. They come from the build, which has checked them.
    pub fn new(tables: Tables) -> Self {
        let mut anchors: Vec<(&[u8], Rule)> = Vec::new();
        for (at, it) in (0u32..).zip(&tables.patterns) {
            if let Some((piece, anchor)) = anchor(it).filter(|it| it.1.len() <= LONGEST) {
                anchors.push((anchor.as_bytes(), Rule::new(at, piece, it, &tables)));
            }
        }
        let (mut banners, mut hosts) = (Vec::new(), Vec::new());
        for (at, it) in (0u16..).zip(&tables.providers) {
            let marks = it.reply_marks.iter().filter(|it| !it.is_empty());
            anchors.extend(marks.map(|it| (it.as_bytes(), Rule::mark(at))));
            banners.extend(it.banner_marks.iter().map(|it| (it.as_bytes(), u32::from(at))));
            hosts.extend(it.host_suffixes.iter().map(|it| (back_to_front(it), u32::from(at))));
        }
        anchors.sort_by(|a, b| a.0.cmp(b.0));
        let mut keys: Vec<(&[u8], u32)> = Vec::new();
        let mut rules: Vec<Rule> = Vec::with_capacity(tables.patterns.len());
        for (anchor, rule) in anchors {
            if keys.last().is_none_or(|it| it.0 != anchor) {
                if let Some(last) = rules.last_mut() {
                    last.set_last_here();
                }
                keys.push((anchor, rules.len() as u32));
            }
            rules.push(rule);
        }
        if let Some(last) = rules.last_mut() {
            last.set_last_here();
        }
        let words = Literals::new(&keys);

        let (mut by_status, mut by_any_class, mut by_status_range) = (Vec::new(), Vec::new(), Vec::new());
        let (mut by_reply, mut by_reply_range) = (Vec::new(), Vec::new());
        for (at, it) in (0u32..).zip(&tables.patterns).filter(|it| it.1.pieces.is_empty()) {
            let rule = rules.len() as u32;
            rules.push(Rule::new(at, 0, it, &tables));
            for range in &it.statuses {
                let (class, subject, detail) = (range.class, range.subject.0, range.detail.0);
                match range.exactness() {
                    3 => by_status.push((EnhancedStatus { class, subject, detail }, rule)),
                    2 => by_any_class.push(((subject, detail), rule)),
                    _ => by_status_range.push((*range, rule)),
                }
            }
            for &(from, to) in it.replies.iter().filter(|_| it.statuses.is_empty()) {
                if from == to {
                    by_reply.push((from, rule));
                } else {
                    by_reply_range.push(((from, to), rule));
                }
            }
        }
        by_status.sort_unstable();
        by_any_class.sort_unstable();
        by_reply.sort_unstable();

        let banners = Literals::new(&first_of_each(&mut banners));
        let mut hosts: Vec<(&[u8], u32)> = hosts.iter().map(|it| (it.0.as_slice(), it.1)).collect();
        let hosts = Literals::new(&first_of_each(&mut hosts));
        Self {
            words,
            rules,
            by_status,
            by_any_class,
            by_reply,
            by_status_range,
            by_reply_range,
            banners,
            hosts,
            tables,
        }
    }

    /// The tables that it was made of.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The provider whose servers have such names; the longest matching suffix wins.
    pub fn provider_of_host(&self, host: &str) -> Option<u16> {
        let host = back_to_front(host.trim_end_matches('.'));
        let mut best = None;
        self.hosts.at(&host, 0, |end, at| {
            if host.get(end).is_none_or(|it| *it == b'.') {
                best = Some(at as u16);
            }
        });
        best
    }

    /// The provider whose greeting holds such words; the longest mark wins.
    pub fn provider_of_banner(&self, banner: &str) -> Option<u16> {
        let mut text = String::new();
        normalize(banner, &mut text);
        let mut best: Option<(usize, u16)> = None;
        for start in 0..text.len() {
            self.banners.at(text.as_bytes(), start, |end, at| {
                if best.is_none_or(|(longest, _)| end - start >= longest) {
                    best = Some((end - start, at as u16));
                }
            });
        }
        best.map(|it| it.1)
    }

    /// Every cause that may explain `question`, the best first, each cause once.
    ///
    /// The second value is the provider that the reply's own words give away, when [`Question::provider`] did not say it.
    pub fn answer(&self, question: &Question<'_>, scratch: &mut Scratch) -> (Vec<Candidate>, Option<u16>) {
        scratch.compared.clear();
        normalize(question.text, &mut scratch.compared);
        scratch.hits.clear();
        scratch.thought_of.clear();
        let provider = self.hits(question, scratch);
        self.by_words(question, provider, scratch);
        self.by_codes(question, provider, &mut scratch.thought_of);
        (self.rank(question, scratch), provider)
    }

    /// Finds the literals, and the provider.
    fn hits(&self, question: &Question<'_>, scratch: &mut Scratch) -> Option<u16> {
        let text = scratch.compared.as_bytes();
        let mut marked: Option<(usize, u16)> = None;
        let mut in_word = false;
        for (start, byte) in text.iter().enumerate() {
            let begins = !in_word;
            in_word = byte.is_ascii_alphanumeric();
            // No literal begins with a space.
            if !begins && in_word || *byte == b' ' {
                continue;
            }
            self.words.at(text, start, |end, first| {
                scratch.hits.push((end, start, first));
                for rule in self.hanging(first) {
                    if let Some(at) = rule.marks()
                        && marked.is_none_or(|(longest, _)| end - start > longest)
                    {
                        marked = Some((end - start, at));
                    }
                }
            });
        }
        // In the order in which they end: of two alike, the one that is read first counts.
        scratch.hits.sort_unstable();
        question.provider.or(marked.map(|(_, at)| at))
    }

    /// What hangs on one literal.
    fn hanging(&self, first: u32) -> impl Iterator<Item = &Rule> {
        let mut more = true;
        self.rules[first as usize..]
            .iter()
            .take_while(move |it| std::mem::replace(&mut more, !it.is_last_here()))
    }

    fn by_words(&self, question: &Question<'_>, provider: Option<u16>, scratch: &mut Scratch) {
        let mut best = 0;
        for &(end, start, first) in &scratch.hits {
            for rule in self.hanging(first).filter(|it| it.marks().is_none()) {
                let Some(score) = rule.score(Found::Words, question, provider, &self.tables.patterns) else {
                    continue;
                };
                // What the ranking would leave out is not looked at closely.
                let level = score >> LEVEL;
                if (level == HINT || level == VAGUE) && level < best {
                    continue;
                }
                let evidence = if rule.has_pieces() {
                    let pattern = &self.tables.patterns[rule.pattern as usize];
                    let reach = if rule.is_general() { NEAR } else { usize::MAX };
                    match pieces_around(pattern, rule.anchor, start, end, &scratch.compared, reach) {
                        Some(it) => Evidence::Many(it),
                        None => continue,
                    }
                } else {
                    Evidence::One((start, end))
                };
                if !rule.is_frame() {
                    best = best.max(level);
                }
                scratch.thought_of.push(ThoughtOf {
                    rule: *rule,
                    score,
                    evidence,
                });
            }
        }
    }

    fn by_codes(&self, question: &Question<'_>, provider: Option<u16>, thought_of: &mut Vec<ThoughtOf>) {
        let mut consider = |at: u32, found: Found| {
            let rule = self.rules[at as usize];
            if let Some(score) = rule.score(found, question, provider, &self.tables.patterns) {
                thought_of.push(ThoughtOf {
                    rule,
                    score,
                    evidence: Evidence::None,
                });
            }
        };
        if let Some(status) = question.status {
            equal(&self.by_status, &status).for_each(|at| consider(at, Found::Status(3)));
            equal(&self.by_any_class, &(status.subject, status.detail)).for_each(|at| consider(at, Found::Status(2)));
            for (range, at) in self.by_status_range.iter().filter(|it| it.0.holds(status)) {
                consider(*at, Found::Status(range.exactness()));
            }
        }
        if let Some(code) = question.code {
            equal(&self.by_reply, &code).for_each(|at| consider(at, Found::Reply));
            for (_, at) in self
                .by_reply_range
                .iter()
                .filter(|it| (it.0.0..=it.0.1).contains(&code))
            {
                consider(*at, Found::Reply);
            }
        }
    }

    fn rank(&self, question: &Question<'_>, scratch: &mut Scratch) -> Vec<Candidate> {
        let found = &mut scratch.thought_of;
        demote_frames(found);
        found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.rule.cause.cmp(&b.rule.cause)));
        // Where words say something, words that say less only distract.
        let best = found.first().map_or(0, |it| it.score >> LEVEL);
        let mut ranked: Vec<Candidate> = Vec::with_capacity(found.len());
        let mut way_back = is_plain(question.text.as_bytes());
        for it in found.drain(..) {
            let level = it.score >> LEVEL;
            let distracts = level != best && !it.evidence.is_empty() && (level == HINT || level == VAGUE);
            if distracts || ranked.iter().any(|have| have.cause == it.rule.cause) {
                continue;
            }
            let mut evidence = it.evidence;
            if !evidence.is_empty() && !way_back {
                origins(question.text, &mut scratch.origins);
                way_back = true;
            }
            if !scratch.origins.is_empty() {
                let original = |it: usize| scratch.origins.get(it).copied().unwrap_or_default() as usize;
                evidence
                    .iter_mut()
                    .for_each(|it| *it = (original(it.0), original(it.1)));
            }
            let (by_code, by_status) = it.rule.asks_for(question);
            ranked.push(Candidate {
                cause: it.rule.cause,
                kind: it.rule.kind(),
                evidence,
                by_code,
                by_status,
                score: it.score,
            });
        }
        scratch.origins.clear();
        ranked
    }
}

/// A rule that holds.
#[derive(Debug)]
struct ThoughtOf {
    rule: Rule,
    score: u64,
    /// In the compared form.
    evidence: Evidence,
}

/// Puts the words that a program sets around a server's behind any words that stand beside them.
fn demote_frames(found: &mut [ThoughtOf]) {
    if !found.iter().any(|it| it.rule.is_frame()) {
        return;
    }
    let (mut first_end, mut last_start) = (usize::MAX, 0);
    let explaining = found.iter().filter(|it| it.rule.explains());
    for &(start, end) in explaining.flat_map(|it| it.evidence.iter()) {
        first_end = first_end.min(end);
        last_start = last_start.max(start);
    }
    for it in found.iter_mut().filter(|it| it.rule.is_frame()) {
        let begin = it.evidence.first().map_or(0, |it| it.0);
        let end = it.evidence.last().map_or(0, |it| it.1);
        if first_end <= begin || last_start >= end {
            it.score = demoted(it.score);
        }
    }
}

/// A name with its last letter first, in small letters.
fn back_to_front(name: &str) -> Vec<u8> {
    name.bytes().rev().map(|it| it.to_ascii_lowercase()).collect()
}

/// Sorted, without the empty ones; of those that are alike, the first.
fn first_of_each<'a>(literals: &mut Vec<(&'a [u8], u32)>) -> Vec<(&'a [u8], u32)> {
    literals.retain(|it| !it.0.is_empty());
    literals.sort();
    literals.dedup_by(|a, b| a.0 == b.0);
    std::mem::take(literals)
}

/// The longest piece of a text pattern: what is looked for.
fn anchor(pattern: &Pattern) -> Option<(u8, &str)> {
    (0u8..)
        .zip(&pattern.pieces)
        .max_by_key(|(_, it)| it.len())
        .map(|(at, it)| (at, it.as_str()))
}

/// The other pieces before and after the one that was hit, in order, each at most `reach` bytes from its neighbour;
/// `None` when one is missing.
fn pieces_around(
    pattern: &Pattern,
    anchor: u8,
    start: usize,
    end: usize,
    text: &str,
    reach: usize,
) -> Option<Vec<(usize, usize)>> {
    let anchor = usize::from(anchor);
    let bytes = text.as_bytes();
    let stands = |at: &usize, piece: &[u8]| {
        bytes.get(*at) == piece.first() && starts_word(bytes, *at) && bytes[*at..].starts_with(piece)
    };
    let mut evidence = vec![(start, end)];
    let mut before = start;
    for piece in pattern.pieces[..anchor].iter().rev() {
        let last = before.checked_sub(piece.len())?;
        let mut places = (last.saturating_sub(reach)..=last).rev();
        let at = places.find(|at| stands(at, piece.as_bytes()))?;
        evidence.insert(0, (at, at + piece.len()));
        before = at;
    }
    let mut after = end;
    for piece in &pattern.pieces[anchor + 1..] {
        let last = bytes.len().checked_sub(piece.len())?.min(after.saturating_add(reach));
        let at = (after..=last).find(|at| stands(at, piece.as_bytes()))?;
        after = at + piece.len();
        evidence.push((at, after));
    }
    Some(evidence)
}

/// Whether a word may begin at `at`: what stands before it is no letter and no digit, or it begins with neither itself.
fn starts_word(text: &[u8], at: usize) -> bool {
    at == 0 || !text[at].is_ascii_alphanumeric() || !text[at - 1].is_ascii_alphanumeric()
}

fn equal<'a, K: Ord>(sorted: &'a [(K, u32)], key: &K) -> impl Iterator<Item = u32> + use<'a, K> {
    let from = sorted.partition_point(|(it, _)| it < key);
    let to = from + sorted[from..].partition_point(|(it, _)| it <= key);
    sorted[from..to].iter().map(|&(_, at)| at)
}
