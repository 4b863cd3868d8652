//! What holds for any bytes at all.
#![allow(missing_docs)]

use proptest::prelude::*;
use smtp_lens::{Lens, Options};
use std::sync::LazyLock;

static LENS: LazyLock<Lens> = LazyLock::new(|| Lens::for_language("en").expect("English is compiled in"));

fn lens() -> &'static Lens {
    &LENS
}

fn holds(lens: &Lens, bytes: &[u8]) {
    let said = lens.analyze(bytes, &Options::default());
    for it in said.spans() {
        assert!(
            it.0 <= it.1 && it.1 as usize <= bytes.len(),
            "{it:?} lies outside of {} bytes",
            bytes.len()
        );
        if let Ok(text) = std::str::from_utf8(bytes) {
            assert!(
                text.is_char_boundary(it.0 as usize) && text.is_char_boundary(it.1 as usize),
                "{it:?} cuts a character"
            );
        }
    }
    assert_eq!(
        said,
        lens.analyze(bytes, &Options::default()),
        "the same bytes, another answer"
    );
}

/// Pieces of which real inputs are made, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "550 5.1.1 ",
        "550-5.1.1 ",
        "535",
        "5.7.57",
        " -> ",
        "<-  ",
        "<~* ",
        "EHLO x\n",
        "AUTH LOGIN\n",
        "334 VXNlcm5hbWU6\n",
        "334 UGFzc3dvcmQ6\n",
        "UmVk\n",
        "MAIL FROM:<a@example.org>\n",
        "RCPT TO:<b@example.net>\n",
        "DATA\n",
        "354 go\n",
        ".\n",
        "\n",
        "\r\n",
        " ",
        "> ",
        "é",
        "\u{a0}",
        "’",
        "日本",
        "=3D",
        "=\n",
        "&lt;",
        "<br>",
        "\"",
        "'",
        "(535, b'5.7.3 x')",
        "{\"log\":\"a\\n\"}\n",
        "Final-Recipient: rfc822; a@example.org\n",
        "Action: failed\n",
        "Status: 5.0.0\n",
        "Diagnostic-Code: smtp; 550 x\n",
        "From: mailer-daemon@example.org\n",
        "Content-Type: multipart/report; boundary=b\n",
        "--b\n",
        "MIME-Version: 1.0\n",
        "host x[192.0.2.1] said: ",
        "(in reply to RCPT TO command)",
        "<a@example.org>: ",
        "\u{1b}[2m",
        "\\r\\n",
        "smtp://u:p@h ",
        "2026-11-23T12:00:00Z mail postfix/smtpd[1]: NOQUEUE: reject: RCPT from h[192.0.2.1]: 450 4.7.1 x; from=<a@example.org> to=<b@example.net> proto=ESMTP\n",
        "2026-11-23 12:34:57 1xVTG5-0001HR-2J ** a@example.org R=r T=t H=h [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<a@example.org>: 550-x\\n550 y\n",
        "2026-11-23 12:34:57 1xVTG5-0001HR-2J == a@example.org defer (-1): ",
        "Nov 23 12:34:11 mail sendmail[266]: 6ANCYB6I000266: to=<a@example.org>, dsn=5.1.1, reply=550 x, stat=User unknown\n",
        "Nov 23 12:38:09 mail smtpd[135]: 34 mta delivery evpid=b0d5 from=<> to=<a@example.org> relay=\"h\" result=\"PermFail\" stat=\"550 x\"\n",
        "Nov 23 12:45:32 mail courieresmtp: id=1,from=<>,addr=<a@example.org>: 535 x\n",
        "Nov 23 12:45:32 mail courieresmtp: id=1,from=<>,addr=<a@example.org>,status: failure\n",
        "Nov 23 12:38:03 mail dma[9f.55]: <a@example.org> trying delivery\n",
        "Nov 23 12:38:03 mail dma[9f.55]: remote delivery to h [192.0.2.1] failed after RCPT TO: 552 x\n",
        "Nov 23 12:32:46 host=h recipients=a@example.org smtpstatus=550 smtpmsg='550 5.7.54 é' errormsg='x' exitcode=EX_DATAERR\n",
        "-Queue ID-  --Size--\nA1B2C3D4E5 1 Mon 09:00:00 a@example.org\n(host h said: 450 x\n      b@example.net\n",
        "b0d58a64634fa471|local|mta|auth|a@example.org|b@example.net|b@example.net|1|1|0|1|pending|399|451 x\n",
        "#Fields: date-time,event-id,recipient-address,recipient-status,message-id\n",
        "2026,FAIL,a@example.org,\"[{LED=550 5.1.10 é};{MSG=}]\",<1>\n",
        "type,timeLogged,orig,rcpt,dsnStatus,dsnDiag,dsnMta\nb,x,y,a@example.org,5.1.1,\"smtp;550 \"\"x\",h (1)\n",
        "{\"type\":\"Bounce\",\"id\":\"1\",\"recipient\":\"a@example.org\",\"response\":{\"code\":550,\"content\":\"\\\"é\"}}\n",
        "2026-11-23T10:00:00Z,c,08DE0000000000A1,1,l,r,<,\"550 5.1.1 é, no\",\n",
        "T : [1] Data from Socket#1::Receive\nT : [1] 00000000 : 35 35 30 20 : 550 \n",
        "C: AUTH PLAIN AGFubkBleGFtcGxlLmNvbQBzM2NyZXQ=\n",
        "S: 250-SIZE 10\n",
        "S: 250 AUTH PLAIN\n",
        "C: MAIL FROM:<a@example.org> SIZE=99\n",
        "Nov 23 12:00:00 mail postfix/smtp[1]: ABCDEF1: to=<a@example.org>, status=bounced (",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        holds(lens(), &bytes);
    }

    #[test]
    fn any_order_of_real_pieces(text in pieces()) {
        holds(lens(), text.as_bytes());
    }

    #[test]
    fn any_cut_of_a_bounce(from in 0usize..2500, to in 0usize..2500) {
        let bounce = include_bytes!("fixtures/postfix-bounce.eml");
        let (from, to) = (from.min(bounce.len()), to.min(bounce.len()));
        holds(lens(), &bounce[from.min(to)..to.max(from)]);
    }

    #[test]
    fn any_cut_of_a_session_or_log(which in 0usize..7, from in 0usize..4000, to in 0usize..4000) {
        let text: &[u8] = [
            include_bytes!("fixtures/exchange-receive.txt").as_slice(),
            include_bytes!("fixtures/dotnet-trace.txt"),
            include_bytes!("fixtures/postfix.log"),
            include_bytes!("fixtures/rejectlog.txt"),
            include_bytes!("fixtures/tracking.txt"),
            include_bytes!("fixtures/kumo.txt"),
            include_bytes!("fixtures/oneline.txt"),
        ][which];
        let (from, to) = (from.min(text.len()), to.min(text.len()));
        holds(lens(), &text[from.min(to)..to.max(from)]);
    }
}

#[test]
fn line_ends_make_no_difference() {
    let lens = lens();
    for name in [
        "postfix-bounce.eml",
        "swaks.txt",
        "smtplib-debug.txt",
        "nodemailer-error.txt",
    ] {
        let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path)
            .expect("a fixture can be read")
            .replace("\r\n", "\n");
        let facts = |text: &str| -> Vec<_> {
            let said = lens.analyze(text.as_bytes(), &Options::default());
            said.findings
                .into_iter()
                .map(|it| (it.recipient, it.status, it.stage, it.reply.map(|it| (it.code, it.text))))
                .collect()
        };
        assert_eq!(facts(&text), facts(&text.replace('\n', "\r\n")), "{name}");
    }
}

/// Limits that are counted in bytes may fall inside a character.
#[test]
fn a_character_may_stand_on_any_limit() {
    let lens = lens();
    let stamp =
        "Nov 23 12:44:5é9 mail postfix/smtp[1]: AB12CD: to=<a@example.org>, status=bounced (host x said: 550 5.1.1 no)";
    holds(lens, stamp.as_bytes());
    for limit in [8_000usize, 20_000, 30_000, 60_000, 400_000] {
        for shift in 0..2 {
            let filled = format!("Undelivered 5 {}", "é".repeat(limit / 2 + 8));
            let text = format!("{}{filled}\n550 5.1.1 no\n", "x".repeat(shift));
            holds(lens, text.as_bytes());
            let head =
                "From: mailer-daemon@example.org\nTo: a@example.net\nSubject: x\nMessage-ID: <1@example.org>\n\n";
            holds(lens, format!("{head}{text}").as_bytes());
        }
    }
}

/// A part whose character set and transfer encoding have to be undone keeps the way back to its bytes.
#[test]
fn spans_of_encoded_parts() {
    let lens = lens();
    let head = "From: mailer-daemon@example.org\nTo: a@example.net\nSubject: Undelivered\nMIME-Version: 1.0\n";
    for (fields, body) in [
        (
            "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n",
            &b"L'adresse est fausse, \xe9t\xe9\nvoil\xe0: <b@example.com>: 550 5.1.1 no such us\xe9r\n"[..],
        ),
        (
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n",
            b"<b@example.com>: host x said: 550 5.1.1 no such =C3=A9 us=\ner here\n",
        ),
        (
            "Content-Type: text/plain; charset=iso-2022-jp\n",
            b"\x1b$B$3$N%a!<%k\x1b(B\n<b@example.com>: host x said: 550 5.1.1 no such user\n",
        ),
        (
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n",
            b"<b@example.com>: host x said: 550 5.1.1 no such user \xc3",
        ),
    ] {
        let mail = [head.as_bytes(), fields.as_bytes(), b"\n", body].concat();
        holds(lens, &mail);
        let said = lens.analyze(&mail, &Options::default());
        let span = said.findings[0].reply.as_ref().expect("there is a reply").span;
        assert!(
            mail[span.range()].starts_with(b"550 5.1.1 no such"),
            "{:?}",
            String::from_utf8_lossy(&mail[span.range()])
        );
    }
}
