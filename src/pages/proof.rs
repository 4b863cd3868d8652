//! Why nothing leaves the page, and how anybody can check it.

use gloo::utils::{document, window};
use js_sys::{JsString, Reflect};
use yew::prelude::*;

use crate::components::icon::Icon;
use crate::components::link::{host, out};
use crate::hooks::{HOME, named};
use crate::ui::Ui;

/// The page.
pub fn proof(ui: &Ui) -> Html {
    let words = ui.words;
    html! {
        <main class="reading">
            <p><a href={HOME}>{ "‹ " }{ words.back }</a></p>
            <h1>{ Icon::Lock.draw() }<span>{ words.proof_title }</span></h1>
            <p>{ words.proof_lead }</p>
            <section class="block"><h2>{ words.proof_checks_title }</h2><ol>{ for words.proof_checks.iter().map(|it| html! { <li>{ *it }</li> }) }</ol></section>
            <section class="block">
                <h2>{ words.proof_policy }</h2>
                if let Some(policy) = policy() { <pre class="policy">{ policy }</pre> } else { <p>{ words.proof_no_policy }</p> }
                <p>{ words.proof_policy_cannot }</p>
            </section>
            <section class="block"><h2>{ words.proof_loaded }</h2><pre class="policy">{ loaded() }</pre><p>{ words.proof_loaded_too }</p></section>
            <section class="block"><h2>{ words.proof_kept_title }</h2><p>{ words.proof_kept }</p></section>
            <section class="block">
                <h2>{ words.proof_build_title }</h2>
                <pre class="policy build">{ named("version") }</pre>
                <p>{ words.proof_build }</p>
                <p>{ source(ui) }</p>
            </section>
        </main>
    }
}

/// Where the source is, when whoever built this has said it.
fn source(ui: &Ui) -> Html {
    let source = named("source");
    match host(&source) {
        Some(_) => out(ui.words, &source, ui.words.proof_source),
        None => html! { { ui.words.proof_no_source } },
    }
}

/// The policy that the page carries, one rule a line.
fn policy() -> Option<String> {
    let meta = document()
        .query_selector("meta[http-equiv=Content-Security-Policy]")
        .ok()??;
    let policy: JsString = meta.get_attribute("content")?.into();
    Some(policy.split("; ").join("\n").into())
}

/// The addresses that the browser has loaded for this page, one a line.
fn loaded() -> String {
    let Some(performance) = window().performance() else {
        return String::new();
    };
    let names = performance.get_entries_by_type("resource");
    names
        .map(&mut |it, _, _| Reflect::get(&it, &"name".into()).unwrap_or_default())
        .join("\n")
        .into()
}
