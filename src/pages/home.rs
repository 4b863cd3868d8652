//! The text and its answer: one page from the empty box to the last detail.

use yew::prelude::*;

use crate::components::causes::OtherCauses;
use crate::components::conversation::Conversation;
use crate::components::examples::Examples;
use crate::components::input::Input;
use crate::components::nothing::Nothing;
use crate::components::proof::{WhyWeThinkSo, has_reasons};
use crate::components::recipients::Recipients;
use crate::components::rest::Rest;
use crate::components::steps::Steps;
use crate::components::verdict::Verdict;
use crate::components::waiting::Waiting;
use crate::components::where_to_find::WhereToFind;
use crate::examples::Example;
use crate::hooks::use_ui;
use crate::shared::Shared;
use crate::state::{Answered, Engine, State};

/// What the page shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub state: State,
    /// Whether something hovers over the page.
    pub dropping: bool,
    /// Asks for an example's text.
    pub example: Callback<Example>,
}

/// The page. The box is the same element in both layouts, so that it keeps the caret when the first answer comes.
#[component]
pub fn Home(props: &Props) -> Html {
    let words = use_ui().words;
    let state = &props.state;
    let not_yet = !state.desk && state.text.is_some() && state.is_current();
    html! {
        <main class={if state.desk { "desk" } else { "empty" }}>
            <div class="intro">
                if !state.desk { <h1>{ words.headline }</h1><p class="soft">{ words.lead }</p> }
            </div>
            <Input text={state.text.clone()} answer={state.answer.clone()} chosen={state.chosen} writing={state.writing} desk={state.desk}
                engine={state.engine} lit={state.lit} focus={state.focus} dropping={props.dropping} unreadable={state.unreadable} />
            <div class="answer" id="answer" tabindex="-1">
                if state.desk {
                    { answer(state) }
                } else {
                    if not_yet { <p class="soft" role="status">{ words.not_yet }</p> }
                    if state.engine == Engine::Failed { <Waiting engine={state.engine} /> }
                    <Examples chosen={props.example.clone()} />
                    <WhereToFind />
                }
            </div>
        </main>
    }
}

fn answer(state: &State) -> Html {
    match &state.answer {
        Some(answer) => whole(state, answer),
        None => html! { <Waiting engine={state.engine} /> },
    }
}

/// Everything that the engine said, in the order of the questions that it raises.
fn whole(state: &State, answer: &Shared<Answered>) -> Html {
    let (chosen, current) = (state.chosen, state.is_current());
    let Some(finding) = answer.finding(chosen) else {
        return html! {
            <>
                <Nothing answer={answer.clone()} focus={state.focus} {current} />
                <Conversation answer={answer.clone()} />
                <Rest answer={answer.clone()} />
                if answer.analysis.input.kind == smtp_lens::Kind::Unknown { <WhereToFind /> }
            </>
        };
    };
    html! {
        <>
            <Verdict answer={answer.clone()} {chosen} focus={state.focus} {current} />
            <Recipients answer={answer.clone()} {chosen} />
            <Steps answer={answer.clone()} {chosen} track={state.track} />
            if has_reasons(finding) { <WhyWeThinkSo answer={answer.clone()} {chosen} lit={state.lit} /> }
            <OtherCauses answer={answer.clone()} {chosen} />
            <Conversation answer={answer.clone()} />
            <Rest answer={answer.clone()} />
        </>
    }
}
