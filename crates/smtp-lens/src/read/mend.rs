//! Replies as they were before programs and people wrapped, folded and labelled them.

use crate::reply::{self, FoundReply};

/// So many lines that were wrapped off a reply are put back.
const UNWRAPPED: usize = 12;
/// So many bytes beside a code are taken for its words.
const BESIDE: usize = 600;

/// Replies as they were before their text was wrapped.
pub fn mended(source: &str, found: Vec<FoundReply>, stop: usize, width: Option<usize>) -> Vec<FoundReply> {
    let mut replies = join_split(source, found);
    if let Some(width) = width {
        for index in 0..replies.len() {
            let stop = replies.get(index + 1).map_or(stop, |it| it.start).min(stop);
            unwrap(source, &mut replies[index], stop, width);
        }
    }
    for it in &mut replies {
        under_a_program(source, it);
        without_epilogue(it);
    }
    replies
}

/// What qmail puts below every reply is not the other server's.
fn without_epilogue(it: &mut FoundReply) {
    let Some(at) = it.text.find("Giving up on ") else {
        return;
    };
    if it.text[at + 13..].starts_with(|it: char| it.is_ascii_digit()) {
        it.text.truncate(at);
        it.text.truncate(it.text.trim_end().len());
        let length = it.text.len() as u32;
        it.pieces.retain(|piece| piece.0 < length);
    }
}

/// Sendmail puts `554 5.0.0 <a@b>... Service unavailable` under what the program printed to which it gave the message:
/// `procmail: Quota exceeded while writing`.
fn under_a_program(source: &str, it: &mut FoundReply) {
    if it.code.is_none() || !it.text.ends_with("Service unavailable") {
        return;
    }
    let line = source[..it.start].rfind('\n').map_or(0, |it| it + 1);
    let Some(above) = source[..line].trim_end().lines().next_back() else {
        return;
    };
    let above = above.trim();
    let program = above.split(": ").next().unwrap_or_default();
    let is_program = (2..=40).contains(&program.len())
        && program.len() + 6 < above.len()
        && program
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b"./-_".contains(&it));
    if is_program && above.len() < BESIDE {
        let end = source[..line].trim_end().len();
        let mut words = reply::stretch(source, end - above.len(), end);
        append(&mut words, it);
        it.text = words.text;
        it.pieces = words.pieces;
    }
}

/// The column at which a text was wrapped: its longest line, when no line is longer than mail programs make one.
pub fn wrap_width(words: &str) -> Option<usize> {
    let longest = words
        .lines()
        .filter(|it| it.trim().contains(' '))
        .map(|it| it.chars().count())
        .max()?;
    (50..=90).contains(&longest).then_some(longest)
}

/// Appends the lines that were wrapped off a reply: those whose first word had no room on the line before.
fn unwrap(source: &str, it: &mut FoundReply, stop: usize, width: usize) {
    for _ in 0..UNWRAPPED {
        if it.end >= stop || !source[it.end..].starts_with('\n') {
            return;
        }
        let line = source[..it.end].rfind('\n').map_or(0, |it| it + 1);
        let next = it.end + 1;
        let rest = &source[next..stop.max(next)];
        let text = rest.lines().next().unwrap_or_default();
        let word = text.split_whitespace().next().unwrap_or_default();
        let room = width.saturating_sub(source[line..it.end].trim_end().chars().count() + 1);
        if word.is_empty() || word.chars().count() <= room || line > it.start + 4000 {
            return;
        }
        let more = reply::stretch(source, next, next + text.len());
        if more.text.starts_with(">>>") || more.text.starts_with("<<<") {
            return;
        }
        append(it, &more);
        it.end = next + text.len();
    }
}

/// Appends further words to a reply.
pub fn append(it: &mut FoundReply, more: &FoundReply) {
    let gap = usize::from(!it.text.is_empty());
    let shift = (it.text.len() + gap) as u32;
    if gap > 0 {
        it.text.push(' ');
    }
    it.text.push_str(&more.text);
    it.pieces
        .extend(more.pieces.iter().map(|piece| (piece.0 + shift, piece.1)));
}

/// Wrapping and labels part a reply's code from its enhanced one and from its words: `said: 550\n 5.1.1 <a@b> …`.
fn join_split(source: &str, found: Vec<FoundReply>) -> Vec<FoundReply> {
    let mut joined: Vec<FoundReply> = Vec::with_capacity(found.len());
    for next in found {
        if let Some(it) = joined.last_mut()
            && it.code.is_some()
            && it.status.is_none()
            && next.code.is_none()
            && next.start >= it.end
            && next.start - it.end < 40
            && let gap = source[it.end..next.start].trim()
            && (it.text.is_empty() && !gap.contains('@') || gap.len() < 12 && gap.ends_with("(#"))
        {
            it.status = next.status;
            it.status_range = next.status_range;
            if it.text.is_empty() {
                it.text = next.text;
                it.pieces = next.pieces;
            }
            it.end = next.end;
            it.strength = 3;
        } else {
            joined.push(next);
        }
    }
    for it in &mut joined {
        words_beside(source, it);
        up_to_the_command(source, it);
        indented_alike(source, it);
        // The words of a reply whose code stands at the end of a wrapped line.
        if it.text.is_empty()
            && it.code.is_some()
            && source[it.end..].starts_with('\n')
            && source[..it.start].trim_end().ends_with("said:")
        {
            let from = it.end + 1;
            let window = &source[from..source.floor_char_boundary(from + 600)];
            let stop = from
                + ["\n\n", "(in reply"]
                    .iter()
                    .filter_map(|it| window.find(it))
                    .min()
                    .unwrap_or(window.len());
            let words = reply::stretch(source, from, stop);
            it.text = words.text;
            it.pieces = words.pieces;
            it.end = stop;
            it.strength = 2;
        }
    }
    joined
}

/// Exim sets the further lines of a reply as far to the right as its first.
fn indented_alike(source: &str, it: &mut FoundReply) {
    let line = source[..it.start].rfind('\n').map_or(0, |it| it + 1);
    let margin = &source[line..it.start];
    let above = source[..line].trim_end();
    if margin.len() < 4 || !margin.bytes().all(|it| it == b' ') || !above.ends_with(':') || it.code.is_none() {
        return;
    }
    for _ in 0..UNWRAPPED {
        let Some(rest) = source.get(it.end..).and_then(|it| it.strip_prefix('\n')) else {
            return;
        };
        let next = rest.lines().next().unwrap_or_default();
        let Some(words) = next
            .strip_prefix(margin)
            .filter(|it| it.starts_with(|it: char| it.is_alphanumeric()))
        else {
            return;
        };
        if words.len() > BESIDE || words.contains('@') && !words.contains(' ') {
            return;
        }
        let stop = it.end + 1 + next.len();
        append(it, &reply::stretch(source, it.end + 1, stop));
        it.end = stop;
    }
}

/// Postfix says what was answered to which command: all between is the reply, however often it was wrapped.
fn up_to_the_command(source: &str, it: &mut FoundReply) {
    let from = it.end.max(it.start);
    let window = &source[from..source.floor_char_boundary(from + BESIDE)];
    let window = &window[..window.find("\n\n").unwrap_or(window.len())];
    let Some(stop) = window.find("(in reply") else { return };
    let said = source[..it.start].trim_end().ends_with("said:");
    if said && it.code.is_some() && !window[..stop].contains(" said:") && !window[..stop].trim().is_empty() {
        let more = reply::stretch(source, from, from + window[..stop].trim_end().len());
        append(it, &more);
        it.end = from + stop;
    }
}

/// The words of a reply whose code stands apart from them: `550 :` with an indented line below it, and Zoho's
/// `ERROR_CODE :421, ERROR_CODE :, Host not reachable.`
fn words_beside(source: &str, it: &mut FoundReply) {
    if it.code.is_none() || it.text.contains(|it: char| it.is_alphanumeric()) {
        return;
    }
    let rest = &source[it.end..];
    let line = rest.lines().next().unwrap_or_default();
    let below = rest[line.len()..].strip_prefix('\n').unwrap_or_default();
    let next = below.lines().next().unwrap_or_default();
    let tells = |it: &str| {
        it.split(|it: char| !it.is_alphabetic())
            .filter(|it| it.len() > 2)
            .count()
            >= 2
    };
    let (from, words) = if tells(line) {
        (it.end, line)
    } else if line.trim().is_empty() && below.starts_with([' ', '\t']) && tells(next) {
        (it.end + line.len() + 1, next)
    } else {
        return;
    };
    let from = from + (words.len() - words.trim_start_matches([' ', '\t', ',', ':', ']', '-']).len());
    let from = from + source[from..].strip_prefix("ERROR_CODE :, ").map_or(0, |_| 14);
    let stop = from + source[from..].lines().next().unwrap_or_default().len();
    let stop = source.floor_char_boundary(stop.min(from + BESIDE));
    let words = reply::stretch(source, from, stop);
    it.text = words.text;
    it.pieces = words.pieces;
    it.end = stop;
}
