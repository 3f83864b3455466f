//! Gates that fail open, each a small change listed in gate/mutants.json, and each killed by the
//! test it names: a test of the gate's, or a walk in Chromium. One that survives shows a promise
//! that nothing holds; one that does not apply any more protects nothing.

use crate::command::Cmd;
use crate::{artifacts, paths};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

const LIST: &str = "gate/mutants.json";
/// Walks wait no longer than this, in seconds, for what a mutant keeps from happening.
const PATIENCE: &str = "10";

struct Mutant {
    file: String,
    from: String,
    to: String,
    why: String,
    killer: Killer,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Killer {
    /// A file of the gate's own tests.
    Test(String),
    /// A test of the end-to-end tests, by its full name.
    Walk(String),
}

/// A copy of the gate in which a mutant lives, beside links to everything else it reads.
struct Copy {
    folder: PathBuf,
}

pub(super) fn run() -> Result<(), String> {
    let mutants = read()?;
    let walks = walks()?;
    sound_gate_passes(&mutants, &walks)?;
    let numbered: Vec<(usize, &Mutant)> = mutants.iter().enumerate().collect();
    let survivors = in_parallel(&numbered, |(number, mutant)| mutant.survival(*number, &walks));
    println!("{} mutants, {} killed", mutants.len(), mutants.len() - survivors.len());
    if survivors.is_empty() { Ok(()) } else { Err(survivors.join("\n")) }
}

/// A test that fails anyway kills nothing. That walks pass is what the end-to-end checks show.
fn sound_gate_passes(mutants: &[Mutant], walks: &Path) -> Result<(), String> {
    let sound = Copy::make("sound").map_err(|error| error.to_string())?;
    let killers = mutants.iter().map(|mutant| &mutant.killer);
    let tests: BTreeSet<&Killer> =
        killers.filter(|killer| matches!(killer, Killer::Test(_))).collect();
    let tests: Vec<&Killer> = tests.into_iter().collect();
    let broken = in_parallel(&tests, |killer| match sound.passes(killer, walks) {
        Ok(true) => None,
        Ok(false) => Some(format!("{killer:?} fails without any mutant")),
        Err(why) => Some(why),
    });
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

impl Mutant {
    /// Why it is not dead.
    fn survival(&self, number: usize, walks: &Path) -> Option<String> {
        match self.dies(number, walks) {
            Ok(true) => None,
            Ok(false) => Some(format!("survives: {} ({}, {:?})", self.why, self.file, self.killer)),
            Err(why) => Some(format!("{} ({}): {why}", self.why, self.file)),
        }
    }

    fn dies(&self, number: usize, walks: &Path) -> Result<bool, String> {
        let copy = Copy::make(&number.to_string()).map_err(|error| error.to_string())?;
        let path = copy.folder.join("gate").join(&self.file);
        let text = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        if text.matches(&self.from).count() != 1 {
            return Err("does not apply any more: mend or replace it in gate/mutants.json".into());
        }
        fs::write(&path, text.replacen(&self.from, &self.to, 1))
            .map_err(|error| error.to_string())?;
        // What cannot even be read would be killed by any test. Bundling reads it too.
        Cmd::new("node").args("--check").arg(&path).output()?;
        if let Killer::Walk(_) = self.killer {
            copy.bundle()?;
        }
        Ok(!copy.passes(&self.killer, walks)?)
    }
}

impl Copy {
    fn make(name: &str) -> std::io::Result<Self> {
        let folder = paths::target().join("mutants").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(folder.join("gate"))?;
        let (root, gate) = (paths::root(), folder.join("gate"));
        for entry in fs::read_dir(root.join("gate"))? {
            let (from, name) = entry.map(|one| (one.path(), one.file_name()))?;
            if name == "node_modules" {
                symlink(from, gate.join(name))?;
            } else if from.is_dir() {
                copy_folder(&from, &gate.join(name))?;
            } else {
                fs::copy(from, gate.join(name))?;
            }
        }
        for outside in ["crates", "styles", "tests", "docs"] {
            symlink(root.join(outside), folder.join(outside))?;
        }
        Ok(Self { folder })
    }

    /// Builds what walks are served: this gate, and the widget as it is.
    fn bundle(&self) -> Result<(), String> {
        let dist = self.folder.join("dist");
        copy_folder(&paths::dist(), &dist).map_err(|error| error.to_string())?;
        let gate = self.folder.join("gate");
        Cmd::new("node").args("build.mjs --out").arg(dist).folder(gate).output().map(drop)
    }

    fn passes(&self, killer: &Killer, walks: &Path) -> Result<bool, String> {
        let command = match killer {
            Killer::Test(file) => {
                Cmd::new("node").args("--test").arg(file).folder(self.folder.join("gate"))
            }
            Killer::Walk(name) => Cmd::new(walks)
                .args("--exact")
                .arg(name)
                .env("VOLENS_ASSETS", self.folder.join("dist"))
                .env("VOLENS_PATIENCE", PATIENCE),
        };
        let Ok(printed) = command.output() else { return Ok(false) };
        // A name that no walk has would pass for ever.
        match killer {
            Killer::Walk(name) if !printed.contains("1 passed") => {
                Err(format!("no walk is {name}"))
            }
            _ => Ok(true),
        }
    }
}

pub(super) fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The program of the end-to-end tests, built.
fn walks() -> Result<PathBuf, String> {
    artifacts::heading("End-to-end tests: built, not run");
    let printed = Cmd::new("cargo")
        .args("test --package volens-e2e --test e2e --no-run --message-format=json")
        .output()?;
    let mut programs = printed.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        (message.pointer("/target/name")? == "e2e")
            .then(|| message.get("executable")?.as_str().map(PathBuf::from))?
    });
    programs.next_back().ok_or_else(|| "cargo names no program of the end-to-end tests".to_owned())
}

fn read() -> Result<Vec<Mutant>, String> {
    let text = fs::read_to_string(paths::root().join(LIST)).map_err(|error| error.to_string())?;
    let list: Vec<Value> =
        serde_json::from_str(&text).map_err(|error| format!("{LIST}: {error}"))?;
    list.iter()
        .map(|entry| {
            let text = |name: &str| entry.get(name).and_then(Value::as_str).map(str::to_owned);
            let killer = text("test").map(Killer::Test).or_else(|| text("walk").map(Killer::Walk));
            text("file")
                .zip(text("from"))
                .zip(text("to").zip(text("why")))
                .zip(killer)
                .map(|(((file, from), (to, why)), killer)| Mutant { file, from, to, why, killer })
                .ok_or_else(|| {
                    format!("{LIST}: {entry} lacks file, from, to, why, or test or walk")
                })
        })
        .collect()
}

/// What `work` has to say of each, two at a time: half of them bring a browser.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Option<R> + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut found = Vec::new();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            found.extend(work(item));
        }
        found
    };
    std::thread::scope(|scope| {
        let workers = [scope.spawn(worker), scope.spawn(worker)];
        let found = workers.into_iter().flat_map(|worker| {
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        found.collect()
    })
}
