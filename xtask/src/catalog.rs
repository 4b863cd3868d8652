//! `cargo xtask catalog …`: what people who write causes work with.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use smtp_lens_catalog::source::{Catalog, PUBLISHED, Problem, check_samples};

use crate::run::{cargo, command as program, output_of};
use crate::{causes, project};

/// `cargo xtask catalog check [FILE…] | new PROVIDER/NAME | links | coverage FILE… | pages DIR | publish`
pub fn command(arguments: &[String]) -> Result<()> {
    match arguments {
        [action, files @ ..] if action == "check" => check(files),
        [action, id] if action == "new" => new(&project::catalog(), id),
        [action] if action == "links" => links(),
        [action, folder] if action == "pages" => pages(Path::new(folder)),
        [action] if action == "publish" => publish(&project::catalog()),
        [action, files @ ..] if action == "coverage" && !files.is_empty() => coverage(files),
        _ => bail!(
            "these are there: catalog check [FILE…], catalog new PROVIDER/NAME, catalog links, catalog coverage FILE…, \
             catalog pages DIR, catalog publish"
        ),
    }
}

/// Writes the pages of the causes alone, to look at.
fn pages(folder: &Path) -> Result<()> {
    let count = causes::write(folder, &project::catalog())?;
    println!("{count} causes in {}", folder.join("causes").display());
    Ok(())
}

/// Keeps the ids of all stable causes: from now on the check refuses a catalogue in which one of them is gone.
fn publish(folder: &Path) -> Result<()> {
    let catalog = Catalog::read(folder).map_err(|problems| error(&problems))?;
    let stable = catalog.causes.iter().filter(|(_, it)| it.status == "stable");
    let mut ids: Vec<&str> = catalog.published.iter().map(String::as_str).collect();
    ids.extend(stable.map(|(id, _)| id.as_str()));
    ids.sort_unstable();
    ids.dedup();
    let list: String = ids.iter().map(|id| format!("  \"{id}\",\n")).collect();
    let file = folder.join(PUBLISHED);
    let text = format!(
        "# The ids of causes that a release has made public: links lead to them. Written by `cargo xtask catalog publish`; nothing is taken out.\n\
         ids = [\n{list}]\n"
    );
    fs::write(&file, text).with_context(|| format!("{} cannot be written", file.display()))?;
    println!(
        "{} ids are public, {} of them new",
        ids.len(),
        ids.len() - catalog.published.len()
    );
    Ok(())
}

/// What is wrong with a catalogue, as an error.
pub fn error(problems: &[Problem]) -> anyhow::Error {
    let list: Vec<String> = problems.iter().map(|it| format!("  catalog/{it}")).collect();
    let count = match problems {
        [_] => "one problem".to_owned(),
        _ => format!("{} problems", problems.len()),
    };
    anyhow!("the catalogue has {count}:\n{}", list.join("\n"))
}

/// Checks the whole catalogue, for a cause is right only beside its neighbours; reports on all of it or on some files.
fn check(files: &[String]) -> Result<()> {
    let asked: Vec<PathBuf> = files.iter().map(|it| below_catalog(it)).collect::<Result<_>>()?;
    let (causes, problems) = problems(&project::catalog());
    let reported: Vec<Problem> = problems
        .iter()
        .filter(|it| asked.is_empty() || asked.contains(&it.file))
        .cloned()
        .collect();
    if !reported.is_empty() {
        return Err(error(&reported));
    }
    match problems.len() {
        0 => println!("The catalogue is sound: {causes} causes."),
        elsewhere => println!("These files are sound. {elsewhere} problems stand in other files."),
    }
    Ok(())
}

/// How many causes there are and everything that is wrong with them.
fn problems(folder: &Path) -> (usize, Vec<Problem>) {
    let catalog = match Catalog::read(folder) {
        Ok(catalog) => catalog,
        Err(problems) => return (0, problems),
    };
    let mut problems = catalog.check();
    // Samples are proved against the whole catalogue, in which what is wrong is missing: those of a cause that has to be
    // mended anyway would be answered misleadingly.
    let compiled = catalog.compile();
    let ill: BTreeSet<PathBuf> = problems.iter().map(|it| it.file.clone()).collect();
    let unproved = check_samples(&catalog, &compiled.tables, None);
    problems.extend(unproved.into_iter().filter(|it| !ill.contains(&it.file)));
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    (catalog.causes.len(), problems)
}

/// A file as problems name it, from how a person names it: by a path from anywhere, or by the cause's id.
fn below_catalog(name: &str) -> Result<PathBuf> {
    let folder = project::catalog();
    let by_id = folder.join(format!("{name}.toml"));
    let path = if by_id.is_file() { by_id } else { PathBuf::from(name) };
    let path = path
        .canonicalize()
        .with_context(|| format!("there is no file or cause `{name}`"))?;
    let folder = folder.canonicalize().context("the catalogue's folder cannot be read")?;
    let inside = path
        .strip_prefix(&folder)
        .with_context(|| format!("`{name}` is not in the catalogue"))?;
    Ok(inside.to_owned())
}

/// Begins a cause: a file that the check refuses until every part of it is written.
fn new(folder: &Path, id: &str) -> Result<()> {
    let (provider, name) = id
        .split_once('/')
        .context("an id is PROVIDER/NAME, for example gmail/user-unknown")?;
    for part in [provider, name] {
        let is_plain = part
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-');
        if part.is_empty() || !is_plain {
            bail!("`{part}` cannot stand in an id: small letters, digits and hyphens do");
        }
    }
    let file = folder.join(provider).join(format!("{name}.toml"));
    if file.exists() {
        bail!("{} is there already", file.display());
    }
    let provider_file = folder.join(provider).join("provider.toml");
    fs::create_dir_all(folder.join(provider)).with_context(|| format!("catalog/{provider} cannot be made"))?;
    let write = |file: &Path, text: &str| {
        fs::write(file, text).with_context(|| format!("{} cannot be written", file.display()))
    };
    if !provider_file.exists() && !["general", "standards"].contains(&provider) {
        write(&provider_file, NEW_PROVIDER)?;
        println!("Begun: {}", provider_file.display());
    }
    write(&file, &NEW_CAUSE.replace("TODAY", &today()?))?;
    println!(
        "Begun: {}\nWrite it, then: cargo xtask catalog check {id}",
        file.display()
    );
    Ok(())
}

fn today() -> Result<String> {
    output_of(program("date").arg("+%Y-%m-%d")).context("the program `date` does not answer")
}

const NEW_PROVIDER: &str = r#"name = ""                    # as people know it

[hosts]
suffix = []                  # host names of its servers end so

[marks]
reply = []                   # words that only this provider's replies hold
banner = []                  # words of its greeting
"#;

const NEW_CAUSE: &str = r#"status = "draft"             # stable when a source says so
stage = ""                   # connect tls helo auth mail rcpt data message delivery; leave the line out when it varies
reason = ""                  # catalog/README.md lists them
acts = ""                    # sender sender-admin recipient recipient-admin provider nobody

[[match]]
text = ""                    # the shortest words that only this cause has, without codes

[[source]]
title = ""
publisher = ""
url = "https://"
read = TODAY
kind = "vendor"              # vendor standard seen

[en]
title = ""                   # what happened, twenty words at most
explanation = ""             # why that stops the mail
exceptions = ""              # when this is not your case
steps = [
  { do = "", why = "", for = "sender" },
]

[fr]
title = ""
explanation = ""
exceptions = ""
steps = [
  { do = "", why = "", for = "sender" },
]

[[sample]]
text = ""                    # the whole reply, as the server sends it
seen = ""                    # where

[[sample]]
miss = true
text = ""                    # a neighbour's reply, which this must not match
"#;

/// Every document that the catalogue names, with the day it was last read, the one that waits longest first.
fn links() -> Result<()> {
    let catalog = Catalog::read(&project::catalog()).map_err(|problems| error(&problems))?;
    let mut cited: BTreeMap<&str, (&str, Vec<&str>)> = BTreeMap::new();
    let causes = catalog.causes.iter().map(|(id, it)| (id, &it.sources));
    let advice = catalog.advice.iter().map(|(name, it)| (name, &it.sources));
    for (name, sources) in causes.chain(advice) {
        for source in sources {
            let (read, by) = cited.entry(&source.url).or_default();
            *read = (*read).max(&source.read.0);
            by.push(name);
        }
    }
    let mut in_order: Vec<_> = cited.into_iter().collect();
    in_order.sort_by_key(|(url, (read, _))| (*read, *url));
    let mut out = std::io::stdout().lock();
    for (url, (read, by)) in &in_order {
        writeln!(out, "{read}  {url}\n            named by {}", by.join(", "))?;
    }
    writeln!(out, "{} documents.", in_order.len())?;
    Ok(())
}

/// How well the catalogue answers what some files hold, and what it answers worst: where writing pays most.
fn coverage(files: &[String]) -> Result<()> {
    let output = cargo()
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "smtp-lens-cli",
            "--",
            "--format",
            "jsonl",
        ])
        .args(files)
        .current_dir(std::env::current_dir().context("there is no current folder")?)
        .output()
        .context("the command line could not be started")?;
    let lines = String::from_utf8(output.stdout).context("the command line printed something that is not UTF-8")?;
    if lines.is_empty() {
        bail!(
            "the command line read nothing: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    let mut by_match: BTreeMap<String, usize> = BTreeMap::new();
    let mut unanswered: BTreeMap<String, usize> = BTreeMap::new();
    let mut findings = 0;
    for line in lines.lines() {
        let analysis: Value = serde_json::from_str(line).context("the command line printed a line that is not JSON")?;
        for finding in analysis["findings"].as_array().into_iter().flatten() {
            findings += 1;
            let matched = finding["causes"][0]["match"].as_str().unwrap_or("nothing");
            *by_match.entry(matched.to_owned()).or_default() += 1;
            if matched != "text" {
                let reply = &finding["reply"];
                let code = reply["code"].as_u64().map(|it| it.to_string()).unwrap_or_default();
                let said = format!(
                    "{code} {} {}",
                    finding["status"].as_str().unwrap_or("-"),
                    reply["text"].as_str().unwrap_or_default()
                );
                *unanswered.entry(said.trim().to_owned()).or_default() += 1;
            }
        }
    }
    println!("{findings} findings. The first cause was found by");
    for (matched, count) in &by_match {
        println!(
            "  {matched:<14} {count:>7}  {:>5.1} %",
            100.0 * *count as f64 / findings.max(1) as f64
        );
    }
    let mut unanswered: Vec<_> = unanswered.into_iter().collect();
    unanswered.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    if !unanswered.is_empty() {
        println!("Most frequent without a text of its own:");
    }
    for (said, count) in unanswered.iter().take(30) {
        let said: String = said.chars().take(150).collect();
        println!("  {count:>7}  {said}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{new, problems};

    #[test]
    fn a_cause_just_begun_is_refused_by_name() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        new(folder.path(), "gmail/user-unknown").expect("a cause can be begun");
        let (_, problems) = problems(folder.path());
        assert!(
            problems.iter().any(|it| it.file.ends_with("gmail/user-unknown.toml")),
            "{problems:?}"
        );
    }

    #[test]
    fn an_id_that_was_published_stays() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("published.toml");
        std::fs::write(&file, "ids = [\"gmail/gone\"]").expect("the list can be written");
        let (_, problems) = problems(folder.path());
        assert!(
            problems.iter().any(|it| it.what.contains("gmail/gone was published")),
            "{problems:?}"
        );
    }

    #[test]
    fn ids_are_plain() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for id in ["gmail", "Gmail/x", "gmail/", "../x/y", "gmail/a b"] {
            assert!(new(folder.path(), id).is_err(), "{id}");
        }
    }
}
