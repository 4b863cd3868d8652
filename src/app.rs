//! The root component: the state, the engine behind it, the frame around the pages.

use yew::prelude::*;

use crate::components::announcer::announcer;
use crate::components::bar::bar;
use crate::components::element;
use crate::hooks::{Route, preferences, use_engine, use_field, use_focus, use_given, use_preferences, use_route};
use crate::pages::home::home;
use crate::pages::look_up::look_up;
use crate::pages::proof::proof;
use crate::state::State;
use crate::ui::Ui;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| {
        let (language, theme) = preferences();
        State::new(language, theme, Route::now())
    });
    let ui = Ui::new(state.language.words(), state.dispatcher());

    use_preferences(&state);
    use_engine(&state);
    use_given(&ui);
    use_route(&ui, &state.route);
    use_field(&state);
    use_focus(&state);

    html! {
        <>
            <a class="skip" href="#answer" onclick={skip}>{ ui.words.skip }</a>
            { bar(&ui, state.theme, &state.route) }
            { announcer(&ui, &state) }
            { match &state.route {
                Route::Home => Html::default(),
                Route::Proof => proof(&ui, &state),
                Route::LookUp(what) => look_up(&ui, &state, what),
                #[cfg(debug_assertions)]
                Route::Gallery => crate::pages::gallery::gallery(&ui),
            } }
            // Kept behind the other pages: what was typed, ticked and opened is there again on the way back.
            <div hidden={state.route != Route::Home}>{ home(&ui, &state) }</div>
        </>
    }
}

/// Goes to the answer without touching the address, which is the router's.
fn skip(event: MouseEvent) {
    event.prevent_default();
    if let Some(target) = element("answer") {
        let _ = target.focus();
    }
}
