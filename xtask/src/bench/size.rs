//! `cargo xtask bench size`: what each crate weighs in the widget's Wasm.

use super::Run;
use crate::artifacts::heading;
use crate::command::Cmd;
use crate::{artifacts, paths, setup};

/// As index.html has it for visitors.
const OPTIMISE: &str = "-Oz --debuginfo --converge --enable-bulk-memory --enable-sign-ext \
                        --enable-nontrapping-float-to-int --enable-mutable-globals \
                        --enable-reference-types --enable-multivalue";

pub(crate) fn size(run: Run) -> Result<(), String> {
    setup::run(setup::For::Build)?;
    artifacts::site()?;
    heading("Bench: the widget with its functions' names");
    let folder = paths::target().join("bench/size");
    let built = paths::target().join("wasm32-unknown-unknown/wasm/volens-widget.wasm");
    Cmd::new("wasm-bindgen")
        .args("--target web --no-typescript --keep-debug --out-dir")
        .arg(&folder)
        .arg(built)
        .run()?;
    let wasm = folder.join("optimised.wasm");
    let bound = folder.join("volens-widget_bg.wasm");
    Cmd::new("wasm-opt").args(OPTIMISE).arg(bound).arg("-o").arg(&wasm).run()?;
    let table = Cmd::new("node").arg("bench/size.mjs").arg(wasm);
    match run {
        Run::Quick => table.run(),
        Run::Full => table.arg("--out").arg(paths::root().join("docs/wasm-size.md")).run(),
    }
}
