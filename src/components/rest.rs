//! What is left: what was not understood, and what was odd.

use yew::prelude::*;

use super::fold::fold;
use super::literal;
use crate::locale::Words;
use crate::state::Answered;

/// How many quotations are shown.
const SHOWN: usize = 20;

/// The two lists; each is left out when it is empty.
pub fn rest(words: &Words, answer: &Answered) -> Html {
    let (unread, remarks) = (&answer.analysis.not_understood, &answer.analysis.remarks);
    let quotes = unread.iter().take(SHOWN).map(|it| {
        html! { <li class="literal">{ literal::quote_short(words, &answer.text, &answer.analysis, *it) }</li> }
    });
    html! {
        <>
            if !unread.is_empty() {
                { fold(words, words.unread, Some(unread.len()), html! { <><p>{ words.unread_lead }</p><ul class="quotes">{ for quotes }</ul></> }) }
            }
            if !remarks.is_empty() {
                { fold(words, words.remarks, Some(remarks.len()), html! {
                    <ul>{ for remarks.iter().take(SHOWN).map(|it| html! { <li>{ &it.says }</li> }) }</ul>
                }) }
            }
        </>
    }
}
