//! Small files, and nothing of one machine in what is committed.

#![expect(clippy::expect_used, reason = "a helper of a test fails as the test does")]

mod tree;

use std::fs;
use std::path::{Path, PathBuf};

const SOURCE: &[&str] = &["rs", "js", "mjs", "css", "html"];
const MOST_LINES: usize = 400;

#[test]
fn a_file_shows_one_idea() {
    for (path, text) in texts() {
        let source = path.extension().is_some_and(|kind| SOURCE.iter().any(|s| kind == *s));
        let lines = text.lines().count();
        assert!(!source || lines <= MOST_LINES, "{} has {lines} lines", path.display());
    }
}

/// A lock file that names a host ties everyone to one mirror. (Cargo names its registry by an index
/// that every client maps to its own mirror.)
#[test]
fn no_npm_lock_file_names_a_host() {
    for (path, text) in texts().filter(|(path, _)| path.ends_with("package-lock.json")) {
        let host = text.lines().find(|line| line.contains("\"resolved\"") && line.contains("://"));
        assert_eq!(host, None, "{} names a host", path.display());
    }
}

#[test]
fn the_folders_of_builds_are_not_looked_at() {
    assert!(tree::files().all(|path| !path.starts_with(tree::root().join("target"))));
    assert!(tree::files().any(|path| path.ends_with(Path::new("xtask/tests/tidy.rs"))));
}

fn texts() -> impl Iterator<Item = (PathBuf, String)> {
    tree::files().filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?)))
}
