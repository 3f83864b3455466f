//! The Merkle log: what is served of it, what receipts prove, and what `volens verify` finds.

mod elsewhere;
mod foreign;
mod keys;
mod reading;
mod receipts;
mod rotation;
mod served;
mod tamper;

use crate::support::{LOCAL, Ledger, answer};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;
use tempfile::TempDir;

/// The key of `testdata/subject.json`, and what it hashes to at `LOCAL`.
const KEY: &str = "kq0Jd3vG5l1mZxWc2Yt7uRb9oPe4hNs6iAfLwQyTDgI";
const HASH: &str = "ff9ff296ccdf94748468e4b46296ab5e7d64387fb7aae59aad5931bbcc9b6d3b";

/// What a site with six languages publishes: policy, notice, code, its files, that they are published, and
/// what is on screen in each language.
const PUBLISHED: u64 = 11;

/// A grant of everything, from the page that holds the key.
fn grant(ledger: &Ledger, n: u64) -> Value {
    let mut event = ledger.refusal(n);
    event["subject"] = json!(HASH);
    event["action"] = json!("accept");
    event["granted"] = json!(ledger.services());
    event["refused"] = json!([]);
    event
}

async fn keep(ledger: &Ledger, events: &[Value]) {
    let request = ledger.client.post(ledger.url(crate::support::EVENTS));
    let request = request.header("origin", LOCAL).header("volens-key", KEY);
    let (status, reply) = answer(request.json(&json!({ "events": events }))).await;
    assert_eq!(status, 200, "{reply}");
}

fn id(n: u64) -> String {
    format!("0199a0b1-c2d3-7e4f-8a5b-{n:012x}")
}

/// Waits until the checkpoint is over `size` leaves, and returns it.
async fn signed(ledger: &Ledger, size: u64) -> String {
    let mut note = String::new();
    for _ in 0..600 {
        note = ledger.get("/log/apollo/checkpoint").await.text().await.unwrap();
        if note.lines().nth(1) == Some(size.to_string().as_str()) {
            return note;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("no checkpoint over {size} leaves: {note}\n{}", ledger.log());
}

async fn vkey(ledger: &Ledger) -> String {
    ledger.get("/log/apollo/key").await.text().await.unwrap().trim_end().to_owned()
}

/// A ledger that kept `events` grants and was ended, with its last checkpoint and its key.
struct Ended {
    folder: TempDir,
    checkpoint: String,
    key: String,
}

impl Ended {
    async fn after(events: u64) -> Self {
        let ledger = Ledger::start().await;
        let all: Vec<Value> = (0..events).map(|n| grant(&ledger, n)).collect();
        for batch in all.chunks(50) {
            keep(&ledger, batch).await;
        }
        let checkpoint = signed(&ledger, PUBLISHED + events).await;
        let key = vkey(&ledger).await;
        ledger.signal("TERM");
        let (status, folder) = ledger.ended().await;
        assert!(status.success());
        Self { folder, checkpoint, key }
    }

    fn store(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }

    /// Changes the store behind the ledger's back.
    fn tamper(&self, sql: &str) {
        let output = Command::new("sqlite3").arg(self.store()).arg(sql).output();
        let output = output.expect("sqlite3 is installed: `cargo xtask setup` says how");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// One value of the store.
    fn read(&self, sql: &str) -> String {
        let output = Command::new("sqlite3").arg(self.store()).arg(sql).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }

    /// Runs `volens verify log` over the store.
    fn verify(&self, more: &[&str]) -> Output {
        verify_log(self.store().to_str().unwrap(), &self.key, more)
    }

    /// The findings, of which there must be some; the place of each as `code index event tile`.
    fn findings(&self, more: &[&str]) -> Vec<String> {
        let output = self.verify(&[&["--json"], more].concat());
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!((&report["site"], &report["verified"]), (&json!("apollo"), &json!(false)));
        let findings = report["findings"].as_array().expect("findings").iter();
        findings
            .map(|finding| {
                assert_eq!(finding["site"], "apollo");
                let parts = ["code", "index", "event", "tile"].map(|name| match &finding[name] {
                    Value::String(text) => text.clone(),
                    Value::Null => "-".to_owned(),
                    other => other.to_string(),
                });
                parts.join(" ")
            })
            .collect()
    }
}

fn verify_log(from: &str, key: &str, more: &[&str]) -> Output {
    volens(&[&["verify", "log", from, "--key", key], more].concat())
}

fn volens(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_volens")).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}
