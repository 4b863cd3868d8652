//! The words of many mail systems, each with the recipient, the codes and the outcome that it tells: as a mail of its own,
//! pasted, quoted and with its lines joined.
#![allow(missing_docs)]

use smtp_lens::{Analysis, Lens, Options, Outcome};

struct Layout {
    name: &'static str,
    from: &'static str,
    subject: &'static str,
    words: &'static str,
    recipient: &'static str,
    code: u16,
    status: &'static str,
}

#[rustfmt::skip]
const LAYOUTS: &[Layout] = &[
    Layout { name: "qmail", from: "MAILER-DAEMON@mx.example.net", subject: "failure notice", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<anna@example.org>:\n192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 no such mailbox\nGiving up on 192.0.2.7.\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <bo@example.com>\nFrom: bo@example.com\nTo: anna@example.org\nSubject: Hi\n" },
    Layout { name: "qmail, a local mailbox", from: "MAILER-DAEMON@mx.example.net", subject: "failure notice", recipient: "anna@example.org", code: 0, status: "5.1.1",
        words: "Hi. This is the qmail-send program at mx.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<anna@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n" },
    Layout { name: "exim", from: "Mailer-Daemon@mx.example.net", subject: "Mail delivery failed: returning message to sender", recipient: "anna@example.org", code: 550, status: "5.7.1",
        words: "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  anna@example.org\n    host mx.example.org [192.0.2.9]\n    SMTP error from remote mail server after RCPT TO:<anna@example.org>:\n    550 5.7.1 Service unavailable, client host blocked\n" },
    Layout { name: "courier", from: "postmaster@mx.example.net", subject: "NOTICE: mail delivery status.", recipient: "anna@example.org", code: 550, status: "",
        words: "This is a delivery status notification from mx.example.net,\nrunning the Courier mail server, version 1.0.\n\n                           UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<anna@example.org>:\n    mx.example.org [192.0.2.9]:\n>>> RCPT TO:<anna@example.org>\n<<< 550 unknown mailbox\n" },
    Layout { name: "sendmail", from: "MAILER-DAEMON@mx.example.net", subject: "Returned mail: see transcript for details", recipient: "anna@example.org", code: 552, status: "5.2.2",
        words: "The original message was received at Mon, 2 Nov 2026 10:00:00 +0000\nfrom client.example.net [192.0.2.5]\n\n   ----- The following addresses had permanent fatal errors -----\n<anna@example.org>\n    (reason: 552 5.2.2 Over quota)\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.org.:\n>>> DATA\n<<< 552 5.2.2 Over quota\n554 5.0.0 Service unavailable\n" },
    Layout { name: "a Java server", from: "postmaster@james.example.net", subject: "Re:Hello", recipient: "anna@example.org", code: 550, status: "",
        words: "Hi. This is the James mail server at james.example.net.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\nMessage details:\n  Subject: Hello\n  Sent date: Mon Nov 02 10:00:00 GMT 2026\n  MAIL FROM: bo@example.com\n  RCPT TO: anna@example.org\n  From: Bo <bo@example.com>\n  To: anna@example.org\n  Size (in bytes): 1024\n\nError message below:\n550 - Requested action not taken: no such user here\n" },
    Layout { name: "a filter that names its recipients last", from: "postmaster@filter.example.net", subject: "Undeliverable Mail: \"Hello\"", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "Your message:\n   From:    bo@example.com\n   Subject: Hello\n\nCould not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected:\n    anna@example.org\n\nAdditional Information\n======================\nOriginal Sender:    <bo@example.com>\nSender-MTA:         <192.0.2.5>\n" },
    Layout { name: "a hosted filter", from: "MAILER-DAEMON@filter.example.net", subject: "failure notice", recipient: "anna@example.org", code: 554, status: "",
        words: "This is an automatically generated message from the mail filter.\nI was not able to deliver your message to the following addresses.\n\n<anna@example.org> 192.0.2.9 failed after I sent the message.\nRemote host said: 554 delivery error: this account has been disabled\n" },
    Layout { name: "an appliance", from: "MAILER-DAEMON@box.example.net", subject: "Message delivery has failed", recipient: "anna@example.org", code: 550, status: "",
        words: "Unable to deliver message to: <anna@example.org>\nDelivery failed for the following reason:\nServer mx.example.org[192.0.2.9] failed with: 550 <anna@example.org> No such user here\n\nThis has been a permanent failure. No further delivery attempts will be made.\n" },
    Layout { name: "Exchange 5.5", from: "System Administrator <postmaster@example.net>", subject: "Undeliverable: Hello", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "Your message\n\n  To:      anna@example.org\n  Subject: Hello\n  Sent:    Mon, 2 Nov 2026 10:00:00 -0000\n\ndid not reach the following recipient(s):\n\nanna@example.org on Mon, 2 Nov 2026 10:00:05 -0000\n    The e-mail account does not exist at the organization this message was sent to.\n    <mx.example.org #5.1.1 smtp;550 5.1.1 User unknown>\n" },
    Layout { name: "Exchange", from: "Microsoft Outlook <MicrosoftExchange329e@example.com>", subject: "Undeliverable: Hello", recipient: "anna@example.org", code: 550, status: "5.7.1",
        words: "Delivery has failed to these recipients or groups:\n\nanna@example.org<mailto:anna@example.org>\nYour message wasn't delivered because of security policies.\n\nDiagnostic information for administrators:\n\nGenerating server: ex.example.com\n\nanna@example.org\nmx.example.org #550 5.7.1 Delivery not authorized, message refused ##\n\nOriginal message headers:\n\nReceived: from ex.example.com (192.0.2.5) by ex.example.com\nFrom: Bo <bo@example.com>\nTo: anna@example.org\n" },
    Layout { name: "Exchange, in French", from: "Microsoft Outlook <MicrosoftExchange329e@example.com>", subject: "Non remis : Bonjour", recipient: "anna@example.org", code: 550, status: "5.1.10",
        words: "Échec de la remise à ces destinataires ou groupes :\n\nanna@example.org\nL’adresse de messagerie entrée est introuvable.\n\nInformations de diagnostic pour les administrateurs :\n\nServeur de génération : ex.example.com\n\nanna@example.org\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'\n" },
    Layout { name: "Domino", from: "postmaster@domino.example.net", subject: "DELIVERY FAILURE: User not listed", recipient: "anna@example.org", code: 0, status: "",
        words: "Your message\n\n  Subject: Hello\n\nwas not delivered to:\n\n  anna@example.org\n\nbecause:\n\n  User anna (anna@example.org) not listed in Domino Directory\n" },
    Layout { name: "IMail", from: "postmaster@imail.example.net", subject: "Undeliverable Mail", recipient: "anna@example.org", code: 0, status: "",
        words: "User mailbox exceeds allowed size: anna@example.org\n\nOriginal message follows.\n\nReceived: from client.example.net [192.0.2.5] by imail.example.net\nFrom: Bo <bo@example.com>\nTo: anna@example.org\nSubject: Hello\n" },
    Layout { name: "GMX", from: "MAILER-DAEMON@mx.example.net", subject: "Mail delivery failed", recipient: "anna@example.org", code: 0, status: "5.2.2",
        words: "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. This is a permanent error. The following address\nfailed:\n\n\"anna@example.org\":\nSMTP error from remote server after RCPT command:\nhost: mx.example.org\n5.2.2 <anna@example.org>... Mailbox Full\n" },
    Layout { name: "1&1", from: "Mail Delivery System <mailer-daemon@mx.example.net>", subject: "Mail delivery failed: returning message to sender", recipient: "anna@example.org", code: 0, status: "",
        words: "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients.\n\nThe following address failed:\n\nanna@example.org\n\nFor the following reason:\n\nMail size limit exceeded. For explanation visit\nhttps://postmaster.example.net/\n" },
    Layout { name: "Yahoo", from: "MAILER-DAEMON@yahoo.com", subject: "Failure Notice", recipient: "anna@example.org", code: 554, status: "",
        words: "Sorry, we were unable to deliver your message to the following address.\n\n<anna@example.org>:\n554: 5.7.9 Message not accepted for policy reasons.\n" },
    Layout { name: "Gmail, old", from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", subject: "Delivery Status Notification (Failure)", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "Delivery to the following recipient failed permanently:\n\n     anna@example.org\n\nTechnical details of permanent failure: \nGoogle tried to deliver your message, but it was rejected by the recipient domain. The error that the other server returned was: 550 550 5.1.1 No such user (state 14).\n\n----- Original message -----\n\nReceived: by 192.0.2.1 with SMTP id x\nFrom: bo@example.com\nTo: anna@example.org\n" },
    Layout { name: "Gmail", from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>", subject: "Delivery Status Notification (Failure)", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "\n** Address not found **\n\nYour message wasn't delivered to anna@example.org because the address couldn't be found, or is unable to receive mail.\n\nThe response from the remote server was:\n\n550 5.1.1 The email account that you tried to reach does not exist.\n" },
    Layout { name: "Postfix", from: "MAILER-DAEMON@mx.example.net (Mail Delivery System)", subject: "Undelivered Mail Returned to Sender", recipient: "anna@example.org", code: 550, status: "5.4.1",
        words: "This is the mail system at host mx.example.net.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\nFor further assistance, please send mail to postmaster.\n\n                   The mail system\n\n<anna@example.org>: host\n    example-org.mail.protection.outlook.com[192.0.2.9] said: 550\n    5.4.1 Recipient address rejected: Access denied (in reply to\n    RCPT TO command)\n" },
    Layout { name: "OpenSMTPD", from: "Mailer Daemon <MAILER-DAEMON@mx.example.net>", subject: "Delivery status notification: error", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\nanna@example.org: 550 5.1.1 <anna@example.org>: no such account\n\n    Below is a copy of the original message:\n\nReceived: from localhost\nFrom: bo@example.com\n" },
    Layout { name: "dma", from: "MAILER-DAEMON <>", subject: "Mail delivery failed", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "This is the DragonFly Mail Agent v0.13 at host.example.net.\n\nThere was an error delivering your mail to <anna@example.org>.\n\nmx.example.org [192.0.2.9] did not like our RCPT TO:\n550 5.1.1 no such account\n\nOriginal message follows.\n\nReceived: from bo (uid 1000)\nFrom: bo@example.com\n" },
    Layout { name: "IronPort", from: "Mail Delivery System <MAILER-DAEMON@iron.example.net>", subject: "Delivery Status Notification (Failure)", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "The following message to <anna@example.org> was undeliverable.\nThe reason for the problem:\n5.1.0 - Unknown address error 550-'5.1.1 <anna@example.org>... User unknown'\n" },
    Layout { name: "a forwarder in German", from: "Mail Delivery System <mailer-daemon@mx.example.net>", subject: "Unzustellbar: Hallo", recipient: "anna@example.org", code: 550, status: "",
        words: "Ihre Nachricht konnte nicht zugestellt werden.\n\nEmpfänger: anna@example.org\nFehler: 550 Mailbox nicht gefunden\n" },
    Layout { name: "MDaemon", from: "\"Postmaster\" <postmaster@mdaemon.example.net>", subject: "WARNING: Permanent Delivery Failure", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "The attached message had PERMANENT fatal delivery errors!\n\nAfter one or more unsuccessful delivery attempts the attached message has\nbeen removed from the mail queue on this server.\n\nFailed address: anna@example.org\n\n--- Session Transcript ---\n Mon 2026-11-02 10:00:00: --> RCPT To:<anna@example.org>\n Mon 2026-11-02 10:00:00: <-- 550 5.1.1 Recipient unknown\n--- End Transcript ---\n\n: Message contains [1] file attachments\n" },
    Layout { name: "hMailServer", from: "mailer-daemon@hm.example.net", subject: "Message undeliverable: Hello", recipient: "anna@example.org", code: 550, status: "",
        words: "Your message did not reach some or all of the intended recipients.\n\n   Sent: Mon, 2 Nov 2026 10:00:00 +0000\n   Subject: Hello\n\nThe following recipient(s) could not be reached:\n\nanna@example.org\n   Error Type: SMTP\n   Remote server (192.0.2.9) issued an error.\n   hMailServer sent: RCPT TO:<anna@example.org>\n   Remote server replied: 550 Unknown user\n\nhMailServer\n" },
    Layout { name: "MailEnable", from: "Postmaster <postmaster@me.example.net>", subject: "Message Delivery Failure", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "MailEnable: Message could not be delivered to some recipients.\nThe following recipient(s) could not be reached:\n\n\tRecipient: [SMTP:anna@example.org]\n\tReason: Remote SMTP Server Returned: 550 5.1.1 User unknown\n\nMessage headers follow:\n\nFrom: bo@example.com\nTo: anna@example.org\n" },
    Layout { name: "Kerio", from: "MAILER-DAEMON@kerio.example.net", subject: "Delivery Status Notification (Failure)", recipient: "anna@example.org", code: 550, status: "5.1.1",
        words: "This is an automatically generated Delivery Status Notification.\n\nDelivery to the following recipients failed:\n\n  anna@example.org\n  mx.example.org said: 550 5.1.1 unknown user\n" },
    Layout { name: "Zimbra's amavis", from: "\"Content-filter at mx.example.net\" <postmaster@mx.example.net>", subject: "Undeliverable mail, MTA-BLOCKED", recipient: "anna@example.org", code: 554, status: "5.7.0",
        words: "A message from <bo@example.com> to:\n-> anna@example.org\n\nhas not been delivered: the receiving mail server said:\n554 5.7.0 Reject, id=12345-01 - BANNED\n" },
];

/// What is wrong with an answer; nothing when all is right.
fn wrong(layout: &Layout, said: &Analysis) -> Option<String> {
    let all = said
        .findings
        .iter()
        .map(|it| {
            let code = it.reply.as_ref().and_then(|it| it.code).unwrap_or_default();
            let status = it
                .status
                .as_deref()
                .filter(|_| !layout.status.is_empty())
                .unwrap_or_default();
            (it.outcome, it.recipient.as_deref().unwrap_or_default(), code, status)
        })
        .collect::<Vec<_>>();
    let expected = vec![(Outcome::Failed, layout.recipient, layout.code, layout.status)];
    (all != expected).then(|| format!("{}: {all:?} for {expected:?}", layout.name))
}

fn check(form: impl Fn(&Layout) -> String) {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let wrong: Vec<String> = LAYOUTS
        .iter()
        .filter_map(|it| wrong(it, &lens.analyze(form(it).as_bytes(), &Options::default())))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn as_a_mail() {
    check(|it| {
        format!(
            "Return-Path: <>\nReceived: from a.example.net by b.example.com; Mon, 2 Nov 2026 10:00:09 +0000\nFrom: {}\nTo: bo@example.com\n\
             Subject: {}\nDate: Mon, 2 Nov 2026 10:00:08 +0000\nMessage-ID: <9@example.net>\nContent-Type: text/plain; charset=utf-8\n\n{}",
            it.from, it.subject, it.words
        )
    });
}

#[test]
fn pasted() {
    check(|it| it.words.to_string());
}

#[test]
fn quoted_under_an_answer() {
    check(|it| {
        let quoted: String = it.words.lines().map(|line| format!("> {line}\n")).collect();
        format!(
            "From: Bo <bo@example.com>\nTo: help@example.com\nSubject: Fwd: {}\nDate: Mon, 2 Nov 2026 11:00:00 +0000\nMessage-ID: <8@example.com>\n\n\
             Can you help with this?\n\n> From: {}\n> Date: Mon, 2 Nov 2026 10:00:08 +0000\n> Subject: {}\n> To: bo@example.com\n>\n{quoted}",
            it.subject, it.from, it.subject
        )
    });
}

#[test]
fn with_its_lines_joined() {
    check(|it| joined(it.words));
}

#[test]
fn with_its_lines_wrapped() {
    check(|it| wrapped(it.words));
}

#[test]
fn the_same_verdict_in_each_form() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let verdict = |text: &str| {
        let said = lens.analyze(text.as_bytes(), &Options::default());
        let causes: Vec<String> = said.findings.iter().map(|it| it.verdict.clone()).collect();
        causes.join("; ")
    };
    let wrong: Vec<String> = LAYOUTS
        .iter()
        .flat_map(|it| [(it, joined(it.words)), (it, wrapped(it.words))])
        .map(|(it, form)| (it.name, verdict(it.words), verdict(&form)))
        .filter(|(_, pasted, form)| pasted != form)
        .map(|it| format!("{it:?}"))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn joined(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each line broken at 72 columns, as mail programs do.
fn wrapped(words: &str) -> String {
    let mut it = String::new();
    for line in words.lines() {
        let mut column = 0;
        for word in line.split_inclusive(' ') {
            if column > 0 && column + word.trim_end().len() > 72 {
                it.truncate(it.trim_end().len());
                it.push('\n');
                column = 0;
            }
            it.push_str(word);
            column += word.len();
        }
        it.push('\n');
    }
    it
}
