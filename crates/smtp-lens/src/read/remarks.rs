//! What is worth saying of a bounce beside its findings: how long it was tried, what came back, and whether it was ever sent.

use super::fields::Group;
use super::hints::address_in;
use super::{ReadRemark, Reading};
use crate::input::{Document, PartKind};
use crate::text::Text;

/// Hosts by which the mail of many domains goes out: a route over them says nothing about the sender's domain.
const SHARED: &[&str] = &[
    "google.com",
    "googlemail.com",
    "outlook.com",
    "amazonses.com",
    "sendgrid.net",
    "mailgun.",
    "mandrillapp.com",
    "sparkpost",
    "mailjet.com",
    "sendinblue.com",
    "brevo",
    "zoho",
    "ovh.net",
    "kundenserver.de",
    "secureserver.net",
    "mimecast",
    "pphosted.com",
    "messagelabs",
    "yahoo.",
    "icloud.com",
    "protonmail",
];

/// Adds the remarks on a bounce.
pub fn of_bounce(document: &Document, groups: &[(usize, Group)], reading: &mut Reading) {
    let remark = |kind, with| ReadRemark {
        kind,
        with,
        ..ReadRemark::default()
    };
    if let Some((_, group)) = groups.first() {
        if let (Some(first), Some(last)) = (&group.arrival, &group.last_attempt)
            && first != last
        {
            let with = vec![("first", first.clone()), ("last", last.clone())];
            reading.remarks.push(remark("tried", with));
        }
        if let Some(until) = &group.retry_until {
            reading
                .remarks
                .push(remark("retry-until", vec![("until", until.clone())]));
        }
    }
    let original = &reading.original;
    let to = original.to.as_deref().and_then(address_in);
    if let (Some(to), Some(date)) = (to, original.date.clone().filter(|it| !it.is_empty())) {
        let with = vec![("recipient", to), ("date", date)];
        reading.remarks.push(remark("returned", with));
    }
    if let Some(domain) = foreign(document, reading) {
        reading.remarks.push(remark("backscatter", vec![("domain", domain)]));
    }
}

/// The sender's domain, when nothing of the returned message comes from it: neither a server of its route, nor its Message-ID, nor a
/// signature. A bounce of such a message goes to somebody whose address was forged.
fn foreign(document: &Document, reading: &Reading) -> Option<String> {
    let header = document.part(PartKind::Original).map(Text::as_str)?;
    let header = &header[..header.find("\n\n").unwrap_or(header.len())];
    let sender = reading.original.from.as_deref().and_then(address_in)?;
    let domain = sender.rsplit('@').next()?.to_ascii_lowercase();
    let id = reading.original.message_id.as_deref()?.to_ascii_lowercase();
    // `mail.example.co.uk` and `example.co.uk` are one: the longest label that is no top-level name tells.
    let name = domain.split('.').rev().skip(1).max_by_key(|it| it.len())?;
    if name.len() < 4 || id.contains(name) {
        return None;
    }
    let (mut route, mut named) = (0, false);
    let mut inside = false;
    for line in header.lines() {
        if !line.starts_with([' ', '\t']) {
            let field = line.split(':').next().unwrap_or_default();
            let received = field.eq_ignore_ascii_case("Received");
            route += usize::from(received);
            inside = received || field.eq_ignore_ascii_case("DKIM-Signature");
        }
        if inside {
            let line = line.to_ascii_lowercase();
            // "for <a@b>" and "envelope-from" say what was claimed, not where it came from.
            let claimed = line.contains("envelope-from") || line.trim_start().starts_with("for ");
            named |= !claimed && (line.contains(name) || SHARED.iter().any(|it| line.contains(it)));
        }
    }
    (route > 0 && !named).then_some(domain)
}
