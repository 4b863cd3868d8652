//! Where the whole message is found, program by program.

use yew::prelude::*;

use super::fold::fold;
use crate::locale::Words;
use crate::locale::help::{PROGRAMS, Said};
use crate::state::Help;

/// The folded help; what is in it comes with the worker.
pub fn where_to_find(words: &Words, help: Option<&Help>) -> Html {
    let body = help.map(|help| {
        html! {
            <>
                <p>{ help.says(Said::WhereLead) }</p>
                <div class="recipes">
                    { for help.recipes().iter().map(|it| recipe(it)) }
                    <section>
                        <h3>{ help.says(Said::WherePrograms) }</h3>
                        <dl class="switches">
                            { for PROGRAMS.iter().map(|(program, switch)| html! { <><dt>{ *program }</dt><dd><code>{ *switch }</code></dd></> }) }
                        </dl>
                    </section>
                </div>
            </>
        }
    });
    fold(words, words.where_title, None, body.unwrap_or_default())
}

/// A program, then what to do in it, line by line.
fn recipe(text: &str) -> Html {
    let mut lines = text.split('\n');
    html! {
        <section>
            <h3>{ lines.next() }</h3>
            <ul>{ for lines.map(|it| html! { <li>{ it }</li> }) }</ul>
        </section>
    }
}
