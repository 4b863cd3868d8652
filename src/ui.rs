//! What every part of the page gets: the words, and a way to say what the reader did.

use smtp_lens::Finding;
use yew::prelude::*;

use crate::locale::Words;
use crate::state::{Action, Answered, Click, State};

/// The words of the page's language, and the way to the reducer.
#[derive(Clone)]
pub struct Ui {
    /// What the page says.
    pub words: &'static Words,
    dispatch: UseReducerDispatcher<State>,
}

impl Ui {
    /// Made by the root component, handed down to all others.
    pub const fn new(words: &'static Words, dispatch: UseReducerDispatcher<State>) -> Self {
        Self { words, dispatch }
    }

    /// Changes the state.
    pub fn act(&self, action: Action) {
        self.dispatch.dispatch(action);
    }

    /// What happens on a click.
    pub fn on(&self, click: Click) -> Callback<MouseEvent> {
        let ui = self.clone();
        Callback::from(move |_| ui.act(Action::Click(click)))
    }
}

impl PartialEq for Ui {
    fn eq(&self, other: &Self) -> bool {
        self.words.language == other.words.language && self.dispatch == other.dispatch
    }
}

/// What a part of the answer is drawn from.
///
/// The parts of the page are functions from what they show to [`Html`]. They have no state of their own, everything that can change
/// being in the one reducer, and as a function each weighs half a kilobyte less in the visitor's download than as a component.
/// Components are what has to be told apart from its surroundings: [`App`](crate::app::App), the box, and the marked text, which is
/// large and rarely changes.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The words, and the way to the reducer.
    pub ui: &'a Ui,
    /// The state.
    pub state: &'a State,
    /// The answer that is shown.
    pub answer: &'a Answered,
    /// The finding that is shown.
    pub finding: &'a Finding,
}
