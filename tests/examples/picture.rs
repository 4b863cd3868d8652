//! Takes the README's pictures of the page: `cargo xtask build && cargo run --package smtp-lens-page-tests --example picture`
#![forbid(unsafe_code)]

use smtp_lens_page_tests::{Page, Visitor, fixture_text, part};

fn main() -> std::io::Result<()> {
    let page = Page::open();
    page.paste(&fixture_text("swaks-535-5.7.139.txt"));
    page.wait_for(part::STEP);
    let file = xtask::project::root().join("docs/answer.png");
    std::fs::write(&file, page.picture())?;
    println!("{}", file.display());

    let page = Page::open_as(Visitor {
        phone: true,
        dark: true,
        ..Visitor::default()
    });
    page.paste("550 5.1.1 <anna@example.org>: Recipient address rejected: User unknown");
    page.wait_for(part::STEP);
    page.run(
        "document.querySelector('.verdict').scrollIntoView({ behavior: 'instant' })",
        &[],
    );
    let file = xtask::project::root().join("docs/phone-dark.png");
    std::fs::write(&file, page.picture())?;
    println!("{}", file.display());
    Ok(())
}
