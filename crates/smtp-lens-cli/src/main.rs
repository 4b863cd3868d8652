//! SMTP Lens on the command line: the same engine for scripts, pipes and fleets.
#![forbid(unsafe_code)]

mod arguments;
mod output;

use arguments::{Arguments, Wanted};
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use smtp_lens::container::{self, Data};
use smtp_lens::{Lens, Options};
use std::borrow::Cow;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

/// Archives inside archives are opened so deep.
const NESTED: usize = 3;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
        let Some(files) = opened(&bytes, 0) else {
            eprintln!("smtp-lens: {name}: cannot be read: the archive is damaged");
            all_read = false;
            continue;
        };
        for message in files.iter().flat_map(|it| container::messages(it)) {
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

/// The files in a container, containers in it opened too, or the whole; `None` when it is damaged.
fn opened(bytes: &[u8], depth: usize) -> Option<Vec<Cow<'_, [u8]>>> {
    let Some(items) = container::open(bytes).filter(|_| depth < NESTED) else {
        return Some(vec![Cow::Borrowed(bytes)]);
    };
    let mut files = Vec::new();
    for item in items {
        let data = match item.data {
            Data::Plain(it) => it,
            Data::Deflated(it) => Cow::Owned(decompress_to_vec_with_limit(it, container::ITEM_LIMIT).ok()?),
        };
        files.extend(
            opened(&data, depth + 1)?
                .into_iter()
                .map(|it| Cow::Owned(it.into_owned())),
        );
    }
    Some(files)
}
