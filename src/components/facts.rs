//! What was reported, in the words of who reported it.

use smtp_lens::Finding;
use yew::prelude::*;

use super::literal;
use crate::locale::{Words, moment};
use crate::state::Answered;

/// The reply, the codes, the servers, the time.
pub fn facts(words: &Words, answer: &Answered, finding: &Finding) -> Html {
    let mut rows: Vec<(&str, Html)> = Vec::new();
    if let Some(reply) = &finding.reply {
        let is_shown = !reply.span.is_empty() && reply.span.range().end <= answer.text.head.len();
        let said = if is_shown {
            literal::quote(words, &answer.text, &answer.analysis, reply.span)
        } else {
            let code = reply.code.map(|it| it.to_string()).unwrap_or_default();
            html! { { [code.as_str(), reply.status.as_deref().unwrap_or_default(), &reply.text].join(" ") } }
        };
        rows.push((words.reply, html! { <span class="literal said">{ said }</span> }));
    }
    let literal = |it: &String| html! { <span class="literal">{ it }</span> };
    rows.extend(finding.status.as_ref().map(|it| (words.status, literal(it))));
    if let Some(server) = &finding.remote_mta {
        let provider = finding.provider_name.as_ref().map(|it| [" (", it, ")"].concat());
        rows.push((words.said_by, html! { <>{ literal(server) }{ provider }</> }));
    } else if let Some(provider) = &finding.provider_name {
        rows.push((words.said_by, html! { { provider } }));
    }
    rows.extend(finding.reporting_mta.as_ref().map(|it| (words.told_by, literal(it))));
    rows.extend(
        finding
            .at
            .as_ref()
            .map(|it| (words.at, html! { { moment(words.language, it) } })),
    );
    if rows.is_empty() {
        return Html::default();
    }
    html! { <dl class="facts">{ for rows.into_iter().map(|(name, value)| html! { <><dt>{ name }</dt><dd>{ value }</dd></> }) }</dl> }
}
