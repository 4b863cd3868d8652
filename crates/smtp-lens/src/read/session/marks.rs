//! Which marks this text puts before what the client says, and which before what the server says.

use super::lines::{self, Says, Spoken};
use std::collections::HashMap;

/// So many bytes of a line are looked at for a label.
const LABELLED: usize = 240;

/// The words that this text puts before what is said, learned from lines that can be nothing else: `Sent: EHLO x`, `Got: 250-y`,
/// `(server) 220 z`.
#[derive(Debug, Default)]
pub struct Labels<'a>(Vec<&'a str>);

impl<'a> Labels<'a> {
    /// Learns them.
    pub fn of(source: &'a str, lines: &[(usize, usize)]) -> Self {
        let mut found = Self::default();
        for &(start, end) in lines {
            let line = &source[start..end];
            for (at, sign) in line[..line.floor_char_boundary(LABELLED)].match_indices([':', ')', '}']) {
                let said = line[at + sign.len()..].trim_start_matches([' ', '\t', '"', '\'']);
                if lines::is_certain(said)
                    && let Some(label) = label(&line[..=at])
                    && !found.0.contains(&label)
                {
                    found.0.push(label);
                }
            }
        }
        found
    }

    /// Whether a mark ends with one of them.
    pub fn end(&self, mark: &str) -> bool {
        !self.0.is_empty() && label(mark).is_some_and(|it| self.0.contains(&it))
    }
}

/// The word at the end of a mark, with its sign: `Sent:`, `(server)`. A number is none, and neither is a word that goes on with others.
fn label(mark: &str) -> Option<&str> {
    let mark = mark.trim_end_matches([' ', '\t', '"', '\'']);
    let word = mark.rsplit([' ', '\t', ']', '|', '\u{a0}']).next().unwrap_or_default();
    let inner = word
        .strip_suffix(':')
        .or_else(|| word.strip_prefix('(')?.strip_suffix(')'))
        .or_else(|| word.strip_prefix('{')?.strip_suffix('}'))?;
    let letters = inner
        .bytes()
        .all(|it| it.is_ascii_alphabetic() || matches!(it, b'_' | b'-'));
    (!inner.is_empty() && inner.len() <= 20 && letters).then_some(word)
}

/// Which marks stand before commands and which before replies, and how often.
#[derive(Debug, Default)]
pub struct Marks {
    seen: HashMap<String, (u32, u32)>,
    /// How many commands.
    pub commands: u32,
    /// How many replies.
    pub replies: u32,
    /// Replies with a mark before them.
    pub marked: u32,
    /// Challenges (334).
    pub challenges: u32,
}

impl Marks {
    /// Counts them.
    pub fn of(lines: &[Spoken<'_>], source: &str) -> Self {
        let mut it = Self::default();
        for line in lines {
            let mark = || lines::mark_of(&source[line.start..line.content]);
            match line.says {
                Says::Command(..) => {
                    it.seen.entry(mark()).or_default().0 += 1;
                    it.commands += 1;
                }
                Says::Reply(prefix) => {
                    let mark = mark();
                    it.marked += u32::from(!mark.trim_matches(['"', '\'', ' ']).is_empty());
                    it.challenges += u32::from(prefix.code == Some(334));
                    it.seen.entry(mark).or_default().1 += 1;
                    it.replies += 1;
                }
                Says::Nothing => {}
            }
        }
        it
    }

    /// Whether the client speaks behind it.
    pub fn is_client(&self, mark: &str) -> bool {
        self.seen.get(mark).is_none_or(|it| it.0 >= it.1 || mark.is_empty())
    }

    /// Whether more than one command stood behind it.
    pub fn leads_commands(&self, mark: &str) -> bool {
        !mark.is_empty() && self.seen.get(mark).is_some_and(|it| it.0 > 1 && it.0 > it.1)
    }

    /// Whether the server speaks behind marks here, and this line has none, not even an indentation.
    pub fn is_foreign(&self, line: &Spoken<'_>, source: &str) -> bool {
        line.by.is_none()
            && line.start == line.content
            && (line.start == 0 || source.as_bytes()[line.start - 1] == b'\n')
            && self.marked * 2 > self.replies
            && self.commands > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_learned_from_what_can_be_nothing_else() {
        let source = "Got: 220 mx.example.org ESMTP\nSent: EHLO a.example.com\nport: 250 of them\n(server) 354 go\nError: 550 no\n12:250 ok\n";
        let lines: Vec<_> = super::super::damage::lines_of(source);
        let labels = Labels::of(source, &lines);
        assert_eq!(labels.0, ["Got:", "Sent:", "(server)"]);
        assert!(labels.end("[12:00] Got: ") && !labels.end("Error: "));
    }
}
