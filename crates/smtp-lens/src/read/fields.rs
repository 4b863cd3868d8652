//! The fields of a delivery report (RFC 3464), wherever they stand: in their own MIME part or pasted.

use crate::phrases::Table;
use smtp_lens_catalog::EnhancedStatus;

/// The fields of one recipient, and those of the message before them.
#[derive(Debug, Default, Clone)]
pub struct Group {
    /// Final-Recipient, the address.
    pub final_recipient: Option<String>,
    /// Original-Recipient, the address.
    pub original_recipient: Option<String>,
    /// Action, in lower case.
    pub action: Option<String>,
    /// Status.
    pub status: Option<EnhancedStatus>,
    /// Where the status stands.
    pub status_range: (usize, usize),
    /// What Status says behind its code: the range of the words in its parentheses.
    pub comment: Option<(usize, usize)>,
    /// Diagnostic-Code: the range of its value.
    pub diagnostic: Option<(usize, usize)>,
    /// Remote-MTA.
    pub remote_mta: Option<String>,
    /// Reporting-MTA.
    pub reporting_mta: Option<String>,
    /// Last-Attempt-Date, or Arrival-Date.
    pub at: Option<String>,
    /// Arrival-Date.
    pub arrival: Option<String>,
    /// Last-Attempt-Date.
    pub last_attempt: Option<String>,
    /// Will-Retry-Until.
    pub retry_until: Option<String>,
    /// The envelope sender, when an X-field tells it.
    pub sender: Option<String>,
}

/// Whether a text holds such fields: a recipient's, and what became of it.
pub fn has_fields(source: &str) -> bool {
    if memchr::memmem::find(source.as_bytes(), b"ecipient").is_none() {
        return false;
    }
    let (mut recipient, mut fate) = (false, false);
    let is = |name: &str, known: &[&str]| known.iter().any(|it| name.eq_ignore_ascii_case(it));
    let mut found = |name: &str| {
        recipient |= is(name, &["final-recipient", "original-recipient"]);
        fate |= is(name, &["action", "status", "diagnostic-code"]);
        recipient && fate
    };
    if source.lines().filter_map(name_of).any(&mut found) {
        return true;
    }
    let mut all = false;
    NAMES.each(source, |_, it| all |= found(it));
    all
}

/// The names of fields as programs write them, for a text that lost its lines.
static NAMES: Table<&str> = Table::new(&[
    ("Final-Recipient:", "final-recipient"),
    ("Original-Recipient:", "original-recipient"),
    ("Final-recipient:", "final-recipient"),
    ("Original-recipient:", "original-recipient"),
    ("Action:", "action"),
    ("Status:", "status"),
    ("Diagnostic-Code:", "diagnostic-code"),
    ("Diagnostic-code:", "diagnostic-code"),
    ("Remote-MTA:", "remote-mta"),
    ("Reporting-MTA:", "reporting-mta"),
    ("Last-Attempt-Date:", "last-attempt-date"),
    ("Arrival-Date:", "arrival-date"),
    ("Will-Retry-Until:", "will-retry-until"),
    ("X-Postfix-Sender:", "x-postfix-sender"),
]);

/// The name of the field that a line begins with.
fn name_of(line: &str) -> Option<&str> {
    let head = &line.as_bytes()[..line.len().min(40)];
    let colon = memchr::memchr(b':', head)?;
    let name = line[..colon].trim_end();
    (!name.is_empty() && name.bytes().all(|it| it.is_ascii_graphic())).then_some(name)
}

/// A field: its name, and where its value stands; a blank line between fields has no name.
struct Entry {
    name: String,
    start: usize,
    stop: usize,
}

/// The fields in order, wherever they stand: at the starts of lines, or one after the other in a text that lost its lines.
fn entries(source: &str) -> Vec<Entry> {
    let bytes = source.as_bytes();
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let end = line_end(bytes, at);
        let line = &source[at..end];
        let mut stop = end;
        if line.trim().is_empty() {
            entries.push(Entry {
                name: String::new(),
                start: at,
                stop: at,
            });
        } else if let Some(name) = name_of(line) {
            // Folded lines belong to the value.
            while stop + 1 < source.len() && matches!(bytes[stop + 1], b' ' | b'\t') {
                let next = line_end(bytes, stop + 1);
                if source[stop + 1..next].trim().is_empty() {
                    break;
                }
                stop = next;
            }
            let start = at + line.find(':').map_or(0, |it| it + 1);
            let name = name.to_ascii_lowercase();
            entries.push(Entry { name, start, stop });
        }
        at = stop + 1;
    }
    if entries.iter().any(|it| it.name.ends_with("-recipient")) {
        return entries;
    }
    entries.clear();
    NAMES.places(source, |start, end, name| {
        if let Some(last) = entries.last_mut() {
            last.stop = start;
        }
        entries.push(Entry {
            name: (*name).to_string(),
            start: end,
            stop: source.len(),
        });
    });
    entries
}

/// Where the fields stand in a text that holds them: nothing there is words.
pub fn stretch(source: &str) -> Option<(usize, usize)> {
    let mut range: Option<(usize, usize)> = None;
    let known = |name: &str| NAMES.rows().any(|it| name.eq_ignore_ascii_case(it));
    for it in entries(source).iter().filter(|it| known(&it.name)) {
        let start = range.map_or(it.start, |it| it.0);
        range = Some((start, it.stop));
    }
    range.map(|(start, stop)| (source[..start].rfind('\n').map_or(0, |it| it + 1), stop))
}

/// The groups of recipients in order.
pub fn groups(source: &str) -> Vec<Group> {
    let mut common = Group::default();
    let mut groups: Vec<Group> = Vec::new();
    let mut current: Option<Group> = None;
    for Entry { name, start, stop } in entries(source) {
        if name.is_empty() {
            // A blank line ends a group, but some programs write one inside it.
            if current
                .as_ref()
                .is_some_and(|it| it.final_recipient.is_some() && (it.status.is_some() || it.action.is_some()))
            {
                groups.extend(current.take());
            }
            continue;
        }
        let value = source[start..stop].trim();
        match name.as_str() {
            "final-recipient" | "original-recipient" | "x-actual-recipient" => {
                let address = typed(value).trim_matches(['<', '>', ' ']).to_string();
                let is_final = name == "final-recipient";
                let starts_new = current.as_ref().is_some_and(|it| {
                    (is_final && it.final_recipient.is_some())
                        || (!is_final && it.final_recipient.is_some() && it.status.is_some() && it.diagnostic.is_some())
                });
                if starts_new {
                    groups.extend(current.take());
                }
                let group = current.get_or_insert_with(|| common.clone());
                let slot = if is_final {
                    &mut group.final_recipient
                } else {
                    &mut group.original_recipient
                };
                slot.get_or_insert(address);
            }
            "action" => {
                let word = value
                    .split(|it: char| !it.is_ascii_alphabetic())
                    .next()
                    .unwrap_or_default()
                    .to_ascii_lowercase();
                current.get_or_insert_with(|| common.clone()).action.get_or_insert(word);
            }
            "status" => {
                let found = value
                    .char_indices()
                    .map(|it| it.0)
                    .find_map(|at| EnhancedStatus::at_start(&value[at..]).map(|it| (at, it)));
                if let Some((offset, (status, length))) = found {
                    let group = current.get_or_insert_with(|| common.clone());
                    if group.status.is_none() {
                        group.status = Some(status);
                        let begin =
                            start + (source[start..stop].len() - source[start..stop].trim_start().len()) + offset;
                        group.status_range = (begin, begin + length);
                        group.comment = comment(source, begin + length, stop);
                    }
                }
            }
            "diagnostic-code" => {
                let group = current.get_or_insert_with(|| common.clone());
                group.diagnostic.get_or_insert((start, stop));
            }
            "remote-mta" => {
                let host = typed(value)
                    .split([' ', '(', '['])
                    .next()
                    .unwrap_or_default()
                    .trim_end_matches('.')
                    .to_string();
                if let Some(group) = &mut current {
                    group.remote_mta.get_or_insert(host);
                } else {
                    common.remote_mta.get_or_insert(host);
                }
            }
            "reporting-mta" => {
                let host = typed(value).split(' ').next().unwrap_or_default().to_string();
                common.reporting_mta = Some(host);
            }
            "last-attempt-date" => {
                if let Some(group) = &mut current {
                    group.at = Some(value.to_string());
                    group.last_attempt = Some(value.to_string());
                }
            }
            "will-retry-until" => {
                if let Some(group) = &mut current {
                    group.retry_until = Some(value.to_string());
                }
            }
            "arrival-date" => {
                common.at.get_or_insert(value.to_string());
                common.arrival.get_or_insert(value.to_string());
            }
            "x-postfix-sender" => {
                common.sender.get_or_insert(typed(value).to_string());
            }
            _ => {}
        }
    }
    groups.extend(current.filter(|it| {
        it.final_recipient.is_some()
            || it.original_recipient.is_some()
            || it.diagnostic.is_some()
            || (it.status.is_some() && it.action.is_some())
    }));
    groups
}

/// The words in the parentheses that begin at `from`: `4.0.0 (mx.example.net: host name lookup failure)`.
fn comment(source: &str, from: usize, stop: usize) -> Option<(usize, usize)> {
    let open = from + source.get(from..stop)?.find('(')? + 1;
    let close = open + source[open..stop].rfind(')')?;
    source[open..close].contains(' ').then_some((open, close))
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |it| at + it)
}

/// The value behind its type: `rfc822; a@b` is `a@b`.
pub fn typed(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, rest)) if kind.len() < 20 && !kind.contains('@') => rest.trim(),
        _ => value.trim(),
    }
}
