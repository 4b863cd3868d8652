//! Spam complaints (RFC 5965).

use super::hints::{address_in, all_headers, header};
use super::{ReadFinding, Reading, fields};
use crate::analysis::{Kind, Outcome};
use crate::input::{Document, Head, PartKind};
use crate::text::Text;
use smtp_lens_catalog::Reason;

/// Whether it is a complaint without the fields of RFC 5965: those of Microsoft's Junk Mail Reporting Program enclose the
/// message alone, with the recipient in a field of its header.
pub fn is_plain(document: &Document, head: &Head) -> bool {
    head.subject.trim_start().starts_with("complaint about message from")
        || document
            .part(PartKind::Original)
            .is_some_and(|it| header(it.as_str(), "X-HmXmrOriginalRecipient").is_some())
}

/// Reads a complaint: a finding for each recipient that it names.
pub fn read(document: &Document, reading: &mut Reading) {
    reading.kind = Kind::Complaint;
    reading.format = Some("rfc5965");
    let fields = document.part(PartKind::Feedback).map(Text::as_str).unwrap_or_default();
    let original = document.part(PartKind::Original).map(Text::as_str).unwrap_or_default();
    let mut recipients: Vec<String> = all_headers(fields, "Original-Rcpt-To")
        .filter_map(|it| address_in(it).or_else(|| address_in(&format!("<{it}>"))))
        .collect();
    if recipients.is_empty() {
        recipients.extend(header(fields, "Removal-Recipient").and_then(address_in));
    }
    if recipients.is_empty() {
        recipients.extend(header(original, "X-HmXmrOriginalRecipient").and_then(address_in));
    }
    if recipients.is_empty() {
        recipients.extend(header(original, "To").and_then(address_in));
    }
    let finding = ReadFinding {
        outcome: Outcome::Complaint,
        sender: header(fields, "Original-Mail-From").and_then(address_in),
        at: header(fields, "Arrival-Date")
            .or_else(|| header(fields, "Received-Date"))
            .map(str::to_string),
        reporting_mta: header(fields, "Reporting-MTA").map(|it| fields::typed(it).to_string()),
        reason: Some(Reason::Feedback),
        by_form: true,
        ..ReadFinding::default()
    };
    if recipients.is_empty() {
        reading.findings.push(finding);
    } else {
        reading.findings.extend(recipients.into_iter().map(|it| ReadFinding {
            recipient: Some(it),
            ..finding.clone()
        }));
    }
}
