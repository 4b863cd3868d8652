//! The text and its answer: one page from the empty box to the last detail.

use smtp_lens::Kind;
use yew::prelude::*;

use crate::components::causes::{asked, found, other_causes};
use crate::components::conversation::conversation;
use crate::components::examples::examples;
use crate::components::files::files;
use crate::components::hops::{hops, story};
use crate::components::input::input;
use crate::components::nothing::nothing;
use crate::components::proof::why_we_think_so;
use crate::components::recipients::recipients;
use crate::components::report::report;
use crate::components::rest::rest;
use crate::components::steps::steps;
use crate::components::verdict::verdict;
use crate::components::waiting::waiting;
use crate::components::where_to_find::where_to_find;
use crate::hooks::named;
use crate::state::{Engine, State};
use crate::ui::{Ui, View};

/// The page. The box is the same element in both layouts, so that it keeps the caret when the first answer comes.
pub fn home(ui: &Ui, state: &State) -> Html {
    let words = ui.words;
    let not_yet = !state.desk && state.text.is_some() && state.is_current();
    html! {
        <main class="home" data-view={if state.desk { "desk" } else { "empty" }}>
            <div class="intro">
                if !state.desk { <h1>{ words.headline }</h1><p class="soft">{ words.lead }</p> }
            </div>
            { input(ui, state) }
            <div class="answer" id="answer" tabindex="-1">
                if state.desk {
                    { files(ui, state) }
                    { answer(ui, state) }
                } else {
                    if let Some(answer) = state.answer.as_ref().filter(|_| not_yet) {
                        if answer.is_question() { { asked(ui, state, answer) } } else { <p class="soft" role="status">{ words.not_yet }</p> }
                    }
                    if state.engine == Engine::Failed { { waiting(words, state.engine) } }
                    { examples(ui) }
                    { where_to_find(words, state.help.as_deref()) }
                    { all_causes(ui) }
                }
            </div>
        </main>
    }
}

/// The way to the static pages of the causes, where they stand beside the page.
pub fn all_causes(ui: &Ui) -> Html {
    let folder = named("causes");
    html! {
        if !folder.is_empty() {
            <p class="under"><a href={[folder.as_str(), ui.words.language.tag(), "/"].concat()}>{ ui.words.all_causes }</a></p>
        }
    }
}

/// Everything that the engine said, in the order of the questions that it raises.
fn answer(ui: &Ui, state: &State) -> Html {
    let Some(answer) = &state.answer else {
        return waiting(ui.words, state.engine);
    };
    if answer.is_question() {
        return asked(ui, state, answer);
    }
    let Some(finding) = answer.finding(state.chosen) else {
        return html! {
            <>
                { nothing(ui.words, answer) }
                { found(ui, state, answer) }
                { conversation(ui, state, answer) }
                { hops(ui.words, answer) }
                { rest(ui.words, answer) }
                if answer.analysis.input.kind == Kind::Unknown { { where_to_find(ui.words, state.help.as_deref()) } }
            </>
        };
    };
    let view = View {
        ui,
        state,
        answer,
        finding,
    };
    html! {
        <>
            { verdict(&view) }
            { recipients(&view) }
            { steps(&view) }
            { why_we_think_so(&view) }
            { story(ui.words, finding) }
            { other_causes(&view) }
            { found(ui, state, answer) }
            { conversation(ui, state, answer) }
            { hops(ui.words, answer) }
            { rest(ui.words, answer) }
            { report(ui, state) }
        </>
    }
}
