//! The blocks of a bounce's words, one for each address that begins one.

use super::hints::{address_in, host_near, is_address, stage_near};
use super::layouts::{end_of_words, says_bounce};
use crate::reply::{self, FoundReply};
use smtp_lens_catalog::Stage;

/// Recipients of one bounce are kept up to here.
pub const RECIPIENTS: usize = 2000;

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

/// The blocks of a bounce's words, one for each address that begins one.
pub fn blocks(source: &str, part: usize) -> Vec<Block> {
    let end = end_of_words(source);
    let words = &source[..end];
    let delayed = [
        "has not yet been delivered",
        "delivery temporarily suspended",
        "Delivery attempts will continue",
        "will be retried",
        "delayed",
        "still being retried",
        "THIS IS A WARNING MESSAGE ONLY",
    ]
    .iter()
    .any(|it| words.contains(it))
        && !words.contains("permanent")
        && !words.contains("giving up")
        && !words.contains("gave up");
    let mut starts: Vec<(usize, String)> = Vec::new();
    let mut at = 0;
    let mut header = words.starts_with("From:") || words.contains("\nFrom:");
    for line in words.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if header && line.trim().is_empty() && start > 0 {
            header = false;
        }
        if header
            && (line.starts_with("To:")
                || line.starts_with("From:")
                || line.starts_with("Cc:")
                || line.starts_with("Sent:"))
        {
            continue;
        }
        if let Some(address) = leading_address(line)
            && starts.len() < RECIPIENTS
            && !starts.iter().any(|(_, have)| have.eq_ignore_ascii_case(&address))
        {
            starts.push((start, address));
        }
    }
    if starts.is_empty()
        && let Some((at, address)) = named_address(words)
    {
        starts.push((at, address));
    }
    let replies = reply::find(source, 0, end);
    if starts.is_empty() {
        if replies.is_empty() && !says_bounce(words) {
            return Vec::new();
        }
        let recipient = replies
            .iter()
            .find_map(|it| address_in(&it.text))
            .or_else(|| address_in(words));
        return vec![block(source, part, recipient, replies, (0, end), delayed)];
    }
    let single = starts.len() == 1;
    let mut blocks: Vec<Block> = Vec::new();
    for (index, (start, address)) in starts.iter().enumerate() {
        let stop = starts.get(index + 1).map_or(end, |it| it.0);
        let own: Vec<FoundReply> = replies
            .iter()
            .filter(|it| single || (it.start >= *start && it.start < stop))
            .cloned()
            .collect();
        let range = if single { (0, end) } else { (*start, stop) };
        blocks.push(block(source, part, Some(address.clone()), own, range, delayed));
    }
    // Sendmail lists the recipients first and what was said afterwards.
    let rest: Vec<FoundReply> = replies.clone();
    for it in &mut blocks {
        if it.replies.is_empty() {
            it.replies = rest
                .iter()
                .filter(|reply| {
                    it.recipient
                        .as_deref()
                        .is_some_and(|address| reply.text.to_ascii_lowercase().contains(&address.to_ascii_lowercase()))
                })
                .cloned()
                .collect();
            if it.replies.is_empty() {
                it.replies.clone_from(&rest);
            }
            it.stage = it.replies.first().and_then(|it| stage_near(source, it.start, it.end));
        }
    }
    if blocks.len() > 1 {
        let spoken = |it: &Block| it.replies.iter().any(|it| it.refuses());
        if blocks.iter().any(spoken) && blocks.len() > 3 && replies.len() < blocks.len() / 2 {
            blocks.truncate(1.max(replies.len()));
        }
    }
    blocks
}

fn block(
    source: &str,
    part: usize,
    recipient: Option<String>,
    replies: Vec<FoundReply>,
    range: (usize, usize),
    delayed: bool,
) -> Block {
    let first = replies.first();
    Block {
        part,
        recipient,
        host: first.and_then(|it| host_near(source, it.start, range.0)),
        stage: first.and_then(|it| stage_near(source, it.start, it.end)),
        replies,
        range,
        delayed,
    }
}

/// The address with which a line of a bounce begins: alone, in angle brackets, or before a colon.
fn leading_address(line: &str) -> Option<String> {
    let trimmed = line.trim();
    if trimmed.len() < 5 || trimmed.len() > 400 || !trimmed.contains('@') {
        return None;
    }
    let unmarked = trimmed.trim_start_matches(['*', '-', ' ', '\t']);
    let unmarked = [
        "To:",
        "Recipient:",
        "RCPT TO:",
        "Recipient address:",
        "Final-Recipient: rfc822;",
        "Failed Recipient:",
        "Invalid Recipient:",
        "Could not be delivered to:",
        "Failed to deliver to",
        "Delivery failed to:",
        "Name:",
        "Original Recipient:",
        "Recipient Address:",
    ]
    .iter()
    .find_map(|it| unmarked.strip_prefix(it))
    .unwrap_or(unmarked)
    .trim_start_matches([' ', '\'', '"']);
    let (inside, rest) = match unmarked.strip_prefix('<') {
        Some(inner) => inner.split_once('>')?,
        None => {
            let stop = unmarked
                .find(|it: char| it.is_whitespace() || matches!(it, ':' | ',' | ';' | '(' | '<' | '>' | '\'' | '"'))
                .unwrap_or(unmarked.len());
            unmarked.split_at(stop)
        }
    };
    let address = inside
        .trim_start_matches("mailto:")
        .trim_start_matches("smtp:")
        .trim_end_matches(['.', ':']);
    if !is_address(address) {
        return None;
    }
    let rest = rest.trim_start();
    let fits = rest.is_empty()
        || rest.starts_with(':')
        || rest.starts_with('(')
        || rest.starts_with("...")
        || rest.starts_with("<")
        || rest.starts_with("'")
        || rest.starts_with("\"")
        || rest.starts_with(" on ")
        || rest.starts_with("on ")
        || rest.starts_with(';')
        || unmarked.starts_with('<') && !rest.starts_with(',')
        || rest.starts_with("- ")
        || rest.starts_with("/")
        || line.starts_with("To:");
    fits.then(|| address.to_string())
}

/// The address that a sentence names as the one that failed.
fn named_address(words: &str) -> Option<(usize, String)> {
    const BEFORE: [&str; 22] = [
        "Your message to ",
        "your mail to ",
        "delivered to ",
        "deliver message to ",
        "deliver to ",
        "delivery to ",
        "recipient: ",
        "recipient <",
        "Recipient: ",
        "recipient(s): ",
        "following address: ",
        "following recipient",
        "votre message à ",
        "adresse ",
        "address(es) failed:",
        "an ",
        "user ",
        "User ",
        "mail to ",
        "addressed to ",
        "to: ",
        "RCPT TO:",
    ];
    for it in BEFORE {
        for (at, _) in words.match_indices(it).take(20) {
            let from = at + it.len();
            let to = words.floor_char_boundary(from + 160);
            let window = &words[from..to];
            let first = window.trim_start_matches([' ', '<', '"', '\'', '\n', ':', '-', '(', 's', ')']);
            let stop = first
                .find(|it: char| it.is_whitespace() || matches!(it, '>' | ',' | ';' | '\'' | '"' | '(' | ')'))
                .unwrap_or(first.len());
            let address = first[..stop]
                .trim_start_matches("mailto:")
                .trim_end_matches(['.', ':', ']']);
            if is_address(address) {
                return Some((at, address.to_string()));
            }
        }
    }
    None
}
