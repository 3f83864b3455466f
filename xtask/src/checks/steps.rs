//! The checks, quick ones first.

use super::{Check, api, linked, mutants};
use crate::command::Cmd;
use crate::{artifacts, dist, paths, views};

pub(super) const ALL: &[Check] = &[
    Check { name: "format: rustfmt", run: || cargo("fmt --all --check") },
    Check {
        name: "architecture: dependencies, documents, files",
        run: || cargo("test --package xtask"),
    },
    Check { name: "gate: node --test", run: || npm_test("gate") },
    Check { name: "bench: how its figures and texts are made", run: || npm_test("bench") },
    Check {
        name: "lint: clippy on the host",
        run: || cargo("clippy --workspace --all-targets -- --deny warnings"),
    },
    Check {
        name: "lint: clippy on the widget in Wasm",
        run: || {
            cargo(
                "clippy --package volens-widget --all-targets --features csr \
                 --target wasm32-unknown-unknown -- --deny warnings",
            )
        },
    },
    Check {
        name: "host: model, store, server, widget, demo",
        run: || cargo("test --no-fail-fast --workspace --exclude xtask --exclude volens-e2e"),
    },
    Check { name: "faults: what is acknowledged stays", run: || faults("") },
    Check { name: "browser: wasm-bindgen-test in Chromium", run: wasm },
    Check {
        name: "build: gate, widget, servers",
        run: || artifacts::site().and_then(|()| artifacts::servers()),
    },
    Check { name: "sizes: budgets", run: sizes },
    Check { name: "views: axe-core, and Refuse as Accept", run: views::check },
    Check { name: "views: pictures and accessibility trees, as kept", run: views::compare },
    Check {
        name: "evidence: what `volens check --browser` measures",
        run: || cargo("test --package volens-e2e --test evidence"),
    },
    Check { name: "linked data: rdflib, jsonld.js, SHACL", run: linked::run },
    Check { name: "api: schemathesis against the served ledger", run: api::run },
    Check { name: "mutants: every gate that fails open is noticed", run: mutants::run },
    Check { name: "end to end: Chromium", run: || end_to_end("chromium table_of_failures") },
    Check { name: "end to end: Firefox", run: || end_to_end("firefox") },
    Check { name: "end to end: WebKitGTK", run: || end_to_end("webkit") },
];

/// What `--full` adds: every combination in Chromium where the checks above see a selection, every pair in
/// the other engines, every round of faults.
pub(super) const FULL: &[Check] = &[
    Check { name: "faults, all: 50 rounds on each store", run: || faults("50") },
    Check { name: "views, all: Chromium", run: views::check_all },
    Check {
        name: "views, every pair: Firefox and WebKitGTK",
        run: || end_to_end("--ignored every_pair"),
    },
];

/// Two at a time: each starts ledgers and databases and measures how soon they answer.
fn faults(rounds: &str) -> Result<(), String> {
    let words = "test --package volens-server --test faults -- --test-threads 2 --nocapture";
    let command = Cmd::new("cargo").args(words);
    match rounds {
        "" => command.test(),
        rounds => command.env("VOLENS_FAULTS_ROUNDS", rounds).test(),
    }
}

fn cargo(words: &str) -> Result<(), String> {
    Cmd::new("cargo").args(words).test()
}

fn npm_test(folder: &str) -> Result<(), String> {
    Cmd::new("npm").args("test").folder(paths::root().join(folder)).test()
}

fn wasm() -> Result<(), String> {
    Cmd::new("cargo")
        .args("test --package volens-widget --features csr --target wasm32-unknown-unknown")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", "chromedriver")
        .test()
}

fn sizes() -> Result<(), String> {
    match dist::table()? {
        true => Ok(()),
        false => Err("a budget is exceeded; see the table".to_owned()),
    }
}

/// Three at a time: each brings a browser, which brings its own processes, and mostly waits.
fn end_to_end(names: &str) -> Result<(), String> {
    views::install()?;
    cargo(&format!("test --package volens-e2e -- --test-threads 3 {names}"))
}
