//! Several findings, to choose from: filtered, sorted, grouped by what happened, exported.

use js_sys::JsString;
use smtp_lens::Finding;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::tag::{tag, tag_of};
use crate::locale::{Words, fill, moment, number};
use crate::state::{Action, Click, Sort};
use crate::ui::{Ui, View};

/// The id of the filter.
pub const FILTER: &str = "filter";
/// How many rows are shown at first, and how many more each time that more are asked for.
const ROWS: usize = 25;
const MORE: usize = 100;
/// From so many rows on there is something to filter.
const MANY: usize = 6;

/// The table; nothing when there is one finding only.
pub fn recipients(view: &View) -> Html {
    let words = view.ui.words;
    let findings = &view.answer.analysis.findings;
    if view.answer.findings < 2 {
        return Html::default();
    }
    let named = findings.iter().any(|it| it.recipient.is_some());
    let title = words.count(
        if named { &words.recipients } else { &words.results },
        view.answer.findings,
    );
    let shown = ROWS + MORE * view.state.more;
    let order = order(view);
    let name = |at: &usize| view.answer.group(&findings[*at]);
    let rows = order.iter().take(shown).enumerate().map(|(place, at)| {
        // A group begins where what happened is another than in the row before.
        let begins = view.state.sort == Sort::Happened && (place == 0 || name(&order[place - 1]) != name(at));
        let size = || order.iter().filter(|it| name(it) == name(at)).count();
        html! {
            <>
                if begins {
                    <tr class="group"><th colspan="3" scope="rowgroup">{ name(at) }{ " (" }{ number(words.language, size() as f64) }{ ")" }</th></tr>
                }
                { row(view, *at, &findings[*at]) }
            </>
        }
    });

    html! {
        <section class="block">
            { groups(view) }
            <header>
                <h2>{ title }</h2>
                if view.answer.findings >= MANY { { filter(view) } }
                <button type="button" class="button" onclick={view.ui.on(Click::Export)}>{ words.export }</button>
            </header>
            <div class="scroll">
                <table class="many">
                    <thead><tr>
                        { head(view, if named { words.recipient } else { words.step }, Sort::Recipient) }
                        { head(view, words.happened, Sort::Happened) }
                        { head(view, words.who_acts, Sort::Acts) }
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            { more(view.ui, words, order.len().saturating_sub(shown)) }
        </section>
    }
}

/// What happened how often, when there are more findings than the page has.
fn groups(view: &View) -> Html {
    let (words, answer) = (view.ui.words, view.answer);
    let Some(most) = answer.groups.iter().map(|it| it.count).max() else {
        return Html::default();
    };
    let max = most.to_string();
    let rows = answer.groups.iter().map(|it| {
        let when = [it.first.as_deref(), it.last.as_deref()].into_iter().flatten();
        let when: Vec<String> = when.map(|it| moment(words.language, it)).collect();
        html! {
            <tr>
                <th scope="row">{ number(words.language, f64::from(it.count)) }<progress max={max.clone()} value={it.count.to_string()} aria-hidden="true" /></th>
                <td>
                    { tag_of(words, it.outcome, it.permanent, answer.analysis.input.kind) }{ " " }{ &it.title }
                    <br /><span class="soft">{ when.join(" – ") }</span>
                </td>
            </tr>
        }
    });
    html! {
        <>
            <header><h2>{ words.how_often }</h2></header>
            <div class="scroll list often" tabindex="0" role="group" aria-label={words.how_often}><table class="many"><tbody>{ for rows }</tbody></table></div>
        </>
    }
}

/// Small letters, by the browser: Rust's own table of them weighs 4 kB.
fn lower(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// The findings that are shown, by their numbers, in the order that is asked for.
fn order(view: &View) -> Vec<usize> {
    let (words, state) = (view.ui.words, view.state);
    let wanted = lower(&state.filter);
    let key = |it: &Finding| match state.sort {
        Sort::Given => String::new(),
        Sort::Recipient => it.recipient.clone().unwrap_or_default(),
        Sort::Happened => view.answer.group(it).to_owned(),
        Sort::Acts => it
            .causes
            .first()
            .map(|it| words.who_acts(it.acts))
            .unwrap_or_default()
            .to_owned(),
    };
    let mut keys: Vec<String> = Vec::new();
    let mut order = Vec::new();
    for (number, it) in view.answer.analysis.findings.iter().enumerate() {
        let text = [it.recipient.as_deref().unwrap_or_default(), "\n", &it.verdict].concat();
        if lower(&text).contains(&wanted) {
            // Some hundred rows at most: putting each in its place weighs less in the page than a sort.
            let key = key(it);
            let place = keys.partition_point(|it| *it <= key);
            keys.insert(place, key);
            order.insert(place, number);
        }
    }
    order
}

fn filter(view: &View) -> Html {
    let ui = view.ui.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        ui.act(Action::Filter(field.value()));
    });
    let words = view.ui.words;
    html! { <input type="search" id={FILTER} class="filter" aria-label={words.filter} placeholder={words.filter} autocomplete="off" value={view.state.filter.clone()} {oninput} /> }
}

/// The head of a column: a button that sorts by it, and once more as the text has them.
fn head(view: &View, name: &'static str, sort: Sort) -> Html {
    let is_sorted = view.state.sort == sort;
    let click = Click::Sort(if is_sorted { Sort::Given } else { sort });
    html! {
        <th scope="col" aria-sort={is_sorted.then_some("ascending")}>
            <button type="button" class="sort" onclick={view.ui.on(click)}>{ name }</button>
        </th>
    }
}

fn row(view: &View, number: usize, finding: &Finding) -> Html {
    let words = view.ui.words;
    let is_chosen = number == view.state.chosen;
    let name = match (&finding.recipient, finding.stage) {
        (Some(recipient), _) => html! { <span class="literal">{ recipient }</span> },
        (None, Some(stage)) => html! { { words.stage(stage) } },
        (None, None) => html! { { words.no_recipient } },
    };
    html! {
        <tr>
            <th scope="row">
                <button type="button" aria-current={is_chosen.then_some("true")} onclick={view.ui.on(Click::Choose(number))}>{ name }</button>
            </th>
            <td>
                { tag(words, finding, view.answer.analysis.input.kind) }{ " " }{ &finding.verdict }
                if finding.follows { <span class="soft">{ " (" }{ words.follows }{ ")" }</span> }
            </td>
            <td>{ finding.causes.first().map(|it| words.who_acts(it.acts)) }</td>
        </tr>
    }
}

/// The button that shows more of a long list; nothing when all of it is shown.
pub fn more(ui: &Ui, words: &Words, rest: usize) -> Html {
    if rest == 0 {
        return Html::default();
    }
    let label = fill(words.more, &[&number(words.language, rest.min(MORE) as f64)]);
    html! { <p><button type="button" class="button" onclick={ui.on(Click::More)}>{ label }</button></p> }
}
