//! The page without a network, and what becomes of it when a new version is published.

use std::fs;
use std::path::Path;

use smtp_lens_page_tests::{Page, copy_of_the_page, part};
use tempfile::TempDir;
use xtask::{offline, project};

/// The page with another name of its version.
fn other_version() -> TempDir {
    let folder = copy_of_the_page();
    let index = folder.path().join("index.html");
    let page = fs::read_to_string(&index).expect("it was copied");
    let marked = page.replacen("name=\"version\" content=\"", "name=\"version\" content=\"other ", 1);
    assert_ne!(page, marked);
    fs::write(&index, marked).expect("the folder can be written to");
    offline::add_service_worker(folder.path()).expect("the service worker can be written");
    folder
}

fn version(page: &Page) -> String {
    let version = page.run("return document.querySelector('meta[name=version]').content", &[]);
    version.as_str().expect("the page says its version").to_owned()
}

/// The versions of which the browser keeps files.
fn kept(page: &Page) -> serde_json::Value {
    page.run_until_done("caches.keys().then(arguments[0])", &[])
}

#[test]
fn the_page_works_without_its_server() {
    let mut page = Page::open();
    page.wait_until_kept();
    page.stop_server();
    page.reload();
    page.paste("550 5.1.1 User unknown");
    page.wait_for(part::VERDICT);
    page.click(part::LANGUAGE);
    page.wait_until(
        "the page is in French",
        "return document.documentElement.lang === 'fr'",
        &[],
    );
    page.wait_for_words(part::ANSWER, "adresse");
}

#[test]
fn a_page_of_a_cause_gives_way_without_a_network() {
    let mut page = Page::open();
    page.wait_until_kept();
    page.stop_server();
    let address = page.server().address();
    page.go_to(&format!("{address}causes/fr/gmail/mailbox-full.html"));
    page.wait_for(".reading .steps .step");
    assert_eq!(
        page.run("return location.href", &[]),
        format!("{address}#/cause/gmail/mailbox-full")
    );
}

#[test]
fn a_new_version_is_told_of_and_waits_until_the_reader_wants_it() {
    let page = Page::open();
    let first = version(&page);
    page.wait_until_kept();
    let other = other_version();
    page.server().serve(other.path());
    page.reload();
    page.wait_for_words(part::UPDATE, "newer version");
    assert_eq!(version(&page), first);

    page.click(&format!("{} button", part::UPDATE));
    page.wait_until(
        "the new version is shown",
        "return document.querySelector('meta[name=version]')?.content.startsWith('other ')",
        &[],
    );
    page.wait_for(part::INPUT);
    assert_eq!(kept(&page).as_array().map(Vec::len), Some(1), "the old version is gone");
}

/// A host that has the new service worker and still the old page: neither is taken for the other.
#[test]
fn a_version_that_is_half_there_is_not_taken() {
    let mut page = Page::open();
    let first = version(&page);
    page.wait_until_kept();
    let other = other_version();
    let whole = project::dist();
    half(&other, &whole.join("index.html"));
    page.server().serve(other.path());
    page.reload();
    page.run_until_done(
        "const done = arguments[0];
         navigator.serviceWorker.getRegistration().then(async registration => {
             await registration.update().catch(() => {});
             const next = registration.installing;
             if (!next) return done();
             next.onstatechange = () => next.state === 'redundant' && done();
         })",
        &[],
    );
    assert_eq!(
        page.run("return document.querySelector('.update')", &[]),
        serde_json::Value::Null
    );
    assert_eq!(
        kept(&page).as_array().map(Vec::len),
        Some(1),
        "nothing is kept of what was half there"
    );
    page.stop_server();
    page.reload();
    assert_eq!(version(&page), first);
}

fn half(folder: &TempDir, old_page: &Path) {
    fs::copy(old_page, folder.path().join("index.html")).expect("the folder can be written to");
}

#[test]
fn what_another_app_shares_is_read() {
    let page = Page::open();
    page.wait_until_kept();
    let address = page.server().address();
    // The page's own policy lets no form send anything: this one stands outside of it, as the system does.
    page.go_to(&format!(
        "data:text/html,<form method=post enctype=multipart/form-data action={address}share>\
         <input name=text value='550 5.1.1 User unknown'></form><script>document.forms[0].submit()</script>"
    ));
    page.wait_for(part::VERDICT);
    assert_eq!(page.run("return location.href", &[]), address);
    assert!(
        page.server().requests().iter().all(|it| !it.contains("share")),
        "what was shared went to the server"
    );
}

#[test]
fn the_page_can_be_installed() {
    let page = Page::open();
    let manifest = page.run_until_done(
        "fetch(document.querySelector('link[rel=manifest]').href).then(it => it.json()).then(arguments[0])",
        &[],
    );
    assert_eq!(manifest["display"], "standalone");
    for icon in manifest["icons"].as_array().expect("a manifest has icons") {
        let name = icon["src"].as_str().expect("an icon has an address");
        assert!(project::dist().join(name).is_file(), "there is no {name}");
    }
}
