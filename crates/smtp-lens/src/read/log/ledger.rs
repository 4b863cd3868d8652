//! What a log tells, gathered into one story for each message and recipient.

use super::fold::Map;
use crate::analysis::Outcome;
use crate::read::{ReadFinding, ReadRemark};
use crate::reply::{self, FoundReply};
use smtp_lens_catalog::{EnhancedStatus, Reason, Stage};
use std::borrow::Cow;
use std::collections::HashSet;

/// So many stories are kept.
const STORIES: usize = 20_000;

/// What was answered, or what the program says of itself: where it stands.
#[derive(Debug, Clone, Default)]
pub struct Answer<'a> {
    /// The words; an empty range for none.
    pub range: (usize, usize),
    /// Further lines of the same reply.
    pub more: Vec<(usize, usize)>,
    /// The reply code, where it stands apart from the words.
    pub code: Option<u16>,
    /// The enhanced status code that the log's program gives it.
    pub status: Option<EnhancedStatus>,
    /// Where in SMTP.
    pub stage: Option<Stage>,
    /// Who answered.
    pub host: Option<&'a str>,
}

impl Answer<'_> {
    /// Whether a reply code stands at its beginning.
    pub fn has_code(&self, source: &str) -> bool {
        if self.code.is_some() {
            return true;
        }
        let bytes = source.as_bytes().get(self.range.0..self.range.1).unwrap_or_default();
        matches!(bytes, [b'2'..=b'5', b, c, ..] if b.is_ascii_digit() && c.is_ascii_digit())
            && bytes.get(3).is_none_or(|it| matches!(it, b' ' | b'-' | b'\n'))
    }
}

/// One attempt to deliver, as a line tells it.
#[derive(Debug, Clone)]
pub struct Attempt<'a> {
    pub recipient: &'a str,
    pub outcome: Outcome,
    pub at: &'a str,
    pub answer: Answer<'a>,
}

#[derive(Debug, Default)]
struct Message<'a> {
    sender: Option<&'a str>,
    received: Option<&'a str>,
    /// The stories of this message: the first, and how many follow it in the chain.
    stories: Vec<u32>,
    /// A refusal that no recipient's line has told yet, and when.
    weak: Option<Box<(Answer<'a>, &'a str)>>,
    serial: u32,
    returned: bool,
}

#[derive(Debug)]
struct Story<'a> {
    queue: &'a str,
    recipient: &'a str,
    sender: Option<&'a str>,
    outcome: Outcome,
    attempts: u32,
    deferred: u32,
    first_deferred: &'a str,
    last_deferred: &'a str,
    last: &'a str,
    answer: Answer<'a>,
    expired: bool,
    /// Whom this server refused itself.
    client: Option<&'a str>,
    /// When the message was taken.
    received: Option<&'a str>,
    /// Whether a report went back.
    returned: bool,
}

/// The stories of a log.
pub struct Ledger<'a> {
    source: &'a str,
    part: usize,
    messages: Map<&'a str, Message<'a>>,
    by_recipient: Map<(u32, &'a str), u32>,
    by_client: Map<(&'a str, &'a str, &'a str), u32>,
    stories: Vec<Story<'a>>,
    serials: u32,
    /// The last refusal that names no message.
    pub loose: Option<Answer<'a>>,
    /// Failures that another program's lines may tell too.
    elsewhere: Vec<Attempt<'a>>,
}

impl<'a> Ledger<'a> {
    pub fn new(source: &'a str, part: usize) -> Self {
        Self {
            source,
            part,
            // A message takes half a kilobyte of log or more.
            messages: Map::with_capacity_and_hasher((source.len() / 1024).min(1 << 16), Default::default()),
            by_recipient: Map::default(),
            by_client: Map::default(),
            stories: Vec::new(),
            serials: 0,
            loose: None,
            elsewhere: Vec::new(),
        }
    }

    fn message(&mut self, queue: &'a str) -> &mut Message<'a> {
        let serials = &mut self.serials;
        self.messages.entry(queue).or_insert_with(|| {
            *serials += 1;
            Message {
                serial: *serials,
                ..Message::default()
            }
        })
    }

    /// A message was taken; its name may have belonged to another one before.
    pub fn received(&mut self, queue: &'a str, at: &'a str) {
        if self.messages.get(queue).is_some_and(|it| it.received.is_some()) {
            self.removed(queue);
        }
        self.message(queue).received = Some(at);
    }

    /// The envelope sender of a message.
    pub fn sender(&mut self, queue: &'a str, sender: &'a str) {
        self.message(queue).sender = Some(sender);
    }

    /// A report went back to the sender.
    pub fn returned(&mut self, queue: &'a str) {
        self.message(queue).returned = true;
    }

    /// The message is gone: what comes under its name now is another one.
    pub fn removed(&mut self, queue: &'a str) {
        let Some(it) = self.messages.remove(queue) else { return };
        for index in it.stories {
            if let Some(story) = self.stories.get_mut(index as usize) {
                story.received = it.received;
                story.returned = it.returned;
            }
        }
    }

    /// A refusal of a message that names no recipient, to be told by the recipient's own line.
    pub fn weak(&mut self, queue: &'a str, at: &'a str, answer: Answer<'a>) {
        let source = self.source;
        let message = self.message(queue);
        let better = message.weak.as_ref().is_some_and(|it| it.0.has_code(source)) && !answer.has_code(source);
        if !better {
            message.weak = Some(Box::new((answer, at)));
        }
    }

    /// An attempt to deliver.
    pub fn attempt(&mut self, queue: &'a str, attempt: Attempt<'a>) {
        let source = self.source;
        let loose = self.loose.take();
        let message = self.message(queue);
        let (serial, sender) = (message.serial, message.sender);
        let mut answer = attempt.answer;
        if attempt.outcome != Outcome::Delivered && !answer.has_code(source) {
            // Its own words hide the reply that an earlier line gives.
            if let Some(weak) = message.weak.as_ref().map(|it| it.0.clone()).or(loose) {
                answer = weak;
            }
        }
        let key = (serial, attempt.recipient);
        if let Some(&have) = self.by_recipient.get(&key) {
            let story = &mut self.stories[have as usize];
            story.attempts += 1;
            story.last = attempt.at;
            let keeps = attempt.outcome != Outcome::Delivered
                && !answer.has_code(source)
                && (story.answer.has_code(source) || answer.range.0 == answer.range.1);
            if keeps {
                // "Retry timeout exceeded", "too old", "connection closed": the reply before says why.
                story.expired |= attempt.outcome == Outcome::Failed;
            } else if answer.range.0 < answer.range.1 {
                story.answer = answer;
            }
            if attempt.outcome == Outcome::Delayed {
                story.put_off(attempt.at);
            }
            // A final outcome stays: a late line of a race does not undo it.
            story.outcome = match (story.outcome, attempt.outcome) {
                (Outcome::Failed | Outcome::Delivered, Outcome::Delayed) => story.outcome,
                (_, outcome) => outcome,
            };
            return;
        }
        if self.stories.len() >= STORIES {
            return;
        }
        let index = self.stories.len() as u32;
        let mut story = Story {
            queue,
            ..Story::of(Attempt { answer, ..attempt }, sender)
        };
        if attempt.outcome == Outcome::Delayed {
            story.put_off(attempt.at);
        }
        self.stories.push(story);
        self.by_recipient.insert(key, index);
        self.message(queue).stories.push(index);
    }

    /// The queue's time is over: what still waited is given up.
    pub fn expired(&mut self, queue: &'a str, at: &'a str) {
        let Some(message) = self.messages.get(queue) else {
            return;
        };
        for &index in &message.stories {
            let story = &mut self.stories[index as usize];
            if story.outcome == Outcome::Delayed {
                story.outcome = Outcome::Failed;
                story.expired = true;
                story.last = at;
            }
        }
    }

    /// A failure to store a message: it counts when nothing else tells of its recipient.
    pub fn told_elsewhere(&mut self, attempt: Attempt<'a>) {
        if self.elsewhere.len() < STORIES {
            self.elsewhere.push(attempt);
        }
    }

    /// This server refused a sign-in: the words that say so.
    pub fn sign_in_refused_here(&mut self, client: &'a str, range: (usize, usize), at: &'a str) {
        let answer = Answer {
            range,
            stage: Some(Stage::Auth),
            ..Answer::default()
        };
        self.refused_here(
            client,
            None,
            Attempt {
                recipient: "",
                outcome: Outcome::Failed,
                at,
                answer,
            },
        );
    }

    /// This server refused somebody.
    pub fn refused_here(&mut self, client: &'a str, sender: Option<&'a str>, attempt: Attempt<'a>) {
        let words = &self.source[attempt.answer.range.0..attempt.answer.range.1];
        let head = &words[..words.floor_char_boundary(12)];
        let key = (client, attempt.recipient, head);
        if let Some(&have) = self.by_client.get(&key) {
            let story = &mut self.stories[have as usize];
            story.attempts += 1;
            story.last = attempt.at;
            return;
        }
        if self.stories.len() >= STORIES {
            return;
        }
        self.by_client.insert(key, self.stories.len() as u32);
        self.stories.push(Story {
            client: Some(client),
            ..Story::of(attempt, sender)
        });
    }

    /// The findings: what failed, what waits, what this server refused itself, what arrived.
    pub fn finish(mut self) -> Vec<ReadFinding> {
        // Refusals that no recipient's line told.
        let mut left: Vec<(&str, &str, Answer<'_>)> = Vec::new();
        for (queue, message) in &mut self.messages {
            if message.stories.is_empty()
                && let Some(weak) = message.weak.take()
            {
                left.push((queue, weak.1, weak.0));
            }
        }
        left.sort_unstable_by_key(|it| it.2.range);
        for (queue, at, answer) in left {
            let outcome = outcome_of(&self.source[answer.range.0..answer.range.1]);
            self.attempt(
                queue,
                Attempt {
                    recipient: "",
                    outcome,
                    at,
                    answer,
                },
            );
        }
        let elsewhere = std::mem::take(&mut self.elsewhere);
        if !elsewhere.is_empty() {
            self.loose = None;
            // The first line has the reason; what follows says that nothing came of it.
            let mut told: HashSet<&str> = self.stories.iter().map(|it| it.recipient).collect();
            for it in elsewhere {
                if told.insert(it.recipient) {
                    self.attempt("", it);
                }
            }
        }
        if self.stories.is_empty()
            && let Some(answer) = self.loose.take()
        {
            let outcome = outcome_of(&self.source[answer.range.0..answer.range.1]);
            self.attempt(
                "",
                Attempt {
                    recipient: "",
                    outcome,
                    at: "",
                    answer,
                },
            );
        }
        // Messages that the log's end leaves in the queue.
        for message in self.messages.values() {
            for &index in &message.stories {
                let story = &mut self.stories[index as usize];
                story.received = message.received;
                story.returned = message.returned;
                story.sender = story.sender.or(message.sender);
            }
        }
        let mut order: Vec<usize> = (0..self.stories.len()).collect();
        order.sort_by_key(|&index| {
            let it = &self.stories[index];
            match (it.outcome, it.client.is_some()) {
                // A report that could not be given back is not what somebody looks for.
                (Outcome::Failed, false) if it.sender == Some("") => 3,
                (Outcome::Failed, false) => 0,
                (Outcome::Delayed, false) => 1,
                (Outcome::Failed | Outcome::Delayed, true) => 2,
                _ => 4,
            }
        });
        order.into_iter().map(|it| self.finding(&self.stories[it])).collect()
    }

    fn finding(&self, it: &Story<'_>) -> ReadFinding {
        let (reply, words) = match it.answer.range {
            (from, to) if from >= to => (None, None),
            (from, to)
                if it.answer.has_code(self.source)
                    || it.answer.status.is_none() && starts_with_status(&self.source[from..to]) =>
            {
                let mut reply = reply::whole(self.source, from, to);
                for &(from, to) in &it.answer.more {
                    reply.goes_on(self.source, from, to);
                }
                if let Some(code) = it.answer.code {
                    reply.code = Some(code);
                    reply.code_range = (from, from);
                    reply.status = reply.status.or(it.answer.status);
                }
                (Some(reply), None)
            }
            range => (None, Some(range)),
        };
        let given = reply.as_ref().and_then(|it: &FoundReply| it.status);
        let status = given.or(it.answer.status.filter(|it| !it.is_vague()));
        let text = |it: &str| Some(it.to_string()).filter(|it| !it.is_empty());
        ReadFinding {
            outcome: it.outcome,
            recipient: text(it.recipient),
            sender: it.sender.and_then(text),
            stage: it.answer.stage.filter(|_| it.outcome != Outcome::Delivered),
            status,
            reply,
            part: self.part,
            words,
            remote_mta: it.answer.host.and_then(text),
            at: text(&date(it.last)),
            queue_id: text(it.queue),
            attempts: it.attempts,
            story: self.story(it),
            reason: (it.outcome == Outcome::Delivered).then_some(Reason::Delivered),
            ..ReadFinding::default()
        }
    }

    fn story(&self, it: &Story<'_>) -> Vec<ReadRemark> {
        let mut story = Vec::new();
        let mut say = |kind: &'static str, with: &[(&'static str, &str)]| {
            if with.iter().all(|it| !it.1.is_empty()) {
                story.push(ReadRemark {
                    kind,
                    part: self.part,
                    range: None,
                    with: with.iter().map(|it| (it.0, date(it.1).into_owned())).collect(),
                });
            }
        };
        if let Some(client) = it.client {
            say("refused-here", &[("client", client)]);
            return story;
        }
        say("received", &[("at", it.received.unwrap_or_default())]);
        match it.deferred {
            0 => {}
            1 => say("deferred-once", &[("at", it.first_deferred)]),
            times => say(
                "deferred",
                &[
                    ("times", &times.to_string()),
                    ("at", it.first_deferred),
                    ("last", it.last_deferred),
                ],
            ),
        }
        match it.outcome {
            Outcome::Failed if it.expired => say("expired", &[("at", it.last)]),
            Outcome::Failed => say("bounced", &[("at", it.last)]),
            Outcome::Delivered => say("delivered", &[("at", it.last)]),
            _ => {}
        }
        if it.returned && it.outcome == Outcome::Failed {
            say("report-returned", &[]);
        }
        story
    }
}

impl<'a> Story<'a> {
    /// The first attempt of a message that no queue has named.
    fn of(attempt: Attempt<'a>, sender: Option<&'a str>) -> Self {
        Self {
            queue: "",
            recipient: attempt.recipient,
            sender,
            outcome: attempt.outcome,
            attempts: 1,
            deferred: 0,
            first_deferred: "",
            last_deferred: "",
            last: attempt.at,
            answer: attempt.answer,
            expired: false,
            client: None,
            received: None,
            returned: false,
        }
    }

    fn put_off(&mut self, at: &'a str) {
        if self.deferred == 0 {
            self.first_deferred = at;
        }
        self.deferred += 1;
        self.last_deferred = at;
    }
}

/// What a refusal means, by the code that it begins with.
pub fn outcome_of(said: &str) -> Outcome {
    if said.starts_with('4') {
        Outcome::Delayed
    } else {
        Outcome::Failed
    }
}

/// Seconds since 1970 as a date; anything else as it stands.
fn date(stamp: &str) -> Cow<'_, str> {
    if stamp.len() != 10 || !stamp.bytes().all(|it| it.is_ascii_digit()) {
        return Cow::Borrowed(stamp);
    }
    let seconds: i64 = stamp.parse().unwrap_or_default();
    let (day, time) = (seconds / 86_400, seconds % 86_400);
    // The civil calendar in eras of 400 years that begin in March.
    let era_day = day + 719_468;
    let era = era_day / 146_097;
    let of_era = era_day % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    Cow::Owned(format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
    ))
}

fn starts_with_status(words: &str) -> bool {
    EnhancedStatus::at_start(words).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_told_as_a_date() {
        assert_eq!(date("1795428000"), "2026-11-23T10:00:00Z");
        assert_eq!(date("1709164800"), "2024-02-29T00:00:00Z");
        assert_eq!(date("Nov 23 10:00:00"), "Nov 23 10:00:00");
    }

    #[test]
    fn a_queue_id_may_be_used_again() {
        let source = "550 5.1.1 no";
        let mut ledger = Ledger::new(source, 0);
        let attempt = |outcome| Attempt {
            recipient: "b@example.org",
            outcome,
            at: "then",
            answer: Answer {
                range: (0, source.len()),
                ..Answer::default()
            },
        };
        ledger.received("AAAAAA", "first");
        ledger.sender("AAAAAA", "one@example.com");
        ledger.attempt("AAAAAA", attempt(Outcome::Delayed));
        ledger.attempt("AAAAAA", attempt(Outcome::Delayed));
        ledger.attempt("AAAAAA", attempt(Outcome::Failed));
        ledger.removed("AAAAAA");
        ledger.received("AAAAAA", "second");
        ledger.sender("AAAAAA", "two@example.com");
        ledger.attempt("AAAAAA", attempt(Outcome::Delivered));
        let found = ledger.finish();
        let told: Vec<_> = found
            .iter()
            .map(|it| (it.outcome, it.attempts, it.sender.as_deref(), it.story.len()))
            .collect();
        assert_eq!(
            told,
            [
                (Outcome::Failed, 3, Some("one@example.com"), 3),
                (Outcome::Delivered, 1, Some("two@example.com"), 2)
            ]
        );
    }
}
