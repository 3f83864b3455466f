//! `cargo xtask bench ledger`: how many decisions the ledger takes, beside c15t's backend and
//! beside what the machine can do. It measures and reports; it never fails for being slow.

use super::Run;
use crate::artifacts::heading;
use crate::command::Cmd;
use crate::{artifacts, paths, setup};

pub(crate) fn ledger(run: Run) -> Result<(), String> {
    setup::run(setup::For::Tests)?;
    artifacts::site()?;
    heading("Bench: the ledger and its load, as released");
    Cmd::new("cargo")
        .args("build --release --package volens-server --package volens-bench")
        .run()?;
    heading("Bench: c15t's backend, from npm");
    let c15t = paths::root().join("bench/ledger/c15t");
    Cmd::new("npm")
        .args("ci --ignore-scripts --prefer-offline --no-audit --no-fund")
        .folder(&c15t)
        .run()?;

    heading("Bench: events, one subject after the other; leave the machine alone");
    let built = paths::target().join("release");
    let bench = Cmd::new(built.join("volens-bench"))
        .arg("--volens")
        .arg(built.join("volens"))
        .arg("--assets")
        .arg(paths::dist())
        .arg("--site")
        .arg(paths::root().join("sites/apollo"))
        .arg("--c15t")
        .arg(c15t)
        .arg("--home")
        .arg(paths::target().join("bench/ledger"));
    match run {
        Run::Quick => bench.args("--quick").run(),
        Run::Full => {
            let out = paths::root().join("docs/benchmarks-ledger.md");
            bench.arg("--out").arg(out).run()
        }
    }
}
