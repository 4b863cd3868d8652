//! The engine behind the state: starts the worker, sends it every new question, brings its answers back.

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use yew::prelude::*;

use super::Route;
use crate::engine::client::Client;
use crate::engine::messages::{Order, Request};
use crate::locale::Language;
use crate::state::{Action, State};

/// The pause after which typed words are read, in milliseconds.
const PAUSE: u32 = 150;

/// Keeps the worker busy with what the state asks.
#[hook]
pub fn use_engine(state: &UseReducerHandle<State>) {
    let client = use_mut_ref(|| None::<Client>);
    let sent = use_mut_ref(|| None);
    let pause = use_mut_ref(|| None::<Timeout>);

    {
        let (client, dispatch, language) = (client.clone(), state.dispatcher(), state.language);
        use_effect_with((), move |()| {
            let heard = dispatch.clone();
            let answered = Callback::from(move |it| {
                heard.dispatch(match it {
                    Some(answer) => Action::Answer(Box::new(answer)),
                    None => Action::Broken,
                });
            });
            match Client::start(&named("worker"), packs(language), answered) {
                Ok(it) => *client.borrow_mut() = Some(it),
                Err(_) => dispatch.dispatch(Action::Broken),
            }
        });
    }
    {
        let client = client.clone();
        use_effect_with(state.language, move |language| {
            if let Some(client) = client.borrow().as_ref() {
                client.say(Request::Help(*language));
            }
        });
    }
    {
        let (client, state) = (client.clone(), state.clone());
        use_effect_with(state.report.asked, move |_| {
            if let Some(client) = client.borrow().as_ref().filter(|_| state.report.open) {
                client.say(Request::Report {
                    language: state.report_language(),
                    masks: state.report.masks,
                    format: state.report.format,
                });
            }
        });
    }
    {
        let (client, language) = (client.clone(), state.language);
        use_effect_with(state.opening.clone(), move |opening| {
            if let (Some(files), Some(client)) = (opening, client.borrow().as_ref()) {
                client.open(files.names.clone(), files.bytes.clone(), language);
            }
        });
    }
    {
        let (client, state) = (client.clone(), state.clone());
        use_effect_with((state.file, state.awaits_file), move |(file, awaits)| {
            // The first one comes unasked.
            if let Some(client) = client.borrow().as_ref().filter(|_| *awaits && state.files.is_some()) {
                client.say(Request::Show { file: *file as u32 });
            }
        });
    }
    {
        let client = client.clone();
        use_effect_with((state.route.clone(), state.language), move |(route, language)| {
            if let (Route::LookUp(what), Some(client)) = (route, client.borrow().as_ref()) {
                client.say(Request::LookUp {
                    what: what.to_string(),
                    language: *language,
                });
            }
        });
    }
    let state = state.clone();
    use_effect_with(state.asked, move |asked| {
        let asked = *asked;
        *pause.borrow_mut() = None;
        let Some(client) = client.borrow().clone() else { return };
        let order = Order {
            filter: state.filter.to_string(),
            sort: state.sort,
        };
        match (&state.text, state.wanted) {
            (_, Some(example)) => client.say(Request::Example(example)),
            (Some(text), None) if sent.borrow().as_ref() != Some(text) => {
                let (text, language) = (text.clone(), state.language);
                let ask = move || {
                    let load = (!text.is_held).then(|| (text.name.clone(), text.hand_over()));
                    client.ask(asked, language, Order::default(), load);
                    *sent.borrow_mut() = Some(text);
                };
                let when = if state.typed { PAUSE } else { 0 };
                *pause.borrow_mut() = Some(Timeout::new(when, ask));
            }
            (Some(_), None) => client.ask(asked, state.language, order, None),
            (None, None) => {
                *sent.borrow_mut() = None;
                client.say(Request::Forget);
            }
        }
    });
}

/// The packs, the language that is needed first before the others.
fn packs(first: Language) -> Vec<(Language, String)> {
    let others = Language::ALL.iter().copied().filter(|it| *it != first);
    std::iter::once(first)
        .chain(others)
        .map(|it| (it, named(&["pack-", it.tag()].concat())))
        .collect()
}

/// The file that the page names so: what is built afterwards may add a hash to a file's name, and writes it there.
pub fn named(name: &str) -> String {
    document()
        .query_selector(&["meta[name=", name, "]"].concat())
        .ok()
        .flatten()
        .and_then(|it| it.get_attribute("content"))
        .unwrap_or_default()
}
