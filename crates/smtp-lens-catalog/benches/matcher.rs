//! What it costs to find the causes of a reply, with 100 causes, with 300 and with all of them: the time must not grow with their number.
//!
//! `cargo bench -p smtp-lens-catalog --features source`; the replies are the samples of the catalogue itself, all of one line.

#![allow(missing_docs)]

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use smtp_lens_catalog::source::{Catalog, compile_unproved};
use smtp_lens_catalog::{Matcher, PlainReply, Question, Scratch, Tables};

/// Of a long reply, as much as most servers say.
const SHORT: usize = 200;

fn matcher(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog");
    let catalog = Catalog::read(&folder).expect("the catalogue is sound");
    let tables = compile_unproved(&folder).expect("the catalogue is sound").tables;
    let samples = catalog
        .causes
        .values()
        .flat_map(|it| &it.samples)
        .map(|it| it.text.trim());
    let replies: Vec<PlainReply> = samples
        .filter(|it| !it.contains('\n') && (20..SHORT).contains(&it.len()))
        .map(PlainReply::parse)
        .collect();
    let all = tables.causes.len();
    let mut group = criterion.benchmark_group("match");
    group.throughput(Throughput::Elements(replies.len() as u64));
    for count in [100, 300, all] {
        let matcher = Matcher::new(some(&tables, count));
        let mut scratch = Scratch::default();
        group.bench_function(format!("{count} causes"), |it| {
            it.iter(|| {
                for reply in &replies {
                    black_box(matcher.answer(&question(reply), &mut scratch));
                }
            });
        });
    }
    group.finish();
    criterion.bench_function("prepare all causes", |it| {
        it.iter_batched(|| tables.clone(), Matcher::new, BatchSize::LargeInput);
    });
}

fn question(reply: &PlainReply) -> Question<'_> {
    Question {
        text: &reply.text,
        code: reply.code,
        status: reply.status,
        ..Question::default()
    }
}

/// The tables with `count` of the causes, taken evenly from all.
fn some(tables: &Tables, count: usize) -> Tables {
    let all = tables.causes.len();
    let mut tables = tables.clone();
    tables.patterns.retain(|it| {
        let at = usize::from(it.cause);
        at * count / all != (at + 1) * count / all
    });
    tables
}

criterion_group!(benches, matcher);
criterion_main!(benches);
