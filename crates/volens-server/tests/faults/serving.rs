//! A running `volens serve`, and what a fault does to its process.

use std::fs::File;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// After this, what was waited for will not come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// Killed when dropped.
#[derive(Debug)]
pub(crate) struct Serving {
    child: Child,
    log: PathBuf,
    /// Empty until it listens.
    address: String,
}

impl Serving {
    pub(crate) fn start(mut command: Command, log: PathBuf) -> Self {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&log).unwrap());
        let child = command.kill_on_drop(true).spawn();
        let child = child.unwrap_or_else(|why| panic!("{command:?}: {why}"));
        Self { child, log, address: String::new() }
    }

    /// Waits until it says where it listens.
    pub(crate) async fn listening(mut self) -> Self {
        let mut lines = BufReader::new(self.child.stdout.take().expect("not asked yet")).lines();
        let line = timeout(PATIENCE, lines.next_line()).await.expect("it starts or ends").unwrap();
        let address = line.and_then(|line| Some(line.strip_prefix("listening on ")?.to_owned()));
        self.address = address.unwrap_or_else(|| panic!("it did not start: {}", self.log()));
        self
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Waits until it says that it is ready.
    pub(crate) async fn ready(&self) {
        let begun = Instant::now();
        loop {
            let answer = reqwest::get(self.url("/readyz")).await;
            let answer = answer.unwrap_or_else(|why| panic!("{why}: {}", self.log()));
            if answer.status() == 200 {
                return;
            }
            assert_eq!(answer.status(), 503, "{}", self.log());
            assert!(begun.elapsed() < PATIENCE, "not ready again: {}", self.log());
            tokio::task::yield_now().await;
        }
    }

    /// How many leaves its checkpoint covers; 0 before there is one.
    pub(crate) async fn signed(&self) -> usize {
        let answer = reqwest::get(self.url("/log/apollo/checkpoint")).await.unwrap();
        let note = answer.text().await.unwrap();
        note.lines().nth(1).and_then(|size| size.parse().ok()).unwrap_or_default()
    }

    pub(crate) async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id().expect("still running")
    }

    pub(crate) fn log(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap()).into_owned()
    }
}

pub(crate) fn signal(name: &str, process: u32) {
    let process = process.to_string();
    let sent = std::process::Command::new("kill").args(["-s", name, &process]).status().unwrap();
    assert!(sent.success(), "kill -s {name} {process}");
}
