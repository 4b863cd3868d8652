//! How many messages a second, on one core: `cargo run --release --example throughput -- FILE…` (an mbox counts as its messages).

use smtp_lens::{Lens, Options};
use std::time::Instant;

const FEW: usize = 32;
const ROUNDS: usize = 15;

/// The one of the command line.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let mut messages: Vec<Vec<u8>> = Vec::new();
    for name in std::env::args().skip(1) {
        let bytes = match std::fs::read(&name) {
            Ok(it) => it,
            Err(error) => {
                eprintln!("{name}: {error}");
                continue;
            }
        };
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if text.starts_with("From ") {
            // Without the line of the mailbox file itself, which is no part of a message.
            let message = |it: &str| it.split_once('\n').map_or(Vec::new(), |it| it.1.as_bytes().to_vec());
            messages.extend(text.split("\n\nFrom ").map(message));
        } else {
            messages.push(bytes);
        }
    }
    let size: usize = messages.iter().map(Vec::len).sum();
    let mut times = Vec::new();
    for what in ["whole analysis", "mail-parser alone"] {
        // Of each few messages the best time counts: what else the machine does meanwhile costs some of them, and not always the same.
        let mut bests = vec![f64::MAX; messages.len().div_ceil(FEW)];
        let mut findings = 0usize;
        for _ in 0..ROUNDS {
            findings = 0;
            for (few, best) in messages.chunks(FEW).zip(&mut bests) {
                let start = Instant::now();
                findings += few
                    .iter()
                    .map(|it| {
                        if what == "whole analysis" {
                            lens.analyze(it, &Options::default()).findings.len()
                        } else {
                            usize::from(mail_parser::MessageParser::default().parse(it).is_some())
                        }
                    })
                    .sum::<usize>();
                *best = best.min(start.elapsed().as_secs_f64());
            }
        }
        let best: f64 = bests.iter().sum();
        println!(
            "{what}: {:.0} messages a second, {:.0} MB/s ({} messages, {size} bytes, {findings} results)",
            messages.len() as f64 / best,
            size as f64 / best / 1e6,
            messages.len()
        );
        times.push(best);
    }
    if let [whole, alone] = times[..] {
        println!(
            "the whole analysis takes {:.1} times what mail-parser alone takes",
            whole / alone
        );
    }
}
