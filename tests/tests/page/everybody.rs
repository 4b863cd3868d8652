//! On a phone, in French, with the keyboard, in the dark, below any path: none of these is extra.

use std::collections::BTreeSet;

use fantoccini::key::Key;
use smtp_lens_page_tests::{Page, Visitor, fixture_text, part};

/// The elements that are wider than the screen, which say what to mend when the page can be scrolled sideways.
const TOO_WIDE: &str = "
    const width = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    return [...document.body.querySelectorAll('*')]
        .filter(it => it.getBoundingClientRect().right > width + 1)
        .map(it => `${it.parentElement.className} > ${it.tagName}.${it.className} ends at ${Math.round(it.getBoundingClientRect().right)}: ${it.textContent.slice(0, 40)}`)
        .concat(`the page: ${document.scrollingElement.scrollWidth} of ${width}`)";

#[test]
fn a_phone_never_scrolls_sideways() {
    let page = Page::open_as(Visitor {
        phone: true,
        ..Visitor::default()
    });
    assert_eq!(page.run("return innerWidth", &[]), 390);
    assert_eq!(page.run(TOO_WIDE, &[]), serde_json::json!([]), "empty");
    for name in ["swaks-535-5.7.3.txt", "postfix-550-5.1.1.eml"] {
        page.paste(&fixture_text(name));
        page.wait_for(part::STEP);
        // All that is folded is opened: it has to fit too.
        page.run(
            "for (const it of document.querySelectorAll('details')) it.open = true",
            &[],
        );
        assert_eq!(page.run(TOO_WIDE, &[]), serde_json::json!([]), "{name}");
    }
}

#[test]
fn the_page_speaks_the_language_of_the_browser() {
    for (languages, expected) in [
        ("fr-CA,fr,en", "fr"),
        ("en-GB,en", "en"),
        ("de-DE,fr", "fr"),
        ("ja-JP", "en"),
    ] {
        let page = Page::open_as(Visitor {
            languages,
            ..Visitor::default()
        });
        assert_eq!(page.language(), expected, "{languages}");
    }
}

#[test]
fn the_page_works_below_any_path() {
    let page = Page::open_as(Visitor {
        path: "/help/mail/lens/",
        ..Visitor::default()
    });
    page.paste("550 5.1.1 User unknown");
    page.wait_for(part::VERDICT);
    let outside: Vec<String> = page
        .server()
        .requests()
        .into_iter()
        .filter(|it| !it.starts_with("/help/mail/lens/") && it != "/favicon.ico")
        .collect();
    assert_eq!(outside, [""; 0]);
}

#[test]
fn the_keyboard_reaches_everything() {
    let page = Page::open();
    page.paste("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.");
    page.wait_for(part::STEP);
    page.wait_for(part::SHOWN);
    let wanted = page.run(
        "let count = 0;
         const inGroup = it => it.closest('[role=tablist], [role=radiogroup]') && it.tabIndex < 0;
         const isSeen = it => it.checkVisibility() && it.getBoundingClientRect().width > 0;
         for (const it of document.querySelectorAll('a[href], button, input, textarea, select, summary, [onclick], [role=button]')) {
             if (isSeen(it) && !it.disabled && !inGroup(it)) it.dataset.wanted = ++count;
         }
         // From the first of all: behind the last one, Firefox goes to its own bar.
         document.querySelector('[data-wanted=\"1\"]').focus();
         return count",
        &[],
    );
    let wanted = wanted.as_u64().expect("a number");
    let mut reached = BTreeSet::from([1]);
    let mut unseen = Vec::new();
    for _ in 0..wanted * 2 + 10 {
        page.press(Key::Tab);
        let at = page.run(
            "const it = document.activeElement, style = getComputedStyle(it);
             const near = [style, getComputedStyle(it.parentElement ?? it)];
             const isShown = near.some(it => it.outlineStyle !== 'none' || it.boxShadow !== 'none');
             return [Number(it.dataset.wanted ?? 0), isShown, it.outerHTML.slice(0, 120)]",
            &[],
        );
        let number = at[0].as_u64().unwrap_or_default();
        if number > 0 && reached.insert(number) && at[1] == false {
            unseen.push(at[2].clone());
        }
    }
    let missed: Vec<String> = (1..=wanted)
        .filter(|it| !reached.contains(it))
        .map(|it| {
            page.run(
                "return document.querySelector(`[data-wanted='${arguments[0]}']`)?.outerHTML",
                &[it.into()],
            )
            .to_string()
        })
        .collect();
    assert_eq!(missed, [""; 0], "the keyboard does not reach these");
    assert_eq!(unseen, [""; 0], "nothing shows that the keyboard is here");
}

#[test]
fn everything_has_a_name() {
    let page = Page::open();
    page.paste(&fixture_text("swaks-535-5.7.3.txt"));
    page.wait_for(part::STEP);
    let nameless = page.run(
        "const text = id => document.getElementById(id)?.textContent ?? '';
         const name = it => it.innerText?.trim() || it.getAttribute('aria-label') || it.title || it.placeholder
             || (it.getAttribute('aria-labelledby') ?? '').split(' ').map(text).join('')
             || [...it.labels ?? []].map(label => label.textContent).join('');
         return [...document.querySelectorAll('a[href], button, input, textarea, select')]
             .filter(it => it.checkVisibility() && !name(it)).map(it => it.outerHTML)",
        &[],
    );
    assert_eq!(nameless, serde_json::json!([]));
    assert_eq!(page.run("return document.querySelectorAll('h1').length", &[]), 1);
    assert_eq!(page.run("return document.querySelectorAll('main').length", &[]), 1);
}

/// Light letters on light paper are read by nobody: the least contrast of any text, in both themes.
#[test]
fn text_stands_out_in_the_light_and_in_the_dark() {
    for dark in [false, true] {
        let page = Page::open_as(Visitor {
            dark,
            ..Visitor::default()
        });
        page.paste(&fixture_text("swaks-535-5.7.3.txt"));
        page.wait_for(part::STEP);
        let faint = page.run(FAINT, &[]);
        assert_eq!(faint, serde_json::json!([]), "dark: {dark}");
    }
}

/// Text whose contrast with what is painted behind it is under 4.5 : 1 (3 : 1 for large type).
const FAINT: &str = "
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const rgba = color => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const over = ([r, g, b, a], [R, G, B]) => [r, g, b].map((it, at) => (it * a + [R, G, B][at] * (255 - a)) / 255);
    const light = color => {
        const [r, g, b] = color.map(it => it / 255).map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = it => {
        const chain = [];
        for (; it; it = it.parentElement) chain.push(rgba(getComputedStyle(it).backgroundColor));
        const canvasColor = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
        return chain.reduceRight((under, color) => over(color, under), canvasColor);
    };
    const faint = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const it = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !it.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        if (it.closest('script, style, svg, [aria-hidden=true]') || it.closest(':disabled')) continue;
        const style = getComputedStyle(it), box = it.getBoundingClientRect();
        if (box.width < 2 || box.height < 2) continue;
        const under = behind(it);
        const [a, b] = [light(over(rgba(style.color), under)), light(under)].sort((a, b) => b - a);
        const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
        const contrast = (a + 0.05) / (b + 0.05);
        if (contrast < (isLarge ? 3 : 4.5) - 0.01) faint.add(`${contrast.toFixed(2)} ${it.tagName}.${it.className}: ${texts.currentNode.data.trim().slice(0, 40)}`);
    }
    return [...faint]";
