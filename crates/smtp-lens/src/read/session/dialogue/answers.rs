//! Which command a reply answers, and what it changes: the greeting, the encryption, what the server offers.

use super::Dialogue;
use crate::read::secrets;
use crate::read::session::Offered;
use crate::read::session::meaning::{clean_word, is_capability};
use smtp_lens_catalog::Stage;
use std::collections::VecDeque;

impl Dialogue<'_> {
    /// Which command a new reply answers, and its stage.
    pub(super) fn answers(&mut self, code: u16) -> (Option<usize>, Stage) {
        let waits_for = |it: &VecDeque<(Option<usize>, Stage)>, stage: Stage| it.iter().position(|it| it.1 == stage);
        match code {
            // The greeting of another connection.
            220 if self.stage != Stage::Tls && self.session.exchanges.iter().any(|it| it.command.is_some()) => {
                self.close();
                (None, Stage::Connect)
            }
            334 => (
                self.pending
                    .front()
                    .and_then(|it| it.0)
                    .or(self.session.exchanges.len().checked_sub(1)),
                Stage::Auth,
            ),
            354 => {
                let skip = waits_for(&self.pending, Stage::Data).map_or(0, |it| it + 1);
                let found = self.pending.drain(..skip).next_back();
                (found.and_then(|it| it.0), Stage::Data)
            }
            221 if waits_for(&self.pending, Stage::Connect).is_none() => (None, Stage::Connect),
            220 | 235 | 250 if self.pending.is_empty() && self.without_client() => {
                let stage = match (code, self.stage) {
                    (250, Stage::Connect | Stage::Tls) => Stage::Helo,
                    (220, Stage::Helo) => Stage::Tls,
                    (235, _) => Stage::Auth,
                    (_, stage) => stage,
                };
                if stage == Stage::Helo {
                    self.session.capabilities.clear();
                }
                (None, stage)
            }
            _ => match self.pending.pop_front() {
                Some(answered) => answered,
                None => (None, self.stage),
            },
        }
    }

    /// Whether the greeting is there and no line of the client: the trace shows what the server says only.
    fn without_client(&self) -> bool {
        self.session.banner.is_some() && self.session.exchanges.iter().all(|it| it.command.is_none())
    }

    /// What the first line of a reply changes.
    pub(super) fn begins(&mut self, code: u16, stage: Stage, words: &str) {
        match (code, stage) {
            (220, Stage::Connect) => {
                self.session.banner = Some(words.to_string());
                let name = words
                    .split_whitespace()
                    .next()
                    .map(|it| clean_word(it).to_string())
                    .filter(|it| it.contains('.'));
                self.session.server = name.or(self.session.server.take());
            }
            (220, Stage::Tls) => {
                self.session.tls = true;
                // What was offered before the encryption is void (RFC 3207).
                self.offered = Offered::default();
            }
            (250, Stage::Helo) => {
                self.offered = Offered {
                    known: true,
                    ..Offered::default()
                };
                // Exchange writes the whole answer on one line.
                if words.contains(" SIZE ") || words.contains(" PIPELINING ") {
                    self.joined_capabilities(words);
                }
                // sendEmail joins the lines with a comma.
                for more in words.split(", 250").skip(1) {
                    self.capability(more.trim_start_matches(['-', ' ']));
                }
            }
            _ => {}
        }
    }

    pub(super) fn capability(&mut self, words: &str) {
        let name = words.split([' ', '=']).next().unwrap_or_default().to_ascii_uppercase();
        if !is_capability(&name) || self.session.capabilities.iter().any(|it| it == words) {
            return;
        }
        self.offered.starttls |= name == "STARTTLS";
        self.offered.auth |= name == "AUTH";
        self.session.capabilities.push(words.to_string());
    }

    fn joined_capabilities(&mut self, words: &str) {
        const TAKE_ARGUMENTS: [&str; 4] = ["SIZE", "AUTH", "X-EXPS", "LIMITS"];
        let mut given: Vec<String> = Vec::new();
        for word in words
            .split_whitespace()
            .skip_while(|it| !is_capability(it) || it.len() < 4)
        {
            match given.last_mut() {
                Some(last)
                    if TAKE_ARGUMENTS.iter().any(|it| last.starts_with(it))
                        && (word.bytes().all(|it| it.is_ascii_digit()) || secrets::is_mechanism(word)) =>
                {
                    last.push(' ');
                    last.push_str(word);
                }
                _ => given.push(word.to_string()),
            }
        }
        for it in given {
            self.capability(&it);
        }
    }
}
