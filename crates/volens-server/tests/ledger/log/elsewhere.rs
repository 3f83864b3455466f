//! What others made, checked by `volens verify`: the note in C2SP's specification, and a log and a
//! receipt of `aics-tlog`, which shares neither code nor language with ours.

use super::{text, verify_log, volens, write};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// The example of c2sp.org/signed-note, *Verifier keys*.
const C2SP_KEY: &str = include_str!("../../../../volens-log/testdata/c2sp.vkey");
const C2SP_NOTE: &str = include_str!("../../../../volens-log/testdata/c2sp.note");

/// Served until the value goes.
struct Elsewhere {
    folder: TempDir,
    address: String,
    key: String,
    server: Child,
}

impl Elsewhere {
    fn start() -> Self {
        let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/aics-tlog/bin");
        let python = tools.join("python3");
        assert!(python.exists(), "aics-tlog from PyPI is missing; install it: cargo xtask setup");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledger/log/another.py");
        let folder = tempfile::tempdir().unwrap();
        let mut server = Command::new(python)
            .arg(script)
            .arg(folder.path())
            .args(["elsewhere.example/log/apollo", r#"{"said":"made elsewhere"}"#])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let mut next = || lines.next().expect("it prints its address and its key").unwrap();
        let (address, key) = (next(), next());
        Self { folder, address, key, server }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn verify(&self, since: &Path, more: &[&str]) -> Output {
        let since = since.to_str().unwrap();
        verify_log(&self.address, &self.key, &[&["--since", since], more].concat())
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn a_log_and_a_receipt_of_another_implementation() {
    let log = Elsewhere::start();
    let verified = log.verify(&log.file("saved"), &[]);
    assert!(verified.status.success(), "{verified:?}");
    let said = text(&verified.stdout);
    assert!(said.contains("apollo: verified: 600 leaves, 600 of them signed"), "{said}");
    let receipt = log.file("receipt");
    let verify = |file: &str| volens(&["verify", "receipt", file, "--key", &log.key]);
    let verified = verify(receipt.to_str().unwrap());
    assert!(verified.status.success(), "{verified:?}");
    let said = text(&verified.stdout);
    assert!(said.contains("this record is leaf 300 of 600") && said.contains("made elsewhere"));

    // One byte of each kind of file.
    let sound = std::fs::read_to_string(&receipt).unwrap();
    let moved = write(log.folder.path(), "moved", &sound.replace("index 300", "index 301"));
    assert_eq!(verify(&moved).status.code(), Some(1));
    for (file, named) in
        [("tile/entries/001", "root"), ("tile/0/001", "tile"), ("tile/1/000.p/2", "tile")]
    {
        let path = log.file(file);
        let sound = std::fs::read(&path).unwrap();
        let mut bytes = sound.clone();
        bytes[40] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let refused = log.verify(&log.file("saved"), &[]);
        assert_eq!(refused.status.code(), Some(1), "{file}");
        let said = text(&refused.stdout);
        assert!(said.contains(&format!(": {named}: ")), "{file}: {said}");
        std::fs::write(&path, sound).unwrap();
    }
    assert!(log.verify(&log.file("saved"), &[]).status.success(), "all of it stands again");
}

/// It is no checkpoint, which the command says only of a text that the key did sign.
#[test]
fn the_specifications_note() {
    let log = Elsewhere::start();
    let refusal = |note: &str, key: &str| {
        let file = write(log.folder.path(), "note", note);
        let output = log.verify(Path::new(&file), &["--since-key", key.trim_end()]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        text(&output.stderr)
    };
    let said = refusal(C2SP_NOTE, C2SP_KEY);
    assert!(said.contains("it is not a checkpoint: origin, size and root"), "{said}");
    let said = refusal(&C2SP_NOTE.replace("example message", "exemple message"), C2SP_KEY);
    assert!(said.contains("is not over this text"), "{said}");
    let said = refusal(C2SP_NOTE, &log.key);
    assert!(said.contains("no signature on it is by"), "{said}");
}
