//! Texts to try.

use yew::prelude::*;

use crate::examples::Example;
use crate::state::Click;
use crate::ui::Ui;

/// The list.
pub fn examples(ui: &Ui) -> Html {
    let words = ui.words;
    let examples = Example::ALL.iter().map(|it| {
        html! { <li><button type="button" class="button" onclick={ui.on(Click::Try(*it))}>{ words.example(*it) }</button></li> }
    });
    html! { <section><h2>{ words.try_one }</h2><ul class="chips">{ for examples }</ul></section> }
}
