//! Who looks at the page, and how a browser becomes theirs.

use std::path::Path;

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use xtask::browser::{Browser, Engine};

/// Who looks at the page.
#[derive(Debug, Clone, Copy)]
pub struct Visitor {
    /// The browser's languages, the preferred one first.
    pub languages: &'static str,
    /// Whether the screen is that of a phone, 390 by 844, touched and not clicked.
    pub phone: bool,
    /// Whether the system is set to dark.
    pub dark: bool,
    /// The path at which the host serves the page.
    pub path: &'static str,
}

impl Default for Visitor {
    fn default() -> Self {
        Self {
            languages: "en-US,en",
            phone: false,
            dark: false,
            path: "/",
        }
    }
}

/// What a browser of this visitor is started with.
pub(crate) fn capabilities(visitor: Visitor, browser: &Browser, profile: &Path) -> Capabilities {
    let wanted = match browser.engine {
        Engine::Chromium => chromium(visitor, browser, profile),
        Engine::Firefox => firefox(visitor, browser),
    };
    let Value::Object(capabilities) = wanted else {
        unreachable!("both are written as objects below")
    };
    capabilities
}

fn chromium(visitor: Visitor, browser: &Browser, profile: &Path) -> Value {
    let mut arguments = vec![
        "--headless".to_owned(),
        // Tests run as root in containers, where the sandbox cannot.
        "--no-sandbox".to_owned(),
        "--disable-gpu".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        // The browser's own talk with its maker: none of it belongs to the page.
        "--disable-quic".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--disable-sync".to_owned(),
        "--no-first-run".to_owned(),
        "--no-default-browser-check".to_owned(),
        "--hide-scrollbars".to_owned(),
        "--window-size=1440,1000".to_owned(),
        format!("--accept-lang={}", visitor.languages),
        format!("--user-data-dir={}", profile.display()),
    ];
    if visitor.dark {
        arguments.push("--blink-settings=preferredColorScheme=0".to_owned());
    }
    let mut options = json!({
        "binary": browser.browser,
        "args": arguments,
        "prefs": { "intl.accept_languages": visitor.languages },
    });
    if visitor.phone {
        options["mobileEmulation"] = json!({ "deviceMetrics": { "width": 390, "height": 844, "pixelRatio": 2.0, "mobile": true, "touch": true } });
    }
    json!({
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

/// Geckodriver itself silences Firefox's talk with its maker.
fn firefox(visitor: Visitor, browser: &Browser) -> Value {
    let mut settings = json!({
        "intl.accept_languages": visitor.languages,
        // As everybody has it; geckodriver lets pages on a disk read the whole of it.
        "security.fileuri.strict_origin_policy": true,
        "layout.css.prefers-color-scheme.content-override": i32::from(!visitor.dark),
    });
    if visitor.phone {
        settings["ui.primaryPointerCapabilities"] = json!(COARSE);
        settings["ui.allPointerCapabilities"] = json!(COARSE);
        settings["dom.w3c_touch_events.enabled"] = json!(1);
    }
    json!({
        "moz:firefoxOptions": {
            "binary": browser.browser,
            "args": ["-headless", "-width", "1440", "-height", "1000"],
            "prefs": settings,
        },
        // What this page asks for, and what its console says, is told by WebDriver BiDi.
        "webSocketUrl": true,
    })
}

/// A finger, in Firefox's own number.
const COARSE: i32 = 1;
