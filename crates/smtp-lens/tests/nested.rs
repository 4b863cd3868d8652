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
