//! What the patterns of the catalogue ask for, small enough that looking at one costs no more than the place where it lies.

use super::{DEMOTED, HINT, LAST, LEVEL, Question, USUAL, VAGUE};
use crate::{EnhancedStatus, MatchKind, Pattern, StatusRange, Tables};

/// A pattern as the matcher looks at it, or the mark of a provider.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// What of its score is known before any question.
    known: u64,
    /// An index into [`Tables::patterns`].
    pub(super) pattern: u32,
    /// An index into [`Tables::causes`].
    pub(super) cause: u16,
    /// Whose cause, or whose mark; [`NOBODY`] for general words.
    provider: u16,
    stages: u16,
    flags: u16,
    /// Which piece of the pattern is the one that is looked for.
    pub(super) anchor: u8,
}

const NOBODY: u16 = u16::MAX;

/// Words of a program about itself.
const CLIENT: u16 = 1;
/// Words that count in a reply or a report only.
const SERVER: u16 = 1 << 1;
/// General words that are no more than a hint.
const IS_HINT: u16 = 1 << 2;
/// General words that say less than others.
const IS_VAGUE: u16 = 1 << 3;
/// The server must be known to be the provider's.
const OF_PROVIDER: u16 = 1 << 4;
const HAS_REPLIES: u16 = 1 << 5;
const HAS_STATUSES: u16 = 1 << 6;
/// One of its statuses is the one that says nothing, X.0.0.
const SAYS_NOTHING: u16 = 1 << 7;
/// Words that a program puts around a server's.
const FRAME: u16 = 1 << 8;
/// Words that explain, and do not only hint.
const EXPLAINS: u16 = 1 << 9;
/// Its words are in several pieces.
const PIECES: u16 = 1 << 10;
const WORDS: u16 = 1 << 11;
const WHOLE_CLASS: u16 = 1 << 12;
/// No pattern: words that only this provider's replies hold.
const MARK: u16 = 1 << 13;
/// The last of those that hang on one literal.
const LAST_HERE: u16 = 1 << 14;

/// How a rule was come by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Its words are there.
    Words,
    /// One of its statuses is there, named so exactly.
    Status(u8),
    /// One of its reply codes is there.
    Reply,
}

impl Rule {
    pub(super) fn new(at: u32, anchor: u8, pattern: &Pattern, tables: &Tables) -> Self {
        let cause = &tables.causes[usize::from(pattern.cause)];
        let general = cause.provider.is_none();
        let is_own = usize::from(pattern.cause) + usize::from(tables.own) >= tables.causes.len();
        let length: usize = pattern.pieces.iter().map(String::len).sum();
        let order = u64::from(16 - pattern.order.min(15));
        let one_code = |it: &(u16, u16)| it.0 == it.1;
        let flags = [
            (CLIENT, pattern.client),
            (SERVER, pattern.server),
            (IS_HINT, general && pattern.order == LAST && !pattern.client),
            (
                IS_VAGUE,
                general && (pattern.order > USUAL || cause.vague && pattern.order == USUAL),
            ),
            (OF_PROVIDER, pattern.provider),
            (HAS_REPLIES, !pattern.replies.is_empty()),
            (HAS_STATUSES, !pattern.statuses.is_empty()),
            (SAYS_NOTHING, pattern.statuses.iter().any(says_nothing)),
            (FRAME, pattern.client && pattern.order == LAST),
            (EXPLAINS, pattern.order <= USUAL && !cause.vague),
            (PIECES, pattern.pieces.len() > 1),
            (WORDS, !pattern.pieces.is_empty()),
            (
                WHOLE_CLASS,
                pattern.statuses.iter().all(|it| it.exactness() < 2) && !pattern.replies.iter().any(one_code),
            ),
        ];
        Self {
            known: u64::from(is_own) << (LEVEL + 4)
                | u64::from(!cause.draft) << 39
                | (length.min(1023) as u64) << 24
                | order << 4,
            pattern: at,
            anchor,
            cause: pattern.cause,
            provider: cause.provider.unwrap_or(NOBODY),
            stages: pattern.stages,
            flags: flags.iter().filter(|it| it.1).fold(0, |flags, it| flags | it.0),
        }
    }

    /// The mark of a provider.
    pub(super) fn mark(provider: u16) -> Self {
        Self {
            known: 0,
            pattern: 0,
            anchor: 0,
            cause: 0,
            provider,
            stages: 0,
            flags: MARK,
        }
    }

    fn is(self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    /// The provider whose mark it is.
    pub(super) fn marks(self) -> Option<u16> {
        self.is(MARK).then_some(self.provider)
    }

    pub(super) fn is_frame(self) -> bool {
        self.is(FRAME)
    }

    pub(super) fn explains(self) -> bool {
        self.is(EXPLAINS)
    }

    pub(super) fn has_pieces(self) -> bool {
        self.is(PIECES)
    }

    pub(super) fn is_general(self) -> bool {
        self.provider == NOBODY
    }

    pub(super) fn is_last_here(self) -> bool {
        self.is(LAST_HERE)
    }

    pub(super) fn set_last_here(&mut self) {
        self.flags |= LAST_HERE;
    }

    /// Whether a reply code, or an enhanced status code, of a question takes part.
    pub(super) fn asks_for(self, question: &Question<'_>) -> (bool, bool) {
        (
            self.is(HAS_REPLIES) && question.code.is_some(),
            self.is(HAS_STATUSES) && question.status.is_some(),
        )
    }

    pub(super) fn kind(self) -> MatchKind {
        if self.is(WORDS) {
            MatchKind::Text
        } else if !self.is_general() {
            MatchKind::ProviderCode
        } else if self.is(WHOLE_CLASS) {
            MatchKind::Class
        } else {
            MatchKind::Code
        }
    }

    /// The score, or `None` when something that it asks for does not hold.
    pub(super) fn score(
        self,
        found: Found,
        question: &Question<'_>,
        provider: Option<u16>,
        patterns: &[Pattern],
    ) -> Option<u64> {
        let by_text = found == Found::Words;
        if self.is(CLIENT) && !question.client || self.is(SERVER) && question.loose {
            return None;
        }
        let hint = by_text && self.is(IS_HINT);
        if hint && (question.code.is_none() || question.client) {
            return None;
        }
        let (mut sure, mut open) = (0u64, 0u64);
        if self.is(HAS_REPLIES) {
            match question.code {
                Some(code) => {
                    let replies = &patterns[self.pattern as usize].replies;
                    if found != Found::Reply && !replies.iter().any(|&(from, to)| (from..=to).contains(&code)) {
                        return None;
                    }
                    sure += 1;
                }
                None if by_text || self.is(HAS_STATUSES) => open += 1,
                None => return None,
            }
        }
        let mut exactness = 0;
        if self.is(HAS_STATUSES) {
            match (found, question.status) {
                (Found::Status(known), _) => {
                    exactness = known;
                    sure += 1;
                }
                (_, Some(status)) => {
                    exactness = exactness_of(&patterns[self.pattern as usize].statuses, status)?;
                    sure += 1;
                }
                // Without a status, general words are taken as with the status that says nothing.
                (_, None) if by_text && (!self.is_general() || self.is(SAYS_NOTHING)) => open += 1,
                (_, None) => return None,
            }
        }
        if self.stages != 0 {
            match question.stage {
                Some(stage) => {
                    if self.stages & (1 << stage as u16) == 0 {
                        return None;
                    }
                    sure += 1;
                }
                // General words that mean this at one step say nothing where the step is not known.
                None if by_text && self.is_general() => return None,
                None => open += 1,
            }
        }
        let agrees = !self.is_general() && Some(self.provider) == provider;
        if self.is(OF_PROVIDER) && !agrees {
            return None;
        }
        let contradicts = !self.is_general() && provider.is_some() && !agrees;
        // Words that mean this only together with a status that is not there: others say them too.
        let without_status = self.is(HAS_STATUSES) && question.status.is_none();
        let level: u64 = match (by_text, !self.is_general()) {
            (true, true) if agrees => 9,
            (true, true) if without_status => 3,
            (true, true) if contradicts => 7,
            (true, true) => 8,
            (true, false) if hint => HINT,
            (true, false) if self.is(IS_VAGUE) => VAGUE,
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
        Some(self.known | level << LEVEL | u64::from(exactness) << 20 | sure.min(15) << 16 | (15 - open.min(15)) << 12)
    }
}

/// A score that any words that stand beside them beat.
pub(super) fn demoted(score: u64) -> u64 {
    (score & ((1 << LEVEL) - 1)) | (DEMOTED << LEVEL)
}

fn exactness_of(statuses: &[StatusRange], status: EnhancedStatus) -> Option<u8> {
    let holding = statuses.iter().filter(|it| it.holds(status));
    holding.map(StatusRange::exactness).max()
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
