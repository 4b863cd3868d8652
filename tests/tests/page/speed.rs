//! How long somebody waits.

use serde_json::json;
use smtp_lens_page_tests::{Page, fixture_text, part};

/// A pasted bounce of 50 kB is answered so fast, once the engine is there.
const MILLISECONDS: f64 = 50.0;

/// From the paste to the moment when the page's text holds the answer to it, as the page itself sees it.
const TIME: &str = "
    const [text, address, part, done] = arguments;
    const observer = new MutationObserver(() => {
        if (document.querySelector(part)?.textContent.includes(address)) {
            observer.disconnect();
            done(performance.now() - start);
        }
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const start = performance.now();
    document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData, dataType: 'text/plain', data: text }));";

/// The fixture with another recipient and a returned message that makes it 50 kB.
fn bounce(address: &str) -> String {
    let bounce = fixture_text("postfix-550-5.1.1.eml").replace("jane.doe@acme48.example", address);
    let end = bounce.rfind("\n--").expect("a bounce ends with its boundary");
    let line = "This line belongs to the message that came back, and says nothing about why it did.\n";
    let missing = 50_000_usize.saturating_sub(bounce.len());
    format!(
        "{}\n{}{}",
        &bounce[..end],
        line.repeat(missing.div_ceil(line.len())),
        &bounce[end..]
    )
}

#[test]
fn a_bounce_of_50_kb_is_answered_at_once() {
    let page = Page::open_alone();
    page.paste(&bounce("first@acme48.example"));
    page.wait_for_words(part::ANSWER, "first@acme48.example");
    let mut times: Vec<f64> = (0..15)
        .map(|it| {
            let address = format!("number-{it}@acme48.example");
            let time = page.run_until_done(TIME, &[json!(bounce(&address)), json!(address), json!(part::ANSWER)]);
            time.as_f64().expect("a time in milliseconds")
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    println!(
        "A bounce of 50 kB is answered in {median:.1} ms (median of {}; {:.1} to {:.1})",
        times.len(),
        times[0],
        times[times.len() - 1]
    );
    assert!(median < MILLISECONDS, "{times:?}");
}
