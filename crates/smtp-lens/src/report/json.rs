//! A report as JSON: the analysis in its own terms, what is private replaced, without spans.
//!
//! Written by hand: the page's worker carries this, and a JSON library would cost its visitors more than the whole report.

use super::{Redacted, kind_word, outcome_word};
use crate::analysis::{Cause, Finding, Step};
use crate::redact::Masks;
use smtp_lens_catalog::Pack;

/// A writer that knows when a comma is due.
struct Json {
    out: String,
    due: bool,
    depth: usize,
}

impl Json {
    fn open(&mut self, sign: char) {
        self.out.push(sign);
        self.due = false;
        self.depth += 1;
    }

    fn close(&mut self, sign: char) {
        self.depth -= 1;
        if self.due {
            self.line();
        }
        self.out.push(sign);
        self.due = true;
    }

    fn line(&mut self) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n("  ", self.depth));
    }

    fn next(&mut self) {
        if self.due {
            self.out.push(',');
        }
        self.line();
        self.due = false;
    }

    fn key(&mut self, key: &str) {
        self.next();
        self.string(key);
        self.out.push_str(": ");
        self.due = false;
    }

    fn string(&mut self, value: &str) {
        self.out.push('"');
        for it in value.chars() {
            match it {
                '"' | '\\' => {
                    self.out.push('\\');
                    self.out.push(it);
                }
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                it if it < ' ' => self.out.push_str(&format!("\\u{:04x}", it as u32)),
                it => self.out.push(it),
            }
        }
        self.out.push('"');
        self.due = true;
    }

    fn raw(&mut self, value: &str) {
        self.out.push_str(value);
        self.due = true;
    }

    fn pair(&mut self, key: &str, value: &str) {
        self.key(key);
        self.string(value);
    }

    fn maybe(&mut self, key: &str, value: Option<&str>) {
        self.key(key);
        match value {
            Some(value) => self.string(value),
            None => self.raw("null"),
        }
    }

    fn list<T>(&mut self, key: &str, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        self.key(key);
        self.open('[');
        for it in items {
            self.next();
            write(self, it);
        }
        self.close(']');
    }
}

/// The report.
pub fn write(redacted: &Redacted, pack: &Pack) -> String {
    let mut json = Json {
        out: String::new(),
        due: false,
        depth: 0,
    };
    let analysis = &redacted.analysis;
    json.open('{');
    json.pair("generator", concat!("smtp-lens ", env!("CARGO_PKG_VERSION")));
    json.pair("language", &pack.language);
    json.key("input");
    json.open('{');
    json.pair("kind", kind_word(analysis.input.kind));
    json.maybe("format", analysis.input.format.as_deref());
    json.maybe("software", analysis.input.software.as_deref());
    json.close('}');
    let masks = redacted.masks;
    let on = masks.all();
    let names = Masks::NAMES.iter().zip(on).filter(|it| it.1);
    json.list("masked", names, |json, it| json.string(it.0));
    json.list("findings", &analysis.findings, finding);
    json.pair("text", &redacted.text);
    json.close('}');
    json.out.push('\n');
    json.out
}

fn finding(json: &mut Json, it: &Finding) {
    json.open('{');
    json.pair("outcome", outcome_word(it.outcome));
    json.maybe("recipient", it.recipient.as_deref());
    json.maybe("sender", it.sender.as_deref());
    json.maybe("stage", it.stage.map(|it| it.word()));
    json.pair("reason", it.reason.word());
    json.key("permanent");
    json.raw(match it.permanent {
        Some(true) => "true",
        Some(false) => "false",
        None => "null",
    });
    json.maybe("status", it.status.as_deref());
    json.key("reply");
    match &it.reply {
        Some(reply) => {
            json.open('{');
            json.key("code");
            json.raw(&reply.code.map_or("null".to_string(), |it| it.to_string()));
            json.maybe("status", reply.status.as_deref());
            json.pair("text", &reply.text);
            json.close('}');
        }
        None => json.raw("null"),
    }
    json.maybe("provider", it.provider.as_deref());
    json.maybe("reporting_mta", it.reporting_mta.as_deref());
    json.maybe("remote_mta", it.remote_mta.as_deref());
    json.maybe("at", it.at.as_deref());
    json.pair("verdict", &it.verdict);
    json.list("causes", &it.causes, cause);
    json.close('}');
}

fn cause(json: &mut Json, it: &Cause) {
    json.open('{');
    json.pair("id", &it.id);
    json.pair("match", it.matched.word());
    json.pair("title", &it.title);
    json.pair("acts", it.acts.word());
    json.pair("explanation", &it.explanation);
    json.maybe("exceptions", it.exceptions.as_deref());
    json.list("steps", &it.steps, |json, it| step(json, it));
    json.list("sources", it.sources.iter(), |json, it| {
        json.open('{');
        json.pair("title", &it.title);
        json.pair("publisher", &it.publisher);
        json.pair("url", &it.url);
        json.pair("language", &it.language);
        json.pair("read", &it.read);
        json.pair("kind", &it.kind);
        json.close('}');
    });
    json.close('}');
}

fn step(json: &mut Json, it: &Step) {
    json.open('{');
    json.pair("do", &it.act);
    json.maybe("why", it.why.as_deref());
    json.pair("for", it.who.word());
    json.maybe("path", it.path.as_deref());
    json.maybe("command", it.command.as_deref());
    json.maybe("shell", it.shell.as_deref());
    json.maybe("url", it.url.as_deref());
    json.list("details", &it.details, |json, it| json.string(it));
    json.close('}');
}
