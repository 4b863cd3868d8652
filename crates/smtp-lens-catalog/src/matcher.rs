//! Matching a reply against every cause in one pass.
//!
//! The longest piece of each text pattern goes into one Aho-Corasick automaton; a hit is then verified: the other pieces, the
//! codes, the stage, the provider. So the time depends on the reply's length and its hits, not on how many causes there are.

use crate::{EnhancedStatus, MatchKind, Normal, Pattern, Stage, StatusRange, Tables, normalize};
use daachorse::DoubleArrayAhoCorasick;

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
    pub evidence: Vec<(usize, usize)>,
    /// Whether the reply code took part.
    pub by_code: bool,
    /// Whether the enhanced status code took part.
    pub by_status: bool,
    /// Higher is better; two causes never tie on a sample of the catalogue.
    pub score: u64,
}

/// The catalogue, ready to answer.
pub struct Matcher {
    tables: Tables,
    words: Option<DoubleArrayAhoCorasick<u32>>,
    /// For each distinct anchor: the patterns that hang on it.
    hangs: Vec<Vec<Hanging>>,
    /// Patterns on codes alone, by exact status, sorted.
    by_status: Vec<(EnhancedStatus, u32)>,
    /// Patterns on codes alone with an any-class status, sorted by subject and detail.
    by_any_class: Vec<((u16, u16), u32)>,
    /// Patterns on codes alone by one reply code and no status, sorted.
    by_reply: Vec<(u16, u32)>,
    /// The other patterns on codes alone: ranges.
    by_range: Vec<u32>,
    banners: Option<DoubleArrayAhoCorasick<u32>>,
    banner_owners: Vec<u16>,
}

#[derive(Clone, Copy)]
enum Hanging {
    /// A text pattern and which of its pieces is the anchor.
    Pattern(u32, u8),
    /// A word that only this provider's replies hold.
    Provider(u16),
}

impl Matcher {
    /// Prepares the tables. They come from the build, which has checked them; patterns beyond the automaton's limits are left out.
    pub fn new(tables: Tables) -> Self {
        let mut anchors: Vec<(&str, Hanging)> = Vec::new();
        let (mut by_status, mut by_any_class) = (Vec::new(), Vec::new());
        let (mut by_reply, mut by_range) = (Vec::new(), Vec::new());
        for (at, it) in (0u32..).zip(&tables.patterns) {
            if let Some((piece, anchor)) = anchor(it) {
                anchors.push((anchor, Hanging::Pattern(at, piece)));
            } else if !it.statuses.is_empty() {
                for range in &it.statuses {
                    match range.exactness() {
                        3 => by_status.push((
                            EnhancedStatus {
                                class: range.class,
                                subject: range.subject.0,
                                detail: range.detail.0,
                            },
                            at,
                        )),
                        2 => by_any_class.push(((range.subject.0, range.detail.0), at)),
                        _ => by_range.push(at),
                    }
                }
            } else {
                for &(from, to) in &it.replies {
                    if from == to {
                        by_reply.push((from, at));
                    } else {
                        by_range.push(at);
                    }
                }
            }
        }
        for (at, it) in (0u16..).zip(&tables.providers) {
            for mark in it.reply_marks.iter().filter(|it| !it.is_empty()) {
                anchors.push((mark, Hanging::Provider(at)));
            }
        }
        by_status.sort_unstable();
        by_any_class.sort_unstable();
        by_reply.sort_unstable();
        by_range.sort_unstable();
        by_range.dedup();
        anchors.sort_by(|a, b| a.0.cmp(b.0));

        let mut keys: Vec<&str> = Vec::new();
        let mut hangs: Vec<Vec<Hanging>> = Vec::new();
        for (anchor, hanging) in &anchors {
            if keys.last() != Some(anchor) {
                keys.push(anchor);
                hangs.push(Vec::new());
            }
            if let Some(last) = hangs.last_mut() {
                last.push(*hanging);
            }
        }
        let words = DoubleArrayAhoCorasick::with_values(keys.iter().copied().zip(0u32..)).ok();

        let mut banner_owners = Vec::new();
        let mut banner_keys: Vec<&str> = Vec::new();
        for (at, it) in (0u16..).zip(&tables.providers) {
            for mark in it.banner_marks.iter().filter(|it| !it.is_empty()) {
                if !banner_keys.contains(&mark.as_str()) {
                    banner_keys.push(mark);
                    banner_owners.push(at);
                }
            }
        }
        let banners = DoubleArrayAhoCorasick::with_values(banner_keys.iter().copied().zip(0u32..)).ok();

        Self {
            words,
            hangs,
            by_status,
            by_any_class,
            by_reply,
            by_range,
            banners,
            banner_owners,
            tables,
        }
    }

    /// The tables that it was made of.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The provider whose servers have such names; the longest matching suffix wins.
    pub fn provider_of_host(&self, host: &str) -> Option<u16> {
        let host = host.trim_end_matches('.');
        let mut best: Option<(usize, u16)> = None;
        for (at, it) in (0u16..).zip(&self.tables.providers) {
            for suffix in &it.host_suffixes {
                let Some(start) = host.len().checked_sub(suffix.len()) else {
                    continue;
                };
                let ends = host.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(suffix));
                let whole = start == 0 || host.as_bytes()[start - 1] == b'.';
                if ends && whole && best.is_none_or(|(length, _)| suffix.len() > length) {
                    best = Some((suffix.len(), at));
                }
            }
        }
        best.map(|(_, at)| at)
    }

    /// The provider whose greeting holds such words; the longest mark wins.
    pub fn provider_of_banner(&self, banner: &str) -> Option<u16> {
        let mut text = String::new();
        normalize(banner, &mut text);
        self.banners
            .as_ref()?
            .find_overlapping_iter(&text)
            .max_by_key(|it| it.end() - it.start())
            .and_then(|it| self.banner_owners.get(it.value() as usize).copied())
    }

    /// Every cause that may explain `question`, the best first, each cause once. `scratch` is reused between calls.
    ///
    /// The second value is the provider that the reply's own words give away, when [`Question::provider`] did not say it.
    pub fn answer(&self, question: &Question<'_>, scratch: &mut String) -> (Vec<Candidate>, Option<u16>) {
        scratch.clear();
        normalize(question.text, scratch);
        let mut found: Vec<Found> = Vec::new();
        let mut provider = question.provider;
        if let Some(words) = &self.words {
            let mut hit: Vec<(usize, usize, u32)> = Vec::new();
            let mut marked: Option<(usize, u16)> = None;
            for it in words.find_overlapping_iter(scratch.as_str()) {
                if !starts_word(scratch.as_bytes(), it.start()) {
                    continue;
                }
                for hanging in &self.hangs[it.value() as usize] {
                    if let Hanging::Provider(at) = *hanging {
                        let length = it.end() - it.start();
                        if marked.is_none_or(|(longest, _)| length > longest) {
                            marked = Some((length, at));
                        }
                    }
                }
                hit.push((it.start(), it.end(), it.value()));
            }
            provider = provider.or(marked.map(|(_, at)| at));
            let mut best = 0;
            for (start, end, value) in hit {
                for hanging in &self.hangs[value as usize] {
                    let Hanging::Pattern(at, piece) = *hanging else {
                        continue;
                    };
                    let pattern = &self.tables.patterns[at as usize];
                    let Some(score) = self.score(pattern, question, provider, true) else {
                        continue;
                    };
                    // What the ranking would leave out is not looked at closely.
                    let level = score >> LEVEL;
                    if (level == HINT || level == VAGUE) && level < best {
                        continue;
                    }
                    let reach = self.reach(pattern);
                    if let Some(evidence) = pieces_around(pattern, usize::from(piece), start, end, scratch, reach) {
                        if !is_frame(pattern) {
                            best = best.max(level);
                        }
                        found.push(Found {
                            pattern: at,
                            score,
                            evidence,
                        });
                    }
                }
            }
        }
        self.by_codes(question, provider, &mut found);
        (self.rank(found, question, scratch), provider)
    }

    fn by_codes(&self, question: &Question<'_>, provider: Option<u16>, found: &mut Vec<Found>) {
        let mut consider = |at: u32| {
            let pattern = &self.tables.patterns[at as usize];
            if let Some(score) = self.score(pattern, question, provider, false) {
                found.push(Found {
                    pattern: at,
                    score,
                    evidence: Vec::new(),
                });
            }
        };
        if let Some(status) = question.status {
            equal(&self.by_status, &status).for_each(&mut consider);
            equal(&self.by_any_class, &(status.subject, status.detail)).for_each(&mut consider);
        }
        if let Some(code) = question.code {
            equal(&self.by_reply, &code).for_each(&mut consider);
        }
        if question.status.is_some() || question.code.is_some() {
            self.by_range.iter().copied().for_each(&mut consider);
        }
    }

    /// The score of a pattern whose words are there, or `None` when something else that it asks for does not hold.
    fn score(&self, pattern: &Pattern, question: &Question<'_>, provider: Option<u16>, by_text: bool) -> Option<u64> {
        let cause = &self.tables.causes[usize::from(pattern.cause)];
        if pattern.client && !question.client || pattern.server && question.loose {
            return None;
        }
        let hint = by_text && cause.provider.is_none() && pattern.order == LAST && !pattern.client;
        if hint && (question.code.is_none() || question.client) {
            return None;
        }
        let (mut sure, mut open) = (0u64, 0u64);
        if !pattern.replies.is_empty() {
            match question.code {
                Some(code) => {
                    if !pattern.replies.iter().any(|&(from, to)| (from..=to).contains(&code)) {
                        return None;
                    }
                    sure += 1;
                }
                None if by_text || !pattern.statuses.is_empty() => open += 1,
                None => return None,
            }
        }
        let mut exactness = 0;
        if !pattern.statuses.is_empty() {
            match question.status {
                Some(status) => {
                    exactness = pattern
                        .statuses
                        .iter()
                        .filter(|it| it.holds(status))
                        .map(StatusRange::exactness)
                        .max()?;
                    sure += 1;
                }
                // Without a status, general words are taken as with the status that says nothing.
                None if by_text && (cause.provider.is_some() || pattern.statuses.iter().any(says_nothing)) => open += 1,
                None => return None,
            }
        }
        if pattern.stages != 0 {
            match question.stage {
                Some(stage) => {
                    if pattern.stages & (1 << stage as u16) == 0 {
                        return None;
                    }
                    sure += 1;
                }
                None => open += 1,
            }
        }
        let agrees = cause.provider.is_some() && cause.provider == provider;
        if pattern.provider && !agrees {
            return None;
        }
        let contradicts = cause.provider.is_some() && provider.is_some() && !agrees;
        // Words that mean this only together with a status that is not there: others say them too.
        let without_status = !pattern.statuses.is_empty() && question.status.is_none();
        let level: u64 = match (by_text, cause.provider.is_some()) {
            (true, true) if agrees => 9,
            (true, true) if without_status => 3,
            (true, true) if contradicts => 7,
            (true, true) => 8,
            (true, false) if hint => HINT,
            (true, false) if pattern.order > USUAL || cause.vague && pattern.order == USUAL => VAGUE,
            (true, false) => 5,
            (false, true) if agrees => 6,
            (false, true) if contradicts => return None,
            (false, true) => 3,
            (false, false) => 1,
        };
        // A code that means one thing at one provider is no evidence for it when another code of the reply is missing.
        if !by_text && level == 3 && open > 0 {
            return None;
        }
        let is_own = usize::from(pattern.cause) + usize::from(self.tables.own) >= self.tables.causes.len();
        let level = level | u64::from(is_own) << 4;
        let length: usize = pattern.pieces.iter().map(String::len).sum();
        let order = u64::from(16 - pattern.order.min(15));
        Some(
            (level << LEVEL)
                | (u64::from(!cause.draft) << 39)
                | ((length.min(1023) as u64) << 24)
                | (u64::from(exactness) << 20)
                | (sure.min(15) << 16)
                | ((15 - open.min(15)) << 12)
                | (order << 4),
        )
    }

    /// Puts the words that a program sets around a server's behind any words that stand beside them.
    fn demote_frames(&self, found: &mut [Found]) {
        let is_frame = |it: &Found| is_frame(&self.tables.patterns[it.pattern as usize]);
        let (mut first_end, mut last_start) = (usize::MAX, 0);
        let explains = |it: &&Found| {
            let says_little = self.tables.patterns[it.pattern as usize].order > USUAL;
            !is_frame(it) && !says_little && !self.tables.causes[usize::from(self.cause(it))].vague
        };
        for &(start, end) in found.iter().filter(explains).flat_map(|it| &it.evidence) {
            first_end = first_end.min(end);
            last_start = last_start.max(start);
        }
        for it in found.iter_mut().filter(|it| is_frame(it)) {
            let begin = it.evidence.first().map_or(0, |it| it.0);
            let end = it.evidence.last().map_or(0, |it| it.1);
            if first_end <= begin || last_start >= end {
                it.score = (it.score & ((1 << LEVEL) - 1)) | (DEMOTED << LEVEL);
            }
        }
    }

    fn rank(&self, mut found: Vec<Found>, question: &Question<'_>, compared: &str) -> Vec<Candidate> {
        self.demote_frames(&mut found);
        found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| self.cause(a).cmp(&self.cause(b))));
        // Where words say something, words that say less only distract.
        let best = found.first().map_or(0, |it| it.score >> LEVEL);
        found.retain(|it| {
            let level = it.score >> LEVEL;
            level == best || it.evidence.is_empty() || !(level == HINT || level == VAGUE)
        });
        let mut ranked: Vec<Candidate> = Vec::with_capacity(found.len());
        let mut way_back: Option<Normal> = None;
        // Plain text without runs of white space is compared byte for byte.
        let same = compared.len() == question.text.len() && question.text.is_ascii();
        for it in found {
            let cause = self.cause(&it);
            if ranked.iter().any(|have| have.cause == cause) {
                continue;
            }
            let pattern = &self.tables.patterns[it.pattern as usize];
            let evidence = if it.evidence.is_empty() || same {
                it.evidence
            } else {
                let normal = way_back.get_or_insert_with(|| Normal::new(question.text));
                it.evidence
                    .iter()
                    .map(|&(start, end)| normal.original(start, end))
                    .collect()
            };
            ranked.push(Candidate {
                cause,
                kind: self.kind(pattern),
                evidence,
                by_code: !pattern.replies.is_empty() && question.code.is_some(),
                by_status: !pattern.statuses.is_empty() && question.status.is_some(),
                score: it.score,
            });
        }
        ranked
    }

    /// How far apart the pieces of a pattern may stand. A provider's sentence is known as a whole; general words that
    /// are far from each other speak of different things.
    fn reach(&self, pattern: &Pattern) -> usize {
        match self.tables.causes[usize::from(pattern.cause)].provider {
            Some(_) => usize::MAX,
            None => NEAR,
        }
    }

    fn cause(&self, found: &Found) -> u16 {
        self.tables.patterns[found.pattern as usize].cause
    }

    fn kind(&self, pattern: &Pattern) -> MatchKind {
        let cause = &self.tables.causes[usize::from(pattern.cause)];
        if !pattern.pieces.is_empty() {
            MatchKind::Text
        } else if cause.provider.is_some() {
            MatchKind::ProviderCode
        } else if pattern.statuses.iter().all(|it| it.exactness() < 2)
            && pattern.replies.iter().all(|(from, to)| from != to)
        {
            MatchKind::Class
        } else {
            MatchKind::Code
        }
    }
}

struct Found {
    pattern: u32,
    score: u64,
    /// In the compared form.
    evidence: Vec<(usize, usize)>,
}

/// The longest piece of a text pattern: what the automaton looks for.
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
    anchor: usize,
    start: usize,
    end: usize,
    text: &str,
    reach: usize,
) -> Option<Vec<(usize, usize)>> {
    let mut evidence = vec![(start, end)];
    let mut before = start;
    for piece in pattern.pieces[..anchor].iter().rev() {
        let from = text.ceil_char_boundary(before.saturating_sub(reach.saturating_add(piece.len())));
        let at =
            from + rfind_word(text.get(from..before)?, piece).filter(|&at| starts_word(text.as_bytes(), from + at))?;
        evidence.insert(0, (at, at + piece.len()));
        before = at;
    }
    let mut after = end;
    for piece in &pattern.pieces[anchor + 1..] {
        let to = text.floor_char_boundary(after.saturating_add(reach.saturating_add(piece.len())));
        let at = find_word(text.get(..to)?, after, piece)?;
        after = at + piece.len();
        evidence.push((at, after));
    }
    Some(evidence)
}

fn rfind_word(text: &str, piece: &str) -> Option<usize> {
    text.rmatch_indices(piece)
        .map(|(at, _)| at)
        .find(|&at| starts_word(text.as_bytes(), at))
}

fn find_word(text: &str, from: usize, piece: &str) -> Option<usize> {
    text.get(from..)?
        .match_indices(piece)
        .map(|(at, _)| from + at)
        .find(|&at| starts_word(text.as_bytes(), at))
}

/// Whether a word may begin at `at`: what stands before it is no letter and no digit, or it begins with neither itself.
fn starts_word(text: &[u8], at: usize) -> bool {
    at == 0 || !text[at].is_ascii_alphanumeric() || !text[at - 1].is_ascii_alphanumeric()
}

/// Whether these are words that a program puts around a server's.
fn is_frame(pattern: &Pattern) -> bool {
    pattern.client && pattern.order == LAST
}

/// Whether a range holds the status that says nothing, X.0.0.
fn says_nothing(range: &StatusRange) -> bool {
    let unspecified = |class| EnhancedStatus {
        class,
        subject: 0,
        detail: 0,
    };
    range.holds(unspecified(4)) || range.holds(unspecified(5))
}

fn equal<'a, K: Ord>(sorted: &'a [(K, u32)], key: &K) -> impl Iterator<Item = u32> + use<'a, K> {
    let from = sorted.partition_point(|(it, _)| it < key);
    let to = from + sorted[from..].partition_point(|(it, _)| it <= key);
    sorted[from..to].iter().map(|&(_, at)| at)
}
