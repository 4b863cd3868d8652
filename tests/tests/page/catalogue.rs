//! The report, the catalogue without a text, and long lists.

use serde_json::json;
use smtp_lens_page_tests::views::log;
use smtp_lens_page_tests::{Page, Requests, fixture_text, part};

/// What the fixture holds that is private.
const PRIVATE: [&str; 3] = ["jane.doe", "acme48", "203.0.113"];

#[test]
fn a_report_masks_what_is_ticked_in_any_format_and_language() {
    let page = Page::open();
    page.paste(&fixture_text("postfix-550-5.1.1.eml"));
    page.wait_for(part::VERDICT);
    let watch = page.watch();
    page.click(part::REPORT_OPENS);
    page.wait_for_words(part::REPORT, "user1@example.net");
    let choose = |which: usize, value: &str| {
        page.run(
            "const it = document.querySelectorAll(arguments[0])[arguments[1]];
             it.value = arguments[2];
             it.dispatchEvent(new Event('change', { bubbles: true }))",
            &[json!(part::REPORT_CHOICE), json!(which), json!(value)],
        );
    };
    for (format, mark) in [
        ("Markdown", "# "),
        ("HTML", "<!doctype html>"),
        ("JSON", "\"generator\""),
        ("CSV", "file,outcome"),
        ("Text", "===="),
    ] {
        choose(0, format);
        page.wait_for_words(part::REPORT, mark);
        let report = page.text_of(part::REPORT);
        for private in PRIVATE {
            assert!(!report.contains(private), "{format}: {private} is in {report}");
        }
    }
    choose(1, "Français");
    page.wait_for_words(part::REPORT, "Ce qui s’est passé");
    assert_eq!(page.language(), "en", "the page speaks on as it did");
    page.click(part::MASK);
    page.wait_for_words(part::REPORT, "jane.doe@");
    assert_eq!(watch.requests(), Requests::default());
}

#[test]
fn a_report_is_copied_and_saved_without_an_address_that_tells() {
    let page = Page::open();
    page.paste(&fixture_text("postfix-550-5.1.1.eml"));
    page.click(part::REPORT_OPENS);
    page.wait_for(part::REPORT);
    page.run(
        "window.links = [];
         HTMLAnchorElement.prototype.click = function () { window.links.push([this.download, this.href]) };
         for (const it of document.querySelectorAll('#report .choices button')) it.click()",
        &[],
    );
    let links = page.run("return window.links", &[]);
    assert_eq!(links[0][0], "smtp-lens.txt");
    assert!(
        links[0][1].as_str().is_some_and(|it| it.starts_with("blob:")),
        "{links}"
    );
    page.wait_for_words("#report .choices", "copied");
}

#[test]
fn words_and_codes_are_looked_up_without_a_text() {
    let page = Page::open();
    page.type_in("mailbox full");
    page.wait_for_words(part::ANSWER, "mailbox");
    page.wait_for(part::CAUSE);
    // French words are understood while the page speaks English.
    page.reload();
    page.type_in("boîte pleine");
    page.wait_for(part::CAUSE);
    let address = page.run("return location.href", &[]);
    assert!(!address.as_str().unwrap_or_default().contains("pleine"), "{address}");
}

#[test]
fn addresses_of_the_catalogue_can_be_shared() {
    let page = Page::open();
    page.go_to(&page.address_of("#/cause/microsoft-365/smtp-auth-disabled-tenant"));
    page.wait_for(".reading .steps .step");
    page.wait_for(".reading .sources a");
    page.go_to(&page.address_of("#/code/5.7.57"));
    page.wait_for_words(".reading h1", "5.7.57");
    page.wait_for(part::CAUSE);
    page.click(part::LANGUAGE);
    page.wait_for_words(".reading h1", "peut vouloir dire");
    page.go_to(&page.address_of("#/cause/no/such"));
    page.wait_for_words(part::READING, "no/such");
    page.go_to(&page.address_of("#/lang/en"));
    page.wait_until(
        "the page is in English",
        "return document.documentElement.lang === 'en'",
        &[],
    );
}

#[test]
fn an_address_without_a_name_leads_to_the_text() {
    let page = Page::open();
    for nowhere in ["#/cause/", "#/code/", "#/no/such"] {
        page.go_to(&page.address_of(nowhere));
        page.wait_until(
            "the box is there",
            "return document.querySelector(arguments[0])?.checkVisibility()",
            &[json!(part::INPUT)],
        );
    }
    page.go_to(&page.address_of("#/code/535%205.7.3"));
    page.wait_for_words(".reading h1", "535 5.7.3");
    page.wait_for(part::CAUSE);
}

#[test]
fn the_way_back_leads_to_where_the_reader_was() {
    let page = Page::open();
    page.paste(&fixture_text("swaks-535-5.7.3.txt"));
    page.wait_for(part::STEP);
    page.run(
        "document.getElementById('report').scrollIntoView({ behavior: 'instant' })",
        &[],
    );
    let place = page.run("return scrollY", &[]);
    assert!(place.as_f64().is_some_and(|it| it > 500.0), "{place}");
    page.run("location.hash = '#/proof'", &[]);
    page.wait_for(part::READING);
    page.wait_until("another page begins at its top", "return scrollY === 0", &[]);
    page.run("history.back()", &[]);
    page.wait_until(
        "the reader is where they were",
        "return Math.abs(scrollY - arguments[0]) < 2",
        &[place],
    );
}

#[test]
fn many_recipients_are_filtered_sorted_and_exported() {
    let page = Page::open();
    page.paste(&log(12));
    page.wait_for(part::ROW);
    assert_eq!(page.texts_of(part::ROW).len(), 12);
    let is_left_to_the_filter = page.run(
        "const it = new DataTransfer();
         it.setData('text/plain', 'person1@example.org');
         return document.querySelector(arguments[0]).dispatchEvent(new ClipboardEvent('paste', { clipboardData: it, dataType: 'text/plain', data: 'person1@example.org', bubbles: true, cancelable: true }))",
        &[json!(part::FILTER)],
    );
    assert_eq!(is_left_to_the_filter, json!(true));
    page.run(
        "const it = document.querySelector(arguments[0]);
         it.value = 'person1@';
         it.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        &[json!(part::FILTER)],
    );
    page.wait_until(
        "one row is left",
        "return document.querySelectorAll(arguments[0]).length === 1",
        &[json!(part::ROW)],
    );
    page.run(
        "const it = document.querySelector(arguments[0]);
         it.value = '';
         it.dispatchEvent(new InputEvent('input', { bubbles: true }));
         document.querySelectorAll(arguments[1])[1].click()",
        &[json!(part::FILTER), json!(part::SORT)],
    );
    page.wait_until(
        "rows alike stand together",
        "const groups = document.querySelectorAll('.many .group'); return groups.length === 3 && [...groups].every(it => it.innerText.includes('(4)'))",
        &[],
    );
    page.click("#answer .block > header .button");
    page.wait_for_words(part::REPORT, "file,outcome,recipient");
}

/// The page is sent some of the findings of a long log; what is counted and looked for is all of them.
#[test]
fn of_very_many_recipients_each_is_found() {
    let page = Page::open();
    page.paste(&log(600));
    page.wait_for_words(".often", "200");
    page.wait_for_words(".often", "no such mailbox");
    for who in ["person599@example.org", "person577@example.org"] {
        page.run(
            "const it = document.querySelector(arguments[0]);
             it.value = arguments[1];
             it.dispatchEvent(new InputEvent('input', { bubbles: true }))",
            &[json!(part::FILTER), json!(who)],
        );
        page.wait_for_words(part::ROW, who);
        assert_eq!(page.texts_of(part::ROW).len(), 1);
        page.wait_for(part::STEP);
    }
}
