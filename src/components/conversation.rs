//! The conversation, line by line: who said what, and what it means.

use smtp_lens::{Line, Session, Span, Stage, Who};
use yew::prelude::*;

use super::fold::folded;
use super::literal;
use super::recipients::more;
use crate::locale::{Words, fill};
use crate::state::{Answered, State};
use crate::ui::Ui;

/// How many entries are shown at first, and how many more each time that more are asked for.
const ENTRIES: usize = 60;
const MORE: usize = 100;
/// How many sessions get a rail of their own.
const RAILS: usize = 4;

/// The conversation; nothing when the text is none.
pub fn conversation(ui: &Ui, state: &State, answer: &Answered) -> Html {
    let words = ui.words;
    let sessions = &answer.analysis.sessions;
    let entries = entries(&answer.analysis.lines);
    if entries.is_empty() {
        return Html::default();
    }
    let exchanges = sessions.iter().map(|it| it.exchanges.len()).sum::<usize>();
    let shown = ENTRIES + MORE * state.more;
    let body = html! {
        <>
            { for sessions.iter().take(RAILS).map(|it| rail(words, it, sessions.len() > 1)) }
            <ol class="talk">{ for entries.iter().take(shown).map(|it| entry(words, answer, it)) }</ol>
            { more(ui, words, entries.len().saturating_sub(shown)) }
        </>
    };
    let note = (exchanges > 0).then(|| words.count(&words.exchanges, exchanges));
    folded(words.talk, note, true, body)
}

/// A line that means something, or a run of lines that do not.
#[derive(Debug, PartialEq)]
enum Entry {
    Line(usize),
    Quiet(std::ops::Range<usize>),
}

/// Empty lines are left out, and runs of more than two lines without a meaning become one entry.
fn entries(lines: &[Line]) -> Vec<Entry> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].span.is_empty() {
            at += 1;
            continue;
        }
        let quiet = lines[at..]
            .iter()
            .take_while(|it| it.means.is_empty() && !it.refuses && !it.secret)
            .count();
        if quiet > 2 {
            out.push(Entry::Quiet(at..at + quiet));
            at += quiet;
        } else {
            out.push(Entry::Line(at));
            at += 1;
        }
    }
    out
}

fn entry(words: &Words, answer: &Answered, entry: &Entry) -> Html {
    let lines = &answer.analysis.lines;
    let quote = |it: Span| literal::quote(words, &answer.text, &answer.analysis, it);
    match entry {
        Entry::Line(at) => {
            let line = &lines[*at];
            let who = match line.who {
                _ if line.refuses => "no",
                Who::Client => "you",
                Who::Server => "server",
                Who::Program | Who::Message => "aside",
            };
            html! {
                <li data-who={who}>
                    <div class="line literal"><span class="who">{ words.speaker(line.who) }</span>{ quote(line.span) }</div>
                    <span class="means">{ &line.means }</span>
                </li>
            }
        }
        Entry::Quiet(range) => html! {
            <li data-who="quiet">
                <details>
                    <summary>{ words.count(&words.quiet_lines, range.len()) }</summary>
                    <pre>{ for lines[range.clone()].iter().map(|it| html! { <>{ quote(it.span) }{ "\n" }</> }) }</pre>
                </details>
            </li>
        },
    }
}

/// The steps of a session in order: how far it came.
fn rail(words: &Words, session: &Session, named: bool) -> Html {
    const PHASES: [&[Stage]; 7] = [
        &[Stage::Connect],
        &[Stage::Tls],
        &[Stage::Helo],
        &[Stage::Auth],
        &[Stage::Mail],
        &[Stage::Rcpt],
        &[Stage::Data, Stage::Message],
    ];
    let came = |stages: &[Stage]| {
        session
            .exchanges
            .iter()
            .any(|it| it.stage.is_some_and(|it| stages.contains(&it)))
            || session.tls && stages == [Stage::Tls]
    };
    html! {
        <div class="session">
            if let Some(server) = session.server.as_ref().filter(|_| named) { <h3 class="small">{ fill(words.session, &[server]) }</h3> }
            <ol class="rail">
                { for PHASES.iter().zip(words.phases).map(|(stages, name)| {
                    let (how, state) = match session.stopped {
                        Some(stopped) if stages.contains(&stopped) => ("here", words.phase_here),
                        _ if came(stages) => ("done", words.phase_done),
                        _ => ("after", words.phase_after),
                    };
                    html! { <li data-state={how}>{ name }<span class="visually-hidden">{ " (" }{ state }{ ")" }</span></li> }
                }) }
            </ol>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_say_nothing_are_folded() {
        let line = |means: &str| Line {
            span: Span(0, 1),
            who: Who::Program,
            means: means.into(),
            secret: false,
            refuses: false,
        };
        let lines = [line("a"), line(""), line(""), line(""), line("b"), line(""), line("c")];
        assert_eq!(
            entries(&lines),
            [
                Entry::Line(0),
                Entry::Quiet(1..4),
                Entry::Line(4),
                Entry::Line(5),
                Entry::Line(6)
            ]
        );
    }
}
