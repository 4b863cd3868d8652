//! Why nothing leaves the page, and how anybody can check it.

use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::PerformanceEntry;
use yew::prelude::*;

use crate::components::icon::Icon;
use crate::hooks::{Route, use_ui};

/// The page.
#[component]
pub fn Proof() -> Html {
    let words = use_ui().words;
    let policy = policy();
    html! {
        <main class="reading">
            <p><a href={Route::Home.href()}>{ "‹ " }{ words.back }</a></p>
            <h1>{ Icon::Lock.draw() }{ words.proof_title }</h1>
            <p>{ words.proof_lead }</p>
            <section class="block"><h2>{ words.proof_checks_title }</h2><ol>{ for words.proof_checks.iter().map(|it| html! { <li>{ *it }</li> }) }</ol></section>
            <section class="block">
                <h2>{ words.proof_policy }</h2>
                if let Some(policy) = policy { <pre class="policy">{ policy }</pre> } else { <p>{ words.proof_no_policy }</p> }
                <p>{ words.proof_policy_cannot }</p>
            </section>
            <section class="block">
                <h2>{ words.proof_loaded }</h2>
                <ul class="quotes">{ for loaded().into_iter().map(|it| html! { <li class="literal">{ it }</li> }) }</ul>
            </section>
            <section class="block"><h2>{ words.proof_kept_title }</h2><p>{ words.proof_kept }</p></section>
        </main>
    }
}

/// The policy that the page carries, one rule a line.
fn policy() -> Option<String> {
    let meta = document()
        .query_selector("meta[http-equiv=Content-Security-Policy]")
        .ok()??;
    let rules = meta.get_attribute("content")?;
    Some(
        rules
            .split(';')
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join("\n"),
    )
}

/// The addresses that the browser has loaded for this page.
fn loaded() -> Vec<String> {
    let Some(performance) = window().performance() else {
        return Vec::new();
    };
    let here = window().location().href().unwrap_or_default();
    let here = here.split('#').next().unwrap_or_default().to_owned();
    let others = performance.get_entries_by_type("resource");
    std::iter::once(here)
        .chain(
            (0..others.length())
                .filter_map(|it| others.get(it).dyn_into::<PerformanceEntry>().ok().map(|it| it.name())),
        )
        .collect()
}
