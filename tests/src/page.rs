//! The page in a browser of its own.

use std::path::Path;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use xtask::browser::{Browser, Engine};
use xtask::serve::Server;

use crate::bidi::Bidi;
use crate::commands::{Cdp, InFirefox, NetworkOff, ReadLog};
use crate::driver::Driver;
use crate::part;
use crate::visitor::{Visitor, capabilities};
use crate::watch::Watch;

/// How long anything may take before a test gives it up. Nothing waits so long when all is well.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The page in a browser of its own, served by a server of its own.
pub struct Page {
    client: Client,
    /// Firefox's own line; Chromium has its logs.
    bidi: Option<Bidi>,
    runtime: Runtime,
    server: Server,
    // All end with the page: the browser, then the folder that it writes to, then the wait of others.
    _driver: Driver,
    _profile: TempDir,
    _turn: Turn,
}

/// Pages are looked at side by side, but for one that is timed.
static TURNS: RwLock<()> = RwLock::new(());

/// Held, not read: whose turn it is ends with it.
enum Turn {
    Together(#[expect(dead_code, reason = "held, not read")] RwLockReadGuard<'static, ()>),
    Alone(#[expect(dead_code, reason = "held, not read")] RwLockWriteGuard<'static, ()>),
}

impl Page {
    /// Opens it as most people do: English, at a desk.
    pub fn open() -> Self {
        Self::open_as(Visitor::default())
    }

    /// Opens another folder's page.
    pub fn open_folder(folder: &Path) -> Self {
        Self::open_in_turn(
            folder,
            Visitor::default(),
            Turn::Together(TURNS.read().unwrap_or_else(PoisonError::into_inner)),
        )
    }

    /// Opens a page of somebody else's, in which ours stands in a frame.
    pub fn open_around(folder: &Path) -> Self {
        Self::open_at(
            folder,
            Visitor::default(),
            Turn::Together(TURNS.read().unwrap_or_else(PoisonError::into_inner)),
        )
    }

    /// Goes into the one frame of a page around, which stands where this JavaScript says; until [`Page::leave_frame`] everything is asked of it.
    pub fn enter_frame(&self, script: &str) {
        let frame = self.run(&format!("return {script}"), &[]);
        let id = frame
            .as_object()
            .and_then(|it| it.values().next()?.as_str())
            .unwrap_or_else(|| panic!("`{script}` is no element"));
        let frame = Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()));
        self.must(frame.enter_frame());
    }

    /// Goes back to the page around.
    pub fn leave_frame(&self) {
        self.must(self.client.clone().enter_parent_frame());
    }

    /// Opens it when no other page is open, and lets none be opened: for measuring time.
    pub fn open_alone() -> Self {
        Self::open_in_turn(
            &xtask::project::dist(),
            Visitor::default(),
            Turn::Alone(TURNS.write().unwrap_or_else(PoisonError::into_inner)),
        )
    }

    /// Opens it as `visitor` does, and waits until it can be used.
    pub fn open_as(visitor: Visitor) -> Self {
        Self::open_in_turn(
            &xtask::project::dist(),
            visitor,
            Turn::Together(TURNS.read().unwrap_or_else(PoisonError::into_inner)),
        )
    }

    fn open_in_turn(dist: &Path, visitor: Visitor, turn: Turn) -> Self {
        let page = Self::open_at(dist, visitor, turn);
        page.wait_for(part::INPUT);
        page
    }

    fn open_at(dist: &Path, visitor: Visitor, turn: Turn) -> Self {
        assert!(
            dist.join("index.html").is_file(),
            "there is no page in {}: run `cargo xtask build` first",
            dist.display()
        );
        let browser = Browser::find(Engine::wanted()).expect(
            "Chromium and ChromeDriver, or Firefox and geckodriver are needed: `cargo xtask tools` installs them",
        );
        let server = Server::start(dist, visitor.path, 0).expect("a port of this machine is free");
        let profile = tempfile::tempdir().expect("a folder for the browser's profile can be made");
        let driver = Driver::start(&browser);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime can be started");
        let client = runtime
            .block_on(
                ClientBuilder::new(HttpConnector::new())
                    .capabilities(capabilities(visitor, &browser, profile.path()))
                    .connect(&driver.address()),
            )
            .unwrap_or_else(|error| panic!("the browser cannot be started: {error}"));
        let line = client.capabilities().and_then(|it| it.get("webSocketUrl")?.as_str());
        let bidi = line.map(Bidi::connect);
        let page = Self {
            client,
            bidi,
            runtime,
            server,
            _driver: driver,
            _profile: profile,
            _turn: turn,
        };
        if visitor.phone && page.bidi.is_some() {
            page.resize(390, 844);
        }
        page.must(page.client.goto(&page.server.address()));
        page
    }

    /// Whether it is Firefox that shows the page, which cannot be asked for all that Chromium can.
    pub fn is_firefox(&self) -> bool {
        self.bidi.is_some()
    }

    /// Runs JavaScript in the page, as the body of a function, and gives what it returns.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.must(self.client.execute(script, arguments.to_vec()))
    }

    /// Runs JavaScript that calls the function it is given last when it is done.
    pub fn run_until_done(&self, script: &str, arguments: &[Value]) -> Value {
        self.must(self.client.execute_async(script, arguments.to_vec()))
    }

    /// Waits until JavaScript, the body of a function, returns something true; `what` says what is awaited.
    pub fn wait_until(&self, what: &str, script: &str, arguments: &[Value]) {
        let start = Instant::now();
        while !truthy(&self.run(script, arguments)) {
            if start.elapsed() > PATIENCE {
                let text = self.text();
                panic!(
                    "waited in vain until {what}. The page says:\n{text}\nIts console says: {:?}",
                    self.console()
                );
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until such a part is there.
    pub fn wait_for(&self, part: &str) {
        self.wait_until(
            &format!("`{part}` is there"),
            "return document.querySelector(arguments[0])",
            &[json!(part)],
        );
    }

    /// Waits until such a part shows these words, whatever their case.
    pub fn wait_for_words(&self, part: &str, words: &str) {
        self.wait_until(
            &format!("`{part}` says “{words}”"),
            "return [...document.querySelectorAll(arguments[0])]
                 .some(it => it.innerText.replace(/\\s+/g, ' ').toLowerCase().includes(arguments[1].toLowerCase()))",
            &[json!(part), json!(words)],
        );
    }

    /// What the first such part shows.
    pub fn text_of(&self, part: &str) -> String {
        let text = self.run("return document.querySelector(arguments[0])?.innerText", &[json!(part)]);
        text.as_str()
            .unwrap_or_else(|| panic!("there is no `{part}`"))
            .to_owned()
    }

    /// What every such part shows.
    pub fn texts_of(&self, part: &str) -> Vec<String> {
        let texts = self.run(
            "return [...document.querySelectorAll(arguments[0])].map(it => it.innerText)",
            &[json!(part)],
        );
        texts
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|it| it.as_str().map(str::to_owned))
            .collect()
    }

    /// Everything that the page shows.
    pub fn text(&self) -> String {
        self.run("return document.body.innerText", &[])
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// The language that the page says it is in.
    pub fn language(&self) -> String {
        self.run("return document.documentElement.lang", &[])
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Types into the box, key by key.
    pub fn type_in(&self, text: &str) {
        let input = self.element(part::INPUT);
        self.must(input.send_keys(text));
    }

    /// Pastes instead of what is there: into the box, or anywhere when the box is not there.
    pub fn paste(&self, text: &str) {
        self.run(PASTE, &[json!(part::INPUT), json!(text)]);
    }

    /// Pastes behind what is in the box.
    pub fn paste_at_the_caret(&self, text: &str) {
        self.run(PASTE_AT_THE_CARET, &[json!(part::INPUT), json!(text)]);
    }

    /// Presses a button or follows a link.
    pub fn click(&self, part: &str) {
        let element = self.element(part);
        // At once: the driver does not wait for a page that scrolls smoothly.
        self.run(
            "document.querySelector(arguments[0]).scrollIntoView({ behavior: 'instant', block: 'center' })",
            &[json!(part)],
        );
        self.must(element.click());
    }

    /// Opens all that is folded away.
    pub fn unfold(&self) {
        self.wait_for(part::FOLD);
        self.run(
            "for (const it of document.querySelectorAll(arguments[0])) it.open = true",
            &[json!(part::FOLD)],
        );
    }

    /// Opens a file by the page's own control.
    pub fn open_file(&self, file: &Path) {
        let input = self.element(part::FILE);
        self.must(input.send_keys(&file.display().to_string()));
    }

    /// Drops a file on the page.
    pub fn drop_file(&self, name: &str, content: &str) {
        self.drop_files(&[(name, content)]);
    }

    /// Drops files on the page.
    pub fn drop_files(&self, files: &[(&str, &str)]) {
        let files: Vec<_> = files.iter().map(|(name, content)| json!([name, content])).collect();
        self.run(DROP, &[json!(files)]);
    }

    /// Presses a key of the keyboard, wherever the focus is.
    pub fn press(&self, key: Key) {
        let value = char::from(key);
        let keys = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value });
        self.must(self.client.perform_actions(keys));
    }

    /// Loads the page again.
    pub fn reload(&self) {
        if self.is_firefox() {
            // Geckodriver's way leaves the service worker out, as nobody's key does.
            let here = self.run("return location.href", &[]);
            self.go_to("about:blank");
            self.go_to(here.as_str().unwrap_or_default());
        } else {
            self.must(self.client.refresh());
        }
        self.wait_for(part::INPUT);
    }

    /// What the browser's console says that is worse than a remark.
    pub fn console(&self) -> Vec<String> {
        if let Some(bidi) = &self.bidi {
            return bidi.complaints();
        }
        self.log("browser")
            .iter()
            .filter(|it| matches!(it["level"].as_str(), Some("SEVERE" | "WARNING")))
            .map(|it| it["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Waits until the page has everything that it loads by itself, and watches from then on what it asks for.
    pub fn watch(&self) -> Watch<'_> {
        Watch::start(self)
    }

    /// The server of this page.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Takes the server away, as a network does that ends.
    pub fn stop_server(&mut self) {
        self.server.stop();
    }

    /// The address of a place in the page, `#/proof`.
    pub fn address_of(&self, place: &str) -> String {
        format!("{}{place}", self.server.address())
    }

    /// Goes to another address.
    pub fn go_to(&self, address: &str) {
        self.must(self.client.goto(address));
    }

    /// Switches the browser's network off, whatever is asked for.
    pub fn switch_network_off(&self) {
        if self.is_firefox() {
            self.run_in_firefox("Services.io.offline = true", &[]);
        } else {
            self.must(self.client.issue_cmd(NetworkOff));
        }
    }

    /// Runs JavaScript in Firefox itself, where its settings are.
    fn run_in_firefox(&self, script: &str, arguments: &[Value]) {
        self.must(self.client.issue_cmd(InFirefox(true)));
        self.run(script, arguments);
        self.must(self.client.issue_cmd(InFirefox(false)));
    }

    /// All that the browser's own log says was asked for since it was read last, what stands in a page itself excepted.
    pub fn requested(&self) -> Vec<String> {
        if let Some(bidi) = &self.bidi {
            return bidi.requested();
        }
        self.log("performance")
            .iter()
            .filter_map(crate::watch::requested)
            .collect()
    }

    /// Waits until the page can do without its server.
    pub fn wait_until_kept(&self) {
        self.run_until_done("navigator.serviceWorker.ready.then(() => arguments[0]())", &[]);
    }

    /// Sets what the device says of itself, by the browser's own means: `("prefers-reduced-motion", "reduce")`.
    pub fn emulate(&self, feature: &str, value: &str) {
        if self.is_firefox() {
            let (setting, number) = match feature {
                "prefers-reduced-motion" => ("ui.prefersReducedMotion", 1),
                "forced-colors" => ("browser.display.document_color_use", 2),
                _ => panic!("how does Firefox do {feature}?"),
            };
            let script = "Services.prefs.setIntPref(arguments[0], arguments[1])";
            self.run_in_firefox(script, &[json!(setting), json!(number)]);
            let query = json!(format!("({feature}: {value})"));
            return self.wait_until(
                "the setting is there",
                "return matchMedia(arguments[0]).matches",
                &[query],
            );
        }
        let features = json!({ "features": [{ "name": feature, "value": value }] });
        self.must(self.client.issue_cmd(Cdp("Emulation.setEmulatedMedia", features)));
    }

    /// Makes the screen so wide and high, in CSS pixels; 320 is also what a page of 1280 is at a zoom of 400 %.
    pub fn resize(&self, width: u32, height: u32) {
        if let Some(bidi) = &self.bidi {
            return bidi.resize(width, height);
        }
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.must(self.client.issue_cmd(Cdp("Emulation.setDeviceMetricsOverride", size)));
    }

    /// A picture of the whole page, as PNG in base64.
    pub fn whole_picture(&self) -> String {
        if let Some(bidi) = &self.bidi {
            return bidi.picture();
        }
        let how = json!({ "format": "png", "captureBeyondViewport": true });
        let answer = self.must(self.client.issue_cmd(Cdp("Page.captureScreenshot", how)));
        answer["data"].as_str().unwrap_or_default().to_owned()
    }

    /// A picture of what is seen, as PNG.
    pub fn picture(&self) -> Vec<u8> {
        self.must(self.client.screenshot())
    }

    /// What ChromeDriver has written into one of its logs since it was asked last.
    pub(crate) fn log(&self, kind: &'static str) -> Vec<Value> {
        match self.must(self.client.issue_cmd(ReadLog(kind))) {
            Value::Array(entries) => entries,
            other => panic!("a log is a list, not {other}"),
        }
    }

    fn element(&self, part: &str) -> Element {
        self.wait_for(part);
        self.must(self.client.find(Locator::Css(part)))
    }

    fn must<T>(&self, command: impl Future<Output = Result<T, CmdError>>) -> T {
        self.runtime
            .block_on(command)
            .unwrap_or_else(|error| panic!("the browser refuses: {error}"))
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        // The driver ends the browser when this does not.
        let _ = self.runtime.block_on(self.client.clone().close());
    }
}

/// As the browser does it, less the clipboard: what is marked is to be replaced, and whoever has the focus is told. (Firefox takes the words
/// for an event by other names.)
const PASTE: &str = "
    const box = document.querySelector(arguments[0]);
    box?.focus();
    box?.select();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', arguments[1]);
    (box ?? document.body).dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData, dataType: 'text/plain', data: arguments[1] }));";

/// What the browser does then: it tells of the paste, which nobody prevents, and then of the new text.
const PASTE_AT_THE_CARET: &str = "
    const [box, data] = [document.querySelector(arguments[0]), arguments[1]];
    box.focus();
    const clipboardData = new DataTransfer(), dataType = 'text/plain';
    clipboardData.setData(dataType, data);
    if (box.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData, dataType, data }))) {
        box.setRangeText(data, box.value.length, box.value.length, 'end');
        box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    }";

const DROP: &str = "
    const dataTransfer = new DataTransfer();
    for (const [name, content] of arguments[0]) dataTransfer.items.add(new File([content], name));
    for (const kind of ['dragenter', 'dragover', 'drop']) {
        document.querySelector('main').dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer }));
    }";

/// What JavaScript takes for true.
fn truthy(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && value != "" && value != 0
}
