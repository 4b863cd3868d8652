//! The page inside of other people's pages: the element, the frame, the function.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use smtp_lens_page_tests::{Page, part};
use tempfile::TempDir;
use xtask::{embed, npm, project, single, tools};

const FRAME: &str = "document.querySelector('smtp-lens').shadowRoot.querySelector('iframe')";
const REPLY: &str = "554 5.7.1 <anna@example.org>: Relay access denied: use the VPN";

/// An example as somebody serves it: its files, the two that a release gives it, and the causes.
fn example(name: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let examples = project::root().join("examples");
    let copy = |from: &Path| {
        let name = from.file_name().expect("a file has a name");
        fs::copy(from, folder.path().join(name)).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    };
    for entry in fs::read_dir(examples.join(name)).expect("the example is there") {
        let file = entry.expect("its files can be listed").path();
        if file.is_file() {
            copy(&file);
        }
    }
    copy(&examples.join("our-causes.json"));
    copy(&project::dist().join(embed::ELEMENT));
    copy(&project::dist().join(single::NAME));
    folder
}

/// Opens an example with the element, and keeps its events.
fn open(folder: &TempDir) -> Page {
    let page = Page::open_around(folder.path());
    page.run(
        "window.heard = [];
         for (const it of ['ready', 'analysis', 'error'])
             addEventListener(`smtp-lens-${it}`, event => window.heard.push([it, event.detail]))",
        &[],
    );
    page.enter_frame(FRAME);
    page.wait_for(part::INPUT);
    page.leave_frame();
    page
}

/// What the last event of this name tells, once there is one of which this JavaScript is true. (A text is read once more when the site's
/// own causes arrive after it.)
fn event(page: &Page, name: &str, which: &str) -> Value {
    let last = "const it = window.heard.filter(([it]) => it === arguments[0]).at(-1)?.[1];";
    page.wait_until(
        &format!("the last event {name} is one where {which}"),
        &format!("{last} return it && ({which})"),
        &[json!(name)],
    );
    page.run(&format!("{last} return it"), &[json!(name)])
}

fn set(page: &Page, attribute: &str, value: &str) {
    page.run(
        "document.querySelector('smtp-lens').setAttribute(arguments[0], arguments[1])",
        &[json!(attribute), json!(value)],
    );
}

fn in_frame<T>(page: &Page, look: impl FnOnce(&Page) -> T) -> T {
    page.enter_frame(FRAME);
    let seen = look(page);
    page.leave_frame();
    seen
}

#[test]
fn the_element_answers_with_the_sites_own_causes_and_tells_nothing_of_the_text() {
    let folder = example("plain");
    let page = open(&folder);
    page.run(
        "document.querySelector('smtp-lens').analyze(arguments[0])",
        &[json!(REPLY)],
    );
    let said = event(
        &page,
        "analysis",
        "it.findings[0].causes[0] === 'example-corp/outside-of-the-office'",
    );
    assert_eq!(said["kind"], "reply");
    assert_eq!(said["findings"][0]["code"], 554);
    assert!(!said.to_string().contains("anna"), "{said}");
    in_frame(&page, |page| {
        page.wait_for_words(part::VERDICT, "only inside the company network");
        page.wait_for_words(part::ANSWER, "Connect to the VPN");
    });
    page.run(
        "document.querySelector('smtp-lens').analyze(new File(['550 5.1.1 User unknown'], 'a.txt'))",
        &[],
    );
    event(&page, "analysis", "it.findings[0].status === '5.1.1'");
    assert_eq!(page.console(), [""; 0]);
}

#[test]
fn attributes_change_the_page_at_once() {
    let folder = example("plain");
    let page = open(&folder);
    page.run(
        "document.querySelector('smtp-lens').analyze(arguments[0])",
        &[json!(REPLY)],
    );
    event(
        &page,
        "analysis",
        "it.findings[0].causes[0].startsWith('example-corp/')",
    );
    set(&page, "lang", "fr");
    set(&page, "theme", "dark");
    in_frame(&page, |page| {
        page.wait_for_words(part::VERDICT, "Notre serveur de messagerie");
        assert_eq!(page.language(), "fr");
        assert_eq!(
            page.run("return getComputedStyle(document.documentElement).colorScheme", &[]),
            "dark"
        );
    });
    set(&page, "theme", "light");
    in_frame(&page, |page| {
        page.wait_until(
            "the page is light",
            "return getComputedStyle(document.documentElement).colorScheme === 'light'",
            &[],
        );
    });
    // Other causes: the text that is there is read once more.
    fs::write(folder.path().join("none.json"), r#"{ "hide": [] }"#).expect("the folder can be written to");
    set(&page, "catalog", "none.json");
    event(
        &page,
        "analysis",
        "!it.findings[0].causes[0].startsWith('example-corp/')",
    );
}

#[test]
fn faults_of_the_sites_own_causes_are_told_by_line() {
    let folder = example("plain");
    let page = open(&folder);
    fs::write(
        folder.path().join("faulty.json"),
        "{\n\"causes\": [\n{ \"id\": \"a/b\" }]}",
    )
    .expect("the folder can be written to");
    set(&page, "catalog", "faulty.json");
    event(&page, "error", "it.faults[0].startsWith('line 3: ')");
    set(&page, "catalog", "missing.json");
    event(&page, "error", "it.faults[0].includes('missing.json')");
}

#[test]
fn no_style_leaks_and_the_element_is_as_high_as_its_page() {
    let folder = example("plain");
    let style = "* { color: rgb(1, 2, 3) !important; font-size: 40px !important; display: block } textarea, h1, .bar { display: none !important }";
    let css = folder.path().join("site.css");
    let site = fs::read_to_string(&css).expect("the example has a style");
    fs::write(&css, site + style).expect("the folder can be written to");
    let page = open(&folder);
    let height = || {
        page.run(&format!("return {FRAME}.clientHeight"), &[])
            .as_f64()
            .expect("a frame has a height")
    };
    let needs = || {
        in_frame(&page, |page| {
            page.run("return document.documentElement.offsetHeight", &[]).as_f64()
        })
        .expect("a page has a height")
    };
    page.run(
        "document.querySelector('smtp-lens').analyze(arguments[0])",
        &[json!(REPLY)],
    );
    in_frame(&page, |page| {
        page.wait_for(part::VERDICT);
        let style = "const it = getComputedStyle(document.querySelector(arguments[0])); return [it.color, it.fontSize]";
        let seen = page.run(style, &[json!(part::VERDICT)]);
        assert!(seen[0] != "rgb(1, 2, 3)" && seen[1] != "40px", "{seen}");
    });
    page.wait_until(
        "the site's own style is untouched",
        "return getComputedStyle(document.querySelector('p')).fontSize === '40px'
             && getComputedStyle(document.body).getPropertyValue('--accent') === ''",
        &[],
    );
    let begin = std::time::Instant::now();
    while (height() - needs()).abs() > 1.0 {
        assert!(begin.elapsed().as_secs() < 10, "{} instead of {}", height(), needs());
    }
    // The site cannot look in.
    assert_eq!(page.run(&format!("return {FRAME}.contentDocument"), &[]), Value::Null);
}

#[test]
fn the_frame_alone_takes_messages() {
    let folder = example("iframe");
    let page = Page::open_around(folder.path());
    page.enter_frame("document.querySelector('iframe')");
    page.wait_for(part::INPUT);
    page.leave_frame();
    page.wait_until(
        "the button works",
        "return document.querySelector('button').onclick",
        &[],
    );
    page.click("button");
    page.wait_for_words("output", "example-corp/outside-of-the-office");
}

/// The documentation site of the examples, as MkDocs makes it.
#[test]
fn a_documentation_site_holds_the_element() {
    let Some(mkdocs) = tools::mkdocs() else {
        // Python comes from the system, and not every system has it; the plain page has shown the same.
        eprintln!("there is no Python that could install MkDocs: its example is not tested");
        return;
    };
    let folder = example("mkdocs");
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).expect("the folder can be written to");
    fs::copy(
        project::root().join("examples/mkdocs/docs/index.md"),
        docs.join("index.md"),
    )
    .expect("the example is there");
    for name in ["our-causes.json", embed::ELEMENT, single::NAME] {
        fs::rename(folder.path().join(name), docs.join(name)).expect("the folder can be written to");
    }
    let output = Command::new(mkdocs)
        .args(["build", "--quiet", "--strict"])
        .current_dir(folder.path())
        .output()
        .expect("MkDocs was installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = Page::open_around(&folder.path().join("site"));
    page.enter_frame(FRAME);
    page.wait_for(part::INPUT);
    page.paste(REPLY);
    page.wait_for_words(part::VERDICT, "only inside the company network");
}

/// A stranger in another frame is not heard.
#[test]
fn only_the_page_around_is_heard() {
    let folder = example("plain");
    let page = open(&folder);
    in_frame(&page, |page| {
        page.run(
            "postMessage({ type: 'smtp-lens:input', text: '550 5.1.1 User unknown' }, '*')",
            &[],
        );
        page.run_until_done("setTimeout(arguments[0], 300)", &[]);
        assert_eq!(
            page.run("return document.querySelector(arguments[0])", &[json!(part::VERDICT)]),
            Value::Null
        );
    });
}

/// What `cargo xtask test --only javascript` has built.
#[test]
fn the_function_runs_in_a_browser_with_a_bundler_and_without() {
    let folder = npm::beside();
    assert!(
        folder.join("vite/index.html").is_file(),
        "the package is not built: run `cargo xtask test --only javascript` first"
    );
    let page = Page::open_around(&folder.join("vite"));
    page.wait_for_words("output", "microsoft-365/");
    let page = Page::open_around(&folder);
    page.go_to(&format!("{}unbundled.html", page.server().address()));
    page.wait_for_words("output", "microsoft-365/");
}
