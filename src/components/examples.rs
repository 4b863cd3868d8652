//! Texts to try.

use yew::prelude::*;

use crate::examples::Example;
use crate::hooks::use_ui;

/// What the list does.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Called with the example that is wanted.
    pub chosen: Callback<Example>,
}

/// The list.
#[component]
pub fn Examples(props: &Props) -> Html {
    let words = use_ui().words;
    html! {
        <section>
            <h2>{ words.try_one }</h2>
            <ul class="chips">
                { for Example::ALL.iter().map(|it| {
                    let chosen = props.chosen.reform(move |_| *it);
                    html! { <li><button type="button" class="button" onclick={chosen}>{ words.example(*it) }</button></li> }
                }) }
            </ul>
        </section>
    }
}
