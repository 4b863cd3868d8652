//! The blocks of a bounce's words, one for each recipient that it names.

use super::addresses::{Mention, Role, mentions};
use super::fields;
use super::headers::{self, HeaderBlock};
use super::hints::{host_near, stage_near};
use super::layouts::{Signs, end_of_words, is_daemon};
use super::mend::{mended, wrap_width};
use crate::reply::{self, FoundReply};
use smtp_lens_catalog::{EnhancedStatus, Stage};
use std::collections::{HashMap, HashSet};

/// Recipients of one bounce are kept up to here.
pub const RECIPIENTS: usize = 2000;
/// So many replies are looked at for one recipient of several.
const OWN: usize = 24;
/// Words of a bounce are read up to here.
const WORDS: usize = 400_000;

/// What a bounce says of one recipient.
#[derive(Debug)]
pub struct Block {
    /// The part that it stands in.
    pub part: usize,
    /// The address.
    pub recipient: Option<String>,
    /// What was answered.
    pub replies: Vec<FoundReply>,
    /// Where it stands.
    pub range: (usize, usize),
    /// The host that answered.
    pub host: Option<String>,
    /// The stage that its words name.
    pub stage: Option<Stage>,
    /// Whether it will be tried again.
    pub delayed: bool,
}

/// The words of one part.
#[derive(Debug, Default)]
pub struct Words {
    /// One for each recipient; without any recipient one for the whole, when it says something.
    pub blocks: Vec<Block>,
    /// How surely the recipient is the one that failed.
    pub role: Option<Role>,
    /// What its sentences tell.
    pub signs: Signs,
    /// The header of the bounce itself, when it was forwarded inline.
    pub forwarded: Option<HeaderBlock>,
    /// The header of the returned message.
    pub returned: Option<HeaderBlock>,
    /// Where the words end and the returned message begins.
    pub end: usize,
}

/// Reads the words of one part.
pub fn words(source: &str, part: usize) -> Words {
    let headers = headers::blocks(&source[..source.floor_char_boundary(WORDS)]);
    let forwarded = headers
        .iter()
        .position(|it| it.from.is_some())
        .filter(|&at| at == 0 && is_inline_forward(source, &headers[at]));
    let begin = forwarded.map_or(0, |it| headers[it].range.1);
    let end = end_of_words(source, begin, &headers).min(source.floor_char_boundary(WORDS));
    let words = &source[..end];
    let signs = Signs::of(words);
    let delayed = signs.waits();
    let fields = if fields::has_fields(source) {
        fields::stretch(source)
    } else {
        None
    };
    let skipped: Vec<(usize, usize)> = headers.iter().map(|it| it.range).chain(fields).collect();
    let in_header = |at: usize| skipped.iter().any(|it| it.0 <= at && at < it.1);
    let mentions: Vec<Mention> = mentions(words).into_iter().filter(|it| !in_header(it.start)).collect();
    let mut replies = reply::find(source, 0, end);
    replies.retain(|it| !in_header(it.start));
    let width = wrap_width(&source[begin.min(end)..end]);
    let replies = mended(source, replies, end, width);
    let (role, named) = recipients(&mentions);
    let mut blocks: Vec<Block> = Vec::new();
    if named.is_empty() {
        blocks.push(block(source, part, None, replies, (begin.min(end), end), delayed));
    } else if let [only] = named.as_slice() {
        // What is said of a recipient stands behind it, if anything does.
        let behind = &words[only.end..];
        let beside = behind.lines().next().unwrap_or_default();
        let begins = only.role == Role::Leading
            || only.role == Role::Named && [":", " ..."].iter().any(|it| behind.starts_with(it));
        let says =
            begins && (has_words(beside) || behind.bytes().filter(u8::is_ascii_alphabetic).take(20).count() == 20);
        let range = if says { (only.start, end) } else { (begin.min(end), end) };
        let only = Some(only.address.clone());
        blocks.push(block(source, part, only, replies, range, delayed));
    } else {
        let again = named_again(&mentions, role, end);
        let refuses = |it: (usize, usize)| {
            replies
                .get(replies.partition_point(|have| have.start < it.0))
                .is_some_and(|have| have.start < it.1)
        };
        for (index, mention) in named.iter().enumerate() {
            let last = index + 1 == named.len();
            let stop = named.get(index + 1).map_or(end, |it| begin_of(source, it, mention.end));
            let start = begin_of(
                source,
                mention,
                index.checked_sub(1).map_or(begin.min(end), |it| named[it].end),
            );
            let address = mention.address.to_ascii_lowercase();
            // Read on its own: a reply ends where the next recipient begins, whatever its line looks like.
            let mut own = mended(source, reply::find(source, start, stop), stop, width);
            own.retain(|it| !in_header(it.start));
            own.truncate(OWN);
            // Exchange names its recipients in a list first, and once more above what each was answered.
            let again = again.get(&address).map_or(&[][..], Vec::as_slice);
            if let Some((start, stop)) = again.iter().copied().find(|it| refuses(*it)) {
                let own = mended(source, reply::find(source, start, stop), stop, width);
                blocks.push(block(
                    source,
                    part,
                    Some(mention.address.clone()),
                    own,
                    (start, stop),
                    delayed,
                ));
                continue;
            }
            // The dialogue at the end of a list belongs to all of it: what names another recipient is not the last one's.
            if last {
                let near = &named[index.saturating_sub(OWN)..index];
                own.retain(|it| {
                    it.text.contains(&mention.address) || !near.iter().any(|other| it.text.contains(&other.address))
                });
            }
            if own.is_empty() {
                // What runs on from an earlier line into this recipient's is another's.
                let line = source[..mention.start].rfind('\n').map_or(0, |it| it + 1);
                let names = |it: &&FoundReply| {
                    let runs_on = it.start < line && it.end > mention.start;
                    let said = if runs_on { &source[it.start..line] } else { &it.text };
                    said.to_ascii_lowercase().contains(&address)
                };
                own = replies.iter().take(OWN).filter(names).cloned().collect();
            }
            // What has words of its own shares in no other recipient's reply.
            let told = has_words(source.get(mention.end..stop).unwrap_or_default());
            if own.is_empty() && !told {
                own = replies.iter().take(OWN).cloned().collect();
            }
            let address = Some(mention.address.clone());
            blocks.push(block(source, part, address, own, (start, stop), delayed));
        }
    }
    let returned = headers
        .iter()
        .enumerate()
        .find(|(index, it)| Some(*index) != forwarded && it.to.is_some())
        .map(|it| it.1.clone())
        .or_else(|| returned_without_lines(&source[end..]));
    Words {
        blocks,
        role,
        signs,
        forwarded: forwarded.map(|it| headers[it].clone()),
        returned,
        end,
    }
}

/// Whether the header is that of the bounce itself: a mail system's, or one that comes before anything that a bounce says.
fn is_inline_forward(source: &str, header: &HeaderBlock) -> bool {
    header.from.as_deref().is_some_and(is_daemon) || {
        let before = Signs::of(&source[..header.range.0]);
        !header.transport && before.sure + before.likely == 0
    }
}

/// The recipient of the returned message, when its header lost its lines: `… Subject: x To: a@b From: …`.
fn returned_without_lines(source: &str) -> Option<HeaderBlock> {
    let source = &source[..source.floor_char_boundary(8000)];
    let to = source.find(" To: ").or_else(|| source.find("\nTo: "))? + 5;
    let value = &source[to..source.floor_char_boundary(to + 200)];
    Some(HeaderBlock {
        to: Some(value.lines().next()?.to_string()),
        transport: source.contains("Received: ") || source.contains("Return-Path: "),
        ..HeaderBlock::default()
    })
}

/// Which of the addresses failed: those that stand most where a failed one stands.
fn recipients(mentions: &[Mention]) -> (Option<Role>, Vec<&Mention>) {
    let Some(best) = mentions.iter().map(|it| it.role).max().filter(|it| *it > Role::Other) else {
        return (None, Vec::new());
    };
    // An address that is the sender's elsewhere is the recipient only when a line begins with it and with no other.
    let senders: HashSet<String> = mentions
        .iter()
        .filter(|it| it.role == Role::Other)
        .map(|it| it.address.to_ascii_lowercase())
        .collect();
    let mut named: Vec<&Mention> = Vec::new();
    let mut seen = HashSet::new();
    for it in mentions.iter().filter(|it| it.role == best) {
        if named.len() < RECIPIENTS && seen.insert(it.address.to_ascii_lowercase()) {
            named.push(it);
        }
    }
    if best <= Role::Said || named.len() > 1 {
        let others = |it: &&Mention| !senders.contains(&it.address.to_ascii_lowercase());
        let left: Vec<&Mention> = named.iter().copied().filter(others).collect();
        if best <= Role::Said || !left.is_empty() {
            named = left;
        }
    }
    if best <= Role::Named {
        named.truncate(1);
    }
    if named.is_empty() {
        return (None, named);
    }
    (Some(best), named)
}

/// Where each recipient that is named more than once in its role is named, up to where the next one is: by its address in lower case.
fn named_again(mentions: &[Mention], role: Option<Role>, end: usize) -> HashMap<String, Vec<(usize, usize)>> {
    let mut places: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    let mut stop = end;
    let mut next = "";
    let mut from = end;
    for it in mentions.iter().rev().filter(|it| Some(it.role) == role) {
        if !next.eq_ignore_ascii_case(&it.address) {
            stop = from;
        }
        (from, next) = (it.start, &it.address);
        let places = places.entry(it.address.to_ascii_lowercase()).or_default();
        if places.len() < OWN {
            places.push((it.start, stop));
        }
    }
    places.retain(|_, it| it.len() > 1);
    for it in places.values_mut() {
        it.reverse();
    }
    places
}

/// Where what is said of a recipient begins: with its address, or, when the first that names it is a reply (`554 <a@b>... Remote
/// protocol error`), behind the line of the recipient before it, which ends at `before`: what led to the reply stands there.
fn begin_of(source: &str, mention: &Mention, before: usize) -> usize {
    let line = source[..mention.start].rfind('\n').map_or(0, |it| it + 1);
    let lead = source[line..mention.start].trim();
    let code = lead.len() >= 3
        && lead
            .bytes()
            .all(|it| it.is_ascii_digit() || matches!(it, b'.' | b' ' | b'-'));
    let before = source[before..].find('\n').map_or(source.len(), |it| before + it + 1);
    if code { before.min(line) } else { mention.start }
}

/// Whether a stretch says something: two words at least.
fn has_words(text: &str) -> bool {
    text.split_whitespace()
        .filter(|it| it.chars().filter(|it| it.is_alphabetic()).count() > 2)
        .nth(1)
        .is_some()
}

fn block(
    source: &str,
    part: usize,
    recipient: Option<String>,
    replies: Vec<FoundReply>,
    range: (usize, usize),
    delayed: bool,
) -> Block {
    let first = best(&replies, source);
    Block {
        part,
        recipient,
        host: first.and_then(|it| host_near(source, it.start, range.0.min(it.start))),
        stage: first.and_then(|it| stage_near(source, it.start, it.end)),
        replies,
        range,
        delayed,
    }
}

/// Who says a reply, by the words before it: the other server, or the program that wrote the bounce.
pub fn quoted(source: &str, at: usize) -> bool {
    let before = &source[..at.min(source.len())];
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(40))..];
    let near = near.trim_end();
    near.ends_with("<<<")
        || near.ends_with("(reason:")
        || near.ends_with("said:")
        || near.ends_with("refused to talk to me:")
        || near.ends_with("returned '")
        || near.ends_with("with '")
}

/// The reply that decides: the other server's before the program's own, no follow-up, with both codes before one.
pub fn best<'a>(replies: &'a [FoundReply], source: &str) -> Option<&'a FoundReply> {
    let any_quoted = replies
        .iter()
        .any(|it| it.refuses() && !it.text.is_empty() && quoted(source, it.start));
    let asked_to_sign_in = replies.iter().any(|it| it.code == Some(530));
    replies.iter().filter(|it| it.refuses()).max_by_key(|it| {
        let follow_up = it.code == Some(503)
            || (it.code == Some(554) && it.text.contains("no valid recipients"))
            || (it.text.starts_with("Service unavailable") && it.status.is_some_and(EnhancedStatus::is_vague))
            || (it.code == Some(421) && it.text.contains("too many errors"));
        (
            !follow_up,
            !any_quoted || quoted(source, it.start),
            matches!(it.code, Some(534 | 535 | 525 | 538)) && asked_to_sign_in,
            it.code.is_some() && it.status.is_some_and(|it| !it.is_vague()),
            it.code.is_some(),
            it.status.is_some(),
            it.strength,
            std::cmp::Reverse(it.start),
        )
    })
}
