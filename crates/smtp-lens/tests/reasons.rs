//! The reason that a report's words give, where the words stand apart from the code or among sentences that are in every report.
#![allow(missing_docs)]

use smtp_lens::{Lens, Options};

#[rustfmt::skip]
const REPORTS: &[(&str, &str, &[&str])] = &[
    ("what stands beside the recipient comes before what every report says",
     "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\nanna@example.org: Envelope expired\n\n    Below is a copy of the original message:\n\n",
     &["expired"]),
    ("a warning is no failure of the server",
     "    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    A message is delayed for more than 4 hours for the following\n    list of recipients:\n\nanna@example.org: Envelope expired\n\n    Please note that this is only a temporary failure report.\n    The message is kept in the queue for up to 7 days.\n",
     &["expired"]),
    ("a summary of all recipients says less than the line of one",
     "|------------------------- Message log follows: -------------------------|\n no valid recipients were found for this message\n|------------------------- Failed addresses follow: ---------------------|\n anna@example.org ... unknown host\n|------------------------- Message text follows: ------------------------|\nReceived: from mx.example.com\nFrom: bo@example.com\nTo: anna@example.org\n",
     &["hostunknown"]),
    ("what a program printed explains Sendmail's own reply",
     "   ----- The following addresses had permanent fatal errors -----\n<anna@example.org>\n\n   ----- Transcript of session follows -----\nmail.local: unknown user: anna\n554 <anna@example.org>... Service unavailable\n",
     &["userunknown"]),
    ("each recipient of an old Sendmail has the replies above its own",
     "   ----- Transcript of session follows -----\nWhile talking to mx.example.org:\n>>> MAIL From:<bo@example.com>\n<<< 501 <bo@example.com>... no access from mail server [192.0.2.5] which is an open relay.\n554 <anna@example.org>... Remote protocol error\n550 host.example.net (smtp)... 550 Host unknown\n554 <cleo@example.net>... 550 Host unknown (Authoritative answer from name server)\nWhile talking to smtp.example.edu:\n>>> RCPT To:<dora@example.edu>\n<<< 550 <dora@example.edu>... User unknown\n550 <dora@example.edu>... User unknown\n",
     &["badreputation", "hostunknown", "userunknown"]),
    ("the words behind a status count when there are no others",
     "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; anna@example.org\nAction: delayed\nStatus: 4.0.0 (mail.example.org: host name lookup failure)\n",
     &["networkerror"]),
    ("the words of a code that stands alone are below it, and no recipient means the whole message",
     "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  anna@ezweb.example.org\n    SMTP error from remote mail server after end of data:\n    host mx.example.org [192.0.2.9]: 550 :\n    User unknown\n",
     &["filtered"]),
    ("a code among labels",
     "This message was created automatically by mail delivery software.\nA message that you sent could not be delivered to one or more of its recipients. This is a permanent error. \n\nanna@example.org Error, ERROR_CODE :421, ERROR_CODE :, Host not reachable.\n",
     &["networkerror"]),
    ("qmail names the moment in its own words",
     "Hi. This is the qmail-send program at mx.example.com.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<anna@example.org>:\n192.0.2.9 does not like recipient.\nRemote host said: 550 5.2.1 <anna@example.org>... User Unknown\nGiving up on 192.0.2.9.\n",
     &["userunknown"]),
    ("what a local program printed, in the fields",
     "Reporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; anna@example.org\nAction: failed\nStatus: 4.3.0\nDiagnostic-Code: x-unix; temporary failure\n",
     &["mailererror"]),
    ("a group of Google's, in a language of which no word is known",
     "Hei bo@example.com,\n\nryhmä, johon yritit ottaa yhteyttä (sales), ei ehkä ole olemassa.\n\nJos sinulla on kysyttävää, katso https://groups.google.com/support/.\n\nGoogle Groups\n",
     &["rejected"]),
    ("what a report asks of its reader is none of the recipient's words, also when the lines were joined",
     "Hi! This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail. An error has occurred while attempting to deliver a message for the following list of recipients: anna@example.org: Envelope expired Below is a copy of the original message: Received: from [127.0.0.1] by localhost",
     &["expired"]),
    ("recipients one after the other, with their lines joined",
     "Hi! This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail. An error has occurred while attempting to deliver a message for the following list of recipients: anna@example.org: 550 5.2.2 <anna@example.org>... Mailbox Full cleo@example.org: 550 5.1.1 <cleo@example.org>... User Unknown Below is a copy of the original message: ",
     &["mailboxfull", "userunknown"]),
    ("a reply whose lines were wrapped twice ends at the command",
     "This is the mail system at host mx.example.com.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\n<anna@example.org>: host mx.example.org[192.0.2.9] said:\n554 5.7.1 Email\n    cannot be delivered. Reason: Email flagged as Spam.  (in reply to\nRCPT TO command)\n",
     &["spamdetected"]),
    ("an address below a code stands in the reply",
     "Delivery to the following recipient failed permanently:\n\n     anna@example.org\n\nThe error that the\nother server returned was: 550 550 5.2.2\n<anna.b@mail.example.org>... Mailbox\nfull (state 13).\n",
     &["mailboxfull"]),
    ("a program that takes mail in and failed",
     "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  pipe to |/usr/local/bin/answer anna@example.org\n    generated by anna@example.org\n\nThe following text was generated during the delivery attempt:\n\n------ pipe to |/usr/local/bin/answer anna@example.org\n       generated by anna@example.org ------\n\nFailed to read the template: No such file or directory\n",
     &["mailererror"]),
    ("the further lines of Exim's reply",
     "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  anna@example.org\n    SMTP error from remote mail server after initial connection:\n    host mx.example.org [192.0.2.9]:\n    554 relay.example.org :\n    You've reached your daily relay quota - 203.0.113.9\n",
     &["exceedlimit"]),
];

#[test]
fn reasons_of_reports() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let mut wrong = Vec::new();
    for (name, text, expected) in REPORTS {
        let said = lens.analyze(text.as_bytes(), &Options::default());
        let got: Vec<&str> = said.findings.iter().map(|it| it.reason.word()).collect();
        if got != *expected {
            wrong.push(format!("{name}: {got:?} for {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_complaint_and_an_absence_note_are_explained_by_their_form() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let cause = |text: &str| {
        let said = lens.analyze(text.as_bytes(), &Options::default());
        said.findings
            .first()
            .and_then(|it| it.causes.first())
            .map(|it| it.id.clone())
    };
    let complaint = "From: fbl@mail.example.net\nTo: abuse@example.com\nSubject: FW: Hello\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n\
         --b\nContent-Type: text/plain\n\nSee below.\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n\n\
         --b\nContent-Type: message/rfc822\n\nFrom: bo@example.com\nTo: anna@example.net\nSubject: Hello\n\nHi\n--b--\n";
    assert_eq!(cause(complaint).as_deref(), Some("general/complaint-about-your-mail"));
    let reply = |subject: &str| {
        format!(
            "From: anna@example.net\nTo: bo@example.com\nSubject: {subject}\nAuto-Submitted: auto-replied\n\nBack on Monday.\n"
        )
    };
    assert_eq!(
        cause(&reply("Out of office: Hello")).as_deref(),
        Some("general/out-of-office")
    );
    // A machine that confirms that it received something says of nobody that they are away.
    assert_eq!(cause(&reply("Request 4711")), None);
    // What asks for something is no absence note.
    let challenge = reply("Request 4711").replace("Back on Monday", "Please confirm that you are a person");
    assert_eq!(cause(&challenge).as_deref(), Some("general/challenge-response"));
}
