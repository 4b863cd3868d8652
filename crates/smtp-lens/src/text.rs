//! Readable text that still knows, for every part, where in the input it stood.

use crate::Span;
use std::borrow::Cow;

/// Text made from the input, and the way back to the input's bytes.
///
/// Where it is the input's own bytes as they stand, it is not a copy of them: a log of many megabytes is in memory once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Text<'a> {
    text: Cow<'a, str>,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    /// Where it begins in the text.
    out: u32,
    /// The bytes of the input that it came from.
    from: u32,
    to: u32,
    /// Whether it is the same bytes, so that offsets inside it can be followed.
    same: bool,
}

impl<'a> Text<'a> {
    /// Text that is the input's own bytes, from `start` on.
    pub fn same(text: &'a str, start: usize) -> Self {
        let whole = Piece {
            out: 0,
            from: start as u32,
            to: (start + text.len()) as u32,
            same: true,
        };
        Self {
            pieces: if text.is_empty() { Vec::new() } else { vec![whole] },
            text: Cow::Borrowed(text),
        }
    }

    /// The same, for longer than the input.
    pub fn into_owned(self) -> Text<'static> {
        Text {
            text: Cow::Owned(self.text.into_owned()),
            pieces: self.pieces,
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the input that a range of the text came from.
    pub fn span(&self, start: usize, end: usize) -> Span {
        if start >= end {
            let at = self.from(start).0;
            return Span(at, at);
        }
        Span(self.from(start).0, self.from(end - 1).1)
    }

    /// The bytes of the input that one byte of the text came from.
    fn from(&self, at: usize) -> (u32, u32) {
        let at = at as u32;
        let next = self.pieces.partition_point(|it| it.out <= at);
        let Some(piece) = next.checked_sub(1).map(|it| self.pieces[it]) else {
            return (0, 0);
        };
        if piece.same {
            let from = (piece.from + (at - piece.out)).min(piece.to);
            (from, (from + 1).min(piece.to))
        } else {
            (piece.from, piece.to)
        }
    }
}

/// Makes a [`Text`] piece by piece.
#[derive(Debug, Default)]
pub struct Builder {
    text: String,
    pieces: Vec<Piece>,
}

impl Builder {
    /// With room for a text of so many bytes: one that grows as it is written takes twice its size and more while it does.
    pub fn with_room(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// Appends bytes of the input as they are.
    pub fn same(&mut self, text: &str, start: usize) {
        self.piece(text, start as u32, (start + text.len()) as u32, true);
    }

    /// Appends what stands for bytes of the input.
    pub fn instead(&mut self, text: &str, start: usize, end: usize) {
        self.piece(text, start as u32, end as u32, false);
    }

    /// Appends a range of an earlier text.
    pub fn copy(&mut self, earlier: &Text, start: usize, end: usize) {
        let mut at = start;
        let mut index = earlier
            .pieces
            .partition_point(|it| it.out <= start as u32)
            .saturating_sub(1);
        while at < end {
            let Some(piece) = earlier.pieces.get(index).copied() else {
                break;
            };
            let stop = earlier
                .pieces
                .get(index + 1)
                .map_or(earlier.text.len(), |it| it.out as usize)
                .min(end);
            if stop > at {
                let text = &earlier.text[at..stop];
                if piece.same {
                    let from = piece.from + (at as u32 - piece.out);
                    self.piece(text, from, from + text.len() as u32, true);
                } else {
                    self.piece(text, piece.from, piece.to, false);
                }
            }
            at = stop;
            index += 1;
        }
    }

    /// Appends what stands for a range of an earlier text.
    pub fn replace(&mut self, earlier: &Text, start: usize, end: usize, text: &str) {
        let span = earlier.span(start, end);
        self.piece(text, span.0, span.1, false);
    }

    /// The finished text.
    pub fn finish(self) -> Text<'static> {
        Text {
            text: Cow::Owned(self.text),
            pieces: self.pieces,
        }
    }

    fn piece(&mut self, text: &str, from: u32, to: u32, same: bool) {
        if text.is_empty() {
            return;
        }
        let goes_on = same && self.pieces.last().is_some_and(|last| last.same && last.to == from);
        if goes_on {
            if let Some(last) = self.pieces.last_mut() {
                last.to = to;
            }
        } else {
            self.pieces.push(Piece {
                out: self.text.len() as u32,
                from,
                to,
                same,
            });
        }
        self.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_followed_through_two_steps() {
        let first = Text::same("ab\u{a0}cd", 0);
        let mut second = Builder::default();
        second.copy(&first, 0, 2);
        second.replace(&first, 2, 4, " ");
        second.copy(&first, 4, 6);
        let second = second.finish();
        assert_eq!(second.as_str(), "ab cd");
        assert_eq!(second.span(3, 5), Span(4, 6));
        assert_eq!(second.span(1, 4), Span(1, 5));
    }
}
