//! What ChromeDriver and geckodriver understand beyond WebDriver.

use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

/// A command of the browser's own protocol, which ChromeDriver hands on.
#[derive(Debug)]
pub(crate) struct Cdp(pub &'static str, pub Value);

impl WebDriverCompatibleCommand for Cdp {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (
            http::Method::POST,
            Some(json!({ "cmd": self.0, "params": self.1 }).to_string()),
        )
    }
}

/// ChromeDriver's logs are an addition to WebDriver.
#[derive(Debug)]
pub(crate) struct ReadLog(pub &'static str);

impl WebDriverCompatibleCommand for ReadLog {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(json!({ "type": self.0 }).to_string()))
    }
}

/// So is the network that ChromeDriver emulates.
#[derive(Debug)]
pub(crate) struct NetworkOff;

impl WebDriverCompatibleCommand for NetworkOff {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/chromium/network_conditions",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let off = json!({ "network_conditions": { "offline": true, "latency": 0, "download_throughput": 0, "upload_throughput": 0 } });
        (http::Method::POST, Some(off.to_string()))
    }
}

/// Whether geckodriver runs a script in the page, or in Firefox itself.
#[derive(Debug)]
pub(crate) struct InFirefox(pub bool);

impl WebDriverCompatibleCommand for InFirefox {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/moz/context", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let context = if self.0 { "chrome" } else { "content" };
        (http::Method::POST, Some(json!({ "context": context }).to_string()))
    }
}
