//! Takes the README's picture of the page: `cargo xtask build && cargo run --package smtp-lens-page-tests --example picture`
#![forbid(unsafe_code)]

use smtp_lens_page_tests::{Page, fixture_text, part};

fn main() -> std::io::Result<()> {
    let page = Page::open();
    page.paste(&fixture_text("swaks-535-5.7.139.txt"));
    page.wait_for(part::STEP);
    let file = xtask::project::root().join("docs/answer.png");
    std::fs::write(&file, page.picture())?;
    println!("{}", file.display());
    Ok(())
}
