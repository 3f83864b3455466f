//! The overview, and a visitor's consent records, as linked data, read by programs that share nothing with ours:
//! jsonld.js, rdflib and pyshacl.

use crate::command::Cmd;
use crate::{artifacts, paths};

pub(super) fn run() -> Result<(), String> {
    if !paths::dist().join("overview.js").exists() {
        artifacts::site()?;
    }
    Cmd::new("cargo").args("build --package volens-server").run()?;
    let checks = paths::root().join("tests/linked");
    Cmd::new("npm")
        .args("ci --ignore-scripts --prefer-offline --no-audit --no-fund --silent")
        .folder(&checks)
        .run()?;
    let out = paths::target().join("linked");
    Cmd::new(paths::program("volens"))
        .args("build --site sites/apollo --out")
        .arg(&out)
        .arg("--assets")
        .arg(paths::dist())
        .run()?;
    let built = out.join("apollo");
    Cmd::new("node").arg(checks.join("check.mjs")).arg(&built).run()?;
    Cmd::new(paths::tools().join("pyshacl/bin/python"))
        .arg(checks.join("check.py"))
        .arg(&built)
        .arg(paths::root().join("crates/volens-model/src/notice/dpv.txt"))
        .run()
}
