//! What no single line of a session says, each on the output of another program than the one that it was first met in.
#![allow(missing_docs)]

use smtp_lens::{Analysis, Lens, Options};

fn said(text: &str) -> Analysis {
    let lens = Lens::for_language("en").expect("English is compiled in");
    lens.analyze(text.as_bytes(), &Options::default())
}

/// The kinds of what is told of the whole, and its sentences.
fn told(text: &str) -> Vec<(String, String)> {
    said(text).remarks.into_iter().map(|it| (it.kind, it.says)).collect()
}

fn kinds(text: &str) -> Vec<String> {
    told(text).into_iter().map(|it| it.0).collect()
}

#[test]
fn the_client_never_signed_in() {
    let ruby = "Connection opened: smtp.example.com:587\n-> \"220 smtp.example.com ESMTP\\r\\n\"\n<- \"EHLO web01\\r\\n\"\n-> \"250-smtp.example.com\\r\\n\"\n\
        -> \"250 AUTH PLAIN LOGIN\\r\\n\"\n<- \"MAIL FROM:<a@example.com>\\r\\n\"\n-> \"250 2.1.0 Ok\\r\\n\"\n<- \"RCPT TO:<b@example.org>\\r\\n\"\n\
        -> \"554 5.7.1 <b@example.org>: Relay access denied\\r\\n\"\n<- \"QUIT\\r\\n\"\n-> \"221 2.0.0 Bye\\r\\n\"\n";
    assert_eq!(kinds(ruby), ["auth-not-tried"]);
    let signed = ruby.replace(
        "<- \"MAIL FROM",
        "<- \"AUTH PLAIN AGFubgBzM2NyZXQ=\\r\\n\"\n-> \"235 2.7.0 Ok\\r\\n\"\n<- \"MAIL FROM",
    );
    assert!(!kinds(&signed).contains(&"auth-not-tried".to_string()));
}

#[test]
fn sign_in_is_offered_after_starttls_only() {
    let mailkit = "Connected to smtp://smtp.example.com:587/\nS: 220 smtp.example.com ESMTP\nC: EHLO [127.0.0.1]\nS: 250-smtp.example.com\nS: 250 STARTTLS\n\
        C: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Authentication required\n";
    assert_eq!(kinds(mailkit), ["auth-after-starttls"]);
    let early = mailkit.replace(
        "C: MAIL FROM:<a@example.com>\nS: 530 5.7.0 Authentication required",
        "C: AUTH LOGIN\nS: 503 5.5.1 AUTH not available",
    );
    assert_eq!(kinds(&early), ["auth-before-starttls", "sign-in-unencrypted"]);
}

#[test]
fn a_mechanism_that_is_not_offered() {
    let haraka = "[PROTOCOL] [A1.1] [outbound] S: 220 mx.example.org ESMTP\n[PROTOCOL] [A1.1] [outbound] C: EHLO app.example.com\n\
        [PROTOCOL] [A1.1] [outbound] S: 250-mx.example.org\n[PROTOCOL] [A1.1] [outbound] S: 250 AUTH PLAIN XOAUTH2\n\
        [PROTOCOL] [A1.1] [outbound] C: AUTH LOGIN\n[PROTOCOL] [A1.1] [outbound] S: 504 5.7.4 Unrecognized authentication type\n";
    let told = told(haraka);
    assert!(
        told.iter()
            .any(|it| it.0 == "mechanism-not-offered" && it.1.contains("PLAIN, XOAUTH2")),
        "{told:?}"
    );
}

#[test]
fn a_second_mechanism_after_a_first_refusal() {
    let telnet = "Connected to smtp.example.com.\nEscape character is '^]'.\n220 smtp.example.com ESMTP\nehlo a.example.com\n250-smtp.example.com\n\
        250 AUTH CRAM-MD5 PLAIN\nauth cram-md5\n334 PDEyMzRAZXhhbXBsZS5jb20+\nYW5uIDllOTVhZWUwOWM0MGFmMmI4NGEwYzJiM2JiYWU3ODZl\n535 5.7.8 no\n\
        auth plain AGFubgBzM2NyZXQ=\n535 5.7.8 no\nquit\n221 bye\n";
    assert!(
        kinds(telnet).contains(&"second-mechanism".to_string()),
        "{:?}",
        kinds(telnet)
    );
}

#[test]
fn the_size_that_was_announced() {
    let exchange = "#Log-type: SMTP Receive Protocol Log\n\
        #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\n\
        2026-11-23T10:00:00.000Z,in,08DE0000000000A1,0,192.0.2.1:25,198.51.100.7:5,>,\"220 EX01.example.com Microsoft ESMTP MAIL Service ready\",\n\
        2026-11-23T10:00:00.010Z,in,08DE0000000000A1,1,192.0.2.1:25,198.51.100.7:5,<,EHLO app.example.com,\n\
        2026-11-23T10:00:00.020Z,in,08DE0000000000A1,2,192.0.2.1:25,198.51.100.7:5,>,250  EX01.example.com Hello [198.51.100.7] SIZE 10485760 PIPELINING DSN,\n\
        2026-11-23T10:00:00.030Z,in,08DE0000000000A1,3,192.0.2.1:25,198.51.100.7:5,<,MAIL FROM:<a@example.com> SIZE=20000000,\n\
        2026-11-23T10:00:00.040Z,in,08DE0000000000A1,4,192.0.2.1:25,198.51.100.7:5,>,552 5.3.4 Message size exceeds fixed maximum message size,\n";
    let told = told(exchange);
    assert!(
        told.iter()
            .any(|it| it.0 == "size-exceeded" && it.1.contains("20000000")),
        "{told:?}"
    );
}

#[test]
fn the_server_hung_up_after_some_time() {
    let thunderbird = "2026-11-23 10:11:12.345678 UTC - [Parent 4242: Main Thread]: D/mailnews.smtp S: 220 mail.example.com ESMTP\n\
        2026-11-23 10:11:12.455678 UTC - [Parent 4242: Main Thread]: D/mailnews.smtp C: EHLO [10.0.0.4]\n\
        2026-11-23 10:11:12.475678 UTC - [Parent 4242: Main Thread]: D/mailnews.smtp S: 250 mail.example.com\n\
        2026-11-23 10:11:12.485678 UTC - [Parent 4242: Main Thread]: D/mailnews.smtp C: MAIL FROM:<a@example.com>\n\
        2026-11-23 10:11:52.605678 UTC - [Parent 4242: Main Thread]: E/mailnews.smtp lost connection\n";
    let told = told(thunderbird);
    assert!(
        told.iter()
            .any(|it| it.0 == "hung-up-after" && it.1.contains("40 seconds")),
        "{told:?}"
    );
}

#[test]
fn the_echo_of_the_real_failure() {
    let smtplib = "send: 'rcpt TO:<b@example.org>\\r\\n'\nreply: b'550 5.1.1 <b@example.org>: User unknown\\r\\n'\n\
        send: 'data\\r\\n'\nreply: b'503 5.5.1 Error: need RCPT command\\r\\n'\n";
    let all = said(smtplib);
    assert_eq!(all.findings[0].reply.as_ref().and_then(|it| it.code), Some(550));
    assert!(all.findings[1].follows);
    assert!(
        all.remarks
            .iter()
            .any(|it| it.kind == "echo" && it.says.contains("503"))
    );
}

#[test]
fn encryption_and_port_do_not_fit() {
    let go = "2026/11/23 10:00:00 dial smtp.example.com:587: tls: first record does not look like a TLS handshake\n";
    assert_eq!(kinds(go), ["tls-on-plain-port"]);
    let java = "DEBUG SMTP: trying to connect to host \"smtp.example.com\", port 465\n\
        javax.mail.MessagingException: Could not connect to SMTP host: smtp.example.com, port: 465;\n  nested exception is:\n\tjava.net.SocketTimeoutException: Read timed out\n";
    assert!(
        kinds(java).contains(&"plain-on-tls-port".to_string()),
        "{:?}",
        kinds(java)
    );
}

#[test]
fn encryption_that_did_not_come_about() {
    let symfony = "< 220 smtp.example.com ESMTP\n> EHLO web01\n< 250-smtp.example.com\n< 250 STARTTLS\n> STARTTLS\n< 220 2.0.0 Ready to start TLS\n\
        Unable to connect with STARTTLS: stream_socket_enable_crypto(): SSL operation failed with code 1.\n";
    let all = said(symfony);
    assert!(
        all.remarks.iter().any(|it| it.kind == "encryption-unfinished"),
        "{:?}",
        all.remarks
    );
    assert_eq!(all.findings[0].stage.map(|it| it.word()), Some("tls"));
    let whole = format!(
        "{}> EHLO web01\n< 250 AUTH PLAIN\n",
        symfony.split_once("Unable").map_or("", |it| it.0)
    );
    assert!(kinds(&whole).is_empty());
}

#[test]
fn a_server_that_never_greets() {
    let openssl = "CONNECTED(00000003)\nread:errno=104\nTimeout waiting for the server\n";
    assert!(
        kinds(openssl).contains(&"no-greeting".to_string()),
        "{:?}",
        kinds(openssl)
    );
}
