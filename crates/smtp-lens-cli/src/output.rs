//! The answer as text, Markdown, JSON or CSV.

use crate::arguments::{Arguments, Format};
use smtp_lens::{Lens, Masks, Options};
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
                write!(out, "{}", smtp_lens::report::CSV_HEADER)?;
            }
            write!(out, "{}", smtp_lens::report::csv(&analysis))
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
