//! What an input shows as a whole, whatever failed: the conversation, its lines, the way of the message.

use crate::analysis::*;
use crate::input::Document;
use crate::read::{LineRole, Reading};
use crate::text::Text;
use smtp_lens_catalog::Pack;

/// What the lines of a conversation are, in words.
pub fn lines(reading: &Reading, document: &Document, secrets: &[Span], pack: &Pack) -> Vec<Line> {
    reading
        .lines
        .iter()
        .filter_map(|it| {
            let text = &document.parts.get(it.part)?.text;
            let span = text.span(it.range.0, it.range.1);
            let mut means = pack.phrase(&it.key);
            if means.is_empty() && it.key.starts_with("command.auth-") {
                means = pack.phrase("command.auth");
            }
            Some(Line {
                span,
                who: match it.role {
                    LineRole::Client => Who::Client,
                    LineRole::Server => Who::Server,
                    LineRole::Program => Who::Program,
                    LineRole::Message => Who::Message,
                },
                means: means.to_string(),
                secret: secrets.iter().any(|secret| secret.0 < span.1 && secret.1 > span.0),
                refuses: it.refuses,
            })
        })
        .collect()
}

/// The sessions, secrets left out.
pub fn sessions(reading: &Reading, document: &Document) -> Vec<Session> {
    let part = reading.lines.first().map_or(0, |it| it.part);
    let empty = Text::default();
    let text = document.parts.get(part).map_or(&empty, |it| &it.text);
    reading
        .sessions
        .iter()
        .map(|it| Session {
            client: it.client.clone(),
            server: it.server.clone(),
            tls: it.tls,
            capabilities: it.capabilities.clone(),
            mechanisms: it.mechanisms.clone(),
            stopped: it
                .exchanges
                .iter()
                .find(|it| it.reply.as_ref().is_some_and(|it| it.refuses()))
                .and_then(|it| it.stage),
            milliseconds: it.milliseconds,
            exchanges: it
                .exchanges
                .iter()
                .map(|it| Exchange {
                    command: it.command.map(|(start, end)| {
                        let secret = reading.secrets.iter().find(|(_, from, to)| *from < end && *to > start);
                        let stop = secret.map_or(end, |it| it.1.max(start));
                        text.as_str()[start..stop].trim().to_string()
                    }),
                    command_span: it.command.map(|(start, end)| text.span(start, end)),
                    stage: it.stage,
                    reply: it.reply.as_ref().map(|it| Reply {
                        code: it.code,
                        status: it.status.map(|it| it.to_string()),
                        text: it.text.clone(),
                        span: text.span(it.start, it.end),
                    }),
                })
                .collect(),
        })
        .collect()
}

/// The way that the message took.
pub fn hops(document: &Document, kind: Kind) -> Vec<Hop> {
    let own = matches!(kind, Kind::Message | Kind::Headers | Kind::AutoReply);
    let mut before: Option<i64> = None;
    crate::read::hops::read(document, own)
        .into_iter()
        .map(|it| {
            let text = match it.part {
                Some(part) => document.parts.get(part).map(|it| &it.text),
                None => document.header.as_ref(),
            };
            let after = it.seconds.zip(before).map(|(now, before)| now - before);
            before = it.seconds.or(before);
            Hop {
                from: it.from,
                by: it.by,
                with: it.with,
                at: it.at,
                after,
                span: text.map(|text| text.span(it.range.0, it.range.1)).unwrap_or_default(),
            }
        })
        .collect()
}
