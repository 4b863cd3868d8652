//! What stands where the answer will be, and what is said when none can come.

use yew::prelude::*;

use super::icon::Icon;
use crate::locale::Words;
use crate::state::Engine;

/// A word, shown after a moment only, so that it does not flicker; or why there will be no answer.
pub fn waiting(words: &Words, engine: Engine) -> Html {
    let wait = match engine {
        Engine::Starting => words.starting,
        Engine::Ready => words.reading,
        Engine::Failed => return failed(words),
    };
    html! { <p class="wait late" role="status">{ wait }</p> }
}

fn failed(words: &Words) -> Html {
    let reload = Callback::from(|_: MouseEvent| {
        let _ = gloo::utils::window().location().reload();
    });
    html! {
        <article class="verdict" data-tone="failed" role="alert">
            <div class="say">
                <p class="tags"><span class="tag" data-tone="failed">{ Icon::Cross.draw() }{ "SMTP Lens" }</span></p>
                <h2>{ words.no_engine_title }</h2>
                <p>{ words.no_engine }</p>
                <p><button type="button" class="button lead" onclick={reload}>{ words.reload }</button></p>
            </div>
        </article>
    }
}
