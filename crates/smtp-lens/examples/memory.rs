//! How much memory one mail costs beside itself: `cargo run --release --example memory -p smtp-lens` (Linux: it asks `/proc`).
//!
//! A bounce that returns an attachment, and one whose own words are as long, in several sizes. The catalogue is read before; what is counted is by how much the process
//! was larger at most, while one mail was analysed, than it was with the mail in its memory.
#![allow(missing_docs, clippy::print_stdout)]

use smtp_lens::{Lens, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lens = Lens::for_language("en").ok_or("English is not compiled in")?;
    // Whatever is made once is made now.
    let found = lens.analyze(&returned(2_000), &Options::default()).findings.len();
    println!("{found} failure in each, {} kB before any", status("VmRSS:")?);
    for (name, make) in [
        ("returned attachment", returned as fn(usize) -> Vec<u8>),
        ("words", worded),
    ] {
        for size in [10_000, 100_000, 1_000_000, 15_000_000] {
            let mail = make(size);
            std::fs::write("/proc/self/clear_refs", "5")?;
            let before = status("VmRSS:")?;
            let said = lens.analyze(&mail, &Options::default());
            let most = status("VmHWM:")?;
            println!(
                "{name}, {} bytes: {} kB, {:.1} times its size ({} findings)",
                mail.len(),
                most - before,
                (most - before) as f64 * 1024.0 / mail.len() as f64,
                said.findings.len()
            );
        }
    }
    Ok(())
}

/// A line of the process's own status, in kB.
fn status(name: &str) -> Result<u64, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string("/proc/self/status")?;
    let line = text.lines().find(|it| it.starts_with(name)).ok_or("no such line")?;
    Ok(line.split_whitespace().nth(1).unwrap_or_default().parse()?)
}

/// A bounce that returns a message of this size.
fn returned(size: usize) -> Vec<u8> {
    let mut it = String::from(
        "From: MAILER-DAEMON@mx.example.com\nTo: bo@example.com\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"outer\"\n\n--outer\nContent-Type: text/plain\n\n\
         <anna@example.org>: host mx.example.org[192.0.2.9] said: 552 5.3.4\n    Message size exceeds fixed limit (in reply to MAIL FROM command)\n\n\
         --outer\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; anna@example.org\n\
         Action: failed\nStatus: 5.3.4\nDiagnostic-Code: smtp; 552 5.3.4 Message size exceeds fixed limit\n\n--outer\n\
         Content-Type: message/rfc822\n\nFrom: bo@example.com\nTo: anna@example.org\nSubject: Pictures\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"inner\"\n\n--inner\nContent-Type: application/zip\nContent-Transfer-Encoding: base64\n\n",
    );
    while it.len() < size {
        it.push_str("UEsDBBQAAAAIAGJvdW5jZSBvZiBhIGxhcmdlIGF0dGFjaG1lbnQsIHJldHVybmVkIGFzIGl0\n");
    }
    it.push_str("--inner--\n\n--outer--\n");
    it.into_bytes()
}

/// A bounce with so many bytes of words.
fn worded(size: usize) -> Vec<u8> {
    let mut it = String::from(
        "From: MAILER-DAEMON@mx.example.com\nTo: bo@example.com\nSubject: Returned mail\n\n\
         The following recipient(s) could not be reached:\n\nanna@example.org: 550 5.1.1 User unknown\n\n",
    );
    while it.len() < size {
        it.push_str("The server that was asked on Monday said 450 4.2.0 <anna@example.org>: please try again later.\n");
    }
    it.into_bytes()
}
