//! Checks a catalogue and prints what is wrong with it: `cargo run -p smtp-lens-catalog --features source --example check -- catalog`.

use smtp_lens_catalog::source;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "catalog".into());
    match source::compile(Path::new(&folder)) {
        Ok(compiled) => {
            println!(
                "{} causes, {} matches, {} providers",
                compiled.tables.causes.len(),
                compiled.tables.patterns.len(),
                compiled.tables.providers.len()
            );
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for it in problems {
                println!("{it}");
            }
            ExitCode::FAILURE
        }
    }
}
