//! Ordinary mail stays quiet, whatever numbers and words stand in it; what a machine wrote without a failure is called by its name.
#![allow(missing_docs)]

use smtp_lens::{Kind, Lens, Options, Outcome};

fn lens() -> Lens {
    Lens::for_language("en").expect("English is compiled in")
}

fn mail(from: &str, subject: &str, extra: &str, body: &str) -> String {
    format!(
        "Return-Path: <ann@example.com>\nReceived: from mx.example.com by mx.example.org; Mon, 2 Nov 2026 10:00:01 +0000\n\
         From: {from}\nTo: Bo <bo@example.org>\nSubject: {subject}\nDate: Mon, 2 Nov 2026 10:00:00 +0000\n\
         Message-ID: <1@example.com>\n{extra}\n{body}\n"
    )
}

const SUBJECTS: &[&str] = &[
    "Numbers",
    "Re: your order 550",
    "Delivery on Monday",
    "Your parcel could not be dropped off",
    "Rejected: budget 2026",
    "Fwd: report",
    "Status of project 5.1.1",
    "Échec du test de français",
    "Meeting moved to room 554",
    "Mail order failed twice",
    "Undo the change of 4.2.1",
    "Out in the garden",
    "Notification settings",
];

const OPENINGS: &[&str] = &[
    "Hello Bo,",
    "Bonjour,",
    "Dear colleagues,\nthanks for your message.",
    "Hi all,\n\n550 people came, 450 stayed.",
    "Guten Tag,\ndie Lieferung kam an.",
];

const SENTENCES: &[&str] = &[
    "We sold 550 cars in 2025, and 421 of them were blue.",
    "Room 554 is free; room 550 is not.",
    "Please call 503-555-0100 or 550-0100.",
    "The invoice 5.1.1 is attached, see paragraph 5.7.1 of the contract.",
    "Your message to the board was well received.",
    "I failed to deliver the keys to your neighbour, the address was wrong.",
    "550 5th Avenue is where we meet.",
    "The user 550 of our system has a full mailbox of wooden toys.",
    "Version 5.4.1 of the driver failed on three machines.",
    "It costs 552 euros, delivery included.\n451 of you have paid.",
    "My application was rejected, I do not know why.",
    "The parcel was not delivered to the office. Could you ask the post?",
    "Error 404 on the page, then error 500; the server seems down.",
    "We could not deliver the furniture: nobody was at home.",
    "Write to sales@example.com or to carl@example.net for a quote.",
    "Quota for 2026: 550 units, limit exceeded by 12.",
    "The domain of rings is not found in this book.",
    "Your account: 5.50 EUR were refused by the bank.",
    "> On Monday you wrote:\n> the 550 is a fine car\n> and the 450 too\nIndeed.",
    "Score 5.0.0 to 4.2.2, what a match!",
];

#[test]
fn an_ordinary_mail_is_no_failure() {
    let lens = lens();
    let mut count = 0;
    for (i, subject) in SUBJECTS.iter().enumerate() {
        for (j, sentence) in SENTENCES.iter().enumerate() {
            for k in 0..2 {
                let opening = OPENINGS[(i + j + k) % OPENINGS.len()];
                let more = SENTENCES[(i * 7 + j * 3 + k + 1) % SENTENCES.len()];
                let extra = ["", "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"][k];
                let text = mail(
                    "Ann <ann@example.com>",
                    subject,
                    extra,
                    &format!("{opening}\n\n{sentence}\n{more}\n\nAnn"),
                );
                let said = lens.analyze(text.as_bytes(), &Options::default());
                assert!(said.findings.is_empty(), "{text}\n{:#?}", said.findings[0].reply);
                assert_eq!(said.input.kind, Kind::Message, "{text}");
                count += 1;
            }
        }
    }
    assert!(count >= 500, "hundreds of mails");
}

#[test]
fn absence_notes_are_automatic_replies() {
    let lens = lens();
    for (subject, extra) in [
        ("Out of Office: Numbers", ""),
        ("Automatic reply: Numbers", ""),
        ("Réponse automatique : Numbers", ""),
        ("Abwesenheitsnotiz", ""),
        ("Re: Numbers", "Auto-Submitted: auto-replied\n"),
        (
            "Re: Numbers",
            "Auto-Submitted: auto-replied (vacation)\nPrecedence: bulk\n",
        ),
        ("自動返信: ご連絡ありがとうございます", ""),
    ] {
        let text = mail(
            "Ann <ann@example.com>",
            subject,
            extra,
            "I am away until Monday. Call 550-0100.",
        );
        let said = lens.analyze(text.as_bytes(), &Options::default());
        assert_eq!(said.input.kind, Kind::AutoReply, "{subject}");
        assert_eq!(said.findings[0].outcome, Outcome::AutoReply, "{subject}");
    }
}

#[test]
fn notes_of_lists_challenges_and_reports_have_their_names() {
    let lens = lens();
    let said = |from: &str, subject: &str, extra: &str, body: &str| {
        let said = lens.analyze(mail(from, subject, extra, body).as_bytes(), &Options::default());
        let failed = said
            .findings
            .iter()
            .any(|it| matches!(it.outcome, Outcome::Failed | Outcome::Delayed));
        (said.input.kind, said.input.format.unwrap_or_default(), failed)
    };
    let list = said(
        "talk-owner@lists.example.org",
        "Your message to Talk awaits moderator approval",
        "Precedence: bulk\n",
        "Your mail to 'Talk' with the subject\n\n    Numbers\n\nIs being held until the list moderator can review it for approval.",
    );
    assert_eq!(list, (Kind::AutoReply, "list-moderation".into(), false));
    let challenge = said(
        "Carl <carl@example.net>",
        "Please confirm your message",
        "Auto-Submitted: auto-generated\n",
        "Your message to carl@example.net is being held.\nPlease confirm your message by answering this one; this is a one-time verification.",
    );
    assert_eq!(challenge, (Kind::AutoReply, "challenge-response".into(), false));
    let report = said(
        "noreply-dmarc-support@example.com",
        "Report domain: example.org Submitter: example.com Report-ID: 550",
        "",
        "This is an aggregate report.",
    );
    assert_eq!(report, (Kind::Message, "rfc7489".into(), false));
    let receipt = said(
        "Ann <ann@example.com>",
        "Read: Numbers",
        "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x\n",
        "--x\nContent-Type: text/plain\n\nYour message was read.\n--x\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; ann@example.com\nDisposition: manual-action/MDN-sent-manually; displayed\n--x--",
    );
    assert_eq!(receipt, (Kind::Message, "rfc8098".into(), false));
}

#[test]
fn success_and_delay_are_no_failures() {
    let lens = lens();
    for (action, status, outcome) in [
        ("delivered", "2.0.0", Outcome::Delivered),
        ("relayed", "2.0.0", Outcome::Relayed),
        ("expanded", "2.0.0", Outcome::Expanded),
        ("delayed", "4.4.1", Outcome::Delayed),
    ] {
        let text = mail(
            "Mail Delivery System <mailer-daemon@example.com>",
            "Delivery status",
            "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\n",
            &format!(
                "--x\nContent-Type: text/plain\n\nSee below.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; bo@example.org\nAction: {action}\nStatus: {status}\n--x--"
            ),
        );
        let said = lens.analyze(text.as_bytes(), &Options::default());
        assert_eq!(said.input.kind, Kind::Bounce);
        assert_eq!(said.findings[0].outcome, outcome, "{action}");
    }
}

#[test]
fn a_complaint_is_a_complaint() {
    let text = mail(
        "abuse@example.com",
        "FW: Numbers",
        "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=x\n",
        "--x\nContent-Type: text/plain\n\nThis is an email abuse report.\n--x\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: Loop/1.0\nVersion: 1\nOriginal-Rcpt-To: carl@example.com\n--x\nContent-Type: message/rfc822\n\nFrom: Bo <bo@example.org>\nTo: carl@example.com\nSubject: Numbers\n\nHello\n--x--",
    );
    let said = lens().analyze(text.as_bytes(), &Options::default());
    assert_eq!(said.input.kind, Kind::Complaint);
    assert_eq!(said.findings[0].outcome, Outcome::Complaint);
    assert_eq!(said.findings[0].recipient.as_deref(), Some("carl@example.com"));
}

#[test]
fn versions_and_chapters_are_no_status_codes() {
    for it in [
        "See section 5.1.1 of the manual",
        "on 5.1.1 release day 421 people came",
        "kernel 5.4.4 panic",
        "PHP 5.6.0 is old",
        "Chapter 4.3.2 explains the failed test",
    ] {
        assert_eq!(lens().analyze(it.as_bytes(), &Options::default()).findings, [], "{it}");
    }
    for it in ["what does 5.7.57 mean", "je reçois 5.7.57, que faire ?", "error 5.1.1"] {
        assert_eq!(
            lens().analyze(it.as_bytes(), &Options::default()).findings.len(),
            1,
            "{it}"
        );
    }
}

#[test]
fn an_absence_note_without_its_header_is_no_failure() {
    let note = "Gracias por su mensaje. Estaré fuera de la oficina hasta el 3 de diciembre.";
    let said = lens().analyze(note.as_bytes(), &Options::default());
    assert_eq!(said.findings[0].outcome, Outcome::AutoReply);
}
