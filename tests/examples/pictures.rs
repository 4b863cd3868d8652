//! Takes pictures of every view, in both languages and themes, on a desk and on a phone:
//! `cargo xtask build && cargo run --package smtp-lens-page-tests --example pictures -- FOLDER [VIEW…]`
#![forbid(unsafe_code)]

use std::path::PathBuf;
use std::process::{Command, Stdio};

use smtp_lens_page_tests::views::VIEWS;
use smtp_lens_page_tests::{Page, Visitor};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("into which folder?")?);
    let wanted: Vec<String> = arguments.collect();
    std::fs::create_dir_all(&folder)?;
    for (language, languages) in [("en", "en-GB,en"), ("fr", "fr-FR,fr")] {
        for (theme, dark) in [("light", false), ("dark", true)] {
            let page = Page::open_as(Visitor {
                languages,
                dark,
                ..Visitor::default()
            });
            for (screen, width, height) in [("desk", 1440, 1000), ("phone", 390, 844)] {
                page.resize(width, height);
                for view in VIEWS
                    .iter()
                    .filter(|it| wanted.is_empty() || wanted.iter().any(|name| name == it.name))
                {
                    view.show_folded(&page);
                    let file = folder.join(format!("{}-{language}-{theme}-{screen}.png", view.name));
                    write_base64(&page.whole_picture(), &file)?;
                }
            }
        }
    }
    println!("{}", folder.display());
    Ok(())
}

/// By the system's own tool: the browser gives pictures in base64, and nothing else here needs it.
fn write_base64(text: &str, file: &std::path::Path) -> std::io::Result<()> {
    use std::io::Write;
    let mut tool = Command::new("base64")
        .arg("-d")
        .stdin(Stdio::piped())
        .stdout(std::fs::File::create(file)?)
        .spawn()?;
    if let Some(input) = &mut tool.stdin {
        input.write_all(text.as_bytes())?;
    }
    drop(tool.stdin.take());
    tool.wait().map(drop)
}
