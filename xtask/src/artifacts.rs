//! What is built before anything runs: the gate, the widget's Wasm, the servers.

use crate::command::Cmd;
use crate::paths;
use std::path::Path;

/// The gate, and the widget as Trunk ships it, in dist/. Trunk empties the folder it builds into
/// and puts the workbench there, so it gets one of its own.
pub(crate) fn site() -> Result<(), String> {
    let (widget, dist) = (paths::target().join("widget"), paths::dist());
    heading("Widget: Trunk builds the Wasm and its glue");
    Cmd::new("trunk").args("build --release --features csr --dist").arg(&widget).run()?;
    fill(&dist, &widget)
        .map_err(|error| format!("{} cannot be filled: {error}", dist.display()))?;
    heading("Gate: bundled and minified");
    Cmd::new("node").args("gate/build.mjs --out").arg(dist).run()
}

/// Empties `dist` and copies the widget's own files into it.
fn fill(dist: &Path, widget: &Path) -> std::io::Result<()> {
    if dist.exists() {
        std::fs::remove_dir_all(dist)?;
    }
    std::fs::create_dir_all(dist)?;
    for entry in std::fs::read_dir(widget)? {
        let name = entry?.file_name();
        if name.to_string_lossy().starts_with("volens-widget-") {
            std::fs::copy(widget.join(&name), dist.join(&name))?;
        }
    }
    Ok(())
}

/// The dev profile: the servers are for this machine, and the tests build them so too.
pub(crate) fn servers() -> Result<(), String> {
    heading("Servers: volens and volens-demo");
    Cmd::new("cargo").args("build --package volens-server --package volens-demo").run()
}

pub(crate) fn heading(text: &str) {
    println!("\n── {text}");
}
