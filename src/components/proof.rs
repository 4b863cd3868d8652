//! Why we think so: each claim with the words of the input that prove it.

use smtp_lens::{Finding, Proof};
use yew::prelude::*;

use super::facts::facts;
use super::sources::sources;
use super::words::flash;
use super::{element, literal, look_at};
use crate::hooks::use_ui;
use crate::locale::Words;
use crate::shared::Shared;
use crate::state::{Action, Answered, Lit, Side};

/// What is proved.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The answer.
    pub answer: Shared<Answered>,
    /// The finding that is shown.
    pub chosen: usize,
    /// What was pointed at last.
    pub lit: Option<Lit>,
}

/// The claims, what was reported, and the sources.
#[component]
pub fn WhyWeThinkSo(props: &Props) -> Html {
    let ui = use_ui();
    let words = ui.words;
    use_effect_with(props.lit, |lit| {
        if let Some(Lit {
            claim,
            side: Side::Claim,
            ..
        }) = *lit
            && let Some(claim) = element(&id_of(claim))
        {
            look_at(&claim);
        }
    });
    let Some(finding) = props.answer.finding(props.chosen) else {
        return Html::default();
    };
    let cause = finding.causes.first();

    html! {
        <section class="block">
            <header><h2>{ words.why }</h2>if !finding.proof.is_empty() { <span class="soft small">{ words.why_hint }</span> }</header>
            if let Some(cause) = cause { <p class={classes!("matched", cause.matched.word())}>{ words.matched(cause.matched) }</p> }
            <ul class="proof">
                { for finding.proof.iter().enumerate().map(|(number, it)| {
                    let show = ui.on(move || Action::Show(number, Side::Words));
                    claim(words, &props.answer, it, number, props.lit, show)
                }) }
            </ul>
            { facts(words, &props.answer, finding) }
            { cause.map(|it| sources(words, it)) }
        </section>
    }
}

fn id_of(claim: usize) -> String {
    ["claim-", &claim.to_string()].concat()
}

fn claim(
    words: &Words,
    answer: &Answered,
    proof: &Proof,
    number: usize,
    lit: Option<Lit>,
    show: Callback<MouseEvent>,
) -> Html {
    let is_shown = proof.span.range().start < answer.text.head.len() && !proof.span.is_empty();
    html! {
        <li class={flash(lit, number, Side::Claim)}>
            if is_shown {
                <button type="button" id={id_of(number)} title={words.show_in_text} onclick={show}>
                    <mark class="literal">{ literal::quote_short(words, &answer.text, &answer.analysis, proof.span) }</mark>
                </button>
            }
            <span>{ &proof.says }</span>
        </li>
    }
}

/// Whether there is anything to show.
pub fn has_reasons(finding: &Finding) -> bool {
    !finding.proof.is_empty() || !finding.causes.is_empty() || finding.reply.is_some()
}
