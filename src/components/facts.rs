//! What was reported, in the words of who reported it.

use yew::prelude::*;

use super::literal;
use crate::locale::moment;
use crate::ui::View;

/// The reply, the codes, the servers, the time.
pub fn facts(view: &View) -> Html {
    let (words, finding) = (view.ui.words, view.finding);
    let server = finding.remote_mta.as_deref();
    let provider = finding.provider_name.as_deref().map(|it| {
        if server.is_some() {
            [" (", it, ")"].concat()
        } else {
            it.to_owned()
        }
    });
    let at = finding.at.as_deref().map(|it| moment(words.language, it));
    let rows = [
        row(words.reply, reply(view), None),
        row(words.status, finding.status.as_deref().map(text), None),
        row(words.said_by, server.map(text), provider),
        row(words.told_by, finding.reporting_mta.as_deref().map(text), None),
        row(words.queue_id, finding.queue_id.as_deref().map(text), None),
        row(words.at, None, at),
    ];
    html! { <dl class="facts">{ for rows }</dl> }
}

fn text(it: &str) -> Html {
    html! { { it } }
}

/// A row with theirs and ours; nothing when there is neither.
fn row(name: &'static str, theirs: Option<Html>, ours: Option<String>) -> Html {
    if theirs.is_none() && ours.is_none() {
        return Html::default();
    }
    html! { <><dt>{ name }</dt><dd><span class="literal">{ theirs }</span>{ ours }</dd></> }
}

/// What the server answered: as it stands in the text, or, where that part of the text is not shown, as it was understood.
fn reply(view: &View) -> Option<Html> {
    let reply = view.finding.reply.as_ref()?;
    let shown = &view.answer.text;
    if !reply.span.is_empty() && reply.span.range().end <= shown.head.len() {
        return Some(literal::quote(view.ui.words, shown, &view.answer.analysis, reply.span));
    }
    let code = reply.code.map(|it| [&it.to_string(), " "].concat());
    let status = reply.status.as_ref().map(|it| [it, " "].concat());
    Some(html! { <>{ code }{ status }{ &reply.text }</> })
}
