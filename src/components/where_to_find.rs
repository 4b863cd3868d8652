//! Where the whole message is found, program by program.

use yew::prelude::*;

use super::fold::fold;
use crate::locale::{PROGRAMS, Words};

/// The folded help.
pub fn where_to_find(words: &Words) -> Html {
    let body = html! {
        <>
            <p>{ words.where_lead }</p>
            <div class="recipes">
                { for words.where_mail.iter().map(|it| html! {
                    <section><h3>{ it.title }</h3><ul>{ for it.lines.iter().map(|it| html! { <li>{ *it }</li> }) }</ul></section>
                }) }
                <section>
                    <h3>{ words.where_programs }</h3>
                    <dl class="switches">
                        { for PROGRAMS.iter().map(|(program, switch)| html! { <><dt>{ *program }</dt><dd><code>{ *switch }</code></dd></> }) }
                    </dl>
                </section>
            </div>
        </>
    };
    fold(words, words.where_title, None, body)
}
