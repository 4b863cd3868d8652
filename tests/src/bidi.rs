//! WebDriver BiDi: what Firefox tells by itself while a test runs, and what plain WebDriver has no words for.

use std::cell::RefCell;
use std::net::TcpStream;

use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

/// The line to one browser with one tab.
pub struct Bidi(RefCell<Line>);

struct Line {
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    /// The number of the last command.
    said: u64,
    /// What has been told since it was asked for last.
    requests: Vec<String>,
    complaints: Vec<String>,
}

impl Bidi {
    /// Connects, and asks to be told of every request and of what the console says.
    pub fn connect(address: &str) -> Self {
        let (socket, _) = tungstenite::connect(address).unwrap_or_else(|error| panic!("{address}: {error}"));
        let bidi = Self(RefCell::new(Line {
            socket,
            said: 0,
            requests: Vec::new(),
            complaints: Vec::new(),
        }));
        bidi.command(
            "session.subscribe",
            &json!({ "events": ["network.beforeRequestSent", "log.entryAdded"] }),
        );
        bidi
    }

    /// The addresses that were asked for since this was called last; what stands in a page itself is left out.
    pub fn requested(&self) -> Vec<String> {
        self.catch_up();
        std::mem::take(&mut self.0.borrow_mut().requests)
    }

    /// What the console said since this was called last that is worse than a remark.
    pub fn complaints(&self) -> Vec<String> {
        self.catch_up();
        std::mem::take(&mut self.0.borrow_mut().complaints)
    }

    /// Makes the screen so wide and high, in CSS pixels, whatever the least width of a window is.
    pub fn resize(&self, width: u32, height: u32) {
        let size = json!({ "context": self.tab(), "viewport": { "width": width, "height": height } });
        self.command("browsingContext.setViewport", &size);
    }

    /// A picture of the whole page, as PNG in base64.
    pub fn picture(&self) -> String {
        let how = json!({ "context": self.tab(), "origin": "document" });
        let answer = self.command("browsingContext.captureScreenshot", &how);
        answer["data"].as_str().unwrap_or_default().to_owned()
    }

    fn tab(&self) -> Value {
        self.command("browsingContext.getTree", &json!({ "maxDepth": 0 }))["contexts"][0]["context"].clone()
    }

    /// What was told before the answer to this has arrived with it.
    fn catch_up(&self) {
        self.command("session.status", &json!({}));
    }

    fn command(&self, method: &str, params: &Value) -> Value {
        let mut line = self.0.borrow_mut();
        line.said += 1;
        let number = line.said;
        let command = json!({ "id": number, "method": method, "params": params }).to_string();
        line.socket
            .send(Message::text(command))
            .unwrap_or_else(|error| panic!("{method}: {error}"));
        loop {
            let message = line.socket.read().unwrap_or_else(|error| panic!("{method}: {error}"));
            let Ok(text) = message.to_text() else { continue };
            let Ok(mut said) = serde_json::from_str::<Value>(text) else {
                continue;
            };
            if said["id"] == number {
                assert_eq!(said["type"], "success", "{method}: {said}");
                return said["result"].take();
            }
            line.hear(&said);
        }
    }
}

impl Line {
    fn hear(&mut self, event: &Value) {
        let told = &event["params"];
        match event["method"].as_str() {
            Some("network.beforeRequestSent") => {
                let url = told["request"]["url"].as_str().unwrap_or_default();
                if !url.starts_with("data:") && !url.starts_with("blob:") {
                    self.requests.push(url.to_owned());
                }
            }
            Some("log.entryAdded") if matches!(told["level"].as_str(), Some("error" | "warn")) => {
                let text = told["text"].as_str().unwrap_or_default();
                // Firefox looks for it by itself, beside the page around.
                if !text.contains("/favicon.ico") {
                    self.complaints.push(text.to_owned());
                }
            }
            _ => {}
        }
    }
}
