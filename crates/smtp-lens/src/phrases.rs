//! Many literal phrases looked for in one pass.

use daachorse::DoubleArrayAhoCorasick;
use std::sync::OnceLock;

/// A fixed set of phrases; the automaton is made when it is first asked.
pub struct Phrases {
    phrases: &'static [&'static str],
    automaton: OnceLock<Option<DoubleArrayAhoCorasick<u32>>>,
}

impl Phrases {
    /// A set of distinct phrases.
    pub const fn new(phrases: &'static [&'static str]) -> Self {
        Self {
            phrases,
            automaton: OnceLock::new(),
        }
    }

    fn automaton(&self) -> Option<&DoubleArrayAhoCorasick<u32>> {
        self.automaton
            .get_or_init(|| DoubleArrayAhoCorasick::new(self.phrases).ok())
            .as_ref()
    }

    /// Whether any of them stands in `text`.
    pub fn any(&self, text: &str) -> bool {
        self.automaton().is_some_and(|it| it.find_iter(text).next().is_some())
    }

    /// Where the first of them begins.
    pub fn first(&self, text: &str) -> Option<usize> {
        self.automaton()?.find_iter(text).next().map(|it| it.start())
    }

    /// Every place where one begins.
    pub fn starts(&self, text: &str, mut found: impl FnMut(usize)) {
        if let Some(it) = self.automaton() {
            it.find_overlapping_iter(text).for_each(|it| found(it.start()));
        }
    }

    /// Every place where one ends.
    pub fn ends(&self, text: &str, mut found: impl FnMut(usize)) {
        if let Some(it) = self.automaton() {
            it.find_overlapping_iter(text).for_each(|it| found(it.end()));
        }
    }
}

/// A table of phrases, each with what it tells.
pub struct Table<T: 'static> {
    rows: &'static [(&'static str, T)],
    automaton: OnceLock<Option<DoubleArrayAhoCorasick<u32>>>,
}

impl<T> Table<T> {
    /// A table of distinct phrases.
    pub const fn new(rows: &'static [(&'static str, T)]) -> Self {
        Self {
            rows,
            automaton: OnceLock::new(),
        }
    }

    /// What each of the rows tells.
    pub fn rows(&self) -> impl Iterator<Item = &'static T> {
        self.rows.iter().map(|it| &it.1)
    }

    /// Every row whose phrase stands in `text`, as often as it stands there: its index and what it tells.
    pub fn each(&self, text: &str, mut found: impl FnMut(usize, &'static T)) {
        if let Some(it) = self.automaton() {
            it.find_overlapping_iter(text).for_each(|it| {
                let index = it.value() as usize;
                if let Some((_, tells)) = self.rows.get(index) {
                    found(index, tells);
                }
            });
        }
    }

    /// Every place where a phrase stands, those inside of others too: where it begins and ends, and what it tells.
    pub fn every(&self, text: &str, mut found: impl FnMut(usize, usize, &'static T)) {
        if let Some(it) = self.automaton() {
            it.find_overlapping_iter(text).for_each(|it| {
                if let Some((_, tells)) = self.rows.get(it.value() as usize) {
                    found(it.start(), it.end(), tells);
                }
            });
        }
    }

    /// Every place where a phrase stands, none inside another: where it begins and ends, and what it tells.
    pub fn places(&self, text: &str, mut found: impl FnMut(usize, usize, &'static T)) {
        if let Some(it) = self.automaton() {
            it.find_iter(text).for_each(|it| {
                if let Some((_, tells)) = self.rows.get(it.value() as usize) {
                    found(it.start(), it.end(), tells);
                }
            });
        }
    }

    fn automaton(&self) -> Option<&DoubleArrayAhoCorasick<u32>> {
        self.automaton
            .get_or_init(|| DoubleArrayAhoCorasick::new(self.rows.iter().map(|it| it.0)).ok())
            .as_ref()
    }
}
