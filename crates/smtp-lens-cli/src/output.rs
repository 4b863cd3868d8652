//! The answer as text, Markdown, JSON or CSV.

use crate::arguments::{Arguments, Format};
use smtp_lens::{Analysis, Finding, Lens, Masks, Options};
use std::io::{self, Write};

/// Analyses one input and writes what was found.
pub fn write(
    out: &mut dyn Write,
    lens: &Lens,
    input: &[u8],
    options: &Options<'_>,
    arguments: &Arguments,
    first: bool,
) -> io::Result<()> {
    let report = match arguments.format {
        Format::Text => Some(smtp_lens::Format::Text),
        Format::Markdown => Some(smtp_lens::Format::Markdown),
        Format::Html => Some(smtp_lens::Format::Html),
        Format::Json | Format::JsonLines | Format::Csv => None,
    };
    if let Some(format) = report {
        let mut redacted = lens.redact(input, options, arguments.redact.unwrap_or(Masks::NONE));
        if arguments.redact.is_none() && format != smtp_lens::Format::Html {
            // Whoever reads it here has the input.
            redacted.text.clear();
        }
        if arguments.files.len() > 1 && format == smtp_lens::Format::Text {
            writeln!(out, "{}:\n", options.name.as_deref().unwrap_or_default())?;
        }
        return out.write_all(lens.report(&redacted, format).as_bytes());
    }
    let analysis = match arguments.redact {
        Some(masks) => lens.redact(input, options, masks).analysis,
        None => lens.analyze(input, options),
    };
    match arguments.format {
        Format::JsonLines => {
            serde_json::to_writer(&mut *out, &analysis)?;
            writeln!(out)
        }
        Format::Json => {
            write!(out, "{}", if first { "[" } else { ",\n" })?;
            serde_json::to_writer_pretty(&mut *out, &analysis)?;
            Ok(())
        }
        _ => {
            if first {
                writeln!(
                    out,
                    "file,outcome,recipient,stage,reason,permanent,status,code,provider,cause,acts,verdict,reply"
                )?;
            }
            for it in &analysis.findings {
                csv(out, &analysis, it)?;
            }
            Ok(())
        }
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
