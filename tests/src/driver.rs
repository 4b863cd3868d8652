//! ChromeDriver or geckodriver, started for one test and ended with it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use xtask::browser::{Browser, Engine};

/// How often a driver is started before it is given up.
const TRIES: usize = 5;

/// A driver that listens on a port of its own.
pub struct Driver {
    engine: Engine,
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts one. It takes a port that is free for IPv4 and gives up when another program has it for IPv6: then again.
    pub fn start(browser: &Browser) -> Self {
        (0..TRIES)
            .find_map(|_| Self::try_to_start(browser))
            .unwrap_or_else(|| panic!("{} ends before it says which port it took", browser.driver.display()))
    }

    fn try_to_start(browser: &Browser) -> Option<Self> {
        // The second of these is where Firefox itself listens, the third lets a test change its settings while it runs.
        let (arguments, says): (&[&str], _) = match browser.engine {
            Engine::Chromium => (&["--port=0"], "successfully on port "),
            Engine::Firefox => (
                &["--port=0", "--websocket-port=0", "--allow-system-access"],
                "Listening on 127.0.0.1:",
            ),
        };
        let mut process = Command::new(&browser.driver)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{} cannot be started: {error}", browser.driver.display()));
        let output = process.stdout.take().expect("the output was asked for");
        let mut lines = BufReader::new(output).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.rsplit_once(says)?.1.trim_end_matches('.').parse().ok());
        let Some(port) = port else {
            // Its output has ended, so it is ending too; nobody needs to know how.
            let _ = process.wait();
            return None;
        };
        // What it says later has to go somewhere, or it stops.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self {
            engine: browser.engine,
            process,
            port,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks it to end, and its browsers with it. (Geckodriver cannot be asked; its browser ended with the session.)
    fn shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        stream.read_to_end(&mut Vec::new()).map(drop)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if self.engine == Engine::Chromium {
            // A driver that does not answer is ended all the same, below.
            let _ = self.shut_down();
            self.wait_for_its_end();
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Driver {
    fn wait_for_its_end(&mut self) {
        let patience = Instant::now() + Duration::from_secs(10);
        while Instant::now() < patience {
            if matches!(self.process.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
