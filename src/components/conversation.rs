//! The conversation, line by line: who said what, and what it means.

use smtp_lens::{Line, Session, Span, Stage, Who};
use yew::prelude::*;

use super::fold::fold;
use super::literal;
use crate::hooks::use_ui;
use crate::locale::{Words, fill, number};
use crate::shared::Shared;
use crate::state::Answered;

/// How many entries are shown at once.
const ENTRIES: usize = 60;
/// How many sessions get a rail of their own.
const RAILS: usize = 4;

/// Whose conversation.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer.
    pub answer: Shared<Answered>,
}

/// The conversation; nothing when the text is none.
#[component]
pub fn Conversation(props: &Props) -> Html {
    let words = use_ui().words;
    let shown = use_state(|| ENTRIES);
    let analysis = &props.answer.analysis;
    let entries = use_memo(props.answer.clone(), |it| entries(&it.analysis.lines));
    if analysis.lines.is_empty() {
        return Html::default();
    }
    let exchanges = analysis.sessions.iter().map(|it| it.exchanges.len()).sum::<usize>();
    let several = analysis.sessions.len() > 1;
    let rest = entries.len().saturating_sub(*shown);
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + 4 * ENTRIES))
    };
    let body = html! {
        <>
            { for analysis.sessions.iter().take(RAILS).map(|it| rail(words, it, several)) }
            <ol class="talk">{ for entries.iter().take(*shown).map(|it| entry(words, &props.answer, it)) }</ol>
            if rest > 0 {
                <p><button type="button" class="button" onclick={more}>{ fill(words.more, &[&number(words.language, rest.min(4 * ENTRIES) as f64)]) }</button></p>
            }
        </>
    };
    let note = (exchanges > 0).then(|| words.count(&words.exchanges, exchanges));
    fold(words.talk, note, true, body)
}

/// A line that means something, or a run of lines that do not.
#[derive(Debug, PartialEq)]
enum Entry {
    Line(usize),
    Quiet(std::ops::Range<usize>),
}

/// Runs of more than two lines without a meaning become one entry.
fn entries(lines: &[Line]) -> Vec<Entry> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
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
            let class = match line.who {
                _ if line.refuses => "no",
                Who::Client => "you",
                Who::Server => "server",
                Who::Program | Who::Message => "aside",
            };
            html! {
                <li {class}>
                    <div class="line literal"><span class="who">{ words.speaker(line.who) }</span>{ quote(line.span) }</div>
                    <span class="means">{ &line.means }</span>
                </li>
            }
        }
        Entry::Quiet(range) => html! {
            <li class="quiet">
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
                    let (class, state) = match session.stopped {
                        Some(stopped) if stages.contains(&stopped) => ("here", words.phase_here),
                        _ if came(stages) => ("done", words.phase_done),
                        _ => ("after", words.phase_after),
                    };
                    html! { <li {class}>{ name }<span class="visually-hidden">{ " (" }{ state }{ ")" }</span></li> }
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
            span: Span(0, 0),
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
