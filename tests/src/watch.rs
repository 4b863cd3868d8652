//! What the page asks for: the promise that nothing leaves it, watched from three sides.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::page::{PATIENCE, Page};

/// No request for so long means that the page has all that it loads by itself.
const QUIET: Duration = Duration::from_millis(500);

/// Watches from its start on.
pub struct Watch<'a> {
    page: &'a Page,
    server: usize,
    resources: usize,
}

/// What the page asked for, as each of three witnesses saw it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Requests {
    /// The server of the page: all that reached it, from the page, its worker or anybody else.
    pub server: Vec<String>,
    /// The browser's own log of its network, requests to other hosts and refused ones included.
    pub browser: Vec<String>,
    /// The page's own list of what it loaded.
    pub page: Vec<String>,
}

impl<'a> Watch<'a> {
    pub(crate) fn start(page: &'a Page) -> Self {
        // Its own worker and the one that keeps it for later each ask for the words of every language.
        let packs = || {
            page.server()
                .requests()
                .iter()
                .filter(|it| it.contains("/pack-"))
                .count()
        };
        let begin = Instant::now();
        while packs() < 4 && begin.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(10));
        }
        let mut seen = page.server().requests().len();
        let mut quiet_since = Instant::now();
        while quiet_since.elapsed() < QUIET {
            std::thread::sleep(Duration::from_millis(10));
            let now = page.server().requests().len();
            if now != seen {
                (seen, quiet_since) = (now, Instant::now());
            }
        }
        // What the log holds so far is the loading of the page.
        page.requested();
        Self {
            page,
            server: seen,
            resources: resources(page).len(),
        }
    }

    /// What was asked for since the start.
    pub fn requests(&self) -> Requests {
        Requests {
            server: self.page.server().requests().split_off(self.server),
            browser: self.page.requested(),
            page: resources(self.page).split_off(self.resources),
        }
    }
}

fn resources(page: &Page) -> Vec<String> {
    let names = page.run(
        "return performance.getEntriesByType('resource').map(it => it.name)",
        &[],
    );
    names
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|it| it.as_str().map(str::to_owned))
        .collect()
}

/// The address, when an entry of the log is about a request. What stands in the page itself (`data:`, `blob:`) is none.
pub(crate) fn requested(entry: &Value) -> Option<String> {
    let message: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
    let event = &message["message"];
    let url = match event["method"].as_str()? {
        "Network.requestWillBeSent" => event["params"]["request"]["url"].as_str()?,
        "Network.webSocketCreated" | "Network.webTransportCreated" => event["params"]["url"].as_str()?,
        _ => return None,
    };
    (!url.starts_with("data:") && !url.starts_with("blob:")).then(|| url.to_owned())
}
