//! Nothing that is pasted leaves the browser, and nothing that is secret is shown.

use std::fs;

use serde_json::json;
use smtp_lens_page_tests::{Page, Requests, copy_of_the_page, fixture, fixture_text, part};
use xtask::serve::Server;

/// The password of the fixture, as it was sent and as it is typed.
const SECRETS: [&str; 2] = ["RXhhbXAxZS1QYXNzdzByZA==", "Examp1e-Passw0rd"];

#[test]
fn the_page_loads_without_a_complaint() {
    let page = Page::open();
    page.paste("550 5.1.1 User unknown");
    page.wait_for(part::VERDICT);
    assert_eq!(page.console(), [""; 0]);
}

#[test]
fn nothing_is_asked_for_after_loading() {
    let page = Page::open();
    // The engine has started when it has answered once.
    page.type_in("5");
    page.type_in("35 5.7.3");
    page.wait_for(part::VERDICT);
    let watch = page.watch();

    page.type_in(" Authentication unsuccessful");
    page.click(part::LANGUAGE);
    page.wait_until(
        "the page is in French",
        "return document.documentElement.lang === 'fr'",
        &[],
    );
    page.paste(&fixture_text("swaks-535-5.7.3.txt"));
    page.unfold();
    page.wait_for(part::CONVERSATION);
    page.open_file(&fixture("postfix-550-5.1.1.eml"));
    page.wait_for_words(part::ANSWER, "jane.doe@acme48.example");
    page.click(part::LANGUAGE);
    page.wait_until(
        "the page is in English",
        "return document.documentElement.lang === 'en'",
        &[],
    );

    assert_eq!(watch.requests(), Requests::default());
}

/// The test above would notice: a page that asks for one of its own files is seen by each of the three.
#[test]
fn a_request_would_be_noticed() {
    let page = Page::open();
    let watch = page.watch();
    page.run_until_done(
        "fetch('index.html?noticed').then(it => it.text()).then(() => requestAnimationFrame(arguments[0]))",
        &[],
    );
    let Requests { server, browser, page } = watch.requests();
    assert_eq!(server, ["/index.html?noticed"]);
    for (who, seen) in [("browser", browser), ("page", page)] {
        assert!(
            matches!(&seen[..], [one] if one.ends_with("/index.html?noticed")),
            "{who}: {seen:?}"
        );
    }
}

#[test]
fn a_request_of_a_worker_would_be_noticed() {
    let page = Page::open();
    let watch = page.watch();
    // The page's own files would come from the service worker, which keeps them.
    page.run_until_done(
        "const worker = new Worker('noticed.js');
         worker.onerror = () => arguments[0]()",
        &[],
    );
    assert_eq!(watch.requests().server, ["/noticed.js"]);
}

#[test]
fn the_security_policy_is_on() {
    let page = Page::open();
    let policy = page.run(
        "return document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content",
        &[],
    );
    assert_eq!(policy, xtask::seal::POLICY);
    // No site that a reader goes to from here learns where they come from.
    assert_eq!(
        page.run("return document.querySelector('meta[name=referrer]')?.content", &[]),
        "no-referrer"
    );

    assert_eq!(
        attempts(&page),
        Attempts {
            script: false,
            fetch: "refused".to_owned(),
            image: "refused".to_owned(),
            requests: Vec::new(),
        }
    );
}

/// The test above would notice: without its policy the page does all of it.
#[test]
fn a_page_without_its_policy_would_be_noticed() {
    let folder = copy_of_the_page();
    let index = folder.path().join("index.html");
    let page = fs::read_to_string(&index).expect("it was copied");
    let without = page.replace("Content-Security-Policy", "X-No-Policy");
    assert_ne!(page, without);
    fs::write(&index, without).expect("the folder can be written to");
    let Attempts {
        script,
        fetch,
        requests,
        ..
    } = attempts(&Page::open_folder(folder.path()));
    assert!(script, "an inline script runs");
    assert_eq!(fetch, "answered");
    assert_eq!(requests, ["/", "/picture"], "both requests leave the page");
}

/// What the policy has to stop, and what became of it.
#[derive(Debug, PartialEq)]
struct Attempts {
    script: bool,
    fetch: String,
    image: String,
    requests: Vec<String>,
}

/// Tries to run a script that stands in the page, and to ask another host for something.
fn attempts(page: &Page) -> Attempts {
    page.run(
        "const script = document.createElement('script');
         script.textContent = 'window.injected = true';
         document.body.append(script)",
        &[],
    );
    let folder = tempfile::tempdir().expect("a folder for the test");
    fs::write(folder.path().join("index.html"), "elsewhere").expect("the folder can be written to");
    let elsewhere = Server::start(folder.path(), "/", 0).expect("a port of this machine is free");
    let said = |it: serde_json::Value| it.as_str().unwrap_or_default().to_owned();
    let fetch = page.run_until_done(
        "const done = arguments[1];
         fetch(arguments[0], { mode: 'no-cors' }).then(() => done('answered'), () => done('refused'))",
        &[json!(elsewhere.address())],
    );
    let image = page.run_until_done(
        "const image = new Image(), done = arguments[1];
         image.onload = () => done('answered');
         image.onerror = () => done('refused');
         image.src = arguments[0] + 'picture'",
        &[json!(elsewhere.address())],
    );
    Attempts {
        script: page.run("return window.injected ?? false", &[]) == true,
        fetch: said(fetch),
        image: said(image),
        requests: elsewhere.requests(),
    }
}

#[test]
fn secrets_are_masked() {
    let page = Page::open();
    page.paste(&fixture_text("swaks-535-5.7.3.txt"));
    page.unfold();
    page.wait_for(part::CONVERSATION);
    page.wait_for(part::SECRET);
    let shown = page.run(
        "const isSeen = it => it.checkVisibility({ opacityProperty: true, visibilityProperty: true })
                              && getComputedStyle(it).color !== 'rgba(0, 0, 0, 0)';
         const boxes = [...document.querySelectorAll('textarea, input')].filter(isSeen).map(it => it.value);
         const titles = [...document.querySelectorAll('*')].flatMap(it => [...it.attributes].map(a => a.value));
         return [document.body.textContent, ...boxes, ...titles].join('\\n')",
        &[],
    );
    let shown = shown.as_str().expect("the page's text");
    for secret in SECRETS {
        assert!(!shown.contains(secret), "the page shows {secret}");
    }
    assert!(shown.contains("AUTH LOGIN"), "the rest of the conversation is shown");
}

/// Whoever pastes into the midst of the box sees the marks as soon as there is something to mask.
#[test]
fn secrets_that_come_into_the_box_are_masked_when_they_are_read() {
    let page = Page::open();
    page.type_in("my log: ");
    page.paste_at_the_caret(&fixture_text("swaks-535-5.7.3.txt"));
    page.wait_for(part::SECRET);
    assert_eq!(
        page.run("return document.querySelector(arguments[0])", &[json!(part::INPUT)]),
        json!(null)
    );
}

#[test]
fn nothing_is_kept_of_what_was_pasted() {
    let page = Page::open();
    page.paste(&fixture_text("swaks-535-5.7.3.txt"));
    page.wait_for(part::VERDICT);
    let kept = page.run(
        "return JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }, location.href])",
        &[],
    );
    let kept = kept.as_str().expect("a string was asked for");
    assert!(!kept.contains("5.7.3") && !kept.contains("office365"), "{kept}");
    page.reload();
    assert!(
        !page.text().contains("office365.com:587"),
        "the page remembers what was pasted"
    );
}

/// What the page says of itself, anybody can compare.
#[test]
fn the_page_says_which_build_it_is_and_what_it_loaded() {
    let page = Page::open();
    page.run("location.hash = '#/proof'", &[]);
    page.wait_for(".reading .policy");
    let said = page.texts_of(".reading .policy");
    let [policy, loaded, build] = &said[..] else {
        panic!("the policy, what was loaded, the build: {said:?}");
    };
    assert_eq!(policy.replace('\n', "; "), xtask::seal::POLICY);
    let (version, hash) = build.split_once(' ').expect("a version and a hash");
    assert_eq!(version, env!("CARGO_PKG_VERSION"));
    assert!(
        hash.len() == 16 && hash.bytes().all(|it| it.is_ascii_hexdigit()),
        "{hash}"
    );
    let origin = page.server().address();
    assert!(loaded.contains("app-"), "{loaded}");
    for it in loaded.lines() {
        assert!(it.starts_with(&origin), "{it} does not come from {origin}");
    }
}
