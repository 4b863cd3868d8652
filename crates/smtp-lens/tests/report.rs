//! No masked value of the input survives in a report, whatever the format, and the same value is the same word everywhere.
#![allow(missing_docs)]

use proptest::prelude::*;
use smtp_lens::{Format, Lens, Masks, Options};
use std::sync::LazyLock;

static LENS: LazyLock<Lens> = LazyLock::new(|| Lens::for_language("en").expect("English is compiled in"));

const FORMATS: [Format; 5] = [Format::Text, Format::Markdown, Format::Html, Format::Json, Format::Csv];

fn reports(input: &str, masks: Masks) -> Vec<String> {
    let redacted = LENS.redact(input.as_bytes(), &Options::default(), masks);
    let mut all: Vec<String> = FORMATS.iter().map(|it| LENS.report(&redacted, *it)).collect();
    all.push(serde_json::to_string(&redacted.analysis).expect("an analysis can be written"));
    all
}

fn only(kind: &str) -> Masks {
    let mut masks = Masks::NONE;
    assert!(masks.add(kind), "{kind}");
    masks
}

/// What is private in an input.
#[derive(Debug, Clone)]
struct Planted {
    local: String,
    domain: String,
    other: String,
    host: String,
    station: String,
    ip4: String,
    ip6: String,
    queue: String,
    message: String,
    first: String,
    last: String,
    password: String,
    subject: String,
}

impl Planted {
    fn address(&self) -> String {
        format!("{}@{}", self.local, self.domain)
    }

    fn host(&self) -> String {
        format!("{}.{}", self.host, self.domain)
    }
}

fn planted() -> impl Strategy<Value = Planted> {
    let top = prop::sample::select(vec![
        "de",
        "fr",
        "com",
        "co.uk",
        "museum",
        "org",
        "consulting",
        "io",
        "pl",
        "py",
    ]);
    let names = (
        "[a-z]{3,8}(\\.[a-z]{2,8}|[0-9]{1,3}|\\+[a-z]{2,6}|-[a-z]{2,5})?",
        "q[a-z0-9]{3,9}",
        top,
    );
    let machines = (
        "(mx|mail|smtp-out|gw)[0-9]{1,3}",
        "pc-[a-z]{3,6}[0-9]{2}",
        any::<[u8; 2]>(),
        any::<[u16; 3]>(),
    );
    let ids = (
        "[0-9A-F]{4}[A-F][0-9]{4,6}",
        "[a-z0-9]{8}[0-9]{4}[a-z]{2}",
        "[A-Z][a-z]{4,8}ova",
        "[A-Z][a-z]{4,8}inski",
    );
    let rest = (
        "[A-Za-z]{5}[0-9!%]{3}[a-z]{3}",
        "Offer for [a-z]{5,9} and [a-z]{5,9}",
        "z[a-z0-9]{3,9}",
    );
    (names, machines, ids, rest).prop_map(
        |((local, name, top), (host, station, four, six), (queue, message, first, last), rest)| Planted {
            local,
            domain: format!("{name}.{top}"),
            other: format!("{}.{top}", rest.2),
            host,
            station,
            ip4: format!("81.{}.{}.14", four[0], four[1]),
            ip6: format!("2a02:{:x}:{:x}::{:x}", six[0] | 1, six[1] | 1, six[2] | 1),
            queue,
            message,
            first,
            last,
            password: rest.0,
            subject: rest.1,
        },
    )
}

/// Inputs as people have them, each with all of it in it.
fn inputs(it: &Planted) -> Vec<String> {
    let (address, host) = (it.address(), it.host());
    let Planted {
        ip4,
        ip6,
        queue,
        message,
        first,
        last,
        station,
        subject,
        password,
        other,
        ..
    } = it;
    let plain = base64(&format!("\0{address}\0{password}"));
    let user = base64(&address);
    let pass = base64(password);
    vec![
        format!(
            "Nov 23 12:44:59 {station} postfix/smtp[12]: {queue}: to=<{address}>, relay={host}[{ip4}]:25, delay=1, dsn=5.1.1, \
             status=bounced (host {host}[{ip4}] said: 550 5.1.1 <{address}>: Recipient address rejected (in reply to RCPT TO command))\n\
             Nov 23 12:45:00 {station} postfix/qmgr[9]: {queue}: from=<{address}>, size=1, nrcpt=1\n\
             Nov 23 12:45:01 {station} postfix/smtpd[9]: connect from {host}[{ip6}]\n"
        ),
        format!(
            "=== Connected to {host}.\n<-  220 {host} ESMTP\n -> EHLO {station}\n<-  250-{host} Hello {station} [{ip4}]\n<-  250 AUTH LOGIN PLAIN\n \
             -> AUTH LOGIN\n<-  334 VXNlcm5hbWU6\n -> {user}\n<-  334 UGFzc3dvcmQ6\n -> {pass}\n<-  535 5.7.8 {address} refused {queue} from [{ip6}]\n"
        ),
        format!(
            " -> EHLO [{ip4}]\n<-  250 AUTH PLAIN\n -> AUTH PLAIN {plain}\n<-  235 2.7.0 ok\n -> MAIL FROM:<{address}>\n<-  250 2.1.0 ok\n \
             -> RCPT TO:<{address}> ORCPT=rfc822;{address}\n<-  550 5.7.1 Service unavailable; {ip4} listed at {host}, see \
             https://{host}/lookup?ip={ip4}&mail={address} id {queue}\n"
        ),
        format!(
            "From: MAILER-DAEMON@{host}\nTo: {first} {last} <{address}>\nSubject: Undelivered Mail Returned to Sender\n\
             Message-ID: <{message}@{host}>\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n\
             I could not deliver your message, {first}.\n\n<{address}>: host {host}[{ip4}] said: 550 5.1.1 {first} {last} is not here \
             (in reply to RCPT TO command)\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; {host}\nX-Postfix-Queue-ID: {queue}\n\n\
             Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; {host}\nDiagnostic-Code: smtp; 550 5.1.1 {address} \
             {ip6}\n\n--b\nContent-Type: message/rfc822\n\nReceived: from {station} ({host} [{ip4}])\n by {host} with ESMTPS id {queue}\nFrom: \
             \"{first} {last}\" <{address}>\nTo: {address}\nSubject: {subject}\nMessage-ID: <{message}@{host}>\n\nDear {first}, the secret plan.\n--b--\n"
        ),
        format!(
            "smtplib.SMTPRecipientsRefused: {{'{address}': (550, b'5.1.1 {address} {host}')}}\nsmtp://{address}:{password}@{host}:587\n\
             Your message to {first} {last} ({address}) couldn't be delivered.\n550 5.4.1 bounces+{}={}@{other} [{ip6}] {host} {queue}\n",
            it.local, it.domain
        ),
    ]
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    text.as_bytes()
        .chunks(3)
        .flat_map(|it| {
            let bits = it.iter().fold(0u32, |bits, it| bits << 8 | u32::from(*it)) << (8 * (3 - it.len()));
            (0..4).map(move |at| {
                if at > it.len() {
                    '='
                } else {
                    char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize])
                }
            })
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_masked_survives(it in planted()) {
        let secrets = [it.password.clone(), base64(&it.password), base64(&it.address())];
        for input in inputs(&it) {
            for report in reports(&input, Masks::ALL) {
                let lower = report.to_lowercase();
                let private = [
                    it.address(), it.domain.clone(), it.host(), it.station.clone(), it.ip4.clone(), it.ip6.clone(), it.queue.clone(),
                    it.message.clone(), format!("{} {}", it.first, it.last), it.last.clone(), it.subject.clone(), "secret plan".into(),
                ];
                for value in private.iter().chain(&secrets) {
                    prop_assert!(!lower.contains(&value.to_lowercase()), "{value:?} is in\n{report}\nof\n{input}");
                }
            }
        }
    }

    #[test]
    fn each_kind_is_masked_alone(it in planted()) {
        for input in inputs(&it) {
            for (kind, values) in [
                ("addresses", vec![it.address()]),
                ("ips", vec![it.ip4.clone(), it.ip6.clone()]),
                ("ids", vec![it.queue.clone(), it.message.clone()]),
                ("hosts", vec![it.host(), it.station.clone()]),
                ("names", vec![format!("{} {}", it.first, it.last), it.subject.clone()]),
            ] {
                for report in reports(&input, only(kind)) {
                    for value in &values {
                        prop_assert!(!report.contains(value.as_str()), "{kind}: {value:?} is in\n{report}\nof\n{input}");
                    }
                    prop_assert!(!report.contains(&it.password), "the password is in\n{report}");
                }
            }
        }
    }

    #[test]
    fn any_bytes_give_a_report(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let redacted = LENS.redact(&bytes, &Options::default(), Masks::ALL);
        for format in FORMATS {
            LENS.report(&redacted, format);
        }
    }
}

#[test]
fn the_same_value_is_the_same_word_everywhere() {
    let input = "Nov 23 12:44:59 mail postfix/smtp[1]: AB12CD3: to=<Anna@Example.org>, relay=mx.example.org[203.0.113.9]:25, dsn=5.1.1, \
                 status=bounced (host mx.example.org[203.0.113.9] said: 550 5.1.1 <anna@example.org>: no such user (in reply to RCPT TO command))";
    let redacted = LENS.redact(input.as_bytes(), &Options::default(), Masks::ALL);
    let finding = &redacted.analysis.findings[0];
    assert_eq!(finding.recipient.as_deref(), Some("user1@example.net"));
    assert!(
        finding
            .reply
            .as_ref()
            .is_some_and(|it| it.text.contains("user1@example.net"))
    );
    assert_eq!(
        redacted.text.matches("user1@example.net").count(),
        2,
        "{}",
        redacted.text
    );
    assert_eq!(
        redacted.text.matches("host1.example.net").count(),
        2,
        "{}",
        redacted.text
    );
    assert_eq!(redacted.text.matches("192.0.2.1").count(), 2, "{}", redacted.text);
}

#[test]
fn a_replacement_is_no_value_of_the_input() {
    let input = "550 5.1.1 <user1@example.net> and <anna@example.org> at 192.0.2.1 and 198.51.100.7: no such user";
    let redacted = LENS.redact(input.as_bytes(), &Options::default(), Masks::ALL);
    for value in ["user1@example.net", "anna@", "192.0.2.", "198.51.100."] {
        assert!(!redacted.text.contains(value), "{value} is in {}", redacted.text);
    }
}

#[test]
fn what_tells_the_provider_stays() {
    let input = "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit \
                 https://aka.ms/smtp_auth_disabled for more information. [FR0P281CA0123.DEUP281.PROD.OUTLOOK.COM 2026-11-23T12:13:06.537Z 08DE1234567890AB]";
    let redacted = LENS.redact(input.as_bytes(), &Options::default(), Masks::ALL);
    assert!(redacted.text.contains("host1.outlook.com"), "{}", redacted.text);
    assert!(
        redacted.text.contains("5.7.139") && redacted.text.contains("2026-11-23T12:13:06.537Z"),
        "{}",
        redacted.text
    );
    assert_eq!(
        redacted.analysis.findings[0].causes[0].id,
        "microsoft-365/smtp-auth-disabled-tenant"
    );
}

#[test]
fn masking_changes_no_answer() {
    let folder = format!("{}/tests/fixtures", env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(folder).expect("the fixtures are there") {
        let path = entry.expect("the folder can be read").path();
        let bytes = std::fs::read(&path).expect("a fixture can be read");
        let plain = LENS.analyze(&bytes, &Options::default());
        let masked = LENS.redact(&bytes, &Options::default(), Masks::ALL).analysis;
        let facts = |it: &smtp_lens::Analysis| -> Vec<_> {
            it.findings
                .iter()
                .map(|it| {
                    (
                        it.stage,
                        it.status.clone(),
                        it.reason,
                        it.provider.clone(),
                        it.causes.iter().map(|it| it.id.clone()).collect::<Vec<_>>(),
                    )
                })
                .collect()
        };
        assert_eq!(facts(&plain), facts(&masked), "{}", path.display());
    }
}
