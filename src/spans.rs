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
        let mut canvas = Canvas(Vec::new());
        push(
            &mut canvas.0,
            Run {
                ink: Ink::Plain,
                from,
                to,
            },
        );
        let length = |claim: usize| self.proofs[claim].range().len();
        let covers = |above, below| match (above, below) {
            (Ink::Proof(above), Ink::Proof(below)) => length(above) <= length(below),
            _ => true,
        };
        // From the bottom layer to the top one.
        for span in self.unread {
            canvas.paint(*span, Ink::Unread, &covers);
        }
        for span in self.evidence {
            canvas.paint(*span, Ink::Evidence, &covers);
        }
        for (claim, span) in self.proofs.iter().enumerate() {
            canvas.paint(*span, Ink::Proof(claim), &covers);
        }
        for span in self.secrets {
            canvas.paint(*span, Ink::Secret, &covers);
        }
        canvas.0
    }
}

/// Runs in order, without a gap or an overlap, and no two neighbours of one ink.
struct Canvas(Vec<Run>);

impl Canvas {
    /// Puts an ink over what `covers` says that it covers, and leaves the rest as it is.
    fn paint(&mut self, span: Span, ink: Ink, covers: &dyn Fn(Ink, Ink) -> bool) {
        let range = span.range();
        if range.is_empty() {
            return;
        }
        let first = self.0.partition_point(|it| it.to <= range.start);
        let last = first + self.0[first..].partition_point(|it| it.from < range.end);
        // The runs that it touches, cut at its ends and painted; then put in their place, neighbours of one ink joined.
        let mut painted = Vec::new();
        for run in &self.0[first..last] {
            let (start, end) = (range.start.max(run.from), range.end.min(run.to));
            let over = if covers(ink, run.ink) { ink } else { run.ink };
            for (ink, from, to) in [(run.ink, run.from, start), (over, start, end), (run.ink, end, run.to)] {
                push(&mut painted, Run { ink, from, to });
            }
        }
        let rest = self.0.split_off(last);
        self.0.truncate(first);
        for run in painted.into_iter().chain(rest) {
            push(&mut self.0, run);
        }
    }
}

fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        _ if run.from >= run.to => {}
        Some(last) if last.ink == run.ink => last.to = run.to,
        _ => runs.push(run),
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
