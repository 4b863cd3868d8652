//! What people really paste: two fates in one report, a session with its message, settings with their secrets.
#![allow(missing_docs)]

use smtp_lens::{Analysis, Kind, Lens, Options, Outcome, Stage};

fn said(text: &str) -> Analysis {
    let lens = Lens::for_language("en").expect("English is compiled in");
    lens.analyze(text.as_bytes(), &Options::default())
}

/// Recipient and first cause of each finding.
fn told(text: &str) -> Vec<(String, String)> {
    said(text)
        .findings
        .into_iter()
        .map(|it| {
            let cause = it.causes.first().map(|it| it.id.to_string());
            (it.recipient.unwrap_or_default(), cause.unwrap_or_default())
        })
        .collect()
}

fn pair(recipient: &str, cause: &str) -> (String, String) {
    (recipient.to_string(), cause.to_string())
}

#[test]
fn recipients_that_are_named_twice_keep_their_own_replies() {
    let text = "Delivery has failed to these recipients or groups:\na@example.org\nThe mailbox is full and can't accept messages now.\n\
        b@example.net\nA problem occurred and this message couldn't be delivered.\n\n\
        Diagnostic information for administrators:\nGenerating server: ex01.example.com\n\
        a@example.org\nRemote Server returned '554 5.2.2 mailbox full'\n\
        b@example.net\nRemote Server returned '550 5.4.310 DNS domain example.net does not exist [Message=InfoDomainNonexistent]'\n";
    let told = told(text);
    assert_eq!(
        told,
        [
            pair("a@example.org", "general/mailbox-full"),
            pair("b@example.net", "microsoft-365/recipient-domain-not-in-dns"),
        ]
    );
}

#[test]
fn a_recipient_with_words_of_its_own_shares_in_no_other_reply() {
    let text = "This message was created automatically by mail delivery software.\n\n\
        The following address(es) failed:\n\n  anna@example.org\n    host mx1.example.org [192.0.2.10]\n    \
        SMTP error from remote mail server after RCPT TO:<anna@example.org>:\n    452 4.2.2 Mailbox full:\n    retry timeout exceeded\n  \
        bruno@example.net\n    Unrouteable address\n";
    let findings = said(text).findings;
    assert_eq!(findings.len(), 2);
    assert!(findings[0].reply.is_some());
    assert!(findings[1].reply.is_none());
    assert_eq!(findings[1].causes[0].id, "general/recipient-not-routable");
}

#[test]
fn the_message_inside_a_session_answers_nothing() {
    let text = "220 mx.example.org ESMTP\nHELO pc.example.com\n250 mx.example.org\nMAIL FROM:<a@example.com>\n250 2.1.0 Ok\n\
        RCPT TO:<b@example.org>\n250 2.1.5 Ok\nDATA\n354 End data with <CR><LF>.<CR><LF>\nSubject: test\n\n550 items in stock\n.\n\
        250 2.0.0 Ok: queued as 4Xk2Jd1z\nQUIT\n221 2.0.0 Bye\n";
    assert!(said(text).findings.is_empty());
    let refused = text.replace("250 2.0.0 Ok: queued as 4Xk2Jd1z", "554 5.7.1 Spam message rejected");
    assert_eq!(said(&refused).findings.len(), 1);
    // Without the final dot, what looks like a refusal is one.
    let open = text.replace(
        "550 items in stock\n.\n250 2.0.0 Ok: queued as 4Xk2Jd1z\n",
        "550 5.7.1 Refused\n",
    );
    assert_eq!(said(&open).findings.len(), 1);
}

#[test]
fn gmail_waits_in_other_languages_too() {
    for text in [
        "Remise incomplète\nUn problème temporaire est survenu lors de la remise de votre message à a@example.org. Gmail effectuera d'autres \
         tentatives pendant 46 heures.\nRéponse :\nThe recipient server did not accept our requests to connect.",
        "Zustellung unvollständig\nBei der Zustellung Ihrer Nachricht an a@example.org ist ein vorübergehendes Problem aufgetreten. Gmail \
         versucht noch 46 Stunden, die Nachricht zuzustellen.\nThe recipient server did not accept our requests to connect.",
    ] {
        let findings = said(text).findings;
        assert_eq!(findings[0].outcome, Outcome::Delayed, "{text}");
    }
}

#[test]
fn the_version_of_a_mail_plugin_is_no_status_code() {
    let text = "WordPress: 6.5.2\nPHP: 8.1.27\nWP Mail SMTP: 4.0.1\nErrorInfo: SMTP Error: Could not authenticate.\nPort: 587\n";
    assert_eq!(told(text), [pair("", "phpmailer/server-refused-the-sign-in")]);
}

#[test]
fn programs_name_the_recipient() {
    for text in [
        "smtplib.SMTPRecipientsRefused: {'a@example.org': (451, b'4.7.1 Please try again later')}",
        "Net::SMTPServerBusy (450 4.1.2 <a@example.org>: Recipient address rejected: Domain not found\n):",
        "Cannot Send Mail\nThe recipient “a@example.org” was rejected by the server because it does not allow relaying.",
        "{\"event\":\"failed\",\"recipient\":\"a@example.org\",\"delivery-status\":{\"code\":550,\"message\":\"5.1.1 The email account that you tried to reach does not exist\"}}",
    ] {
        let findings = said(text).findings;
        assert_eq!(findings[0].recipient.as_deref(), Some("a@example.org"), "{text}");
    }
}

#[test]
fn what_the_server_said_comes_before_the_sentence_of_the_program() {
    let text = "SERVER -> CLIENT: 220 smtp.example.com ESMTP\nCLIENT -> SERVER: EHLO www.example.com\nSERVER -> CLIENT: 250 STARTTLS\n\
        CLIENT -> SERVER: STARTTLS\nSERVER -> CLIENT: 454 4.7.0 TLS not available due to local problem\n\
        SMTP Error: Could not connect to SMTP host.\n";
    let said = said(text);
    assert_eq!(said.input.kind, Kind::Transcript);
    assert_eq!(said.findings[0].causes[0].id, "general/tls-not-available-now");
}

#[test]
fn confirmations_tell_no_failure() {
    let postfix = "This is the mail system at host mail.example.com.\n\nYour message was successfully delivered to the destination(s)\n\
        listed below. If the message was delivered to mailbox you will\nreceive no further notifications. Otherwise you may still receive\n\
        notifications of mail delivery errors from other systems.\n\n                   The mail system\n\n\
        <a@example.org>: delivery via mx.example.org[192.0.2.3]:25: 250 2.1.5 Ok\n";
    let exchange = "Delivery to these recipients or groups is complete, but no delivery notification was sent by the destination server:\n\n\
        a@example.org\n\nSubject: Contract\n";
    let french = "La remise à ces destinataires ou groupes est terminée, mais aucune notification de remise n'a été envoyée par le serveur de \
        destination :\n\na@example.org\n\nObjet : Devis\n";
    for (text, outcome) in [
        (postfix, Outcome::Delivered),
        (exchange, Outcome::Relayed),
        (french, Outcome::Relayed),
    ] {
        let findings = said(text).findings;
        assert_eq!(findings.len(), 1, "{text}");
        assert_eq!(findings[0].outcome, outcome, "{text}");
        assert_eq!(findings[0].recipient.as_deref(), Some("a@example.org"), "{text}");
    }
}

#[test]
fn a_number_that_a_sentence_gives_to_a_thing_is_no_status_code() {
    assert!(told("Please bring the 2.1.5 handout and the 5.1.1 checklist.").is_empty());
    assert_eq!(said("Our users get the 5.7.1 error since Monday.").findings.len(), 1);
    assert_eq!(said("the 5.7.1 keeps coming back").findings.len(), 1);
    assert_eq!(said("what does 5.7.57 mean?").findings.len(), 1);
}

#[test]
fn a_row_of_message_tracking_without_its_head() {
    let text = "2026-11-21T12:30:11.222Z,192.0.2.5,EX01,,EX01,08DB77;2026-11-21T12:30:11Z;0,,SMTP,FAIL,77112233,<1@example.com>,uuid,\
        a@example.org,550 5.7.1 Unable to relay,1234,1,,,Report,b@example.com,b@example.com,,Originating\n";
    let said = said(text);
    assert_eq!(said.input.kind, Kind::Log);
    assert_eq!(said.findings[0].recipient.as_deref(), Some("a@example.org"));
    assert_eq!(said.findings[0].sender.as_deref(), Some("b@example.com"));
}

#[test]
fn lines_out_of_an_exim_report_keep_their_recipient() {
    let text = "Bonjour, voici ce que je reçois :\n\n> a@example.org\n>   host mx.example.org [203.0.113.5]\n\
        >   SMTP error from remote mail server after end of data:\n>   552 5.3.4 Message size exceeds fixed limit (26214400)\n\nClaire\n";
    assert_eq!(told(text), [pair("a@example.org", "general/message-too-big")]);
}

#[test]
fn an_absence_note_without_its_header_is_an_automatic_reply() {
    let text =
        "Je suis absent du bureau jusqu'au 30 novembre. En cas d'urgence, merci de contacter accueil@example.org.";
    assert_eq!(said(text).input.kind, Kind::AutoReply);
}

#[test]
fn sendmail_gives_up_when_its_report_says_so() {
    let waits = "Nov 23 12:35:48 mail sendmail[901]: 6ANCZm7q000901: from=ann@example.com, size=195, class=0, nrcpts=1, relay=root@localhost\n\
        Nov 23 12:35:48 mail sendmail[901]: 6ANCZm7q000901: to=bob@example.org, delay=00:00:00, mailer=relay, relay=mx.example.org., \
        dsn=4.4.1, stat=Deferred: Connection refused by mx.example.org.\n";
    let warned = format!(
        "{waits}Nov 23 16:35:49 mail sendmail[904]: 6ANCZm7q000901: 6ANCZnwt000904: DSN: Warning: could not send message for past 4 hours\n"
    );
    let ended = format!(
        "{warned}Nov 28 12:35:49 mail sendmail[904]: 6ANCZm7q000901: 6ANCZnwt000905: DSN: Cannot send message for 5 days\n"
    );
    let first = |text: &str| said(text).findings.remove(0);
    assert_eq!(first(&warned).outcome, Outcome::Delayed);
    assert_eq!(first(&ended).outcome, Outcome::Failed);
    assert_eq!(first(&ended).causes[0].id, "general/connection-refused");
}

#[test]
fn a_report_copied_out_of_a_mail_window_in_any_language() {
    let text = "Mail Delivery Subsystem <mailer-daemon@googlemail.com>\n\nAdresse introuvable\nVotre message n’est pas parvenu à \
        anna@example.org, car l’adresse est introuvable.\n\nRéponse du serveur distant :\n\n550 5.1.1 No such user\n";
    assert_eq!(said(text).findings[0].recipient.as_deref(), Some("anna@example.org"));
    let text = "Mensaje bloqueado\nTu mensaje a anna@example.org se ha bloqueado.\nLa respuesta del servidor remoto fue:\n550 5.7.1 Spam\n";
    let notice = said(text);
    assert_eq!(notice.input.kind, Kind::Notice);
    assert_eq!(notice.findings[0].recipient.as_deref(), Some("anna@example.org"));
}

#[test]
fn what_outlook_says_while_it_sends_is_no_report() {
    let text = "The message could not be sent because one of the recipients was rejected by the server. The rejected e-mail address was \
        'anna@example.org'. Subject 'x', Server: 'smtp.example.com', Protocol: SMTP, Server Response: '553. To send mail, first check\n\
        your mail with a valid POP account. (#5.7.1)', Port: 25, Server Error: 553, Error Number: 0x800CCC79";
    let error = said(text);
    assert_eq!(error.input.kind, Kind::Error);
    assert_eq!(error.findings[0].recipient.as_deref(), Some("anna@example.org"));
    assert_eq!(error.findings[0].causes[0].id, "general/relaying-refused");
}

#[test]
fn two_lines_of_a_report_name_their_recipient() {
    let text = "Since this morning all mail to them comes back:\n\n<jean@example.org>: host mx1.example.org[203.0.113.6] refused to talk to me: 421 Too\n    \
        many spams from your IP (198.51.100.4)\n";
    assert_eq!(said(text).findings[0].recipient.as_deref(), Some("jean@example.org"));
    let text =
        "The task reported error (0x800CCC79): The server responded: 554 5.7.1 <jean@example.org>: Relay access denied";
    assert_eq!(said(text).findings[0].recipient.as_deref(), Some("jean@example.org"));
    let text = "smtplib: REFUSED {u'jean@example.org': (550, '5.1.0 <me@example.com>: Sender address rejected: User unknown')}";
    assert_eq!(said(text).findings[0].recipient.as_deref(), Some("jean@example.org"));
}

#[test]
fn a_question_above_a_reply_opens_no_connection() {
    let text = "I usually got a \"MailKit.Net.Smtp.SmtpCommandException\" with \"RecipientNotAccepted\".\n\n\
        S: 550-Requested action not taken: mailbox unavailable\nS: 550 Failure sending mail. Try again later\n";
    assert_ne!(said(text).findings[0].stage, Some(smtp_lens::Stage::Connect));
}

#[test]
fn a_report_out_of_a_mail_window_names_who_wrote_it_who_refused_and_when() {
    for label in [
        "Generating server",
        "Serveur de génération\u{a0}",
        "Generierender Server",
    ] {
        for refused in [
            "mx1.example.org\nRemote server returned",
            "Remote Server at mx1.example.org (192.0.2.4) returned",
        ] {
            let text = format!(
                "Your message couldn't be delivered.\n\n{label}: ex01.example.com\n\nb@example.org\n{refused} \
                '550 5.1.1 <b@example.org>: Recipient address rejected: User unknown in virtual mailbox table'\n"
            );
            let told = &said(&text).findings[0];
            assert_eq!(told.reporting_mta.as_deref(), Some("ex01.example.com"), "{text}");
            assert_eq!(told.remote_mta.as_deref(), Some("mx1.example.org"), "{text}");
            assert_eq!(told.stage, Some(Stage::Rcpt), "{text}");
        }
    }
}
