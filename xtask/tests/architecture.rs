//! Which crate may know which, held by `cargo metadata` (docs/ARCHITECTURE.md, invariants).

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a helper of a test fails as the test does"
)]

mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// What each crate may depend on inside the workspace: model, log ← store ← server, model ← widget,
/// server → widget only to prerender. Dev-dependencies count too.
const ALLOWED: &[(&str, &[&str])] = &[
    ("volens-model", &[]),
    ("volens-log", &[]),
    ("volens-testing", &[]),
    ("volens-store", &["volens-log", "volens-testing"]),
    ("volens-widget", &["volens-model"]),
    (
        "volens-server",
        &["volens-log", "volens-model", "volens-store", "volens-testing", "volens-widget"],
    ),
    ("volens-demo", &["volens-store"]),
    ("volens-bench", &["volens-log", "volens-model", "volens-store", "volens-testing"]),
    ("volens-e2e", &["volens-demo", "volens-model", "volens-store"]),
    ("xtask", &[]),
];

/// What only some may know: the browser and Yew for the widget, the network and the disk for the
/// ledger. The model knows neither.
const RESERVED: &[(&str, &[&str])] = &[
    ("yew", &["volens-widget"]),
    ("web-sys", &["volens-widget"]),
    ("gloo", &["volens-widget"]),
    ("sqlx", &["volens-store"]),
    ("rusqlite", &["volens-store", "volens-bench"]),
    ("axum", &["volens-server", "volens-demo", "volens-e2e", "volens-bench"]),
];

#[test]
fn dependencies_point_one_way() {
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    for (package, dependencies) in workspace() {
        let may = allowed
            .get(package.as_str())
            .unwrap_or_else(|| panic!("{package} is new: say in ALLOWED what it may depend on"));
        for dependency in dependencies.iter().filter(|name| allowed.contains_key(name.as_str())) {
            assert!(may.contains(&dependency.as_str()), "{package} must not know {dependency}");
        }
    }
}

#[test]
fn the_outside_is_known_to_its_crate_only() {
    let workspace = workspace();
    for (outside, known_to) in RESERVED {
        for (package, dependencies) in &workspace {
            assert!(
                !dependencies.contains(*outside) || known_to.contains(&package.as_str()),
                "{package} must not know {outside}"
            );
        }
    }
}

/// Model and log are pure: time, ids, keys and randomness come in as arguments. Their dependencies
/// are listed one by one, so that a new one is looked at; the standard library's doors outside are
/// shut.
#[test]
fn model_and_log_know_no_outside() {
    const MODEL: &[&str] = &[
        "icu_locale_core",
        "icu_plurals",
        "jsonschema",
        "proptest",
        "schemars",
        "serde",
        "serde_json",
        "serde_json_canonicalizer",
        "sha2",
        "toml",
        "unicode-normalization",
    ];
    const LOG: &[&str] = &[
        "base64",
        "ct-merkle",
        "ed25519-dalek",
        "proptest",
        "serde_json",
        "sha2",
        "signed_note",
        "thiserror",
        "tlog_tiles",
    ];
    pure("volens-model", MODEL);
    pure("volens-log", LOG);
}

fn pure(package: &str, known: &[&str]) {
    for dependency in &workspace()[package] {
        assert!(known.contains(&dependency.as_str()), "does {dependency} touch the outside?");
    }
    let source = tree::root().join("crates").join(package).join("src");
    let mut read = 0;
    for path in tree::files().filter(|path| path.starts_with(&source)) {
        let text = std::fs::read_to_string(&path).expect("text");
        for door in ["env", "fs", "io", "net", "process", "thread", "time"] {
            let door = format!("std::{door}");
            assert!(!text.contains(&door), "{} uses {door}", path.display());
        }
        read += 1;
    }
    assert!(read > 0, "{} holds no source", source.display());
}

/// The workspace's packages with the names of what each depends on, of every kind.
fn workspace() -> BTreeMap<String, BTreeSet<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo metadata runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let name = |value: &serde_json::Value| value["name"].as_str().expect("a name").to_owned();
    let packages = metadata["packages"].as_array().expect("packages");
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().expect("dependencies");
            (name(package), dependencies.iter().map(name).collect())
        })
        .collect()
}
