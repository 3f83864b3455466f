//! The views as people see them: pictures of each, and what can be said of them without looking.

use crate::artifacts::{self, heading};
use crate::bench::chromium;
use crate::command::Cmd;
use crate::{paths, setup};

/// `cargo xtask screenshots`: every view in every look, into target/screenshots, and those of the documents below
/// it.
pub(crate) fn screenshots() -> Result<(), String> {
    setup::run(setup::For::Tests)?;
    artifacts::site()?;
    artifacts::servers()?;
    let out = paths::target().join("screenshots");
    heading("Screenshots");
    run("screenshots.mjs", &out, "")?;
    run("documents.mjs", &out.join("documents"), "")?;
    println!("{}", out.display());
    Ok(())
}

/// axe-core finds nothing, Refuse measures as Accept does, and every button can be reached: in a selection
/// of views, looks and languages.
pub(crate) fn check() -> Result<(), String> {
    run("check.mjs", &paths::target().join("views"), "")
}

/// The same in all of them.
pub(crate) fn check_all() -> Result<(), String> {
    run("check.mjs", &paths::target().join("views"), "--full")
}

/// The main views look, and read, as the pictures and trees that are kept in the project.
pub(crate) fn compare() -> Result<(), String> {
    run("compare.mjs", &paths::target().join("compared"), "")
}

/// `cargo xtask views --renew`: keeps what they look like now, in the documents too.
pub(crate) fn renew() -> Result<(), String> {
    setup::run(setup::For::Tests)?;
    artifacts::site()?;
    artifacts::servers()?;
    run("compare.mjs", &paths::target().join("compared"), "--renew")?;
    run("documents.mjs", &paths::root().join("docs/images"), "")
}

/// axe-core and Playwright's client, as the lock file names them.
pub(crate) fn install() -> Result<(), String> {
    Cmd::new("npm")
        .args("ci --ignore-scripts --prefer-offline --no-audit --no-fund --silent")
        .folder(paths::root().join("tests/views"))
        .run()
}

fn run(script: &str, out: &std::path::Path, more: &str) -> Result<(), String> {
    install()?;
    Cmd::new("node")
        .args(script)
        .arg("--volens")
        .arg(paths::program("volens"))
        .arg("--assets")
        .arg(paths::dist())
        .arg("--browser")
        .arg(chromium()?)
        .arg("--out")
        .arg(out)
        .args(more)
        .folder(paths::root().join("tests/views"))
        .run()
}
