//! What Lighthouse says of the finished page: the figures that everybody knows.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::browser::{Browser, Engine};
use crate::run::{command as program, run};
use crate::serve::Server;
use crate::{project, tools};

/// The least that the page may have, of a hundred each.
const LEAST: [(&str, u8); 4] = [
    ("performance", 95),
    ("accessibility", 100),
    ("best-practices", 100),
    ("seo", 100),
];

/// `cargo xtask lighthouse`: of the page that was built last, as a phone on a slow network sees it.
pub fn command(arguments: &[String]) -> Result<()> {
    if !arguments.is_empty() {
        bail!("`cargo xtask lighthouse` takes no arguments");
    }
    let page = project::dist();
    if !page.join("index.html").is_file() {
        bail!("there is no page to look at: `cargo xtask build` first");
    }
    let browser = Browser::find_or_install(Engine::Chromium)?;
    let lighthouse = tools::lighthouse()?;
    let server = Server::start(&page, "/", 0)?;
    server.compress();
    let report = project::root().join("target/lighthouse.json");
    run(program("node")
        .arg(lighthouse)
        .arg(server.address())
        .args([
            "--quiet",
            "--output=json",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ])
        .arg(format!("--output-path={}", report.display()))
        .env("CHROME_PATH", browser.browser))?;
    let report = fs::read_to_string(&report).with_context(|| format!("{} cannot be read", report.display()))?;
    let report: Value = serde_json::from_str(&report).context("Lighthouse writes JSON")?;
    let mut short = Vec::new();
    for (name, least) in LEAST {
        let score = report["categories"][name]["score"].as_f64().unwrap_or_default() * 100.0;
        println!("{name:>15} {score:>4.0} of {least}");
        if score.round() < f64::from(least) {
            short.push(name);
        }
    }
    if !short.is_empty() {
        bail!(
            "{} should be better: target/lighthouse.json says why",
            short.join(" and ")
        );
    }
    Ok(())
}
