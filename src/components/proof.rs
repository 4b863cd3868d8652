//! Why we think so: each claim with the words of the input that prove it.

use smtp_lens::Proof;
use yew::prelude::*;

use super::facts::facts;
use super::literal;
use super::sources::sources;
use super::words::flash;
use crate::state::{Click, Side};
use crate::ui::View;

/// The claims, what was reported, and the sources.
pub fn why_we_think_so(view: &View) -> Html {
    let (words, finding) = (view.ui.words, view.finding);
    let cause = finding.causes.first();
    html! {
        <section class="block">
            <header><h2>{ words.why }</h2>if !finding.proof.is_empty() { <span class="soft small">{ words.why_hint }</span> }</header>
            if let Some(cause) = cause { <p class="matched" data-match={cause.matched.word()}>{ words.matched(cause.matched) }</p> }
            <ul class="proof">{ for finding.proof.iter().enumerate().map(|(number, it)| claim(view, it, number)) }</ul>
            { facts(view) }
            { cause.map(|it| sources(words, it)) }
        </section>
    }
}

/// The id of a claim's button.
pub fn id_of(claim: usize) -> String {
    ["claim-", &claim.to_string()].concat()
}

fn claim(view: &View, proof: &Proof, number: usize) -> Html {
    let (words, text) = (view.ui.words, &view.answer.text);
    let is_shown = proof.span.range().start < text.head.len() && !proof.span.is_empty();
    html! {
        <li data-flash={flash(view.state.lit, number, Side::Claim)}>
            if is_shown {
                <button type="button" id={id_of(number)} title={words.show_in_text} onclick={view.ui.on(Click::Show(number, Side::Words))}>
                    <mark class="literal">{ literal::quote_short(words, text, &view.answer.analysis, proof.span) }</mark>
                </button>
            }
            <span>{ &proof.says }</span>
        </li>
    }
}
