//! The one file that is the whole page, from a disk and without a network.

use std::fs;

use serde_json::json;
use smtp_lens_page_tests::{Page, fixture, part};
use tempfile::TempDir;
use xtask::{project, single};

/// The file alone, as somebody has it on a stick.
fn on_a_stick() -> (TempDir, String) {
    let stick = tempfile::tempdir().expect("a folder for the test");
    let file = stick.path().join(single::NAME);
    fs::copy(project::dist().join(single::NAME), &file).expect("the page is built");
    let address = format!("file://{}", file.display());
    (stick, address)
}

#[test]
fn one_file_is_the_whole_page() {
    let (_stick, address) = on_a_stick();
    let mut page = Page::open();
    // The page that the browser began with has all that it asks for.
    page.wait_until_kept();
    page.stop_server();
    page.switch_network_off();
    page.requested();
    page.console();
    page.go_to(&address);
    page.wait_for(part::INPUT);
    page.paste("550 5.1.1 User unknown");
    page.wait_for(part::VERDICT);
    page.click(part::LANGUAGE);
    page.wait_for_words(part::ANSWER, "adresse");
    page.open_file(&fixture("postfix-550-5.1.1.eml"));
    page.wait_for_words(part::ANSWER, "jane.doe@acme48.example");
    assert_eq!(page.console(), [""; 0]);
    let mut requested = page.requested();
    // What lies on a disk is no request for Firefox.
    requested.retain(|it| *it != address);
    assert_eq!(requested, [""; 0], "it asks for nothing but itself");
}

/// Not one connection is allowed it: neither to the host that a copy of it came from nor to the folder that it lies in.
#[test]
fn one_file_is_allowed_no_connection() {
    let page = Page::open();
    let address = page.server().address();
    let before = page.server().requests().len();
    let (_stick, on_disk) = on_a_stick();
    for (from, to) in [
        (format!("{address}{}", single::NAME), format!("{address}icon-192.png")),
        (on_disk.clone(), format!("{address}icon-192.png")),
        (on_disk.clone(), on_disk.clone()),
    ] {
        if page.is_firefox() && to == on_disk {
            // No policy of any page rules there over what lies on the disk: to load that is no connection.
            continue;
        }
        page.go_to(&from);
        page.wait_for(part::INPUT);
        let outcome = page.run_until_done(
            "const [to, done] = arguments;
             fetch(to, { mode: 'no-cors' }).then(() => done('answered'), () => done('refused'))",
            &[json!(to)],
        );
        assert_eq!(outcome, "refused", "{from} may ask for {to}");
        let picture = page.run_until_done(
            "const image = new Image(), done = arguments[1];
             image.onload = () => done('answered');
             image.onerror = () => done('refused');
             image.src = arguments[0]",
            &[json!(to)],
        );
        assert_eq!(picture, "refused", "{from} may ask for {to}");
    }
    let asked = page.server().requests().split_off(before);
    assert!(asked.iter().all(|it| !it.contains("icon-192.png")), "{asked:?}");
}
