//! Words that nobody documents: which of them speak first, and when they say nothing.
#![allow(missing_docs)]

use smtp_lens::{Analysis, Lens, Options, Reason, Stage};

fn said(text: &str) -> Analysis {
    let lens = Lens::for_language("en").expect("English is compiled in");
    lens.analyze(text.as_bytes(), &Options::default())
}

fn first(text: &str) -> String {
    let said = said(text);
    let cause = said.findings.first().and_then(|it| it.causes.first());
    cause.map(|it| it.id.clone()).unwrap_or_default()
}

#[test]
fn vague_words_yield_to_any_others() {
    assert_eq!(
        first("550 5.7.1 Message rejected by policy: spam"),
        "general/spam-detected"
    );
    assert_eq!(first("550 5.7.1 Message rejected by policy"), "general/policy-reasons");
    assert_eq!(first("550 Rejected"), "general/rejected-without-a-reason");
    assert_eq!(
        first("450 temporary envelope failure, please try later (greylist)"),
        "general/greylisted"
    );
}

#[test]
fn a_hint_is_asked_when_nothing_else_is_there() {
    assert_eq!(first("550 wrongly spelt recipient"), "general/recipient-refused");
    assert_eq!(first("552 5.2.2 recipient has none left"), "standards/5-2-2");
}

#[test]
fn accents_do_not_count() {
    assert_eq!(first("552 Boîte aux lettres pleine"), "general/mailbox-full");
    assert_eq!(first("552 Boite aux lettres pleine"), "general/mailbox-full");
    assert_eq!(first("550 Uzytkownik nieznany"), "general/user-unknown");
}

#[test]
fn words_far_apart_speak_of_different_things() {
    let between = "is looked after by a team of people who are glad to help you and can be called from nine to five on each day of the week";
    let near = first("550 The mailbox of bob@example.com is not found");
    assert_eq!(near, "general/user-unknown");
    let far = first(&format!("550 The mailbox {between}; the page was not found"));
    assert_ne!(far, "general/user-unknown");
}

#[test]
fn ordinary_sentences_say_nothing() {
    for text in [
        "Hello Bob, please find the attachment with our new policy on spam and viruses. The rest of the list follows tomorrow. Alice",
        "The timeout of the connection is thirty seconds, and the quota of the team is two gigabytes; write to me if you need more.",
        "Wir haben seit dem ersten Mai eine neue Adresse, bitte ändern Sie Ihre Unterlagen und grüßen Sie die Kollegen herzlich von uns.",
    ] {
        assert!(said(text).findings.is_empty(), "{text}");
    }
}

#[test]
fn a_gateway_repeats_another_servers_words() {
    let text = "smtp; 5.1.0 - Unknown address error 550-'5.2.2 <a@example.org>... Mailbox full' (delivery attempts: 0)";
    assert_eq!(first(text), "general/mailbox-full");
}

/// Sendmail names the last command that it sent, and it sends ahead.
#[test]
fn what_data_was_answered_tells_which_command_was_refused() {
    let bounce = |after: &str| {
        format!(
            "   ----- The following addresses had permanent fatal errors -----\n<a@example.org>\n\n   \
             ----- Transcript of session follows -----\n... while talking to mx.example.org.:\n>>> DATA\n\
             <<< 550 <a@example.org>... User unknown\n{after}"
        )
    };
    let pipelined = said(&bounce(
        "550 5.1.1 <a@example.org>... User unknown\n<<< 503 5.0.0 Need RCPT (recipient)\n",
    ));
    assert_eq!(pipelined.findings[0].stage, Some(Stage::Rcpt));
    assert_eq!(pipelined.findings[0].reason, Reason::UserUnknown);
    let after_data = said(&bounce("554 5.0.0 Service unavailable\n"));
    assert_eq!(after_data.findings[0].stage, Some(Stage::Data));
    assert_eq!(after_data.findings[0].reason, Reason::Filtered);
}

#[test]
fn a_reason_comes_before_the_verdict_beside_it() {
    for (text, cause) in [
        (
            "550 Your host 192.0.2.1 has been blocked: SPF check failed",
            "general/spf-failed",
        ),
        ("550 Sender address rejected: spam", "general/spam-detected"),
        ("554 No SMTP service: rDNS required", "general/reverse-dns-missing"),
        ("421 Temporarily deferred, greylisted", "general/greylisted"),
        ("550 Sender address rejected", "general/sender-refused-here"),
        ("550 Your host has been blocked", "general/connection-not-welcome"),
    ] {
        assert_eq!(first(text), cause, "{text}");
    }
}

#[test]
fn words_of_one_step_need_the_step() {
    let refused = "host mx.example.net[192.0.2.1] refused to talk to me: 554 5.7.0 Blocked";
    assert_eq!(first(refused), "general/connection-not-welcome");
    assert_eq!(first("554 5.7.0 Blocked"), "general/rejected-without-a-reason");
}

#[test]
fn a_status_behind_its_sentence_leaves_the_sentence_its_meaning() {
    assert_eq!(
        first("Sorry, no mailbox here by that name. (#5.1.7)"),
        "general/user-unknown"
    );
}
