//! What a program says itself, around and beside a conversation.
#![allow(missing_docs)]

use smtp_lens::{Kind, Lens, Options};

fn causes(text: &str) -> Vec<String> {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let said = lens.analyze(text.as_bytes(), &Options::default());
    said.findings
        .iter()
        .filter_map(|it| it.causes.first())
        .map(|it| it.id.clone())
        .collect()
}

const TALK: &str = "=== Trying smtp.example.com:587...\n=== Connected to smtp.example.com.\n<-  220 mail.example.com ESMTP\n \
    -> EHLO client.example.org\n<-  250-mail.example.com\n<-  250-STARTTLS\n<-  250 HELP\n -> STARTTLS\n<-  220 2.0.0 Ready to start TLS\n";

#[test]
fn a_conversation_that_went_well_has_no_findings() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let text = format!("{TALK} ~> QUIT\n<~  221 Bye\n=== Connection closed with remote host.\n");
    let said = lens.analyze(text.as_bytes(), &Options::default());
    assert_eq!(said.input.kind, Kind::Transcript);
    assert!(said.findings.is_empty(), "{:?}", causes(&text));
}

#[test]
fn the_program_tells_what_no_reply_did() {
    let text = format!(
        "{TALK}*** TLS startup failed (connect(): error:0A000086:SSL routines::certificate verify failed)\n\
         *** STARTTLS attempted but failed\n -> QUIT\n<-  221 Bye\n=== Connection closed with remote host.\n"
    );
    assert_eq!(causes(&text), ["general/certificate-not-trusted"]);
}

#[test]
fn the_innermost_error_explains_before_the_frames_around_it() {
    let text = "System.Net.Mail.SmtpException: Failure sending mail.\n ---> System.Net.Sockets.SocketException (111): Connection refused\n";
    assert_eq!(causes(text), ["general/connection-refused"]);
    let text = "SMTP Error: The following recipients failed: a@example.com: User unknown";
    assert_eq!(causes(text), ["general/user-unknown"]);
    let text = "SMTP Error: The following recipients failed: a@example.com";
    assert_eq!(causes(text), ["phpmailer/server-refused-the-message"]);
}

#[test]
fn words_that_say_only_that_no_connection_came_about_are_asked_last() {
    let first = |text: &str| causes(text).into_iter().next().unwrap_or_default();
    let text = "Failed to connect to server: Peer certificate CN=`mail.example.com' did not match expected CN=`smtp.example.com'";
    assert_eq!(first(text), "general/certificate-for-another-name");
    let text = "Connection could not be established with host \"smtp.example.com:587\" (Connection refused)";
    assert_eq!(first(text), "general/connection-refused");
    let text = "Connection could not be established with host \"mailpit:1025\"";
    assert_eq!(first(text), "symfony/no-connection-established");
    assert_eq!(first("Unable to connect to the remote server"), "general/no-connection");
}
