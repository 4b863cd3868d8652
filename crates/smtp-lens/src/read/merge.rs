//! One finding for each recipient: the fields of a report, mended by its words where the fields say less, or its words alone.

use super::ReadFinding;
use super::addresses::Role;
use super::blocks::{Block, RECIPIENTS, Words, best, quoted};
use super::fields::{Group, typed};
use super::hints::{address_in, host_near, is_address, stage_near};
use super::mend::append;
use crate::analysis::Outcome;
use crate::input::Document;
use crate::reply::{self, FoundReply};
use smtp_lens_catalog::{EnhancedStatus, Stage};

/// What a report was taken apart into.
pub struct Material<'a> {
    /// The input.
    pub document: &'a Document<'a>,
    /// Groups of fields, with the part that each stands in.
    pub groups: Vec<(usize, Group)>,
    /// The words of each part.
    pub words: Vec<(usize, Words)>,
    /// Recipients by the header of the report, then by that of the returned message: for words that name none.
    pub others: Vec<String>,
}

impl Material<'_> {
    /// The findings in the order in which the report names the recipients.
    pub fn findings(&self) -> Vec<ReadFinding> {
        let mut findings: Vec<ReadFinding> = self
            .groups
            .iter()
            .take(RECIPIENTS)
            .map(|(part, group)| self.by_fields(*part, group))
            .collect();
        if findings.is_empty() {
            findings = self.by_words();
        }
        if let [only] = findings.as_mut_slice()
            && (only.recipient.is_none()
                || self.groups.is_empty() && self.words.iter().all(|it| it.1.role <= Some(Role::Unclear)))
        {
            only.recipient = self.others.first().cloned().or_else(|| only.recipient.take());
        }
        findings
    }

    fn source(&self, part: usize) -> &str {
        self.document.parts.get(part).map_or("", |it| it.text.as_str())
    }

    fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.words.iter().flat_map(|it| &it.1.blocks)
    }

    fn by_fields(&self, part: usize, group: &Group) -> ReadFinding {
        let source = self.source(part);
        let mut nested = group
            .diagnostic
            .map(|it| Nested::of(source, it.0, it.1))
            .unwrap_or_default();
        let recipient = group
            .final_recipient
            .clone()
            .filter(|it| is_address(it) || is_local(it))
            .or_else(|| group.original_recipient.clone().filter(|it| it.contains('@')))
            .or_else(|| self.others.first().cloned().filter(|_| self.groups.len() == 1))
            .or_else(|| group.final_recipient.clone());
        let mut in_part = part;
        let own = self.block_of(recipient.as_deref());
        if let Some(block) = own
            && let Some(reply) = best(&block.replies, self.source(block.part))
            && says_more(reply, nested.decides.as_ref())
            // A diagnostic in words says more than a code that stands in some sentence.
            && (reply.code.is_some() || nested.decides.is_some() || !has_words(source, group))
        {
            nested.decides = Some(reply.clone());
            nested.also = nested.also.filter(|_| block.part == part);
            in_part = block.part;
        }
        // Exchange lists the end of its patience in the fields, and the last answer in the words only.
        if let Some(block) = own.filter(|_| nested.decides.as_ref().is_some_and(is_expired) && nested.also.is_none()) {
            let told = Nested::among(self.source(block.part), &block.replies);
            if told.also.is_some() {
                nested = told;
                in_part = block.part;
            }
        }
        let found = nested.decides;
        let stage = found
            .as_ref()
            .and_then(|it| stage_near(self.source(in_part), it.start, it.end))
            // The fields repeat what the words tell with the command that it answered.
            .or_else(|| {
                let code = found.as_ref()?.code?;
                let block = own?;
                let source = self.source(block.part);
                again(block, code, |it| stage_near(source, it.start, it.end))
            })
            .or_else(|| own.and_then(|it| it.stage))
            .or_else(|| stage_by_words(found.as_ref()?));
        let (words, in_part) = match &found {
            Some(_) => (None, in_part),
            None => self.words_of(part, group, recipient.as_deref()),
        };
        ReadFinding {
            outcome: match group.action.as_deref() {
                Some("delayed") => Outcome::Delayed,
                Some("delivered" | "deliverable") => Outcome::Delivered,
                Some("relayed") => Outcome::Relayed,
                Some("expanded") => Outcome::Expanded,
                _ => Outcome::Failed,
            },
            recipient: recipient.map(|it| {
                if is_local(&it) {
                    it
                } else {
                    address_in(&it).unwrap_or(it)
                }
            }),
            sender: group.sender.clone(),
            stage: stage.or(Some(Stage::Delivery)),
            status: settle(group.status, found.as_ref()),
            words,
            reply: found,
            also: nested.also,
            by_program: group.diagnostic.is_some_and(|it| is_local_program(&source[it.0..it.1])),
            part: in_part,
            reporting_mta: group.reporting_mta.clone(),
            remote_mta: group.remote_mta.clone().or_else(|| own.and_then(|it| it.host.clone())),
            at: group.at.clone(),
            ..ReadFinding::default()
        }
    }

    /// The words that tell of a recipient whose fields hold no reply, and the part that they stand in.
    fn words_of(&self, part: usize, group: &Group, recipient: Option<&str>) -> (Option<(usize, usize)>, usize) {
        let source = self.source(part);
        if let Some(it) = group.diagnostic.filter(|_| has_words(source, group)) {
            return (Some(trim(source, it)), part);
        }
        let named = |it: &&Block| match (it.recipient.as_deref(), recipient) {
            (Some(have), Some(it)) => have.eq_ignore_ascii_case(it),
            _ => false,
        };
        // Looking through all blocks for each of thousands of recipients would be quadratic.
        match (self.blocks().take(200).find(named), group.comment) {
            (None, Some(comment)) => (Some(comment), part),
            (block, _) => block
                .or_else(|| self.blocks().next())
                .map_or((None, part), |it| (Some(it.range), it.part)),
        }
    }

    /// The block that a recipient's fields are told of in words.
    fn block_of(&self, recipient: Option<&str>) -> Option<&Block> {
        let named = |it: &&Block| match (it.recipient.as_deref(), recipient) {
            (Some(have), Some(it)) => have.eq_ignore_ascii_case(it),
            _ => false,
        };
        let speaks = |it: &&Block| !it.replies.is_empty();
        // Looking through all blocks for each of thousands of recipients would be quadratic.
        self.blocks()
            .take(200)
            .filter(named)
            .find(speaks)
            .or_else(|| self.blocks().find(speaks).filter(|_| self.groups.len() == 1))
    }

    fn by_words(&self) -> Vec<ReadFinding> {
        // The same in plain text and in HTML is told once: the part that names its recipients best.
        let Some(most) = self.words.iter().map(|it| rank(&it.1)).max() else {
            return Vec::new();
        };
        let mut findings: Vec<ReadFinding> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (_, words) in self.words.iter().filter(|it| rank(&it.1) == most) {
            for block in words.blocks.iter().take(RECIPIENTS) {
                let key = block.recipient.as_deref().map(str::to_ascii_lowercase);
                if (key.is_some() || findings.is_empty()) && seen.insert(key) {
                    findings.push(self.by_block(block));
                }
            }
        }
        if let [only] = findings.as_mut_slice()
            && only.reply.is_none()
            && let Some(block) = self.blocks().find(|it| !it.replies.is_empty())
        {
            let recipient = only.recipient.take();
            *only = self.by_block(block);
            only.recipient = recipient;
        }
        let told: Vec<&String> = self.others.iter().collect();
        if findings.iter().all(|it| it.recipient.is_none()) && told.len() > 1 && findings.len() == 1 {
            let only = findings.remove(0);
            findings.extend(told.into_iter().map(|it| ReadFinding {
                recipient: Some(it.clone()),
                ..only.clone()
            }));
        }
        findings
    }

    fn by_block(&self, block: &Block) -> ReadFinding {
        let source = self.source(block.part);
        let nested = Nested::among(source, &block.replies);
        let found = nested.decides;
        let refused = found.as_ref().is_some_and(|it| it.code.is_some_and(|it| it >= 500));
        let host = block.host.clone().or_else(|| {
            again(block, found.as_ref()?.code?, |it| {
                host_near(source, it.start, block.range.0)
            })
        });
        ReadFinding {
            outcome: if block.delayed && !refused {
                Outcome::Delayed
            } else {
                Outcome::Failed
            },
            recipient: block.recipient.clone(),
            stage: found
                .as_ref()
                .and_then(|it| stage_near(source, it.start, it.end))
                .or(block.stage)
                .or_else(|| again(block, found.as_ref()?.code?, |it| stage_near(source, it.start, it.end)))
                .or_else(|| stage_by_words(found.as_ref()?))
                .or(Some(Stage::Delivery)),
            status: settle(None, found.as_ref()),
            words: Some(block.range),
            reply: found.filter(|it| !is_aside(source, it)),
            also: nested.also,
            part: block.part,
            remote_mta: host,
            ..ReadFinding::default()
        }
    }
}

/// Whether the diagnostic says something in words.
fn has_words(source: &str, group: &Group) -> bool {
    group.diagnostic.is_some_and(|it| {
        typed(&source[it.0..it.1])
            .bytes()
            .any(|it| it.is_ascii_alphabetic() || it >= 0x80)
    })
}

/// `x-unix; …`: what a program on the same machine printed.
fn is_local_program(diagnostic: &str) -> bool {
    diagnostic
        .split(';')
        .next()
        .is_some_and(|it| it.trim().eq_ignore_ascii_case("x-unix"))
}

/// What stands around the first of the replies with this code, around which it stands: reports tell one twice.
fn again<T>(block: &Block, code: u16, near: impl Fn(&FoundReply) -> Option<T>) -> Option<T> {
    block.replies.iter().filter(|it| it.code == Some(code)).find_map(near)
}

/// A server that names the address before its words (`550 <a@b>: User unknown`) and names none (`550 : User unknown`) speaks of
/// the whole message.
fn stage_by_words(reply: &FoundReply) -> Option<Stage> {
    let unnamed = reply.code.is_some() && reply.text.starts_with(": ");
    unnamed.then_some(Stage::Message)
}

/// How well a part names its recipients, and whether it says what was answered.
fn rank(words: &Words) -> (Option<Role>, bool) {
    (words.role, words.blocks.iter().any(|it| !it.replies.is_empty()))
}

/// Whether the words have the reply more wholly than the fields.
fn says_more(it: &FoundReply, have: Option<&FoundReply>) -> bool {
    let Some(have) = have else { return true };
    // A server that asks for a sign-in, after one that did not take it.
    (have.code == Some(530) && matches!(it.code, Some(454 | 525 | 534 | 535 | 538)))
        || (have.code.is_none()
            && it.code.is_some()
            && (have.status.is_none() || have.status == it.status || it.status.is_none()))
        || (have.status.is_none() && it.status.is_some() && it.code == have.code)
        || (it.code == have.code
            && it.text.len() > have.text.len() + 20
            && it.status == have.status
            // Not what stands behind it in a program's notation.
            && !it.text.strip_prefix(have.text.as_str()).is_some_and(|rest| rest.starts_with('"')))
}

/// A reply that a report tells, and the one that it was made of: `550 5.7.367 Remote server returned … -> 554 5.7.1 …`.
#[derive(Default)]
struct Nested {
    /// The one that decides.
    decides: Option<FoundReply>,
    /// The other one.
    also: Option<FoundReply>,
}

impl Nested {
    /// The reply inside a Diagnostic-Code.
    fn of(source: &str, start: usize, end: usize) -> Self {
        let value = &source[start..end];
        let kind = value.split(';').next().unwrap_or_default().trim();
        let from = if kind.len() < 20 && value.contains(';') {
            start + value.find(';').map_or(0, |it| it + 1)
        } else {
            start
        };
        let white = source[from..end].len() - source[from..end].trim_start().len();
        let at = from + white;
        let first = source[at..end].trim_start_matches(['#', '"', '\'', '<', '(']);
        let begin = at + (source[at..end].len() - first.len());
        let outer = reply::reply_at(source, begin, begin, end)
            .filter(FoundReply::refuses)
            .or_else(|| best(&reply::find(source, from, end), source).cloned());
        Self::within(source, outer.map(|it| whole(source, it, end)))
    }

    /// The reply that decides among several.
    fn among(source: &str, replies: &[FoundReply]) -> Self {
        let told = Self::within(source, best(replies, source).cloned());
        let Some(outer) = told.decides.as_ref().filter(|it| is_expired(it) && told.also.is_none()) else {
            return told;
        };
        // Exchange lists the end of its patience first and the last answer after it.
        let last = replies
            .iter()
            .find(|it| {
                it.start > outer.start
                    && it.strength >= 2
                    && it.code.is_some()
                    && it.refuses()
                    && !is_expired(it)
                    && quoted(source, it.start)
            })
            .cloned();
        match last {
            Some(it) => Self {
                also: told.decides,
                decides: Some(it),
            },
            None => told,
        }
    }

    fn within(source: &str, outer: Option<FoundReply>) -> Self {
        let Some(mut outer) = outer else { return Self::default() };
        quoted_code(source, &mut outer);
        let from = outer
            .code_range
            .1
            .max(outer.status_range.1)
            .clamp(outer.start, outer.end.max(outer.start));
        let inner = reply::find(source, from, outer.end.max(from)).into_iter().find(|it| {
            it.code.is_some()
                && it.strength >= 2
                && it.refuses()
                && (it.code, it.status) != (outer.code, outer.status)
                && !(it.code == outer.code && it.status.is_none())
        });
        let inner = inner.map(with_inner_status);
        outer = with_inner_status(outer);
        match inner {
            // The program's own number for what the other server said, and a report that time ran out: the last answer tells why.
            Some(it) if outer.code.is_none() || is_expired(&outer) => Self {
                decides: Some(it),
                also: Some(outer),
            },
            inner => Self {
                also: inner.filter(|it| {
                    let gap = source[outer.start..it.start].trim_end();
                    gap.ends_with("->")
                        || gap.ends_with("returned '")
                        || gap.ends_with("responded with '")
                        || gap.ends_with('<')
                }),
                decides: Some(outer),
            },
        }
    }
}

/// The rest of a field's value belongs to the reply that begins it, however it was folded.
fn whole(source: &str, mut it: FoundReply, end: usize) -> FoundReply {
    let rest = reply::stretch(source, it.end.min(end), end);
    if !rest.text.is_empty() && it.text.len() < 2000 {
        append(&mut it, &rest);
        it.end = end;
    }
    it
}

/// A status inside a sentence, or behind it as qmail writes it, says nothing more: the words around it do.
fn is_aside(source: &str, it: &FoundReply) -> bool {
    let line = source[..it.start].rfind('\n').map_or(0, |it| it + 1);
    let before = source[line..it.start].trim_end_matches(['(', '#', ' ', '[']);
    it.code.is_none() && before.ends_with(|it: char| it.is_alphabetic() || matches!(it, '.' | '!' | ','))
}

/// IronPort and Amazon SES tell the reply inside their own: `5.1.0 - Unknown address error 550-'5.1.1 …'`.
fn quoted_code(source: &str, it: &mut FoundReply) {
    if it.code.is_some() {
        return;
    }
    let words = &source[it.start..it.end.max(it.start)];
    let Some(at) = words.find("-'") else { return };
    let (before, after) = (&words[..at], &words[at + 2..]);
    let code = before
        .len()
        .checked_sub(3)
        .and_then(|it| before.get(it..))
        .and_then(|it| it.parse::<u16>().ok());
    if let Some(code) = code.filter(|it| (400..600).contains(it)) {
        it.code = Some(code);
        it.code_range = (it.start + at - 3, it.start + at);
        it.strength = 3;
        if let Some((status, length)) = EnhancedStatus::at_start(after) {
            it.status = Some(status);
            it.status_range = (it.start + at + 2, it.start + at + 2 + length);
        }
    }
}

fn is_expired(it: &FoundReply) -> bool {
    it.status
        .is_some_and(|it| it.subject == 4 && matches!(it.detail, 7 | 300))
        || it.text.to_ascii_lowercase().contains("expired")
}

/// The enhanced status code that stands among the words of a reply: `501 Rcpt-To validation failed: 5.7.1 …`, `(#5.1.1)`.
fn with_inner_status(mut it: FoundReply) -> FoundReply {
    if it.status.is_some_and(|it| !it.is_vague()) {
        return it;
    }
    let class = it.code.map(|it| (it / 100) as u8);
    let bytes = it.text.as_bytes();
    for at in memchr::memchr2_iter(b'4', b'5', bytes) {
        let before = at.checked_sub(1).map_or(b' ', |it| bytes[it]);
        if !matches!(before, b' ' | b'(' | b'#' | b':' | b'[' | b'\'' | b'"' | b'<' | b'-') {
            continue;
        }
        if let Some((status, length)) = EnhancedStatus::at_start(&it.text[at..])
            && class.is_none_or(|it| it == status.class)
            && status.subject <= 7
            && !status.is_vague()
        {
            it.status_range = it.source(at, at + length);
            it.status = Some(status);
            break;
        }
    }
    it
}

/// Which status holds: the reported one, unless it says nothing and the reply's own says more.
fn settle(reported: Option<EnhancedStatus>, reply: Option<&FoundReply>) -> Option<EnhancedStatus> {
    let own = reply.and_then(|it| it.status);
    match (reported, own) {
        (Some(reported), Some(own)) if !own.is_vague() || reported.is_vague() => Some(own),
        (Some(reported), _) => Some(reported),
        (None, own) => own,
    }
}

/// An address on a host without a domain: `a@mailhub0`.
fn is_local(it: &str) -> bool {
    it.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && !local.contains([':', '/', ' ']) && !host.is_empty() && !host.contains(['@', ':', ' '])
    })
}

fn trim(source: &str, (start, end): (usize, usize)) -> (usize, usize) {
    let value = &source[start..end];
    (
        start + (value.len() - value.trim_start().len()),
        start + value.trim_end().len(),
    )
}
