//! Real inputs, broken: every fixture with bytes changed, doubled, left out and joined with another one's; and every input that was
//! once read wrongly (`regressions/`). `SMTP_LENS_MUTATIONS=1000 cargo test --release -p smtp-lens --test mutations` does it at length.
#![allow(missing_docs)]

use smtp_lens::{Lens, Options, Span};
use std::fs;

fn files() -> Vec<Vec<u8>> {
    ["fixtures", "regressions"]
        .iter()
        .flat_map(|it| fs::read_dir(format!("{}/tests/{it}", env!("CARGO_MANIFEST_DIR"))).expect("the folder is there"))
        .filter_map(|it| it.ok().map(|it| it.path()).filter(|it| it.is_file()))
        .map(|it| fs::read(it).expect("a sample can be read"))
        .filter(|it| it.len() < 100_000)
        .collect()
}

fn holds(lens: &Lens, bytes: &[u8]) {
    let said = lens.analyze(bytes, &Options::default());
    for Span(start, end) in said.spans() {
        assert!(
            start <= end && end as usize <= bytes.len(),
            "{start}..{end} lies outside of {}: {}",
            bytes.len(),
            String::from_utf8_lossy(bytes)
        );
        if let Ok(text) = std::str::from_utf8(bytes) {
            assert!(
                text.is_char_boundary(start as usize) && text.is_char_boundary(end as usize),
                "a span cuts a character: {text}"
            );
        }
    }
}

/// Numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

#[test]
fn what_was_once_read_wrongly() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    files().iter().for_each(|it| holds(&lens, it));
}

#[test]
fn broken_inputs_are_read() {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let rounds = std::env::var("SMTP_LENS_MUTATIONS")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(2);
    let marks: &[&[u8]] = &[
        b"\n\n",
        b"> ",
        b"<",
        b">",
        b"@",
        b": ",
        b"550 ",
        b"5.1.1 ",
        b"-",
        b"\r\n",
        b"\xc3\xa9",
        b"\xff",
        b"=",
        b"=\n",
        b"\"",
        b"\\",
        b"'",
        b"\0",
        b"&lt;",
        b"\x1b[",
        b"<br>",
        b"To: ",
        b"said: ",
        b"\nFrom ",
        b"--",
        "宛先".as_bytes(),
    ];
    let files = files();
    let mut numbers = Numbers(7);
    for _ in 0..rounds {
        for file in &files {
            let mut bytes = file.clone();
            for _ in 0..=numbers.below(6) {
                let at = numbers.below(bytes.len() + 1);
                let end = (at + numbers.below(400)).min(bytes.len());
                match numbers.below(6) {
                    0 => bytes.truncate(at),
                    1 => drop(bytes.drain(at..end)),
                    2 => {
                        let piece = bytes[at..end].to_vec();
                        bytes.splice(at..at, piece);
                    }
                    3 => {
                        let other = &files[numbers.below(files.len())];
                        let from = numbers.below(other.len());
                        let to = (from + numbers.below(2000)).min(other.len());
                        bytes.splice(at..at, other[from..to].iter().copied());
                    }
                    _ => {
                        let mark = marks[numbers.below(marks.len())];
                        bytes.splice(at..at, mark.iter().copied());
                    }
                }
            }
            holds(&lens, &bytes);
        }
    }
}
