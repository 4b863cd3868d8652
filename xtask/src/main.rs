//! `cargo xtask COMMAND`: the one door to everything around the code.
#![forbid(unsafe_code)]

use std::process::ExitCode;

use anyhow::{Result, bail};
use xtask::{catalog, dist, lighthouse, npm, page, serve, test, tools};

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N]     install what is missing, build the page, serve it and print its address
  test                 install what is missing and run every check and test, the page in Firefox and Chromium included
       [--only STEP]…    only these steps: fmt clippy clippy-wasm doc test javascript page firefox browser
       [--no-browser]    leave out the browsers and the page that they need
  build                install what is missing and build the page into dist/
  dist                 make a release in artifacts/: the site, its .zip, the single file, the npm package, checksums, a bill of materials
  lighthouse           what Lighthouse says of the page that was built last; fails below 95, 100, 100, 100
  npm                  install what is missing and build the npm package into target/npm/
  tools                only install what is missing, into .tools/
  catalog check [FILE…]        check the whole catalogue, or report on these files of it
  catalog new PROVIDER/NAME    begin a cause
  catalog links                the documents that the catalogue names, with the day they were last read, oldest first
  catalog coverage FILE…       how well the catalogue answers what these files hold
  catalog pages DIR            the pages of the causes alone, which `build` puts beside the page
  catalog publish              keep the ids of all stable causes for good; what a release does
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "serve" => serve::command(rest),
        "test" => test::command(rest),
        "build" => page::command(rest),
        "dist" => dist::command(rest),
        "lighthouse" => lighthouse::command(rest),
        "npm" => npm::command(rest),
        "tools" => tools::install(rest),
        "catalog" => catalog::command(rest),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => bail!("there is no command `{unknown}`; these are there:\n\n{HELP}"),
    }
}
