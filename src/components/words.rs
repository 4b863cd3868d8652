//! The text with its marks: proof marked, secrets masked, what was not understood underlined.

use std::rc::Rc;

use smtp_lens::Span;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::{element, literal, look_at};
use crate::shared::Shared;
use crate::spans::{Ink, Layers, Run};
use crate::state::{Action, Answered, Click, Lit, Side};
use crate::text::Text;
use crate::ui::Ui;

/// What is shown.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The words, and the way to the reducer.
    pub ui: Ui,
    /// The text.
    pub text: Shared<Text>,
    /// The answer to it.
    pub answer: Option<Shared<Answered>>,
    /// The finding that is shown.
    pub chosen: usize,
    /// What was pointed at last.
    pub lit: Option<Lit>,
}

/// The text. Marked words are buttons that lead to the claim that they prove; `n` and `p` go from one to the next.
#[component]
pub fn MarkedText(props: &Props) -> Html {
    let ui = props.ui.clone();
    let words = ui.words;
    let runs = Rc::new(runs(&props.text, props.answer.as_deref(), props.chosen));
    let claims = props
        .answer
        .as_ref()
        .and_then(|it| it.finding(props.chosen))
        .map_or(0, |it| it.proof.len());

    {
        let (runs, answer, chosen) = (runs.clone(), props.answer.clone(), props.chosen);
        use_effect_with(props.lit, move |lit| {
            let Some(Lit {
                claim,
                side: Side::Words,
                ..
            }) = *lit
            else {
                return;
            };
            let proof = answer
                .as_ref()
                .and_then(|it| it.finding(chosen)?.proof.get(claim).map(|it| it.span));
            if let Some(run) = proof.and_then(|span| run_of(&runs, claim, span))
                && let Some(mark) = element(&id_of(run))
            {
                look_at(&mark);
            }
        });
    }

    let click = {
        let ui = ui.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(claim) = claim_of(&event) {
                ui.act(Action::Click(Click::Show(claim, Side::Claim)));
            }
        })
    };
    let key = {
        let lit = props.lit;
        Callback::from(move |event: KeyboardEvent| on_key(&ui, &event, lit, claims))
    };
    let marks = runs.iter().enumerate().map(|(number, run)| {
        let shown = || props.text.decode(run.from, run.to);
        match run.ink {
            Ink::Plain => html! { { shown() } },
            Ink::Secret => literal::secret(words),
            Ink::Evidence => html! { <mark>{ shown() }</mark> },
            Ink::Unread => html! { <span class="unread">{ shown() }</span> },
            Ink::Proof(claim) => html! {
                <mark id={id_of(number)} data-claim={claim.to_string()} role="button" tabindex="0" title={words.show_claim}
                    data-flash={flash(props.lit, claim, Side::Words)}>{ shown() }</mark>
            },
        }
    });
    html! { <pre class="marked" tabindex="0" aria-label={words.your_text} onclick={click} onkeydown={key}>{ for marks }</pre> }
}

fn id_of(run: usize) -> String {
    ["words-", &run.to_string()].concat()
}

/// What lets something flash. Two of the same, so that it flashes again when it is pointed at again.
pub fn flash(lit: Option<Lit>, claim: usize, side: Side) -> Option<&'static str> {
    let lit = lit.filter(|it| it.claim == claim && it.side == side)?;
    Some(if lit.beat % 2 == 0 { "a" } else { "b" })
}

fn runs(text: &Text, answer: Option<&Answered>, chosen: usize) -> Vec<Run> {
    let Some(answer) = answer else {
        return Layers::default().runs(0, text.head.len());
    };
    let finding = answer.finding(chosen);
    let proofs: Vec<Span> = finding
        .map(|it| it.proof.iter().map(|it| it.span).collect())
        .unwrap_or_default();
    let evidence = finding
        .and_then(|it| it.causes.first())
        .map(|it| it.evidence.as_slice())
        .unwrap_or_default();
    Layers {
        secrets: &answer.analysis.secrets,
        proofs: &proofs,
        evidence,
        unread: &answer.analysis.not_understood,
    }
    .runs(0, text.head.len())
}

/// The run where a claim's words begin; when others lie over all of them, the first of those.
fn run_of(runs: &[Run], claim: usize, span: Span) -> Option<usize> {
    let within = |it: &Run| span.range().contains(&it.from) && matches!(it.ink, Ink::Proof(_));
    runs.iter()
        .position(|it| it.ink == Ink::Proof(claim))
        .or_else(|| runs.iter().position(within))
}

/// The claim that the words under an event prove.
fn claim_of(event: &web_sys::Event) -> Option<usize> {
    let mark: Element = event.target()?.unchecked_into();
    mark.get_attribute("data-claim")?.parse().ok()
}

fn on_key(ui: &Ui, event: &KeyboardEvent, lit: Option<Lit>, claims: usize) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || claims == 0 {
        return;
    }
    let on_mark = claim_of(event);
    let now = on_mark.or(lit.map(|it| it.claim));
    let click = match (event.key().as_str(), on_mark) {
        ("Enter" | " ", Some(claim)) => Click::Show(claim, Side::Claim),
        ("n", _) => Click::Show(now.map_or(0, |it| (it + 1) % claims), Side::Words),
        ("p", _) => Click::Show(now.map_or(0, |it| (it + claims - 1) % claims), Side::Words),
        _ => return,
    };
    event.prevent_default();
    ui.act(Action::Click(click));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_whose_words_are_covered_leads_to_what_covers_them() {
        let proofs = [Span(0, 9), Span(0, 9)];
        let runs = Layers {
            proofs: &proofs,
            ..Layers::default()
        }
        .runs(0, 12);
        assert_eq!(run_of(&runs, 0, proofs[0]), Some(0));
        assert_eq!(run_of(&runs, 1, proofs[1]), Some(0));
    }
}
