//! Documents do not name what is not there.

#![expect(clippy::expect_used, reason = "a helper of a test fails as the test does")]

mod tree;

use std::fs;
use std::path::PathBuf;

#[test]
fn every_path_named_in_a_document_exists() {
    for document in documents() {
        let text = fs::read_to_string(&document).expect("text");
        let missing: Vec<&str> = paths(&text)
            .filter(|path| !tree::root().join(path.trim_end_matches('/')).exists())
            .collect();
        let document = document.display();
        assert!(missing.is_empty(), "{document} names what does not exist: {missing:?}");
    }
}

#[test]
fn no_document_is_left_open() {
    let marks = ["TODO", "FIXME", "TBD"];
    for path in documents() {
        let text = fs::read_to_string(&path).expect("text");
        for mark in marks {
            assert!(!text.contains(mark), "{} still says {mark}", path.display());
        }
    }
}

/// A threat without a test that stops it is a wish.
#[test]
fn every_threat_names_tests_that_exist() {
    let sources: Vec<String> = tree::files()
        .filter(|path| path.extension().is_some_and(|kind| kind == "rs"))
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect();
    let text = fs::read_to_string(tree::root().join("docs/threats.md")).expect("text");
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| who |"));
    let mut count = 0;
    for row in rows {
        let tests = row.trim_end_matches('|').rsplit('|').next().unwrap_or_default();
        let names: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "no test stops this: {row}");
        for name in names {
            let declared = format!("fn {name}(");
            let exists = |text: &String| text.contains(&declared);
            assert!(sources.iter().any(exists), "docs/threats.md names no test: {name}");
        }
        count += 1;
    }
    assert!(count > 20, "{count} threats");
}

#[test]
fn paths_are_told_from_other_words_in_backticks() {
    let text = "`xtask/src/`, `cargo xtask demo`, `xtask/src/main.rs`, `/apollo/notice`, `POST /v1/x`, \
                `window.volens`, `docs/formats.md`, `text/plain`, `dist/lv.js`, `crates/*`, `.ci/run`";
    let found: Vec<&str> = paths(text).collect();
    assert_eq!(found, ["xtask/src/", "xtask/src/main.rs", "docs/formats.md", ".ci/run"]);
}

/// What stands in backticks and begins with a name of the top folder, or is a file's name there.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let tops: Vec<String> = tree::files()
        .filter_map(|file| {
            let path = file.strip_prefix(tree::root()).ok()?;
            Some(path.components().next()?.as_os_str().to_str()?.to_owned())
        })
        .collect();
    text.split('`').skip(1).step_by(2).filter(move |word| {
        let like_a_path = !word.contains([' ', '*', '{', '<', '$', '\n', '…']);
        let first = word.split('/').next().unwrap_or_default();
        let known = tops.iter().any(|top| top == first);
        like_a_path && known
    })
}

fn documents() -> impl Iterator<Item = PathBuf> {
    tree::files().filter(|path| path.extension().is_some_and(|kind| kind == "md"))
}
