//! Why nothing leaves the page, and how anybody can check it.

use gloo::utils::{document, window};
use js_sys::{JsString, Reflect};
use yew::prelude::*;

use crate::components::icon::Icon;
use crate::components::link::{host, out};
use crate::components::waiting::waiting;
use crate::hooks::{HOME, named};
use crate::locale::help::Said;
use crate::state::{Help, State};
use crate::ui::Ui;

/// The page; its words come with the worker.
pub fn proof(ui: &Ui, state: &State) -> Html {
    let body = match &state.help {
        Some(help) => told(ui, help),
        None => waiting(ui.words, state.engine),
    };
    html! { <main class="reading"><p><a href={HOME}>{ "‹ " }{ ui.words.back }</a></p>{ body }</main> }
}

fn told(ui: &Ui, help: &Help) -> Html {
    let says = |it| help.says(it);
    html! {
        <>
            <h1>{ Icon::Lock.draw() }<span>{ says(Said::ProofTitle) }</span></h1>
            <p>{ says(Said::ProofLead) }</p>
            <section class="block"><h2>{ says(Said::ProofChecksTitle) }</h2><ol>{ for says(Said::ProofChecks).split('\n').map(|it| html! { <li>{ it }</li> }) }</ol></section>
            <section class="block">
                <h2>{ says(Said::ProofPolicy) }</h2>
                if let Some(policy) = policy() { <pre class="policy">{ policy }</pre> } else { <p>{ says(Said::ProofNoPolicy) }</p> }
                <p>{ says(Said::ProofPolicyCannot) }</p>
            </section>
            <section class="block"><h2>{ says(Said::ProofLoaded) }</h2><pre class="policy">{ loaded() }</pre><p>{ says(Said::ProofLoadedToo) }</p></section>
            <section class="block"><h2>{ says(Said::ProofKeptTitle) }</h2><p>{ says(Said::ProofKept) }</p></section>
            <section class="block">
                <h2>{ says(Said::ProofBuildTitle) }</h2>
                <pre class="policy build">{ named("version") }</pre>
                <p>{ says(Said::ProofBuild) }</p>
                <p>{ source(ui, help) }</p>
            </section>
        </>
    }
}

/// Where the source is, when whoever built this has said it.
fn source(ui: &Ui, help: &Help) -> Html {
    let source = named("source");
    match host(&source) {
        Some(_) => out(ui.words, &source, help.says(Said::ProofSource)),
        None => html! { { help.says(Said::ProofNoSource) } },
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
