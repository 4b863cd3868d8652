//! Bounces as sending services report them to programs: Amazon SES notifications in JSON.

use super::fields::Group;
use smtp_lens_catalog::EnhancedStatus;

/// So many members of one notification are looked at.
const MEMBERS: usize = 20_000;

/// The recipients of a notification; nothing for any other text.
pub fn groups(source: &str) -> Vec<Group> {
    let Some(list) = source.find("\"bouncedRecipients\"") else {
        return Vec::new();
    };
    let mut groups: Vec<Group> = Vec::new();
    let mut reporting = None;
    let mut at = list;
    let mut in_list = true;
    for _ in 0..MEMBERS {
        let Some((key, value)) = member(source, at) else { break };
        in_list = in_list && !source[at..key.0].contains(']');
        at = value.1 + 1;
        let text = &source[value.0..value.1];
        match &source[key.0..key.1] {
            "emailAddress" if in_list => groups.push(Group {
                final_recipient: Some(text.trim_matches(['<', '>', ' ']).to_string()),
                action: Some("failed".into()),
                ..Group::default()
            }),
            "reportingMTA" => reporting = Some(super::fields::typed(text).to_string()),
            name => {
                let Some(group) = groups.last_mut().filter(|_| in_list) else {
                    continue;
                };
                match name {
                    "action" => group.action = Some(text.to_ascii_lowercase()),
                    "status" => group.status = EnhancedStatus::parse(text),
                    "diagnosticCode" => group.diagnostic = Some(value),
                    _ => {}
                }
            }
        }
    }
    for it in &mut groups {
        it.reporting_mta.clone_from(&reporting);
    }
    groups
}

/// The next `"key": "value"` from `at` on: the ranges of both, without their quotes.
fn member(source: &str, mut at: usize) -> Option<((usize, usize), (usize, usize))> {
    loop {
        let key = string(source, at)?;
        let after = source[key.1 + 1..].trim_start();
        let begin = source.len() - after.len();
        match after.strip_prefix(':').map(str::trim_start) {
            Some(value) if value.starts_with('"') => {
                return Some((key, string(source, source.len() - value.len())?));
            }
            _ => at = begin,
        }
    }
}

/// The next string from `at` on, without its quotes.
fn string(source: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = source.as_bytes();
    let start = at + memchr::memchr(b'"', bytes.get(at..)?)? + 1;
    let mut end = start;
    while end < bytes.len() {
        match bytes[end] {
            b'\\' => end += 2,
            b'"' => return Some((start, end)),
            _ => end += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_of_a_notification() {
        let text = r#"{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"a@example.org","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 no"},{"emailAddress":"b@example.org"}],"reportingMTA":"dns; mx.example.net"},"mail":{"destination":["c@example.org"]}}"#;
        let found = groups(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].final_recipient.as_deref(), Some("a@example.org"));
        assert_eq!(
            found[0].diagnostic.map(|it| &text[it.0..it.1]),
            Some("smtp; 550 5.1.1 no")
        );
        assert_eq!(found[1].reporting_mta.as_deref(), Some("mx.example.net"));
        assert!(groups("{\"a\":\"b\"}").is_empty());
        assert!(groups("\"bouncedRecipients\":[\"\\").is_empty());
    }
}
