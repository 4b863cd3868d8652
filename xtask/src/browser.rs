//! The browsers that the tests look at the page with: they come from the system.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::project;
use crate::run::{command, on_path, output_of, run};
use crate::tools::{cargo_tool, installing};

/// What Mozilla publishes to drive Firefox. Debian has no package of it, and npm's are scripts that download it from elsewhere.
const GECKODRIVER: &str = "0.37.1";

/// Whose browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium, or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Engine {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// The variable by which the tests of the page are told the browser: `SMTP_LENS_BROWSER=firefox`.
    pub const VARIABLE: &str = "SMTP_LENS_BROWSER";

    /// Its name in [`Engine::VARIABLE`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// The one that [`Engine::VARIABLE`] names; Chromium when it names none.
    pub fn wanted() -> Self {
        let named = std::env::var(Self::VARIABLE).unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|it| it.name() == named)
            .unwrap_or(Self::Chromium)
    }

    /// The variable that names the browser, and the names that it has on PATH.
    const fn browser(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Chromium => (
                "CHROMIUM",
                &[
                    "chromium",
                    "chromium-browser",
                    "google-chrome",
                    "google-chrome-stable",
                    "chrome",
                ],
            ),
            Self::Firefox => ("FIREFOX", &["firefox-esr", "firefox"]),
        }
    }

    /// The same for the program that drives it.
    const fn driver(self) -> (&'static str, &'static str) {
        match self {
            Self::Chromium => ("CHROMEDRIVER", "chromedriver"),
            Self::Firefox => ("GECKODRIVER", "geckodriver"),
        }
    }

    /// What Debian calls it. Fonts: without any, every letter is a box, and every measurement of the layout is one of boxes.
    const fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-driver", "fonts-dejavu-core"],
            Self::Firefox => &["firefox-esr", "fonts-dejavu-core"],
        }
    }

    /// What to do where it cannot be installed.
    const fn help(self) -> &'static str {
        match self {
            Self::Chromium => {
                "the tests of the page need Chromium or Chrome, and ChromeDriver of the same version. Debian and Ubuntu: \
                 `sudo apt-get install chromium chromium-driver`; elsewhere install both and name them: \
                 CHROMIUM=/path/to/chrome CHROMEDRIVER=/path/to/chromedriver. `cargo xtask test --no-browser` leaves them out"
            }
            Self::Firefox => {
                "the tests of the page need Firefox. Debian: `sudo apt-get install firefox-esr`; elsewhere install it and name it: \
                 FIREFOX=/path/to/firefox. (Ubuntu's snap cannot be driven.) `cargo xtask test --no-browser` leaves the browsers out"
            }
        }
    }
}

/// A browser and the program that drives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// Whose.
    pub engine: Engine,
    /// The browser.
    pub browser: PathBuf,
    /// ChromeDriver of the same major version, or geckodriver.
    pub driver: PathBuf,
}

impl Browser {
    /// The browser of this machine: the one that `CHROMIUM` and `CHROMEDRIVER`, or `FIREFOX` and `GECKODRIVER` name, or the one on PATH.
    pub fn find(engine: Engine) -> Option<Self> {
        Some(Self {
            engine,
            browser: find_browser(engine)?,
            driver: find_driver(engine)?,
        })
    }

    /// The browser of this machine, installed first where that can be done without asking: as root on Debian.
    pub fn find_or_install(engine: Engine) -> Result<Self> {
        if let Some(found) = Self::find(engine) {
            return Ok(found);
        }
        let is_root = output_of(command("id").arg("-u")).as_deref() == Some("0");
        let is_missing = find_browser(engine).is_none() || engine == Engine::Chromium;
        if is_missing && is_root && on_path("apt-get").is_some() {
            installing(&format!("{}, by apt-get", engine.packages().join(" and ")));
            let apt = |arguments: &[&str]| {
                run(command("apt-get")
                    .args(arguments)
                    .env("DEBIAN_FRONTEND", "noninteractive"))
                .context(engine.help())
            };
            apt(&["update", "-qq"])?;
            let install = ["install", "-qq", "-y", "--no-install-recommends"];
            apt(&[&install, engine.packages()].concat())?;
        }
        if engine == Engine::Firefox && find_browser(engine).is_some() && find_driver(engine).is_none() {
            cargo_tool("geckodriver", "geckodriver", GECKODRIVER, &["--locked"])?;
        }
        Self::find(engine).context(engine.help())
    }
}

fn find_browser(engine: Engine) -> Option<PathBuf> {
    let (variable, names) = engine.browser();
    from_environment(variable).or_else(|| names.iter().find_map(|it| on_path(it)))
}

fn find_driver(engine: Engine) -> Option<PathBuf> {
    let (variable, name) = engine.driver();
    let installed = project::tools().join("bin").join(name);
    from_environment(variable)
        .or_else(|| Some(installed).filter(|it| it.is_file()))
        .or_else(|| on_path(name))
}

fn from_environment(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|it| it.is_file())
}
