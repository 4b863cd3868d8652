//! What only the whole of a session or a log shows.
#![allow(missing_docs)]

use smtp_lens::{Analysis, Lens, Options, Outcome, Stage};

fn said(text: &str) -> Analysis {
    let english = Lens::for_language("en").expect("English is compiled in");
    let french = Lens::for_language("fr").expect("French is compiled in");
    let said = english.analyze(text.as_bytes(), &Options::default());
    let dit = french.analyze(text.as_bytes(), &Options::default());
    let kinds = |it: &Analysis| it.remarks.iter().map(|it| it.kind.clone()).collect::<Vec<_>>();
    assert_eq!(kinds(&said), kinds(&dit));
    for (en, fr) in said.remarks.iter().zip(&dit.remarks) {
        assert!(
            !en.says.is_empty() && !fr.says.is_empty() && en.says != fr.says,
            "{} has words in both languages",
            en.kind
        );
        assert!(!en.says.contains(['{', '}']), "{}: {}", en.kind, en.says);
    }
    said
}

fn remarks(text: &str) -> Vec<String> {
    said(text).remarks.into_iter().map(|it| it.kind).collect()
}

const HELLO: &str = "S: 220 mx.example.com ESMTP\nC: EHLO pc.example.net\n";

#[test]
fn sign_in_was_offered_and_never_tried() {
    let text = format!(
        "{HELLO}S: 250-mx.example.com\nS: 250 AUTH PLAIN\nC: MAIL FROM:<a@example.net>\nS: 530 5.7.0 Authentication required\n"
    );
    assert_eq!(remarks(&text), ["auth-not-tried"]);
    // A refusal that no sign-in would have changed.
    assert!(remarks(&text.replace("530 5.7.0 Authentication required", "550 5.7.1 Listed by a block list")).is_empty());
}

#[test]
fn sign_in_is_not_offered_before_encryption() {
    let text = format!(
        "{HELLO}S: 250-mx.example.com\nS: 250 STARTTLS\nC: AUTH PLAIN AGFubgBzM2NyZXQ=\nS: 503 5.5.1 AUTH not available\n"
    );
    assert!(remarks(&text).contains(&"auth-before-starttls".to_string()));
    let text = format!(
        "{HELLO}S: 250-mx.example.com\nS: 250 STARTTLS\nC: MAIL FROM:<a@example.net>\nS: 530 5.7.0 Authentication required\n"
    );
    assert_eq!(remarks(&text), ["auth-after-starttls"]);
}

#[test]
fn a_mechanism_that_is_not_offered_and_a_second_one() {
    let text = format!(
        "{HELLO}S: 250-mx.example.com\nS: 250 AUTH PLAIN\nC: AUTH LOGIN\nS: 504 5.7.4 Unrecognized authentication type\nC: AUTH PLAIN AGFubgBzM2NyZXQ=\nS: 535 5.7.8 no\n"
    );
    let said = said(&text);
    let kinds: Vec<_> = said.remarks.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["mechanism-not-offered", "second-mechanism"]);
    assert!(said.remarks[0].says.contains("LOGIN") && said.remarks[0].says.contains("PLAIN"));
    let span = said.remarks[0].span.expect("the command shows it");
    assert_eq!(&text[span.range()], "AUTH LOGIN");
}

#[test]
fn the_size_exceeds_the_limit() {
    let text = format!(
        "{HELLO}S: 250-mx.example.com\nS: 250 SIZE 1000\nC: MAIL FROM:<a@example.net> SIZE=2000\nS: 552 5.3.4 too big\n"
    );
    assert_eq!(remarks(&text), ["size-exceeded"]);
}

#[test]
fn the_connection_was_closed_before_an_answer() {
    let text = "12:00:00 S: 220 mx.example.com ESMTP\n12:00:00 C: EHLO a.example.net\n12:00:00 S: 250 mx.example.com\n12:00:01 C: MAIL FROM:<a@example.net>\n12:00:31 lost connection\n";
    let said = said(text);
    assert_eq!(said.remarks[0].kind, "hung-up-after");
    assert!(said.remarks[0].says.contains("30"));
    assert_eq!(said.sessions[0].milliseconds, Some(31_000));
}

#[test]
fn what_follows_a_refusal_is_an_echo() {
    let text = format!(
        "{HELLO}S: 250 mx.example.com\nC: MAIL FROM:<a@example.net>\nC: RCPT TO:<b@example.com>\nC: DATA\nS: 250 2.1.0 Ok\nS: 550 5.1.1 unknown\nS: 503 5.5.1 Bad sequence of commands\n"
    );
    let said = said(&text);
    assert_eq!(said.remarks[0].kind, "echo");
    let told: Vec<_> = said.findings.iter().map(|it| (it.stage, it.follows)).collect();
    assert_eq!(told, [(Some(Stage::Rcpt), false), (Some(Stage::Data), true)]);
}

#[test]
fn port_and_encryption_do_not_fit() {
    let text = "connect: to ('smtp.example.com', 465)\nsmtplib.SMTPServerDisconnected: Connection unexpectedly closed: timed out\n";
    assert_eq!(remarks(text), ["plain-on-tls-port"]);
    let text = "Error: SSL routines:ssl3_get_record:wrong version number\n  host: 'smtp.example.com',\n  port: 587\n";
    assert_eq!(remarks(text), ["tls-on-plain-port"]);
}

const LOG: &str = "\
Nov 23 10:00:00 mail postfix/smtpd[1]: A1B2C3D4E5: client=app.example.com[192.0.2.3]
Nov 23 10:00:00 mail postfix/qmgr[2]: A1B2C3D4E5: from=<ann@example.com>, size=1, nrcpt=2 (queue active)
Nov 23 10:00:01 mail postfix/smtp[3]: A1B2C3D4E5: to=<bob@example.org>, relay=mx.example.org[203.0.113.5]:25, delay=1, delays=0/0/1/0, dsn=4.2.0, status=deferred (host mx.example.org[203.0.113.5] said: 450-4.2.0 Greylisted, 450 4.2.0 come back (in reply to RCPT TO command))
Nov 23 10:05:01 mail postfix/smtp[3]: A1B2C3D4E5: to=<bob@example.org>, relay=mx.example.org[203.0.113.5]:25, delay=300, delays=0/0/1/0, dsn=4.2.0, status=deferred (host mx.example.org[203.0.113.5] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))
Nov 23 10:05:01 mail postfix/smtp[4]: A1B2C3D4E5: to=<zoe@example.org>, relay=mx.example.org[203.0.113.5]:25, delay=300, delays=0/0/1/0, dsn=2.0.0, status=sent (250 2.0.0 Ok)
Nov 23 10:15:01 mail postfix/smtp[3]: A1B2C3D4E5: to=<bob@example.org>, relay=mx.example.org[203.0.113.5]:25, delay=900, delays=0/0/1/0, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.5] said: 550 5.1.1 <bob@example.org>: User unknown (in reply to RCPT TO command))
Nov 23 10:15:01 mail postfix/bounce[5]: A1B2C3D4E5: sender non-delivery notification: F1B2C3D4E5
Nov 23 10:15:01 mail postfix/qmgr[2]: A1B2C3D4E5: removed
Nov 23 10:20:00 mail postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[198.51.100.9]: 554 5.7.1 <x@example.net>: Relay access denied; from=<spam@example.net> to=<x@example.net> proto=SMTP helo=<x>
";

#[test]
fn a_log_tells_one_story_for_each_message_and_recipient() {
    let said = said(LOG);
    let told: Vec<_> = said
        .findings
        .iter()
        .map(|it| {
            let story: Vec<&str> = it.story.iter().map(|it| it.kind.as_str()).collect();
            let code = it.reply.as_ref().and_then(|it| it.code);
            (
                it.outcome,
                it.recipient.as_deref().unwrap_or_default(),
                code,
                it.attempts,
                story,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                Outcome::Failed,
                "bob@example.org",
                Some(550),
                3,
                vec!["received", "deferred", "bounced", "report-returned"]
            ),
            (Outcome::Failed, "x@example.net", Some(554), 1, vec!["refused-here"]),
            (
                Outcome::Delivered,
                "zoe@example.org",
                Some(250),
                1,
                vec!["received", "delivered"]
            ),
        ]
    );
    let first = &said.findings[0];
    assert_eq!(first.queue_id.as_deref(), Some("A1B2C3D4E5"));
    assert_eq!(first.sender.as_deref(), Some("ann@example.com"));
    let span = first.reply.as_ref().expect("it was answered").span;
    assert_eq!(&LOG[span.range()], "550 5.1.1 <bob@example.org>: User unknown");
    assert!(said.findings[1].story[0].says.contains("198.51.100.9"));
}

#[test]
fn a_wrapped_log_tells_the_same() {
    let mut wrapped = String::new();
    for line in LOG.lines() {
        let mut width = 0;
        for word in line.split(' ') {
            if width > 0 {
                let breaks = width + 1 + word.len() > 76;
                wrapped.push(if breaks { '\n' } else { ' ' });
                width = if breaks { 0 } else { width + 1 };
            }
            wrapped.push_str(word);
            width += word.len();
        }
        wrapped.push('\n');
    }
    let facts = |it: &Analysis| {
        let of = |it: &smtp_lens::Finding| {
            (
                it.outcome,
                it.recipient.clone(),
                it.reply.clone().map(|it| it.text),
                it.attempts,
            )
        };
        it.findings.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(facts(&said(&wrapped)), facts(&said(LOG)));
}
