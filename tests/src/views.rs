//! Every view of the page, and how to come to it: for what has to hold in all of them.

use crate::{Page, fixture_text, part};

/// A view.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Its name, in the name of its picture too.
    pub name: &'static str,
    show: fn(&Page),
}

impl View {
    /// Shows it with all that is folded opened.
    pub fn show(&self, page: &Page) {
        self.show_folded(page);
        page.run(
            "for (const it of document.querySelectorAll('details:not(#report)')) it.open = true",
            &[],
        );
    }

    /// Shows it, from a page that was just loaded.
    pub fn show_folded(&self, page: &Page) {
        page.go_to(&page.address_of("#/"));
        page.reload();
        (self.show)(page);
    }
}

/// All of them.
pub const VIEWS: &[View] = &[
    View {
        name: "empty",
        show: |_| {},
    },
    View {
        name: "transcript",
        show: |page| answer(page, &fixture_text("swaks-535-5.7.3.txt")),
    },
    View {
        name: "bounce",
        show: |page| answer(page, &fixture_text("postfix-550-5.1.1.eml")),
    },
    View {
        name: "code",
        show: |page| answer(page, "5.7.57"),
    },
    View {
        name: "recipients",
        show: |page| answer(page, &log(12)),
    },
    View {
        name: "log",
        show: |page| answer(page, &log(300)),
    },
    View {
        name: "files",
        show: |page| {
            page.drop_files(&[
                ("one.eml", &fixture_text("postfix-550-5.1.1.eml")),
                ("a-folder/with-a-long-name/two.txt", "452 4.2.2 Mailbox full"),
                ("three.txt", "nothing at all"),
            ]);
            page.wait_for(part::FILES);
            page.wait_for(part::STEP);
        },
    },
    View {
        name: "question",
        show: |page| {
            page.paste("mailbox full");
            page.wait_for(part::QUESTION);
        },
    },
    View {
        name: "headers",
        show: |page| answer(page, HEADERS),
    },
    View {
        name: "words",
        show: |page| {
            page.type_in("greylisted");
            page.wait_for(part::CAUSE);
        },
    },
    View {
        name: "nothing",
        show: |page| {
            answer(
                page,
                "The quick brown fox jumps over the lazy dog, and no mail was harmed.",
            )
        },
    },
    View {
        name: "editing",
        show: |page| {
            answer(page, &fixture_text("swaks-535-5.7.3.txt"));
            page.click("section.input header button");
            page.wait_for(part::INPUT);
        },
    },
    View {
        name: "report",
        show: |page| {
            answer(page, &fixture_text("postfix-550-5.1.1.eml"));
            page.click(part::REPORT_OPENS);
            page.wait_for(part::REPORT);
        },
    },
    View {
        name: "proof",
        show: |page| {
            page.go_to(&page.address_of("#/proof"));
            page.wait_for(part::READING);
        },
    },
    View {
        name: "cause",
        show: |page| {
            page.go_to(&page.address_of("#/cause/microsoft-365/smtp-auth-disabled-tenant"));
            page.wait_for(".reading .steps");
        },
    },
    View {
        name: "code-page",
        show: |page| {
            page.go_to(&page.address_of("#/code/5.7.57"));
            page.wait_for(part::CAUSE);
        },
    },
];

fn answer(page: &Page, text: &str) {
    page.paste(text);
    page.wait_for(part::VERDICT);
}

/// The header section of a message that three servers passed on, one of them with a clock of its own.
const HEADERS: &str = "Received: from mx.example.org (mx.example.org [192.0.2.7]) by mailbox.example.org with LMTP id 1; Tue, 24 Nov 2026 10:03:25 +0000\n\
     Received: from out.example.net (out.example.net [198.51.100.9]) by mx.example.org with ESMTPS id 2; Tue, 24 Nov 2026 10:00:05 +0000\n\
     Received: from [203.0.113.5] by out.example.net with ESMTPA id 3; Tue, 24 Nov 2026 10:00:20 +0000\n\
     From: anna@example.net\nTo: bob@example.org\nSubject: Minutes\nMessage-ID: <1@example.net>\n\n";

/// A log that tells of so many recipients.
pub fn log(recipients: usize) -> String {
    let said = [
        "550 5.1.1 <{}>: Recipient address rejected: User unknown",
        "452 4.2.2 <{}>: The email account that you tried to reach is over quota",
        "554 5.7.1 <{}>: Relay access denied",
    ];
    (0..recipients)
        .map(|it| {
            let address = format!("person{it}@example.org");
            let said = said[it % said.len()].replace("{}", &address);
            let how = if said.starts_with('4') { "deferred" } else { "bounced" };
            let status = &said[4..9];
            format!(
                "Nov 23 12:44:{:02} mail postfix/smtp[12]: AB12CD{it:02X}: to=<{address}>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn={status}, \
                 status={how} (host mx.example.org[192.0.2.1] said: {said} (in reply to RCPT TO command))\n",
                it % 60
            )
        })
        .collect()
}
