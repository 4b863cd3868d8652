//! Files that hold messages: Outlook's .msg written by another library, broken ones, and mailboxes.
#![allow(missing_docs)]

use smtp_lens::container::{self, Data};
use smtp_lens::{Kind, Lens, Options};
use std::io::{Cursor, Write};

const WORDS: &str = "Delivery has failed to these recipients or groups:\r\n\r\nanna@example.org\r\nThe address was not found.\r\n\r\n\
    Diagnostic information for administrators:\r\n\r\nGenerating server: ex.example.com\r\n\r\nanna@example.org\r\n\
    Remote Server returned '550 5.1.1 User unknown'\r\n";

/// A message as Outlook keeps one; `filler` bytes of another property beside it.
fn outlook(filler: usize, version: cfb::Version) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(version, Cursor::new(Vec::new())).expect("it can be made");
    let wide = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let mut put = |path: &str, bytes: &[u8]| {
        let mut stream = file.create_stream(path).expect("a stream can be made");
        stream.write_all(bytes).expect("it can be written");
    };
    put("/__substg1.0_0037001F", &wide("Undeliverable: Hello"));
    put("/__substg1.0_0C1A001F", &wide("Microsoft Outlook"));
    put("/__substg1.0_5D01001F", &wide("MicrosoftExchange329e@example.com"));
    put("/__substg1.0_1000001F", &wide(WORDS));
    put("/__substg1.0_80010102", &vec![7; filler]);
    file.flush().expect("it can be written");
    file.into_inner().into_inner()
}

fn lens() -> Lens {
    Lens::for_language("en").expect("English is compiled in")
}

#[test]
fn outlook_files_are_read() {
    let lens = lens();
    for version in [cfb::Version::V3, cfb::Version::V4] {
        for filler in [1, 5000, 300_000, 9_000_000] {
            let bytes = outlook(filler, version);
            let said = lens.analyze(&bytes, &Options::default());
            assert_eq!(said.input.kind, Kind::Bounce, "{version:?} {filler}");
            let finding = &said.findings[0];
            assert_eq!(finding.recipient.as_deref(), Some("anna@example.org"));
            assert_eq!(finding.status.as_deref(), Some("5.1.1"));
            let span = finding.reply.as_ref().expect("there is a reply").span;
            assert!(span.1 as usize <= bytes.len());
        }
    }
}

#[test]
fn damage_does_no_harm() {
    let bytes = outlook(5000, cfb::Version::V3);
    let lens = lens();
    for cut in (0..bytes.len()).step_by(97) {
        let _ = lens.analyze(&bytes[..cut], &Options::default());
    }
    let mut state = 7u32;
    for _ in 0..400 {
        let mut broken = bytes.clone();
        for _ in 0..8 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = (state >> 8) as usize % broken.len().min(4096);
            broken[at] = (state >> 24) as u8;
        }
        let _ = container::open(&broken);
    }
}

#[test]
fn an_archive_tells_its_files() {
    // One stored file, written by hand.
    let (name, data) = (b"a.eml", b"550 5.1.1 no such user");
    let mut zip = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0".to_vec();
    let sizes = |zip: &mut Vec<u8>| {
        zip.extend([0; 4]);
        zip.extend((data.len() as u32).to_le_bytes());
        zip.extend((data.len() as u32).to_le_bytes());
        zip.extend((name.len() as u16).to_le_bytes());
        zip.extend([0, 0]);
    };
    sizes(&mut zip);
    zip.extend(name);
    zip.extend(data);
    let directory = zip.len() as u32;
    zip.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0");
    sizes(&mut zip);
    zip.extend([0; 14]);
    zip.extend(name);
    let size = zip.len() as u32 - directory;
    zip.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    zip.extend(size.to_le_bytes());
    zip.extend(directory.to_le_bytes());
    zip.extend([0, 0]);
    let items = container::open(&zip).expect("it is an archive");
    assert_eq!(items[0].name.as_deref(), Some("a.eml"));
    assert_eq!(items[0].data, Data::Plain(data.as_slice().into()));
}

#[test]
fn a_mailbox_tells_of_each_of_its_messages() {
    let first =
        format!("From: MAILER-DAEMON@example.net\nSubject: failure notice\nMessage-ID: <1@example.net>\n\n{WORDS}");
    let second = first.replace("anna@", "bert@");
    let mailbox = container::join([first.as_bytes(), second.as_bytes()]);
    let said = lens().analyze(&mailbox, &Options::default());
    let recipients: Vec<_> = said.findings.iter().filter_map(|it| it.recipient.as_deref()).collect();
    assert_eq!(recipients, ["anna@example.org", "bert@example.org"]);
    let span = said.findings[1].reply.as_ref().expect("there is a reply").span;
    assert!(mailbox[span.range()].starts_with(b"550 5.1.1"));
    assert_eq!(said.input.format.as_deref(), Some("mbox"));
}
