//! Several files, files inside of files, and what is pasted as HTML.

use serde_json::json;
use smtp_lens_page_tests::{Page, fixture_text, part};

/// Drops files on the page; what stands in a name after `?` says how the file is packed.
const DROP: &str = "
    const [files, done] = arguments;
    const packed = async ([name, text]) => {
        const [plain, how] = name.split('?');
        if (!how) return new File([text], plain);
        const stream = new Blob([text]).stream().pipeThrough(new CompressionStream(how));
        return new File([await new Response(stream).blob()], plain);
    };
    Promise.all(files.map(packed)).then(all => {
        const dataTransfer = new DataTransfer();
        for (const it of all) dataTransfer.items.add(it);
        document.querySelector('main').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
        done();
    })";

fn drop_files(page: &Page, files: &[(&str, &str)]) {
    let files: Vec<_> = files.iter().map(|(name, text)| json!([name, text])).collect();
    page.run_until_done(DROP, &[json!(files)]);
}

#[test]
fn several_files_are_chosen_from() {
    let page = Page::open();
    let bounce = fixture_text("postfix-550-5.1.1.eml");
    drop_files(
        &page,
        &[
            ("one.eml", &bounce),
            ("two.txt", "452 4.2.2 Mailbox full"),
            ("three.txt", "nothing at all"),
        ],
    );
    page.wait_for_words(part::FILES, "one.eml");
    page.wait_for_words(part::ANSWER, "jane.doe@acme48.example");
    page.click(&format!("{} tr:nth-child(2) button", part::FILES));
    page.wait_for_words(part::SHOWN, "452 4.2.2");
    page.wait_for_words(part::VERDICT, "full");
    // In the other language the list speaks it too.
    page.click(part::LANGUAGE);
    page.wait_for_words(part::FILES, "pleine");
    page.paste("550 5.1.1 User unknown");
    page.wait_until(
        "the list is gone",
        "return !document.querySelector(arguments[0])",
        &[json!(part::FILES)],
    );
}

#[test]
fn a_compressed_file_is_opened() {
    let page = Page::open();
    drop_files(&page, &[("bounce.eml.gz?gzip", &fixture_text("postfix-550-5.1.1.eml"))]);
    page.wait_for_words(part::ANSWER, "jane.doe@acme48.example");
    page.wait_for_words(part::SHOWN, "Undelivered Mail");
}

#[test]
fn the_messages_of_a_mailbox_file_are_told_apart() {
    let page = Page::open();
    let bounce = fixture_text("postfix-550-5.1.1.eml").replace("\r\n", "\n");
    let mailbox = format!("From a Mon Nov 23 12:00:00 2026\n{bounce}\n\nFrom b Mon Nov 23 12:00:01 2026\n{bounce}\n");
    drop_files(&page, &[("all.mbox", &mailbox)]);
    page.wait_for_words(part::FILES, "all.mbox (2)");
    page.wait_for_words(part::ANSWER, "jane.doe@acme48.example");
}

#[test]
fn html_alone_is_read_too() {
    let page = Page::open();
    page.run(
        "const data = '<table><tr><td>550 5.1.1</td><td>&lt;anna@example.org&gt; User unknown</td></tr></table>', dataType = 'text/html';
         const clipboardData = new DataTransfer();
         clipboardData.setData(dataType, data);
         document.body.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData, dataType, data }))",
        &[],
    );
    page.wait_for_words(part::ANSWER, "anna@example.org");
}
