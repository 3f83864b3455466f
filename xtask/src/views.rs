//! The views as people see them: pictures of each, and what can be said of them without looking.

use crate::artifacts::{self, heading};
use crate::bench::chromium;
use crate::command::Cmd;
use crate::{paths, setup};

/// `cargo xtask screenshots`: every view in every look, into target/screenshots.
pub(crate) fn screenshots() -> Result<(), String> {
    setup::run(setup::For::Tests)?;
    artifacts::site()?;
    artifacts::servers()?;
    let out = paths::target().join("screenshots");
    heading("Screenshots");
    run("screenshots.mjs", &out)?;
    println!("{}", out.display());
    Ok(())
}

/// axe-core finds nothing, and Refuse measures as Accept does, in every view and look.
pub(crate) fn check() -> Result<(), String> {
    run("check.mjs", &paths::target().join("views"))
}

fn run(script: &str, out: &std::path::Path) -> Result<(), String> {
    let views = paths::root().join("tests/views");
    Cmd::new("npm")
        .args("ci --ignore-scripts --prefer-offline --no-audit --no-fund --silent")
        .folder(&views)
        .run()?;
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
        .folder(views)
        .run()
}
