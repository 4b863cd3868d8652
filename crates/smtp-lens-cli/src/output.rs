//! The answer as text, Markdown, JSON or CSV.

use crate::arguments::Format;
use smtp_lens::{Analysis, Cause, Finding};
use std::io::{self, Write};

/// Writes one analysis.
pub fn write(out: &mut dyn Write, analysis: &Analysis, format: Format, first: bool) -> io::Result<()> {
    match format {
        Format::JsonLines => {
            serde_json::to_writer(&mut *out, analysis)?;
            writeln!(out)
        }
        Format::Json => {
            write!(out, "{}", if first { "[" } else { ",\n" })?;
            serde_json::to_writer_pretty(&mut *out, analysis)?;
            Ok(())
        }
        Format::Csv => {
            if first {
                writeln!(
                    out,
                    "file,outcome,recipient,stage,reason,permanent,status,code,provider,cause,acts,verdict,reply"
                )?;
            }
            for it in &analysis.findings {
                csv(out, analysis, it)?;
            }
            Ok(())
        }
        Format::Text => prose(out, analysis, ["", "  ", "- "]),
        Format::Markdown => prose(out, analysis, ["## ", "", "1. "]),
    }
}

/// Writes what stands after the last analysis.
pub fn finish(out: &mut dyn Write, format: Format, empty: bool) -> io::Result<()> {
    match format {
        Format::Json if empty => writeln!(out, "[]"),
        Format::Json => writeln!(out, "]"),
        _ => Ok(()),
    }
}

fn csv(out: &mut dyn Write, analysis: &Analysis, it: &Finding) -> io::Result<()> {
    let cause = it.causes.first();
    let code = it.reply.as_ref().and_then(|it| it.code).map(|it| it.to_string());
    let outcome = serde_json::to_value(it.outcome)
        .ok()
        .and_then(|it| it.as_str().map(str::to_string));
    let cells = [
        analysis.input.name.clone().unwrap_or_default(),
        outcome.unwrap_or_default(),
        it.recipient.clone().unwrap_or_default(),
        it.stage.map(|it| it.to_string()).unwrap_or_default(),
        it.reason.to_string(),
        it.permanent.map(|it| it.to_string()).unwrap_or_default(),
        it.status.clone().unwrap_or_default(),
        code.unwrap_or_default(),
        it.provider.clone().unwrap_or_default(),
        cause.map(|it| it.id.clone()).unwrap_or_default(),
        cause.map(|it| it.acts.to_string()).unwrap_or_default(),
        it.verdict.clone(),
        it.reply.as_ref().map(|it| it.text.clone()).unwrap_or_default(),
    ];
    let line: Vec<String> = cells.iter().map(|it| cell(it)).collect();
    writeln!(out, "{}", line.join(","))
}

/// A cell that no spreadsheet takes for a formula.
fn cell(value: &str) -> String {
    let safe = if value.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{value}")
    } else {
        value.to_string()
    };
    if safe.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

fn prose(out: &mut dyn Write, analysis: &Analysis, [head, indent, bullet]: [&str; 3]) -> io::Result<()> {
    if let Some(name) = &analysis.input.name {
        writeln!(out, "{head}{name}\n")?;
    }
    if analysis.findings.is_empty() {
        return writeln!(out, "{indent}-\n");
    }
    for it in &analysis.findings {
        writeln!(out, "{indent}{}", it.verdict)?;
        let mut facts: Vec<String> = Vec::new();
        facts.extend(it.recipient.clone());
        facts.extend(it.stage.map(|it| it.to_string()));
        if let Some(reply) = &it.reply {
            let code = reply.code.map(|it| it.to_string()).unwrap_or_default();
            facts.push(
                format!("{code} {}", it.status.clone().unwrap_or_default())
                    .trim()
                    .to_string(),
            );
        }
        facts.extend(it.provider_name.clone());
        facts.retain(|it| !it.is_empty());
        writeln!(out, "{indent}({})\n", facts.join(" · "))?;
        if let Some(cause) = it.causes.first() {
            explain(out, cause, indent, bullet)?;
        }
    }
    Ok(())
}

fn explain(out: &mut dyn Write, cause: &Cause, indent: &str, bullet: &str) -> io::Result<()> {
    writeln!(out, "{indent}{}\n", cause.explanation)?;
    for it in &cause.steps {
        writeln!(out, "{indent}{bullet}{} [{}]", it.act, it.who)?;
        for more in it
            .why
            .iter()
            .chain(&it.path)
            .chain(&it.command)
            .chain(&it.url)
            .chain(&it.details)
        {
            writeln!(out, "{indent}   {more}")?;
        }
    }
    writeln!(out)?;
    for it in &cause.sources {
        writeln!(
            out,
            "{indent}{} ({}, {})\n{indent}{}",
            it.title, it.publisher, it.read, it.url
        )?;
    }
    writeln!(out)
}
