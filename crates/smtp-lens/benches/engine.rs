//! What the engine costs: bounces against parsing alone, a transcript, a 10 MB log, and a bounce that returns ever larger attachments.
//!
//! `cargo bench -p smtp-lens` prints times and bytes per second; the inputs are the project's own fixtures. "bounces" and
//! "bounces, mail-parser alone" read the same bytes: at most three times as long is what the project wants of itself.

#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use smtp_lens::{Lens, Options};
use std::fmt::Write;
use std::hint::black_box;

const BOUNCES: &[&[u8]] = &[
    include_bytes!("../tests/fixtures/postfix-bounce.eml"),
    include_bytes!("../tests/fixtures/courier-bounce.eml"),
    include_bytes!("../tests/fixtures/sendmail-bounce.eml"),
    include_bytes!("../tests/fixtures/opensmtpd-bounce.eml"),
    include_bytes!("../tests/fixtures/dma-bounce.eml"),
    include_bytes!("../tests/fixtures/exim-delay.eml"),
];
const TRANSCRIPT: &[u8] = include_bytes!("../tests/fixtures/swaks.txt");
const LOG: &[u8] = include_bytes!("../tests/fixtures/postfix.log");

/// A bounce that returns a message with an attachment of so many bytes in base64.
fn returned(size: usize) -> Vec<u8> {
    let line = "TG9yZW0gaXBzdW0gZG9sb3Igc2l0IGFtZXQsIGNvbnNlY3RldHVyIGFkaXBpc2NpbmcgZWxpdCwg\n";
    let mut it = String::from(
        "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net (Mail Delivery System)\nTo: bo@example.com\n\
         Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"outer\"\n\n--outer\nContent-Type: text/plain\n\n\
         This is the mail system at host mx.example.net.\n\n<anna@example.org>: host mx.example.org[192.0.2.9] said: 552 5.3.4\n    \
         Message size exceeds fixed limit (in reply to MAIL FROM command)\n\n--outer\nContent-Type: message/delivery-status\n\n\
         Reporting-MTA: dns; mx.example.net\n\nFinal-Recipient: rfc822; anna@example.org\nAction: failed\nStatus: 5.3.4\n\
         Diagnostic-Code: smtp; 552 5.3.4 Message size exceeds fixed limit\n\n--outer\nContent-Type: message/rfc822\n\n\
         From: bo@example.com\nTo: anna@example.org\nSubject: Photos\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"inner\"\n\n--inner\nContent-Type: text/plain\n\nSee below.\n--inner\n\
         Content-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n",
    );
    while it.len() < size {
        it.push_str(line);
    }
    let _ = write!(it, "--inner--\n\n--outer--\n");
    it.into_bytes()
}

fn engine(criterion: &mut Criterion) {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let mut group = criterion.benchmark_group("bounces");
    group.throughput(Throughput::Elements(BOUNCES.len() as u64));
    group.bench_function("whole analysis", |it| {
        it.iter(|| {
            for bounce in BOUNCES {
                black_box(lens.analyze(black_box(bounce), &Options::default()));
            }
        });
    });
    group.bench_function("mail-parser alone", |it| {
        it.iter(|| {
            for bounce in BOUNCES {
                black_box(mail_parser::MessageParser::default().parse(black_box(*bounce)));
            }
        });
    });
    group.finish();

    let log: Vec<u8> = LOG.iter().copied().cycle().take(10_000_000).collect();
    let mut group = criterion.benchmark_group("analyze");
    for (name, input) in [("transcript", TRANSCRIPT), ("log of 10 MB", &log)] {
        group.throughput(Throughput::Bytes(input.len() as u64));
        if input.len() > 1_000_000 {
            group.sample_size(10);
        }
        group.bench_function(name, |it| {
            it.iter(|| lens.analyze(black_box(input), &Options::default()));
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("a bounce that returns an attachment");
    group.sample_size(10);
    for size in [100_000, 1_000_000, 5_000_000, 15_000_000, 50_000_000] {
        let input = returned(size);
        group.throughput(Throughput::Bytes(input.len() as u64));
        group.bench_function(format!("{:.1} MB", size as f64 / 1e6), |it| {
            it.iter(|| lens.analyze(black_box(&input), &Options::default()));
        });
    }
    group.finish();
}

criterion_group!(benches, engine);
criterion_main!(benches);
