//! What is left: what was not understood, and what was odd.

use yew::prelude::*;

use super::fold::fold;
use super::literal;
use crate::hooks::use_ui;
use crate::locale::number;
use crate::shared::Shared;
use crate::state::Answered;

/// How many quotations are shown.
const SHOWN: usize = 20;

/// Whose rest.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer.
    pub answer: Shared<Answered>,
}

/// The two lists; each is left out when it is empty.
#[component]
pub fn Rest(props: &Props) -> Html {
    let words = use_ui().words;
    let answer = &props.answer;
    let (unread, remarks) = (&answer.analysis.not_understood, &answer.analysis.remarks);
    let count = |it: usize| Some(number(words.language, it as f64));
    html! {
        <>
            if !unread.is_empty() {
                { fold(words.unread, count(unread.len()), false, html! {
                    <>
                        <p>{ words.unread_lead }</p>
                        <ul class="quotes">
                            { for unread.iter().take(SHOWN).map(|it| html! {
                                <li class="literal">{ literal::quote_short(words, &answer.text, &answer.analysis, *it) }</li>
                            }) }
                        </ul>
                    </>
                }) }
            }
            if !remarks.is_empty() {
                { fold(words.remarks, count(remarks.len()), false, html! {
                    <ul>{ for remarks.iter().take(SHOWN).map(|it| html! { <li>{ &it.says }</li> }) }</ul>
                }) }
            }
        </>
    }
}
