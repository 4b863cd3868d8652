//! What the worker says to a page around the page, as JSON: what an answer is about, and never a word of the text.
//!
//! Codes, reasons and ids of causes come out of closed lists or are of letters, digits and hyphens, so that they need no escaping; the
//! contract as a whole would cost every visitor a serialiser. `web/frame.js` passes it on.

use smtp_lens::{Analysis, Fault, Finding};

/// So many findings are told of.
const FINDINGS: usize = 50;

/// A text was read.
pub fn analysis(analysis: &Analysis) -> String {
    let findings: Vec<String> = analysis.findings.iter().take(FINDINGS).map(finding).collect();
    [
        r#"{"type":"analysis","kind":""#,
        analysis.input.kind.word(),
        r#"","findings":["#,
        &findings.join(","),
        "]}",
    ]
    .concat()
}

fn finding(it: &Finding) -> String {
    let code = it.reply.as_ref().and_then(|it| it.code);
    let causes: Vec<String> = it.causes.iter().map(|it| text(Some(&it.id))).collect();
    [
        r#"{"outcome":"#,
        &text(Some(it.outcome.word())),
        r#","reason":"#,
        &text(Some(it.reason.word())),
        r#","stage":"#,
        &text(it.stage.map(|it| it.word())),
        r#","code":"#,
        &code.map_or_else(|| "null".into(), |it| it.to_string()),
        r#","status":"#,
        &text(it.status.as_deref()),
        r#","provider":"#,
        &text(it.provider.as_deref()),
        r#","causes":["#,
        &causes.join(","),
        "]}",
    ]
    .concat()
}

/// Whether the site's own causes can be used, and if not, why.
pub fn faults(faults: &[Fault]) -> String {
    let faults: Vec<String> = faults.iter().map(|it| text(Some(&it.to_string()))).collect();
    [r#"{"type":"catalog","faults":["#, &faults.join(","), "]}"].concat()
}

fn text(words: Option<&str>) -> String {
    let Some(words) = words else { return "null".into() };
    let mut text = String::from('"');
    for it in words.chars() {
        match it {
            '"' | '\\' => text.extend(['\\', it]),
            // What else has to be escaped stands in no message for people.
            '\0'..' ' => text.push(' '),
            it => text.push(it),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_text_is_told() {
        let analysis = Analysis {
            findings: vec![Finding {
                recipient: Some("anna@example.com".into()),
                status: Some("5.1.1".into()),
                verdict: "anna@example.com is unknown".into(),
                ..Finding::default()
            }],
            ..Analysis::default()
        };
        assert_eq!(
            super::analysis(&analysis),
            r#"{"type":"analysis","kind":"unknown","findings":[{"outcome":"failed","reason":"undefined","stage":null,"code":null,"status":"5.1.1","provider":null,"causes":[]}]}"#
        );
    }

    #[test]
    fn a_fault_is_valid_json() {
        let fault = Fault {
            line: 3,
            says: "no \"x\\\n".into(),
        };
        assert_eq!(faults(&[fault]), r#"{"type":"catalog","faults":["line 3: no \"x\\ "]}"#);
        assert_eq!(faults(&[]), r#"{"type":"catalog","faults":[]}"#);
    }
}
