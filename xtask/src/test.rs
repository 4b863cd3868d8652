//! `cargo xtask test`: everything that has to hold, from the cheapest to the dearest.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::browser::{Browser, Engine};
use crate::run::{cargo, run};
use crate::{npm, page, tools};

/// The package whose tests look at the finished page in a browser.
const PAGE_TESTS: &str = "smtp-lens-page-tests";

struct Step {
    name: &'static str,
    what: &'static str,
    run: fn() -> Result<()>,
    /// Whether the step serves only the tests in a browser.
    for_browser: bool,
}

/// The browsers come last: what a run prints last is the summary of the tests in the one that most people have.
const STEPS: [Step; 9] = [
    Step {
        name: "fmt",
        what: "formatting",
        run: fmt,
        for_browser: false,
    },
    Step {
        name: "clippy",
        what: "clippy, warnings as errors",
        run: clippy,
        for_browser: false,
    },
    Step {
        name: "clippy-wasm",
        what: "clippy of the page, for wasm",
        run: clippy_wasm,
        for_browser: false,
    },
    Step {
        name: "doc",
        what: "the documentation",
        run: doc,
        for_browser: false,
    },
    Step {
        name: "test",
        what: "unit, catalogue, snapshot and doc tests",
        run: test,
        for_browser: false,
    },
    Step {
        name: "javascript",
        what: "the npm package, from Node, TypeScript and bundlers",
        run: javascript,
        for_browser: true,
    },
    Step {
        name: "page",
        what: "the release page",
        run: page,
        for_browser: true,
    },
    Step {
        name: "firefox",
        what: "the page in Firefox",
        run: firefox,
        for_browser: true,
    },
    Step {
        name: "browser",
        what: "the page in Chromium",
        run: browser,
        for_browser: true,
    },
];

/// `cargo xtask test [--only STEP]… [--no-browser]`
pub fn command(arguments: &[String]) -> Result<()> {
    let steps = chosen(arguments)?;
    let Some((last, before)) = steps.split_last() else {
        bail!("no step is left to run")
    };
    // First, so that what only a person can install is said at once and not after ten minutes.
    tools::for_checks()?;
    if steps.iter().any(|it| it.for_browser) {
        tools::for_page()?;
        for engine in Engine::ALL {
            Browser::find_or_install(engine)?;
        }
    }
    let mut times = Vec::new();
    for step in before {
        times.push((step.name, time(step)?));
    }
    if !times.is_empty() {
        let times: Vec<String> = times
            .iter()
            .map(|(name, time)| format!("{name} {:.1} s", time.as_secs_f32()))
            .collect();
        eprintln!("\nPassed: {}", times.join(", "));
    }
    time(last).map(drop)
}

fn chosen(arguments: &[String]) -> Result<Vec<&'static Step>> {
    let mut only = Vec::new();
    let mut with_browser = true;
    let mut arguments = arguments.iter().map(String::as_str);
    while let Some(argument) = arguments.next() {
        match argument {
            "--no-browser" => with_browser = false,
            "--only" => only.push(arguments.next().context("--only which step?")?),
            other => bail!("`cargo xtask test` has the options --only STEP and --no-browser, not `{other}`"),
        }
    }
    if let Some(unknown) = only.iter().find(|name| STEPS.iter().all(|it| it.name != **name)) {
        let names: Vec<&str> = STEPS.iter().map(|it| it.name).collect();
        bail!("there is no step `{unknown}`; these are there: {}", names.join(" "));
    }
    let is_chosen = |it: &&Step| (with_browser || !it.for_browser) && (only.is_empty() || only.contains(&it.name));
    Ok(STEPS.iter().filter(is_chosen).collect())
}

fn time(step: &Step) -> Result<Duration> {
    eprintln!("\n== {}: {}", step.name, step.what);
    let start = Instant::now();
    (step.run)().with_context(|| {
        format!(
            "{} did not pass; alone: cargo xtask test --only {}",
            step.name, step.name
        )
    })?;
    Ok(start.elapsed())
}

fn fmt() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"])).context("`cargo fmt` mends it")
}

fn clippy() -> Result<()> {
    run(cargo().args([
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-D",
        "warnings",
    ]))
}

/// What is compiled for the browser alone is not seen by the native run.
fn clippy_wasm() -> Result<()> {
    run(cargo().args([
        "clippy",
        "--quiet",
        "--package",
        "smtp-lens-app",
        "--target",
        "wasm32-unknown-unknown",
        "--",
        "-D",
        "warnings",
    ]))
}

fn doc() -> Result<()> {
    run(cargo()
        .args(["doc", "--quiet", "--workspace", "--no-deps", "--lib"])
        .env("RUSTDOCFLAGS", "-D warnings"))
}

fn test() -> Result<()> {
    run(cargo().args(["test", "--quiet", "--workspace", "--exclude", PAGE_TESTS]))
}

fn javascript() -> Result<()> {
    npm::check()
}

fn page() -> Result<()> {
    page::build().map(drop)
}

fn firefox() -> Result<()> {
    in_browser(Engine::Firefox)
}

fn browser() -> Result<()> {
    in_browser(Engine::Chromium)
}

/// The same tests in each browser.
fn in_browser(engine: Engine) -> Result<()> {
    run(cargo()
        .args(["test", "--package", PAGE_TESTS, "--test", "page"])
        .env(Engine::VARIABLE, engine.name()))
}

#[cfg(test)]
mod tests {
    use super::{STEPS, chosen};

    fn names(arguments: &[&str]) -> Option<Vec<&'static str>> {
        let arguments: Vec<String> = arguments.iter().map(|it| (*it).to_owned()).collect();
        chosen(&arguments)
            .ok()
            .map(|steps| steps.iter().map(|it| it.name).collect())
    }

    #[test]
    fn steps_can_be_chosen() {
        assert_eq!(names(&[]).map(|it| it.len()), Some(STEPS.len()));
        assert_eq!(
            names(&["--only", "browser", "--only", "fmt"]),
            Some(vec!["fmt", "browser"])
        );
        assert_eq!(names(&["--no-browser"]).and_then(|it| it.last().copied()), Some("test"));
        assert_eq!(names(&["--only", "nothing"]), None);
        assert_eq!(names(&["--only"]), None);
        assert_eq!(names(&["--fast"]), None);
    }
}
