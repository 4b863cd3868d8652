//! The parts of the page with each of their states, in development builds only: `#/gallery`.
//!
//! What is seen here was not read from any text, so that states that are rare can be looked at: a draft, a server that waits, an engine
//! that did not start.

use smtp_lens::{
    Acts, Analysis, Cause, Finding, Hop, Input, Kind, MatchKind, Outcome, Place, Reason, Reply, Source, Stage, Step,
    Stop, StopState,
};
use yew::prelude::*;

use super::home::home;
use crate::hooks::Route;
use crate::shared::Shared;
use crate::state::{Answered, Engine, State, Theme};
use crate::text::Text;
use crate::ui::Ui;

/// The page. Its samples look as they are and do nothing.
pub fn gallery(ui: &Ui) -> Html {
    html! { <>{ for samples(ui).into_iter().map(|(name, state)| html! {
        <section>
            <h2 class="reading">{ name }</h2>
            <div inert={true}>{ home(ui, &state) }</div>
        </section>
    }) }</> }
}

fn samples(ui: &Ui) -> Vec<(String, State)> {
    let language = ui.words.language;
    let blank = || State::new(language, Theme::Auto, Route::Home);
    let mut samples = vec![("empty".to_owned(), blank())];
    for engine in [Engine::Starting, Engine::Ready, Engine::Failed] {
        let mut state = blank();
        state.engine = engine;
        state.desk = true;
        state.writing = false;
        state.text = Some(Shared::new(Text::typed("550 5.1.1 <anna@example.org>: no such user")));
        samples.push((format!("waiting: {engine:?}"), state));
    }
    for outcome in [
        Outcome::Failed,
        Outcome::Delayed,
        Outcome::Delivered,
        Outcome::Relayed,
        Outcome::Expanded,
        Outcome::Complaint,
        Outcome::AutoReply,
    ] {
        let analysis = Analysis {
            findings: vec![finding(outcome, false)],
            ..Analysis::default()
        };
        samples.push((format!("{outcome:?}"), answered(blank(), analysis)));
    }
    let many = Analysis {
        findings: (0..7)
            .map(|it| finding(if it % 2 == 0 { Outcome::Failed } else { Outcome::Delayed }, it == 3))
            .collect(),
        hops: vec![Hop::default(), hop(5), hop(7200), hop(-40)],
        ..Analysis::default()
    };
    samples.push(("several, a draft, hops".to_owned(), answered(blank(), many)));
    for kind in [Kind::Unknown, Kind::Message, Kind::Headers, Kind::Transcript] {
        let input = Input {
            kind,
            ..Input::default()
        };
        let analysis = Analysis {
            input,
            ..Analysis::default()
        };
        samples.push((format!("nothing failed: {kind:?}"), answered(blank(), analysis)));
    }
    samples
}

fn answered(mut state: State, analysis: Analysis) -> State {
    let text = Shared::new(Text::typed("550 5.1.1 <anna@example.org>: no such user"));
    state.engine = Engine::Ready;
    state.desk = true;
    state.writing = false;
    state.answer = Some(Shared::new(Answered {
        findings: analysis.findings.len(),
        analysis,
        found: Vec::new(),
        titles: Vec::new(),
        groups: Vec::new(),
        text: text.clone(),
    }));
    state.text = Some(text);
    state
}

fn hop(after: i64) -> Hop {
    Hop {
        from: Some("out.example.net".into()),
        by: Some("mx.example.org".into()),
        with: Some("ESMTPS".into()),
        at: Some("2026-11-24T10:00:05Z".into()),
        after: Some(after),
        ..Hop::default()
    }
}

fn finding(outcome: Outcome, draft: bool) -> Finding {
    let step = |who, act: &str| Step {
        act: act.into(),
        why: Some("A reason in one line.".into()),
        who,
        path: Some("Admin center › Users › Active users".into()),
        command: Some("Get-Mailbox -Identity 'anna@example.org'".into()),
        shell: Some("powershell".into()),
        url: Some("https://example.org/document".into()),
        details: vec!["A smaller step.".into(), "Another one.".into()],
    };
    let cause = |id: &str, matched| Cause {
        id: id.into(),
        matched,
        draft,
        title: "The receiving server does not know anna@example.org.".into(),
        acts: Acts::Sender,
        reason: Reason::UserUnknown,
        explanation: "What that means, in two sentences. This is the second one, with `a literal` in it.".into(),
        exceptions: Some("There are exceptions.".into()),
        steps: vec![
            step(Acts::Sender, "Compare the address letter by letter").into(),
            step(Acts::SenderAdmin, "Look into the log").into(),
        ],
        sources: vec![Source {
            title: "A document".into(),
            publisher: "A publisher".into(),
            url: "https://example.org/document".into(),
            language: "en".into(),
            read: "2026-11-24".into(),
            kind: "vendor".into(),
        }]
        .into(),
        evidence: Vec::new(),
    };
    let stops = match outcome {
        Outcome::Failed => [
            StopState::Passed,
            StopState::Passed,
            StopState::Passed,
            StopState::Here,
            StopState::After,
        ],
        Outcome::Delayed => [
            StopState::Passed,
            StopState::Waiting,
            StopState::After,
            StopState::After,
            StopState::After,
        ],
        _ => [StopState::Passed; 5],
    };
    let places = [
        Place::You,
        Place::YourServer,
        Place::Filter,
        Place::TheirServer,
        Place::Mailbox,
    ];
    Finding {
        outcome,
        recipient: Some("anna@example.org".into()),
        stage: Some(Stage::Rcpt),
        reason: Reason::UserUnknown,
        permanent: Some(outcome == Outcome::Failed),
        status: Some("5.1.1".into()),
        reply: Some(Reply {
            code: Some(550),
            text: "no such user".into(),
            ..Reply::default()
        }),
        verdict: "The receiving server does not know anna@example.org: there is no such mailbox.".into(),
        causes: vec![
            cause("general/user-unknown", MatchKind::Text),
            cause("standards/x-1-1", MatchKind::Code),
        ],
        way: places
            .iter()
            .zip(stops)
            .map(|(place, state)| Stop {
                place: *place,
                name: None,
                state,
            })
            .collect(),
        ..Finding::default()
    }
}
