//! What is built before anything runs: the gate, the widget's Wasm, the servers.

use crate::command::Cmd;
use crate::paths;

/// The gate, and the widget as Trunk ships it, in dist/.
pub(crate) fn site() -> Result<(), String> {
    heading("Widget: Trunk builds the Wasm and its glue");
    Cmd::new("trunk").args("build --release").run()?;
    heading("Gate: bundled and minified");
    Cmd::new("node").args("gate/build.mjs --out").arg(paths::dist()).run()
}

/// The dev profile: the servers are for this machine, and the tests build them so too.
pub(crate) fn servers() -> Result<(), String> {
    heading("Servers: volens and volens-demo");
    Cmd::new("cargo").args("build --package volens-server --package volens-demo").run()
}

pub(crate) fn heading(text: &str) {
    println!("\n── {text}");
}
