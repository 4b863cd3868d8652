//! What stands where the answer will be, and what is said when none can come.

use yew::prelude::*;

use super::icon::Icon;
use crate::hooks::use_ui;
use crate::state::Engine;

/// What is waited for.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Whether there is somebody who reads.
    pub engine: Engine,
}

/// A word, shown after a moment only, so that it does not flicker; or why there will be no answer.
#[component]
pub fn Waiting(props: &Props) -> Html {
    let words = use_ui().words;
    match props.engine {
        Engine::Starting => html! { <p class="wait late" role="status">{ words.starting }</p> },
        Engine::Ready => html! { <p class="wait late" role="status">{ words.reading }</p> },
        Engine::Failed => {
            let reload = Callback::from(|_: MouseEvent| {
                let _ = gloo::utils::window().location().reload();
            });
            html! {
                <article class="verdict is-failed" role="alert">
                    <div class="say">
                        <p class="tags"><span class="tag is-failed">{ Icon::Cross.draw() }{ "SMTP Lens" }</span></p>
                        <h1>{ words.no_engine_title }</h1>
                        <p>{ words.no_engine }</p>
                        <p><button type="button" class="button lead" onclick={reload}>{ words.reload }</button></p>
                    </div>
                </article>
            }
        }
    }
}
