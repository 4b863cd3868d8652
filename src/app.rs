//! The root component: the state, the engine behind it, the frame around the pages.

use yew::prelude::*;

use crate::components::announcer::Announcer;
use crate::components::bar::Bar;
use crate::hooks::{Route, Ui, preferences, use_engine, use_given, use_preferences, use_route};
use crate::pages::home::Home;
use crate::pages::proof::Proof;
use crate::state::State;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| {
        let (language, theme) = preferences();
        State::new(language, theme)
    });
    let ui = Ui::new(state.language.words(), state.dispatcher());

    use_preferences(&state);
    let example = use_engine(&state);
    let dropping = use_given(&ui);
    let route = use_route();

    html! {
        <ContextProvider<Ui> context={ui.clone()}>
            <a class="skip" href="#answer" onclick={skip}>{ ui.words.skip }</a>
            <Bar theme={state.theme} {route} />
            <Announcer answer={state.answer.clone()} chosen={state.chosen} />
            if route == Route::Proof {
                <Proof />
            }
            // Kept behind the other pages: what was typed, ticked and opened is there again on the way back.
            <div hidden={route != Route::Home}>
                <Home state={(*state).clone()} {dropping} {example} />
            </div>
        </ContextProvider<Ui>>
    }
}

/// Goes to the answer without touching the address, which is the router's.
fn skip(event: MouseEvent) {
    event.prevent_default();
    if let Some(target) = crate::components::element("answer") {
        let _ = target.focus();
    }
}
