//! The program that drives the browser: one that runs already, or one started for this.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// How long a driver may take to listen.
const START: Duration = Duration::from_secs(30);

/// Ends with what was started.
#[derive(Debug)]
pub(super) struct Driver {
    /// Without a slash at its end.
    pub(super) url: String,
    child: Option<Child>,
}

/// Why the banner cannot be measured.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    #[error(
        "cannot start `{program}`: {cause}; install Debian's package `chromium-driver` (apt-get install \
         chromium chromium-driver), or name a driver with --driver"
    )]
    NoDriver { program: String, cause: std::io::Error },
    #[error(
        "`{0}` did not say on which port it listens, as chromedriver does; install Debian's package \
         `chromium-driver`, or name a running driver's address with --driver"
    )]
    SilentDriver(String),
    #[error(
        "the driver found no Chromium: {0}; install Debian's package `chromium` in the version of \
         `chromium-driver`"
    )]
    NoBrowser(String),
    #[error("the driver at {url} does not answer: {cause}")]
    Unreachable { url: String, cause: Box<ureq::Error> },
    #[error("the browser could not be asked to {what}: {answer}")]
    Refused { what: &'static str, answer: String },
    #[error("the browser's answer is not understood: {0}")]
    Unclear(String),
    #[error("cannot serve the page to measure: {0}")]
    Page(std::io::Error),
    #[error(
        "the banner is not on the page in `{0}`; are the files in --assets those of `cargo xtask dist`?"
    )]
    NoBanner(String),
}

impl Driver {
    /// `named` is an address, or a program to start.
    pub(super) fn of(named: &str) -> Result<Self, BrowserError> {
        if named.starts_with("http://") {
            return Ok(Self { url: named.trim_end_matches('/').to_owned(), child: None });
        }
        let failed = |cause| BrowserError::NoDriver { program: named.to_owned(), cause };
        let mut child = Command::new(Path::new(named))
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let port = child.stdout.take().and_then(port);
        let url = format!("http://127.0.0.1:{}", port.unwrap_or_default());
        let driver = Self { url, child: Some(child) };
        port.map(|_| driver).ok_or_else(|| BrowserError::SilentDriver(named.to_owned()))
    }
}

/// The port that the driver says it has chosen: "… started successfully on port 40123."
fn port(out: impl std::io::Read + Send + 'static) -> Option<u16> {
    let (sender, ports) = mpsc::channel();
    std::thread::spawn(move || {
        // Read to its end, so that the driver never waits for someone to read.
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if let Some((_, port)) = line.rsplit_once("successfully on port ") {
                let _ = sender.send(port.trim_end_matches('.').parse().ok());
            }
        }
    });
    ports.recv_timeout(START).ok()?
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
