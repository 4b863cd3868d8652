//! What every component needs: the words, and a way to say what the reader did.

use yew::prelude::*;

use crate::locale::Words;
use crate::state::{Action, State};

/// The words of the page's language, and the way to the reducer.
#[derive(Clone)]
pub struct Ui {
    /// What the page says.
    pub words: &'static Words,
    dispatch: UseReducerDispatcher<State>,
}

impl Ui {
    /// For the root component, which provides it to all others.
    pub const fn new(words: &'static Words, dispatch: UseReducerDispatcher<State>) -> Self {
        Self { words, dispatch }
    }

    /// Changes the state.
    pub fn act(&self, action: Action) {
        self.dispatch.dispatch(action);
    }

    /// A callback that changes the state, whatever the event says.
    pub fn on<E>(&self, action: impl Fn() -> Action + 'static) -> Callback<E> {
        let ui = self.clone();
        Callback::from(move |_| ui.act(action()))
    }
}

impl PartialEq for Ui {
    fn eq(&self, other: &Self) -> bool {
        self.words.language == other.words.language && self.dispatch == other.dispatch
    }
}

/// The words and the way to the reducer.
#[hook]
pub fn use_ui() -> Ui {
    use_context::<Ui>().expect("the root component provides it")
}
