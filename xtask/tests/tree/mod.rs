//! The checkout's own files: not what builds make, not what others wrote.

use std::fs;
use std::path::{Path, PathBuf};

const NOT_OURS: &[&str] = &[".git", "dist", "node_modules", "target"];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_path_buf()
}

pub(crate) fn files() -> impl Iterator<Item = PathBuf> {
    let mut folders = vec![root()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in children(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.into_iter()
}

fn children(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).expect("a readable folder");
    entries
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| !NOT_OURS.iter().any(|name| path.ends_with(name)))
}
