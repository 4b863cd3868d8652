//! A server for the finished page, on this machine alone: files as they are, nothing cached, every request remembered.
//!
//! A browser keeps several connections open, some of them for requests that never come. Each has a thread of its own, so that
//! none waits for another; that, and no more of HTTP than a browser needs to load files, is all there is to it.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use anyhow::{Context, Result, anyhow, bail};
use flate2::{Compression, write::GzEncoder};

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
    server.compress();
    println!("\nSMTP Lens is at {}\nCtrl+C ends it.", server.address());
    server.wait()
}

/// Serves the files of a folder at a path of 127.0.0.1 until it is dropped.
pub struct Server {
    files: Arc<Files>,
    bound: SocketAddr,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves `folder` below `path` (which begins and ends with `/`); port 0 means any that is free.
    pub fn start(folder: &Path, path: &str, port: u16) -> Result<Self> {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| format!("port {port} of 127.0.0.1"))?;
        let bound = listener.local_addr().context("the server has no address")?;
        let files = Arc::new(Files {
            folder: Mutex::new(folder.to_owned()),
            path: path.to_owned(),
            requests: Mutex::default(),
            compresses: AtomicBool::new(false),
            has_ended: AtomicBool::new(false),
        });
        let thread = std::thread::spawn({
            let files = Arc::clone(&files);
            move || {
                for connection in listener.incoming().flatten() {
                    if files.has_ended.load(Ordering::Relaxed) {
                        return;
                    }
                    let files = Arc::clone(&files);
                    // A browser that goes away in the midst of an answer wants no more of it.
                    std::thread::spawn(move || drop(files.converse(&connection)));
                }
            }
        });
        Ok(Self {
            files,
            bound,
            thread: Some(thread),
        })
    }

    /// Where the page is.
    pub fn address(&self) -> String {
        format!("http://{}{}", self.bound, self.files.path)
    }

    /// The paths asked for so far, in order.
    pub fn requests(&self) -> Vec<String> {
        self.files
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Serves another folder from now on, as a host does when a new version is published.
    pub fn serve(&self, folder: &Path) {
        *self.files.folder.lock().unwrap_or_else(PoisonError::into_inner) = folder.to_owned();
    }

    /// Compresses from now on what a host compresses. (Tests do without: they wait for nothing that is sent.)
    pub fn compress(&self) {
        self.files.compresses.store(true, Ordering::Relaxed);
    }

    /// Ends: whoever asks from now on finds nobody.
    pub fn stop(&mut self) {
        self.files.has_ended.store(true, Ordering::Relaxed);
        // It waits for a connection: this is one.
        let knocked = TcpStream::connect(self.bound).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| knocked) {
            // A server that broke down has said so already.
            let _ = thread.join();
        }
    }

    /// Serves until the program is ended.
    fn wait(mut self) -> Result<()> {
        let thread = self.thread.take().context("the server has ended")?;
        thread.join().map_err(|_| anyhow!("the server has broken down"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Files {
    folder: Mutex<PathBuf>,
    path: String,
    requests: Mutex<Vec<String>>,
    compresses: AtomicBool,
    has_ended: AtomicBool,
}

/// No browser sends a longer request for a file.
const LONGEST_REQUEST: u64 = 64 * 1024;

impl Files {
    /// Answers the requests of a connection, one after the other, until the browser closes it.
    fn converse(&self, connection: &TcpStream) -> io::Result<()> {
        let mut reader = BufReader::new(connection);
        loop {
            let mut lines = reader.by_ref().take(LONGEST_REQUEST).lines();
            let Some(first) = lines.next().transpose()? else {
                return Ok(());
            };
            let mut takes_gzip = false;
            for header in lines {
                let header = header?.to_ascii_lowercase();
                if header.is_empty() {
                    break;
                }
                takes_gzip |= header.starts_with("accept-encoding:") && header.contains("gzip");
            }
            takes_gzip &= self.compresses.load(Ordering::Relaxed);
            if self.has_ended.load(Ordering::Relaxed) {
                return Ok(());
            }
            let mut words = first.split(' ');
            let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            self.requests
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(url.to_owned());
            self.answer(connection, method, url, takes_gzip)?;
            if method != "GET" && method != "HEAD" {
                // What follows may be a body, which nobody reads.
                return Ok(());
            }
        }
    }

    fn answer(&self, mut connection: &TcpStream, method: &str, url: &str, takes_gzip: bool) -> io::Result<()> {
        let (status, kind, mut body) = match (method, self.file(url)) {
            ("GET" | "HEAD", Some(file)) => match fs::read(&file) {
                Ok(body) => ("200 OK", media_type(&file), body),
                Err(error) => ("500 Internal Server Error", TEXT, error.to_string().into_bytes()),
            },
            ("GET" | "HEAD", None) => ("404 Not Found", TEXT, b"There is no such file.".to_vec()),
            _ => (
                "405 Method Not Allowed",
                TEXT,
                b"There are files here, to be read.".to_vec(),
            ),
        };
        let mut encoding = "";
        if takes_gzip && is_text(kind) {
            let mut writer = GzEncoder::new(Vec::new(), Compression::default());
            writer.write_all(&body)?;
            body = writer.finish()?;
            encoding = "Content-Encoding: gzip\r\n";
        }
        let mut answer = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{encoding}Cache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\n\r\n",
            body.len()
        )
        .into_bytes();
        if method != "HEAD" {
            answer.extend(body);
        }
        connection.write_all(&answer)
    }

    /// The file that a URL names, never one outside the folder.
    fn file(&self, url: &str) -> Option<PathBuf> {
        let path = url.split(['?', '#']).next()?.strip_prefix(&self.path)?;
        let path = Path::new(if path.is_empty() { "index.html" } else { path });
        // No file of the page has a name that a URL would have to escape.
        let is_inside = path.components().all(|it| matches!(it, Component::Normal(_)));
        let folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        Some(folder.join(path)).filter(|it| is_inside && it.is_file())
    }
}

/// Whether hosts compress this kind: text, and wasm, which is little better off.
fn is_text(kind: &str) -> bool {
    kind.starts_with("text/") || kind.contains("json") || matches!(kind, "application/wasm" | "image/svg+xml")
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

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::Server;

    fn answer(server: &Server, method: &str, url: &str) -> String {
        let mut connection = TcpStream::connect(server.bound).expect("the server listens");
        write!(connection, "{method} {url} HTTP/1.1\r\nHost: here\r\n\r\n").expect("the server hears");
        connection
            .shutdown(std::net::Shutdown::Write)
            .expect("the connection is open");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).expect("the server answers");
        answer
    }

    #[test]
    fn only_files_of_the_folder_are_served() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("index.html"), "<p>").expect("a file for the test");
        let server = Server::start(folder.path(), "/lens/", 0).expect("a port of this machine is free");
        for (url, status) in [
            ("/lens/", "200"),
            ("/lens/index.html", "200"),
            ("/lens/index.html?x#y", "200"),
            ("/index.html", "404"),
            ("/lens/other", "404"),
            ("/lens/../index.html", "404"),
            ("/lens/%2e%2e/index.html", "404"),
            ("/lens//etc/passwd", "404"),
            ("", "404"),
        ] {
            let answer = answer(&server, "GET", url);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{url}: {answer}");
        }
        assert_eq!(server.requests().len(), 9);
    }

    #[test]
    fn an_answer_says_what_it_is() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("a.wasm"), "1234").expect("a file for the test");
        let server = Server::start(folder.path(), "/", 0).expect("a port of this machine is free");
        let get = answer(&server, "GET", "/a.wasm");
        assert!(
            get.contains("\r\nContent-Type: application/wasm\r\nContent-Length: 4\r\n"),
            "{get}"
        );
        assert!(get.ends_with("\r\n\r\n1234"), "{get}");
        assert!(answer(&server, "HEAD", "/a.wasm").ends_with("\r\n\r\n"));
        assert!(answer(&server, "POST", "/a.wasm").starts_with("HTTP/1.1 405 "));
    }

    #[test]
    fn text_is_compressed_for_those_who_take_it() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("a.css"), "a".repeat(1000)).expect("a file for the test");
        let server = Server::start(folder.path(), "/", 0).expect("a port of this machine is free");
        server.compress();
        assert!(answer(&server, "GET", "/a.css").contains("Content-Length: 1000\r\n"));
        let mut connection = TcpStream::connect(server.bound).expect("the server listens");
        write!(connection, "GET /a.css HTTP/1.1\r\nAccept-Encoding: br, gzip\r\n\r\n").expect("the server hears");
        connection
            .shutdown(std::net::Shutdown::Write)
            .expect("the connection is open");
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).expect("the server answers");
        assert!(answer.len() < 300 && String::from_utf8_lossy(&answer).contains("Content-Encoding: gzip\r\n"));
    }

    #[test]
    fn a_connection_without_a_request_holds_nobody_up() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::write(folder.path().join("index.html"), "<p>").expect("a file for the test");
        let server = Server::start(folder.path(), "/", 0).expect("a port of this machine is free");
        let idle: Vec<TcpStream> = (0..50).flat_map(|_| TcpStream::connect(server.bound)).collect();
        assert!(answer(&server, "GET", "/").starts_with("HTTP/1.1 200 "));
        assert_eq!(idle.len(), 50);
    }
}
