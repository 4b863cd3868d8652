//! Outlook's .msg ([MS-OXMSG]): the message as text, as it would have been sent.

use super::compound;
use crate::input::decode;
use std::collections::HashMap;
use std::fmt::Write;

/// Properties ([MS-OXPROPS]) by their number.
const SUBJECT: u16 = 0x0037;
const TRANSPORT_HEADERS: u16 = 0x007d;
const SENDER_NAME: u16 = 0x0c1a;
const SENDER_ADDRESS: u16 = 0x0c1f;
const SENDER_SMTP: u16 = 0x5d01;
const SUPPLEMENTARY_INFO: u16 = 0x0c1b;
const DISPLAY_TO: u16 = 0x0e04;
const BODY: u16 = 0x1000;
const REPORT_TEXT: u16 = 0x1001;
const HTML: u16 = 0x1013;
const DISPLAY_NAME: u16 = 0x3001;
const ADDRESS: u16 = 0x3003;
const SMTP_ADDRESS: u16 = 0x39fe;
const ATTACHED: u16 = 0x3701;
const MIME_TYPE: u16 = 0x370e;
/// So many recipients and attachments are looked at.
const PARTS: usize = 200;

/// The message; `None` when the file holds none.
pub fn message(bytes: &[u8]) -> Option<Vec<u8>> {
    let store = Store(compound::streams(bytes)?);
    if !store
        .0
        .keys()
        .any(|it| it.starts_with("__substg1.0_") || it.starts_with("__properties"))
    {
        return None;
    }
    Some(store.message("", 0).into_bytes())
}

struct Store(HashMap<String, Vec<u8>>);

impl Store {
    /// A property's text, in whichever of its types it is kept.
    fn text(&self, folder: &str, property: u16) -> Option<String> {
        let stream = |kind: u16| self.0.get(&format!("{folder}__substg1.0_{property:04X}{kind:04X}"));
        if let Some(wide) = stream(0x001f) {
            let units: Vec<u16> = wide
                .chunks_exact(2)
                .map(|it| u16::from_le_bytes([it[0], it[1]]))
                .collect();
            return Some(String::from_utf16_lossy(&units).trim_end_matches('\0').to_string());
        }
        let bytes = stream(0x001e).or_else(|| stream(0x0102))?;
        Some(decode(bytes).as_str().trim_end_matches('\0').to_string())
    }

    fn message(&self, folder: &str, depth: usize) -> String {
        let mut it = String::new();
        let headers = self.text(folder, TRANSPORT_HEADERS).unwrap_or_default();
        // The parts are written anew: what the header says of them holds no longer.
        let mut dropped = false;
        for line in headers
            .lines()
            .skip_while(|it| it.starts_with("Microsoft Mail Internet Headers"))
        {
            if !line.starts_with([' ', '\t']) {
                let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
                dropped = line.trim().is_empty() || name.starts_with("content-") || name == "mime-version";
            }
            if !dropped {
                it.push_str(line);
                it.push('\n');
            }
        }
        let lower = it.to_ascii_lowercase();
        let mut field = |name: &str, value: Option<String>| {
            let there = lower.starts_with(&format!("{name}:").to_ascii_lowercase())
                || lower.contains(&format!("\n{name}:").to_ascii_lowercase());
            if let Some(value) = value.filter(|it| !there && !it.trim().is_empty()) {
                let _ = writeln!(it, "{name}: {}", value.replace(['\r', '\n'], " "));
            }
        };
        let address = self
            .text(folder, SENDER_SMTP)
            .or_else(|| self.text(folder, SENDER_ADDRESS).filter(|it| it.contains('@')));
        let name = self.text(folder, SENDER_NAME);
        field(
            "From",
            match (name, address) {
                (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
                (name, address) => name.or(address),
            },
        );
        field("To", self.text(folder, DISPLAY_TO));
        field("Subject", self.text(folder, SUBJECT));
        field("MIME-Version", Some("1.0".into()));
        let edge = format!("=_part_{depth}");
        let _ = write!(it, "Content-Type: multipart/mixed; boundary=\"{edge}\"\n\n");
        self.body(folder, &edge, &mut it);
        for index in 0..PARTS {
            let attached = format!("{folder}__attach_version1.0_#{index:08X}/");
            let inner = format!("{attached}__substg1.0_{ATTACHED:04X}000D/");
            if depth < 4 && self.0.keys().any(|it| it.starts_with(&inner)) {
                let _ = write!(
                    it,
                    "--{edge}\nContent-Type: message/rfc822\n\n{}\n",
                    self.message(&inner, depth + 1)
                );
                continue;
            }
            let Some(text) = self.text(&attached, ATTACHED) else {
                if self.0.keys().any(|it| it.starts_with(&attached)) {
                    continue;
                }
                break;
            };
            let kind = self.text(&attached, MIME_TYPE).unwrap_or_default().to_ascii_lowercase();
            if kind.starts_with("message/") || kind == "text/rfc822-headers" {
                let _ = write!(it, "--{edge}\nContent-Type: {kind}\n\n{text}\n");
            }
        }
        let _ = writeln!(it, "--{edge}--");
        it
    }

    fn body(&self, folder: &str, edge: &str, it: &mut String) {
        let plain = self.text(folder, BODY).filter(|it| !it.trim().is_empty());
        let report = self.text(folder, REPORT_TEXT).filter(|it| !it.trim().is_empty());
        if let Some(text) = plain.or(report) {
            let _ = write!(it, "--{edge}\nContent-Type: text/plain; charset=utf-8\n\n{text}\n");
        } else if let Some(text) = self.text(folder, HTML) {
            let _ = write!(it, "--{edge}\nContent-Type: text/html; charset=utf-8\n\n{text}\n");
        }
        // A report that Exchange made tells of each recipient in the recipient's own properties.
        let mut words = String::new();
        for index in 0..PARTS {
            let recipient = format!("{folder}__recip_version1.0_#{index:08X}/");
            let info = self.text(&recipient, SUPPLEMENTARY_INFO);
            let text = self.text(&recipient, REPORT_TEXT);
            if info.is_none() && text.is_none() {
                continue;
            }
            let name = self
                .text(&recipient, SMTP_ADDRESS)
                .or_else(|| self.text(&recipient, ADDRESS))
                .or_else(|| self.text(&recipient, DISPLAY_NAME))
                .unwrap_or_default();
            let _ = writeln!(words, "\n{name}");
            for it in [info, text].into_iter().flatten() {
                let _ = writeln!(words, "{it}");
            }
        }
        if !words.is_empty() {
            let _ = write!(
                it,
                "--{edge}\nContent-Type: text/plain; charset=utf-8\n\nThe following recipient(s) could not be reached:\n{words}\n"
            );
        }
    }
}
