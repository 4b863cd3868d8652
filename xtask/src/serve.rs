//! A server for the finished page, on this machine alone: files as they are, nothing cached, every request remembered.

use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, Method, Response};

use crate::page;

const DEFAULT_PORT: u16 = 8080;

/// `cargo xtask serve`
pub fn command(arguments: &[String]) -> Result<()> {
    let port = match arguments {
        [] => None,
        [option, port] if option == "--port" => Some(
            port.parse()
                .with_context(|| format!("`{port}` is no port: a number from 0 to 65535 is meant"))?,
        ),
        _ => bail!("the only option of `cargo xtask serve` is --port N"),
    };
    let dist = page::build()?;
    let server = match port {
        Some(port) => Server::start(&dist, "/", port)
            .with_context(|| format!("port {port} cannot be used; name another by --port N"))?,
        // Somebody else's server on the usual port is no reason to stop.
        None => Server::start(&dist, "/", DEFAULT_PORT).or_else(|_| Server::start(&dist, "/", 0))?,
    };
    println!("\nSMTP Lens is at {}\nCtrl+C ends it.", server.address());
    server.wait()
}

/// Serves the files of a folder at a path of 127.0.0.1 until it is dropped.
pub struct Server {
    listener: Arc<tiny_http::Server>,
    thread: Option<JoinHandle<()>>,
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Serves `folder` below `path` (which begins and ends with `/`); port 0 means any that is free.
    pub fn start(folder: &Path, path: &str, port: u16) -> Result<Self> {
        let listener = tiny_http::Server::http(SocketAddr::from(([127, 0, 0, 1], port)))
            .map_err(|error| anyhow!("port {port} of 127.0.0.1: {error}"))?;
        let listener = Arc::new(listener);
        let bound = listener.server_addr().to_ip().context("the server has no address")?;
        let requests = Arc::new(Mutex::new(Vec::new()));
        let files = Files {
            folder: folder.to_owned(),
            path: path.to_owned(),
        };
        let thread = std::thread::spawn({
            let (listener, requests) = (Arc::clone(&listener), Arc::clone(&requests));
            move || {
                for request in listener.incoming_requests() {
                    requests
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(request.url().to_owned());
                    files.answer(request);
                }
            }
        });
        Ok(Self {
            listener,
            thread: Some(thread),
            address: format!("http://{bound}{path}"),
            requests,
        })
    }

    /// Where the page is.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The paths asked for so far, in order.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Serves until the program is ended.
    fn wait(mut self) -> Result<()> {
        let thread = self.thread.take().context("the server has ended")?;
        thread.join().map_err(|_| anyhow!("the server has broken down"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listener.unblock();
        if let Some(thread) = self.thread.take() {
            // A server that broke down has said so already.
            let _ = thread.join();
        }
    }
}

struct Files {
    folder: PathBuf,
    path: String,
}

impl Files {
    fn answer(&self, request: tiny_http::Request) {
        let is_read = matches!(request.method(), Method::Get | Method::Head);
        let (status, kind, body) = match self.file(request.url()).filter(|_| is_read) {
            Some(file) => match fs::read(&file) {
                Ok(body) => (200, media_type(&file), body),
                Err(error) => (500, TEXT, error.to_string().into_bytes()),
            },
            None => (404, TEXT, b"There is no such file.".to_vec()),
        };
        let response = Response::from_data(body)
            .with_status_code(status)
            .with_header(header("Content-Type", kind))
            .with_header(header("Cache-Control", "no-store"))
            .with_header(header("X-Content-Type-Options", "nosniff"));
        // A browser that went away wants no answer.
        let _: io::Result<()> = request.respond(response);
    }

    /// The file that a URL names, never one outside the folder.
    fn file(&self, url: &str) -> Option<PathBuf> {
        let path = url.split(['?', '#']).next()?.strip_prefix(&self.path)?;
        let path = Path::new(if path.is_empty() { "index.html" } else { path });
        // No file of the page has a name that a URL would have to escape.
        let is_inside = path.components().all(|it| matches!(it, Component::Normal(_)));
        Some(self.folder.join(path)).filter(|it| is_inside && it.is_file())
    }
}

const TEXT: &str = "text/plain; charset=utf-8";

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" | "md" => TEXT,
        _ => "application/octet-stream",
    }
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("names and values of headers are ASCII here")
}

#[cfg(test)]
mod tests {
    use super::Files;

    #[test]
    fn only_files_of_the_folder_are_served() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("index.html"), "").expect("a file for the test");
        let files = Files {
            folder: folder.path().to_owned(),
            path: "/lens/".into(),
        };
        for (url, is_served) in [
            ("/lens/", true),
            ("/lens/index.html", true),
            ("/lens/index.html?x#y", true),
            ("/index.html", false),
            ("/lens/other", false),
            ("/lens/../index.html", false),
            ("/lens/%2e%2e/index.html", false),
            ("/lens//etc/passwd", false),
        ] {
            assert_eq!(files.file(url).is_some(), is_served, "{url}");
        }
    }
}
