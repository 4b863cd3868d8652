//! Real output of real programs, and what each should give, as snapshots.
#![allow(missing_docs)]

use smtp_lens::{Analysis, Lens, Options};
use std::fmt::Write;

/// What matters of an analysis, a line a finding.
fn summary(analysis: &Analysis) -> String {
    let mut it = format!(
        "{:?}, {}",
        analysis.input.kind,
        analysis.input.format.as_deref().unwrap_or("-")
    );
    for finding in &analysis.findings {
        let reply = finding.reply.as_ref();
        let _ = write!(
            it,
            "\n{:?} {} | {} {} | {} | {} | {} | {}",
            finding.outcome,
            finding.recipient.as_deref().unwrap_or("-"),
            reply.and_then(|it| it.code).unwrap_or_default(),
            finding.status.as_deref().unwrap_or("-"),
            finding.stage.map_or("-", |it| it.word()),
            finding.reason,
            finding.provider.as_deref().unwrap_or("-"),
            reply.map_or("", |it| it.text.as_str()),
        );
        let story: Vec<&str> = finding.story.iter().map(|it| it.kind.as_str()).collect();
        if !story.is_empty() {
            let _ = write!(it, "\n  after {} attempts: {}", finding.attempts, story.join(", "));
        }
    }
    for session in &analysis.sessions {
        let _ = write!(
            it,
            "\nsession with {}: {} exchanges, tls {}, tried {:?}",
            session.server.as_deref().unwrap_or("-"),
            session.exchanges.len(),
            session.tls,
            session.mechanisms
        );
    }
    for remark in &analysis.remarks {
        assert!(!remark.says.is_empty(), "{} has no words", remark.kind);
        let _ = write!(it, "\nremark: {}", remark.kind);
    }
    let _ = write!(it, "\nsecrets: {}", analysis.secrets.len());
    it
}

#[test]
fn every_fixture_reads_as_before() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the fixtures are there")
        .filter_map(|it| Some(it.ok()?.path()))
        .filter(|it| it.extension().is_some_and(|it| it != "snap"))
        .collect();
    files.sort();
    assert!(files.len() >= 20, "the fixtures are there");
    for path in files {
        let bytes = std::fs::read(&path).expect("a fixture can be read");
        let name = path
            .file_name()
            .and_then(|it| it.to_str())
            .unwrap_or_default()
            .to_string();
        insta::assert_snapshot!(name, summary(&lens.analyze(&bytes, &Options::default())));
    }
}

#[test]
fn the_seed_is_answered() {
    for language in ["en", "fr"] {
        let lens = Lens::for_language(language).expect("both languages are compiled in");
        let first = |text: &str| {
            let said = lens.analyze(text.as_bytes(), &Options::default());
            said.findings[0].causes[0].id.clone()
        };
        assert_eq!(first("5.7.57"), "microsoft-365/client-not-authenticated");
        assert_eq!(first("535 5.7.3"), "microsoft-365/authentication-unsuccessful");
        assert_eq!(
            first("error 5.7.57 when I send"),
            "microsoft-365/client-not-authenticated"
        );
        assert_eq!(
            first("530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM"),
            "microsoft-365/client-not-authenticated"
        );
        assert_eq!(
            first("451 5.7.3 STARTTLS is required to send mail"),
            "microsoft-365/starttls-required"
        );
        let mailbox = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled";
        assert_eq!(first(mailbox), "microsoft-365/smtp-auth-disabled-mailbox");
    }
}

#[test]
fn words_around_every_reply_explain_none() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let first = |text: &str| {
        lens.analyze(text.as_bytes(), &Options::default()).findings[0].causes[0]
            .id
            .clone()
    };
    let wrapped = "192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1\nGiving up on 192.0.2.1.";
    assert_eq!(first(wrapped), "standards/x-1-1");
    let words = "This is the mail system at host mail.example.org.\n\n<a@example.org>: user unknown";
    assert_eq!(first(words), "general/user-unknown");
    assert_eq!(
        first("This is the mail system at host mail.example.org."),
        "general/delivery-failed-without-details"
    );
}

#[test]
fn an_ordinary_mail_is_no_failure() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    for body in [
        "We sold 550 cars in 2025.",
        "Room 554 is free.\n550 people came, 450 stayed.",
        "Please call 503-555-0100.",
        "The invoice 5.1.1 is attached.",
        "Your message to the board was well received.",
    ] {
        let mail = format!(
            "From: Ann <ann@example.com>\nTo: Bo <bo@example.org>\nSubject: Numbers\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <1@example.com>\n\nHello,\n{body}\nAnn\n"
        );
        let said = lens.analyze(mail.as_bytes(), &Options::default());
        assert!(said.findings.is_empty(), "{body}: {:?}", said.findings);
    }
}
