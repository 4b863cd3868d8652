//! A reply inside another is explained too.
#![allow(missing_docs)]

use smtp_lens::{Lens, Options};

#[test]
fn both_replies_are_explained() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let text = "Reporting-MTA: dns; mail.example.net\n\nFinal-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.7.367\n\
        Diagnostic-Code: smtp;550 5.7.367 Remote server returned not permitted to relay -> 554 5.7.1 <a@example.org>: Relay access denied\n";
    let said = lens.analyze(text.as_bytes(), &Options::default());
    let finding = &said.findings[0];
    assert_eq!(finding.status.as_deref(), Some("5.7.367"));
    let ids: Vec<&str> = finding.causes.iter().map(|it| it.id.as_str()).collect();
    assert!(finding.causes.len() >= 2, "{ids:?}");
    let inner = text.find("Relay access denied").expect("it is there") as u32;
    assert!(
        finding.causes[1].evidence.iter().any(|it| it.0 >= inner) || ids[1].contains("relay"),
        "the inner reply is told second: {ids:?}"
    );
}

#[test]
fn what_the_other_server_said_last_tells_why_time_ran_out() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let text = "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 4.4.7\n\
        Diagnostic-Code: smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>\n";
    let said = lens.analyze(text.as_bytes(), &Options::default());
    let reply = said.findings[0].reply.as_ref().expect("there is a reply");
    assert_eq!((reply.code, reply.status.as_deref()), (Some(421), Some("4.4.2")));
}

fn returned(received: &str, id: &str) -> String {
    format!(
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nTo: bo@example.com\nSubject: Undelivered Mail Returned to Sender\n\
         MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n\n--x\nContent-Type: text/plain\n\n\
         This is the mail system at host mx.example.net.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\
         Arrival-Date: Mon, 2 Nov 2026 10:00:00 +0000\n\nFinal-Recipient: rfc822; anna@example.org\nAction: failed\nStatus: 4.4.1\n\
         Last-Attempt-Date: Wed, 4 Nov 2026 10:00:00 +0000\n--x\nContent-Type: message/rfc822\n\n{received}\nFrom: bo@company.example\n\
         To: anna@example.org\nSubject: Hi\nDate: Mon, 2 Nov 2026 09:59:00 +0000\nMessage-ID: <{id}>\n\nhello\n--x--\n"
    )
}

#[test]
fn a_bounce_of_what_was_never_sent_is_suspected() {
    for (language, forged) in [
        ("en", "You may never have sent"),
        ("fr", "Vous n’avez peut-être jamais"),
    ] {
        let lens = Lens::for_language(language).expect("it is compiled in");
        let kinds = |text: &str| -> Vec<String> {
            let said = lens.analyze(text.as_bytes(), &Options::default());
            said.remarks.into_iter().map(|it| it.kind).collect()
        };
        let foreign = returned(
            "Received: from host.example.net (unknown [192.0.2.66]) by mx.example.net",
            "1@host.example.net",
        );
        let own = returned(
            "Received: from mail.company.example (mail.company.example [192.0.2.1]) by mx.example.net",
            "1@x.example",
        );
        assert_eq!(kinds(&foreign), ["tried", "returned", "backscatter"]);
        assert_eq!(kinds(&own), ["tried", "returned"]);
        let said = lens.analyze(foreign.as_bytes(), &Options::default());
        assert!(said.remarks[2].says.contains(forged) && said.remarks[2].says.contains("company.example"));
        assert_eq!(said.input.message_id.as_deref(), Some("<1@host.example.net>"));
    }
}

#[test]
fn what_is_not_understood_is_shown() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let text = "Hi. This is the qmail-send program at mx.example.net.\n\n<anna@example.org>:\nThe flux of this thing was bent by the moon.\n";
    let said = lens.analyze(text.as_bytes(), &Options::default());
    assert_eq!(said.input.language.as_deref(), Some("en"));
    if said.findings[0].causes.is_empty() {
        assert!(text[said.not_understood[0].range()].contains("bent by the moon"));
    }
}
