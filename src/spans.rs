//! Cuts the text into runs, each of one kind of ink, out of the engine's overlapping spans.

use smtp_lens::Span;

/// How a run is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// As it is.
    Plain,
    /// Masked: a password, a token.
    Secret,
    /// Marked: the proof of the claim of this number.
    Proof(usize),
    /// Marked, without a claim of its own.
    Evidence,
    /// Underlined: looked as if it meant something and was not understood.
    Unread,
}

/// Bytes that are drawn alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// How.
    pub ink: Ink,
    /// The first byte.
    pub from: usize,
    /// The byte after the last.
    pub to: usize,
}

/// The spans of an analysis, by what they say.
#[derive(Debug, Clone, Copy, Default)]
pub struct Layers<'a> {
    /// What is masked: this wins over everything.
    pub secrets: &'a [Span],
    /// What proves a claim, in the order of the claims.
    pub proofs: &'a [Span],
    /// What else matched.
    pub evidence: &'a [Span],
    /// What was not understood.
    pub unread: &'a [Span],
}

impl Layers<'_> {
    /// The runs from byte `from` to byte `to`, without a gap or an overlap, in order.
    ///
    /// Of two proofs that overlap, the shorter one is on top, so that a code inside of a sentence keeps its own claim.
    pub fn runs(&self, from: usize, to: usize) -> Vec<Run> {
        let mut claims: Vec<(Span, Ink)> = self
            .proofs
            .iter()
            .enumerate()
            .map(|(i, it)| (*it, Ink::Proof(i)))
            .collect();
        claims.sort_by_key(|(it, _)| std::cmp::Reverse(it.1.saturating_sub(it.0)));

        // Painted from the bottom layer to the top one.
        let mut paint = Vec::new();
        paint.extend(self.unread.iter().map(|it| (*it, Ink::Unread)));
        paint.extend(self.evidence.iter().map(|it| (*it, Ink::Evidence)));
        paint.extend(claims);
        paint.extend(self.secrets.iter().map(|it| (*it, Ink::Secret)));
        flatten(&paint, from, to)
    }
}

/// What one sees from above of spans that were painted in this order.
fn flatten(paint: &[(Span, Ink)], from: usize, to: usize) -> Vec<Run> {
    // The borders in order; at each, the layers that begin and end there.
    let mut borders: Vec<(usize, bool, usize)> = Vec::with_capacity(paint.len() * 2);
    for (layer, (span, _)) in paint.iter().enumerate() {
        let range = span.range();
        let (start, end) = (range.start.clamp(from, to.max(from)), range.end.min(to));
        if start < end {
            borders.push((start, true, layer));
            borders.push((end, false, layer));
        }
    }
    borders.sort_unstable();

    let mut runs = Vec::new();
    let mut open = std::collections::BTreeSet::new();
    let mut at = from;
    for (border, begins, layer) in borders {
        push(&mut runs, top(&open, paint), at, border);
        at = border;
        if begins {
            open.insert(layer);
        } else {
            open.remove(&layer);
        }
    }
    push(&mut runs, Ink::Plain, at, to);
    runs
}

fn top(open: &std::collections::BTreeSet<usize>, paint: &[(Span, Ink)]) -> Ink {
    open.last().map_or(Ink::Plain, |it| paint[*it].1)
}

fn push(runs: &mut Vec<Run>, ink: Ink, from: usize, to: usize) {
    if from >= to {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.ink == ink => last.to = to,
        _ => runs.push(Run { ink, from, to }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Ink::*;

    fn check(layers: Layers, expected: &[(Ink, usize, usize)]) {
        let runs: Vec<_> = layers.runs(0, 10).iter().map(|it| (it.ink, it.from, it.to)).collect();
        assert_eq!(runs, expected);
    }

    #[test]
    fn nothing_marked() {
        check(Layers::default(), &[(Plain, 0, 10)]);
    }

    #[test]
    fn marks_stand_where_they_are() {
        check(
            Layers {
                proofs: &[Span(0, 3), Span(5, 10)],
                ..Layers::default()
            },
            &[(Proof(0), 0, 3), (Plain, 3, 5), (Proof(1), 5, 10)],
        );
    }

    #[test]
    fn secrets_cover_everything() {
        check(
            Layers {
                secrets: &[Span(2, 4)],
                proofs: &[Span(1, 6)],
                ..Layers::default()
            },
            &[
                (Plain, 0, 1),
                (Proof(0), 1, 2),
                (Secret, 2, 4),
                (Proof(0), 4, 6),
                (Plain, 6, 10),
            ],
        );
    }

    #[test]
    fn the_shorter_proof_is_on_top() {
        check(
            Layers {
                proofs: &[Span(3, 5), Span(0, 9)],
                ..Layers::default()
            },
            &[(Proof(1), 0, 3), (Proof(0), 3, 5), (Proof(1), 5, 9), (Plain, 9, 10)],
        );
    }

    #[test]
    fn neighbours_of_one_ink_are_one_run() {
        check(
            Layers {
                secrets: &[Span(1, 3), Span(3, 5)],
                ..Layers::default()
            },
            &[(Plain, 0, 1), (Secret, 1, 5), (Plain, 5, 10)],
        );
    }

    #[test]
    fn spans_outside_are_cut() {
        check(
            Layers {
                unread: &[Span(8, 99), Span(50, 60), Span(4, 4), Span(6, 2)],
                ..Layers::default()
            },
            &[(Plain, 0, 8), (Unread, 8, 10)],
        );
    }

    #[test]
    fn a_window_of_the_text() {
        let runs = Layers {
            secrets: &[Span(0, 4)],
            evidence: &[Span(6, 20)],
            ..Layers::default()
        }
        .runs(3, 8);
        assert_eq!(
            runs,
            [
                Run {
                    ink: Secret,
                    from: 3,
                    to: 4
                },
                Run {
                    ink: Plain,
                    from: 4,
                    to: 6
                },
                Run {
                    ink: Evidence,
                    from: 6,
                    to: 8
                }
            ]
        );
    }
}
