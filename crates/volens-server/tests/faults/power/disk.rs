//! What a disk holds when the power goes. The names of files are taken to be there as soon as
//! anything of them is: file systems keep them with the file's first sync.

use super::trace::Call;
use std::collections::{BTreeMap, HashMap};

#[derive(Debug, Default)]
pub(super) struct Disk {
    files: BTreeMap<String, File>,
    /// Syncs under way: the file, and how many of its changes each takes along.
    syncing: HashMap<usize, (String, usize)>,
}

#[derive(Debug, Default)]
struct File {
    synced: Vec<u8>,
    /// Since then, in order.
    changes: Vec<Change>,
    /// Changes that were synced so far.
    count: usize,
}

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Cut(usize),
}

impl Disk {
    pub(super) fn apply(&mut self, call: &Call) {
        match call {
            Call::Write { file, at, bytes } => self.change(file, Change::Write(*at, bytes.clone())),
            Call::Cut { file, length } => self.change(file, Change::Cut(*length)),
            Call::Sync { file, number } => {
                let file = (file.clone(), self.file(file).map_or(0, File::end));
                self.syncing.insert(*number, file);
            }
            Call::Synced { number } => {
                let Some((file, end)) = self.syncing.remove(number) else { return };
                if let Some(file) = self.files.get_mut(&file) {
                    let more = end.saturating_sub(file.count);
                    file.changes.drain(..more).for_each(|change| change.make(&mut file.synced));
                    file.count += more;
                }
            }
            Call::Acknowledge(_) => {}
        }
    }

    /// Changes that a cut now could lose.
    pub(super) fn unsynced(&self) -> usize {
        self.files.values().map(|file| file.changes.len()).sum()
    }

    /// The files after a cut. Of what was not synced, each page survives if `survives` says so.
    pub(super) fn after_cut(&self, mut survives: impl FnMut() -> bool) -> Vec<(String, Vec<u8>)> {
        let files = self.files.iter().map(|(name, file)| {
            let mut bytes = file.synced.clone();
            let left = file.changes.iter().filter(|_| survives());
            left.for_each(|change| change.clone().make(&mut bytes));
            (name.clone(), bytes)
        });
        files.collect()
    }

    fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    fn change(&mut self, name: &str, change: Change) {
        // The index of the write-ahead log is made anew, and a rollback journal is gone when the
        // file has its first table.
        if name.ends_with(".db") || name.ends_with("-wal") {
            self.files.entry(name.to_owned()).or_default().changes.push(change);
        }
    }
}

impl File {
    fn end(&self) -> usize {
        self.count + self.changes.len()
    }
}

impl Change {
    fn make(self, bytes: &mut Vec<u8>) {
        match self {
            Self::Cut(length) => bytes.resize(length, 0),
            Self::Write(at, new) => {
                let end = at + new.len();
                bytes.resize(bytes.len().max(end), 0);
                bytes[at..end].copy_from_slice(&new);
            }
        }
    }
}
