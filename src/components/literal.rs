//! Words of the input, quoted: never a secret in clear.

use smtp_lens::{Analysis, Span};
use yew::prelude::*;

use crate::locale::Words;
use crate::spans::{Ink, Layers};
use crate::text::Text;

/// How many bytes of a quotation are shown where there is little room.
const SHORT: usize = 160;

/// The words of a span, secrets masked.
pub fn quote(words: &Words, text: &Text, analysis: &Analysis, span: Span) -> Html {
    let range = span.range();
    let layers = Layers {
        secrets: &analysis.secrets,
        ..Layers::default()
    };
    let runs = layers.runs(range.start.min(text.head.len()), range.end.min(text.head.len()));
    runs.iter()
        .map(|run| match run.ink {
            Ink::Secret => secret(words),
            _ => html! { { text.decode(run.from, run.to) } },
        })
        .collect()
}

/// The beginning of a span's words, secrets masked.
pub fn quote_short(words: &Words, text: &Text, analysis: &Analysis, span: Span) -> Html {
    if span.range().len() <= SHORT {
        return quote(words, text, analysis, span);
    }
    let short = Span(span.0, span.0 + SHORT as u32);
    html! { <>{ quote(words, text, analysis, short) }{ "…" }</> }
}

/// What stands for a secret.
pub fn secret(words: &Words) -> Html {
    html! { <span class="secret">{ words.hidden }</span> }
}

/// A sentence of the catalogue: what stands between backticks is typed as it stands.
pub fn sentence(text: &str) -> Html {
    text.split('`')
        .enumerate()
        .map(|(number, it)| {
            if number % 2 == 1 {
                html! { <code>{ it }</code> }
            } else {
                html! { { it } }
            }
        })
        .collect()
}
