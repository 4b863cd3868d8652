//! What the engine costs: a bounce, a transcript, a 10 MB log, and parsing alone to compare with.
//!
//! `cargo bench -p smtp-lens` prints times and bytes per second; the inputs are the project's own fixtures.

#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use smtp_lens::{Lens, Options};
use std::hint::black_box;

const BOUNCE: &[u8] = include_bytes!("../tests/fixtures/postfix-bounce.eml");
const TRANSCRIPT: &[u8] = include_bytes!("../tests/fixtures/swaks.txt");
const LOG: &[u8] = include_bytes!("../tests/fixtures/postfix.log");

fn engine(criterion: &mut Criterion) {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let log: Vec<u8> = LOG.iter().copied().cycle().take(10_000_000).collect();
    let mut group = criterion.benchmark_group("analyze");
    for (name, input) in [("bounce", BOUNCE), ("transcript", TRANSCRIPT), ("log of 10 MB", &log)] {
        group.throughput(Throughput::Bytes(input.len() as u64));
        if input.len() > 1_000_000 {
            group.sample_size(10);
        }
        group.bench_function(name, |it| {
            it.iter(|| lens.analyze(black_box(input), &Options::default()))
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("mail-parser alone");
    group.throughput(Throughput::Bytes(BOUNCE.len() as u64));
    group.bench_function("bounce", |it| {
        it.iter(|| mail_parser::MessageParser::default().parse(black_box(BOUNCE)).is_some())
    });
    group.finish();
}

criterion_group!(benches, engine);
criterion_main!(benches);
