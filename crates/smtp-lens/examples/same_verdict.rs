//! Whether a bounce says the same when people pass it on: compares the verdict on each mail of a folder with those on its other forms.
//!
//! `cargo run --release --example same_verdict -p smtp-lens -- MAILS FORMS [--differences]`
//!
//! `FORMS` holds a folder for each form, with the mails under the names that they have below `MAILS`. The verdict is the same when each
//! failure has the same first cause, the same outcome and, where the text still holds it, the same recipient. Counted apart: what
//! the other form cannot tell any more, because the words of the reply (without a reply, those that proved the cause) and its
//! enhanced status code are not in it.
#![allow(missing_docs, clippy::print_stdout)]

use smtp_lens::{Analysis, Finding, Lens, Options, Outcome};
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mails, forms, ..] = arguments.as_slice() else {
        return Err("two folders are needed: the mails, and their forms".into());
    };
    let show = arguments.iter().any(|it| it == "--differences");
    let lens = Lens::for_language("en").ok_or("English is not compiled in")?;
    let mut names = Vec::new();
    list(Path::new(mails), &PathBuf::new(), &mut names)?;
    names.sort();
    let mut folders: Vec<PathBuf> = std::fs::read_dir(forms)?.flatten().map(|it| it.path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|it| it.is_dir()) {
        let (mut same, mut asked, mut gone) = (0, 0, 0);
        for name in &names {
            let Ok(form) = std::fs::read(folder.join(name)) else {
                continue;
            };
            let original = std::fs::read(Path::new(mails).join(name))?;
            let before = lens.analyze(&original, &Options::default());
            let after = lens.analyze(&form, &Options::default());
            let text = dense(&String::from_utf8_lossy(&form));
            let verdict = compare(&before, &after, &text, &original);
            match verdict {
                Verdict::Same => same += 1,
                Verdict::Gone => gone += 1,
                Verdict::Other => {}
            }
            if show && !matches!(verdict, Verdict::Same) {
                println!(
                    "  {}{}: {} | {} | {}",
                    if matches!(verdict, Verdict::Gone) {
                        "no longer told, "
                    } else {
                        ""
                    },
                    folder.file_name().unwrap_or_default().display(),
                    name.display(),
                    told(&before),
                    told(&after)
                );
            }
            asked += 1;
        }
        let told = asked - gone;
        println!(
            "{:10} the same verdict {same}/{told} ({:.1} %), no longer told {gone}",
            folder.file_name().unwrap_or_default().display(),
            100.0 * f64::from(same) / f64::from(told.max(1)),
        );
    }
    Ok(())
}

enum Verdict {
    Same,
    Gone,
    Other,
}

fn compare(before: &Analysis, after: &Analysis, text: &str, original: &[u8]) -> Verdict {
    let wanted: Vec<&Finding> = failures(before).collect();
    let mut left: Vec<&Finding> = failures(after).collect();
    let mut verdict = Verdict::Same;
    for it in wanted {
        let known = it.recipient.as_deref().filter(|it| text.contains(&dense(it)));
        let found = left.iter().position(|have| {
            cause(have) == cause(it)
                && have.outcome == it.outcome
                && (known.is_none()
                    || have
                        .recipient
                        .as_deref()
                        .is_some_and(|have| Some(&*dense(have)) == known.map(dense).as_deref()))
        });
        match found {
            Some(at) => {
                left.remove(at);
            }
            None if !still_told(it, text, original) => verdict = Verdict::Gone,
            None => return Verdict::Other,
        }
    }
    verdict
}

fn failures(it: &Analysis) -> impl Iterator<Item = &Finding> {
    let fine = |it: &Finding| matches!(it.outcome, Outcome::Delivered | Outcome::Relayed | Outcome::Expanded);
    it.findings.iter().filter(move |it| !fine(it))
}

fn cause(it: &Finding) -> Option<&str> {
    it.causes.first().map(|it| it.id.as_str())
}

/// Whether the other form still holds what the original was judged by.
fn still_told(it: &Finding, text: &str, original: &[u8]) -> bool {
    let code = it.reply.as_ref().and_then(|it| it.code).map(|it| it.to_string());
    let coded = [code.as_deref(), it.status.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>();
    if code.is_some() && !coded.iter().any(|it| text.contains(*it)) {
        return false;
    }
    let reply = it.reply.as_ref().map(|it| dense(&it.text)).filter(|it| it.len() > 3);
    if let Some(reply) = reply {
        return text.contains(&reply[..reply.floor_char_boundary(60)]);
    }
    let proof = it.causes.first().and_then(|it| it.evidence.first());
    if let Some(proof) = proof.and_then(|it| original.get(it.0 as usize..it.1 as usize)) {
        let proof = dense(&String::from_utf8_lossy(proof));
        return proof.is_ascii() && text.contains(&proof) || !proof.is_ascii();
    }
    it.status.as_deref().is_none_or(|it| text.contains(it))
}

/// Letters and digits and the signs of addresses and codes, in lower case: what wrapping and quoting leave as it is.
fn dense(text: &str) -> String {
    let keep = |it: &char| it.is_alphanumeric() || matches!(it, '.' | '@' | '-' | '_');
    text.chars().filter(keep).flat_map(char::to_lowercase).collect()
}

fn told(it: &Analysis) -> String {
    let each = failures(it).map(|it| {
        let code = it.reply.as_ref().and_then(|it| it.code).unwrap_or_default();
        format!(
            "{} {} {code} {} {}",
            it.outcome.word(),
            it.recipient.as_deref().unwrap_or("-"),
            it.status.as_deref().unwrap_or("-"),
            cause(it).unwrap_or("-")
        )
    });
    each.collect::<Vec<_>>().join("; ")
}

fn list(root: &Path, below: &Path, names: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for it in std::fs::read_dir(root.join(below))?.flatten() {
        let name = below.join(it.file_name());
        if it.path().is_dir() {
            list(root, &name, names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}
