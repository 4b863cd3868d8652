//! Findings as lines for a spreadsheet.

use super::outcome_word;
use crate::analysis::{Analysis, Finding};

/// What stands above the lines.
pub const CSV_HEADER: &str =
    "file,outcome,recipient,stage,reason,permanent,status,code,provider,cause,acts,verdict,reply\n";

/// A line for each finding.
pub fn csv(analysis: &Analysis) -> String {
    let mut out = String::new();
    for it in &analysis.findings {
        line(&mut out, analysis, it);
    }
    out
}

fn line(out: &mut String, analysis: &Analysis, it: &Finding) {
    let cause = it.causes.first();
    let code = it.reply.as_ref().and_then(|it| it.code).map(|it| it.to_string());
    let cells = [
        analysis.input.name.as_deref(),
        Some(outcome_word(it.outcome)),
        it.recipient.as_deref(),
        it.stage.map(|it| it.word()),
        Some(it.reason.word()),
        it.permanent.map(|it| if it { "true" } else { "false" }),
        it.status.as_deref(),
        code.as_deref(),
        it.provider.as_deref(),
        cause.map(|it| it.id.as_str()),
        cause.map(|it| it.acts.word()),
        Some(&it.verdict),
        it.reply.as_ref().map(|it| it.text.as_str()),
    ];
    for (number, value) in cells.into_iter().enumerate() {
        if number > 0 {
            out.push(',');
        }
        cell(out, value.unwrap_or_default());
    }
    out.push('\n');
}

/// A cell that no spreadsheet takes for a formula.
fn cell(out: &mut String, value: &str) {
    let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_quoted = value.contains(['"', ',', '\n', '\r']);
    if is_quoted {
        out.push('"');
    }
    if is_formula {
        out.push('\'');
    }
    if is_quoted {
        out.push_str(&value.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(value);
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_no_formula() {
        let of = |value: &str| {
            let mut out = String::new();
            cell(&mut out, value);
            out
        };
        assert_eq!(of("=1+1"), "'=1+1");
        assert_eq!(of("@x, \"y\""), "\"'@x, \"\"y\"\"\"");
        assert_eq!(of("550"), "550");
    }
}
