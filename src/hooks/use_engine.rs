//! The engine behind the state: starts the worker, sends it every new question, brings its answers back.

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlMetaElement;
use yew::prelude::*;

use crate::engine::client::Client;
use crate::engine::messages::Request;
use crate::examples::Example;
use crate::locale::Language;
use crate::state::{Action, State};

/// The pause after which typed words are read, in milliseconds.
const PAUSE: u32 = 150;

/// Keeps the worker busy with what the state asks; returns a way to ask for an example's text.
#[hook]
pub fn use_engine(state: &UseReducerHandle<State>) -> Callback<Example> {
    let client = use_mut_ref(|| None::<Client>);
    let sent = use_mut_ref(|| None);
    let pause = use_mut_ref(|| None::<Timeout>);

    {
        let (client, dispatch, language) = (client.clone(), state.dispatcher(), state.language);
        use_effect_with((), move |()| {
            let heard = dispatch.clone();
            let answered = Callback::from(move |it| heard.dispatch(Action::Answer(Box::new(it))));
            let lost = dispatch.clone();
            let broken = Callback::from(move |()| lost.dispatch(Action::Broken));
            match Client::start(&named("worker"), packs(language), answered, broken) {
                Ok(it) => *client.borrow_mut() = Some(it),
                Err(_) => dispatch.dispatch(Action::Broken),
            }
        });
    }
    {
        let (client, state) = (client.clone(), state.clone());
        use_effect_with(state.asked, move |asked| {
            let asked = *asked;
            *pause.borrow_mut() = None;
            match (&state.text, client.borrow().clone()) {
                (Some(text), Some(client)) if sent.borrow().as_ref() != Some(text) => {
                    let (text, language, typed) = (text.clone(), state.language, state.typed);
                    let ask = move || {
                        client.ask(asked, language, Some((text.name.clone(), text.hand_over())));
                        *sent.borrow_mut() = Some(text);
                    };
                    if typed {
                        *pause.borrow_mut() = Some(Timeout::new(PAUSE, ask));
                    } else {
                        ask();
                    }
                }
                (Some(_), Some(client)) => client.ask(asked, state.language, None),
                (None, Some(client)) if sent.borrow_mut().take().is_some() => client.say(Request::Forget),
                _ => {}
            }
        });
    }

    use_callback((), move |example, ()| {
        if let Some(client) = &*client.borrow() {
            client.say(Request::Example(example));
        }
    })
}

/// The packs, the language that is needed first before the others.
fn packs(first: Language) -> Vec<(Language, String)> {
    let mut languages = Language::ALL.to_vec();
    languages.sort_by_key(|it| *it != first);
    languages
        .into_iter()
        .map(|it| (it, named(&["pack-", it.tag()].concat())))
        .collect()
}

/// The file that the page names so: what is built afterwards may add a hash to a file's name, and writes it there.
fn named(name: &str) -> String {
    document()
        .query_selector(&["meta[name=", name, "]"].concat())
        .ok()
        .flatten()
        .and_then(|it| it.dyn_into::<HtmlMetaElement>().ok())
        .map(|it| it.content())
        .unwrap_or_default()
}
