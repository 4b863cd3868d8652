//! The catalogue without an input: causes by their id, by a code, by words.

use crate::diagnose;
use crate::words::Values;
use crate::{Cause, Lens, MatchKind};
use smtp_lens_catalog::{Candidate, EnhancedStatus, Evidence, Question, Scratch, normalize};

/// So many causes are told of one question.
const MOST: usize = 40;
/// So much of a question is looked at.
const LONGEST: usize = 120;

/// Words that stand in every sentence.
const FILLERS: [&str; 40] = [
    "the", "is", "are", "was", "to", "of", "in", "on", "at", "for", "from", "my", "this", "that", "has", "not", "be",
    "it", "an", "and", "le", "la", "les", "de", "du", "des", "un", "une", "est", "pas", "mon", "ma", "au", "en", "et",
    "que", "qui", "se", "sur", "pour",
];

impl Lens {
    /// A cause by its public id, its words without any value of an input.
    ///
    /// ```
    /// let lens = smtp_lens::Lens::for_language("fr").unwrap();
    /// assert!(lens.cause("microsoft-365/smtp-auth-disabled-tenant").is_some());
    /// assert!(lens.cause("microsoft-365/no-such").is_none());
    /// ```
    pub fn cause(&self, id: &str) -> Option<Cause> {
        let tables = self.matcher.tables();
        let at = tables.causes.binary_search_by(|it| it.id.as_str().cmp(id)).ok()?;
        let candidate = Candidate {
            cause: at as u16,
            kind: if tables.causes[at].standard {
                MatchKind::Code
            } else {
                MatchKind::Text
            },
            evidence: Evidence::None,
            by_code: false,
            by_status: false,
            score: 0,
        };
        let values = Values::default();
        Some(diagnose::cause(
            &candidate,
            &tables.causes[at],
            Vec::new(),
            &values,
            false,
            &self.pack,
        ))
    }

    /// The ids of the causes that a code (`5.7.57`, `535`, `535 5.7.3`) or a few words name, the likeliest first.
    ///
    /// ```
    /// let lens = smtp_lens::Lens::for_language("fr").unwrap();
    /// assert_eq!(lens.look_up("boîte pleine")[0], "general/mailbox-full");
    /// assert!(lens.look_up("5.7.57").contains(&"microsoft-365/client-not-authenticated".to_string()));
    /// ```
    pub fn look_up(&self, asked: &str) -> Vec<String> {
        let asked = asked.trim();
        let asked = &asked[..asked.floor_char_boundary(LONGEST)];
        let (code, status, rest) = codes(asked);
        let mut found: Vec<usize> = Vec::new();
        if code.is_some() || status.is_some() {
            self.by_codes(code, status, rest, &mut found);
        }
        if rest.chars().filter(|it| it.is_alphabetic()).count() >= 3 {
            let by_words = self.by_words(rest);
            if found.is_empty() {
                found = by_words;
            } else {
                // The words choose among what the code allows.
                found.sort_by_key(|it| by_words.iter().position(|other| other == it).unwrap_or(usize::MAX));
            }
        }
        let causes = &self.matcher.tables().causes;
        found.iter().take(MOST).map(|it| causes[*it].id.clone()).collect()
    }

    fn by_codes(&self, code: Option<u16>, status: Option<EnhancedStatus>, text: &str, found: &mut Vec<usize>) {
        let question = Question {
            text,
            code,
            status,
            client: true,
            ..Question::default()
        };
        let (candidates, _) = self.matcher.answer(&question, &mut Scratch::default());
        let mut add = |cause: u16| {
            let cause = usize::from(cause);
            if !found.contains(&cause) {
                found.push(cause);
            }
        };
        candidates.iter().for_each(|it| add(it.cause));
        // What a reply without its words does not reach: causes whose words come with this code.
        for pattern in &self.matcher.tables().patterns {
            let named = match (status, code) {
                (Some(status), _) => pattern
                    .statuses
                    .iter()
                    .any(|it| it.holds(status) && it.exactness() > 0 && it.detail.1 - it.detail.0 < 100),
                (None, Some(code)) => pattern.replies.iter().any(|it| it.0 <= code && code <= it.1),
                (None, None) => false,
            };
            if named {
                add(pattern.cause);
            }
        }
        let causes = &self.matcher.tables().causes;
        found.sort_by_key(|it| causes[*it].standard);
    }

    fn by_words(&self, asked: &str) -> Vec<usize> {
        let mut normal = String::new();
        normalize(asked, &mut normal);
        let words: Vec<&str> = normal
            .split(|it: char| !it.is_alphanumeric())
            .filter(|it| it.len() > 1 && !FILLERS.contains(it))
            .collect();
        if words.is_empty() {
            return Vec::new();
        }
        let tables = self.matcher.tables();
        let mut literals = vec![String::new(); tables.causes.len()];
        for it in &tables.patterns {
            let into = &mut literals[usize::from(it.cause)];
            for piece in &it.pieces {
                into.push_str(piece);
                into.push('\n');
            }
        }
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (at, (entry, said)) in tables.causes.iter().zip(&self.pack.causes).enumerate() {
            let mut title = String::new();
            normalize(&said.title, &mut title);
            let mut more = String::new();
            normalize(&said.explanation, &mut more);
            let mut reason = String::new();
            normalize(self.pack.phrase(&format!("reason.{}", entry.reason)), &mut reason);
            let mut score = 0;
            for word in &words {
                let one = 4 * u32::from(begins_word(&title, word))
                    + 3 * u32::from(begins_word(&entry.id, word))
                    + 4 * u32::from(begins_word(&reason, word))
                    + 3 * u32::from(begins_word(&literals[at], word))
                    + u32::from(begins_word(&more, word));
                if one == 0 {
                    score = 0;
                    break;
                }
                score += one;
            }
            // As it was asked, in the server's own words or in ours.
            score += 6 * u32::from(
                score > 0 && (literals[at].contains(&normal) || title.contains(&normal) || reason.contains(&normal)),
            );
            if score > 0 {
                // What holds for every provider before what holds for one that was not named.
                let general = entry.provider.is_none() && !entry.standard;
                scored.push((2 * score + 3 * u32::from(general), at));
            }
        }
        scored.sort_by_key(|it| (std::cmp::Reverse(it.0), it.1));
        scored.into_iter().map(|it| it.1).collect()
    }
}

/// The codes at the start of a question, and the rest.
fn codes(asked: &str) -> (Option<u16>, Option<EnhancedStatus>, &str) {
    let mut rest = asked;
    let (mut code, mut status) = (None, None);
    while let Some(word) = rest.split([' ', '-', ':']).next().filter(|it| !it.is_empty()) {
        let after = rest[word.len()..].trim_start_matches([' ', '-', ':']);
        match EnhancedStatus::parse(word.trim_start_matches('#')) {
            Some(it) if status.is_none() => status = Some(it),
            _ => match word.parse::<u16>() {
                Ok(it) if code.is_none() && (200..600).contains(&it) && word.len() == 3 => code = Some(it),
                _ => break,
            },
        }
        rest = after;
    }
    (code, status, rest)
}

/// Whether a word of `text` begins so.
fn begins_word(text: &str, start: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), start.as_bytes())
        .any(|at| at == 0 || !text[..at].chars().next_back().is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_taken_off_a_question() {
        let of = |it: &'static str| {
            let (code, status, rest) = codes(it);
            (code, status.map(|it| it.to_string()), rest)
        };
        assert_eq!(of("5.7.57"), (None, Some("5.7.57".into()), ""));
        assert_eq!(of("535 5.7.3"), (Some(535), Some("5.7.3".into()), ""));
        assert_eq!(of("550-5.1.1 User"), (Some(550), Some("5.1.1".into()), "User"));
        assert_eq!(of("mailbox full"), (None, None, "mailbox full"));
        assert_eq!(of("1000 users"), (None, None, "1000 users"));
    }
}
