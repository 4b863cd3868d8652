//! What has to hold in every view of the page, in both languages, in the light and in the dark, at any width.

use serde_json::json;
use smtp_lens_page_tests::views::VIEWS;
use smtp_lens_page_tests::{Page, Visitor};

/// Everything that axe knows of WCAG 2.2 AA, and its best practices. It looks at the page for long on a slow machine: one view at a time.
const AXE: &str = "
    const done = arguments[0];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(
        ({ violations }) => done(violations.map(it => `${it.id}: ${it.nodes.slice(0, 3).map(it => `${it.html.slice(0, 160)} (${it.failureSummary})`).join(' ')}`)),
        error => done([String(error)]))";

fn nothing_stands_in_the_way(languages: &'static str, dark: bool) {
    let axe = xtask::tools::axe().expect("axe-core is installed by `cargo xtask tools`");
    let page = Page::open_as(Visitor {
        languages,
        dark,
        ..Visitor::default()
    });
    let mut found = Vec::new();
    for view in VIEWS {
        view.show(&page);
        // Colours that fade in are measured when they have.
        page.wait_until(
            "nothing moves",
            "return document.getAnimations().every(it => it.playState === 'finished')",
            &[],
        );
        page.run(&axe, &[]);
        let violations = page.run_until_done(AXE, &[]);
        for it in violations.as_array().into_iter().flatten() {
            found.push(format!("{}: {it}", view.name));
        }
    }
    assert_eq!(found, [""; 0], "{languages}, dark: {dark}");
}

#[test]
fn axe_finds_nothing_in_english_and_light() {
    nothing_stands_in_the_way("en-GB,en", false);
}

#[test]
fn axe_finds_nothing_in_english_and_dark() {
    nothing_stands_in_the_way("en-GB,en", true);
}

#[test]
fn axe_finds_nothing_in_french_and_light() {
    nothing_stands_in_the_way("fr-FR,fr", false);
}

#[test]
fn axe_finds_nothing_in_french_and_dark() {
    nothing_stands_in_the_way("fr-FR,fr", true);
}

/// The elements that are wider than the screen, which say what to mend when the page can be scrolled sideways.
const TOO_WIDE: &str = "
    const width = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    const inside = it => it.checkVisibility() && !it.closest('.visually-hidden, .skip, pre, .scroll');
    const isWide = it => it.getBoundingClientRect().right > width + 1 || it.getBoundingClientRect().left < -1;
    return [...document.body.querySelectorAll('*')]
        .filter(it => inside(it) && isWide(it) && ![...it.children].some(isWide))
        .map(it => `${it.parentElement.className} > ${it.tagName}.${it.className}: ${it.textContent.slice(0, 40)}`)
        .concat(`the page: ${document.scrollingElement.scrollWidth} of ${width}`)";

/// A language that nobody speaks: longer by half, with accents, from right to left. Words of machines stay as they are.
const PSEUDO: &str = "
    document.documentElement.dir = 'rtl';
    const accents = { a: 'å', e: 'ë', i: 'ï', o: 'ø', u: 'ü', y: 'ÿ', A: 'Å', E: 'Ë', O: 'Ø' };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const it = texts.currentNode;
        if (it.parentElement.closest('pre, code, .literal, script, style, textarea') || !it.data.trim()) continue;
        it.data = it.data.replace(/\\p{L}+/gu, word => {
            const changed = word.replace(/[aeiouyAEO]/g, letter => accents[letter]);
            return changed + changed.slice(0, Math.ceil(word.length / 2));
        });
    }";

#[test]
fn nothing_is_wider_than_a_narrow_screen() {
    let page = Page::open();
    for view in VIEWS {
        // A page of 1280 pixels at a zoom of 400 % is 320 wide (WCAG 1.4.10).
        for width in [320, 768, 1440] {
            page.resize(width, 900);
            view.show(&page);
            assert_eq!(page.run(TOO_WIDE, &[]), json!([]), "{} at {width}", view.name);
        }
    }
}

#[test]
fn longer_words_from_right_to_left_fit() {
    let page = Page::open();
    for view in VIEWS {
        for width in [320, 1440] {
            page.resize(width, 900);
            view.show(&page);
            page.run(PSEUDO, &[]);
            assert_eq!(page.run(TOO_WIDE, &[]), json!([]), "{} at {width}", view.name);
        }
    }
}

#[test]
fn nothing_moves_for_whoever_wants_no_motion() {
    let page = Page::open();
    page.emulate("prefers-reduced-motion", "reduce");
    for view in VIEWS {
        view.show(&page);
        let moves = page.run(
            "return document.getAnimations().filter(it => it.effect.getComputedTiming().duration > 1).map(it => it.effect.target.outerHTML.slice(0, 120))",
            &[],
        );
        assert_eq!(moves, json!([]), "{}", view.name);
        assert_eq!(
            page.run("return getComputedStyle(document.documentElement).scrollBehavior", &[]),
            "auto"
        );
    }
}

/// Where the reader's own colours rule, what colour alone told has to be told by a line.
#[test]
fn forced_colours_leave_the_signs() {
    let page = Page::open();
    page.emulate("forced-colors", "active");
    for view in VIEWS
        .iter()
        .filter(|it| ["transcript", "bounce", "recipients"].contains(&it.name))
    {
        view.show(&page);
        let bare = page.run(
            "return [...document.querySelectorAll('.tag, .tick, .marked mark, .way .stop, [aria-selected=true], .secret')]
                 .filter(it => it.checkVisibility() && getComputedStyle(it).borderStyle === 'none')
                 .map(it => it.outerHTML.slice(0, 120))",
            &[],
        );
        assert_eq!(bare, json!([]), "{}", view.name);
    }
}
