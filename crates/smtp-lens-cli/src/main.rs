//! SMTP Lens on the command line: the same engine for scripts, pipes and fleets.
#![forbid(unsafe_code)]

mod arguments;
mod output;

use arguments::{Arguments, Wanted};
use smtp_lens::{Lens, Options};
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = match arguments::parse(std::env::args().skip(1)) {
        Ok(Wanted::Run(it)) => it,
        Ok(Wanted::Help) => {
            print!("{}", arguments::HELP);
            return ExitCode::SUCCESS;
        }
        Ok(Wanted::Version) => {
            println!("smtp-lens {}", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        Err(what) => {
            eprintln!("smtp-lens: {what}\n\n{}", arguments::HELP);
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        // A reader that closed the pipe has what it wanted.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("smtp-lens: cannot write: {error}");
            ExitCode::from(1)
        }
    }
}

/// Analyses every input in order; `false` when some could not be read.
fn run(arguments: &Arguments) -> io::Result<bool> {
    let Some(lens) = Lens::for_language(&arguments.language) else {
        eprintln!("smtp-lens: no language {:?}: en or fr", arguments.language);
        return Ok(false);
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut all_read = true;
    let mut first = true;
    for name in &arguments.files {
        let bytes = match read(name) {
            Ok(it) => it,
            Err(error) => {
                eprintln!("smtp-lens: {name}: cannot be read: {error}");
                all_read = false;
                continue;
            }
        };
        for message in messages(&bytes) {
            let options = Options {
                name: Some(name.clone()),
                ..Options::default()
            };
            output::write(&mut out, &lens, message, &options, arguments, first)?;
            first = false;
        }
    }
    output::finish(&mut out, arguments.format, first)?;
    out.flush()?;
    Ok(all_read)
}

fn read(name: &str) -> io::Result<Vec<u8>> {
    if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(name)
}

/// The messages of an mbox (RFC 4155), or the whole.
fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return vec![bytes];
    }
    let mut starts = vec![0];
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(7).position(|it| it == b"\n\nFrom ") {
        at += found + 2;
        let line = bytes[at..].split(|it| *it == b'\n').next().unwrap_or_default();
        // "From sender weekday month day time year": a sentence that begins with "From" has no time in it.
        if line.iter().filter(|it| **it == b':').count() >= 2 {
            starts.push(at);
        }
        at += 5;
    }
    starts.push(bytes.len());
    starts.windows(2).map(|it| &bytes[it[0]..it[1]]).collect()
}
