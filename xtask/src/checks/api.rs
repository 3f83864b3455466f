//! The served ledger against its OpenAPI document, by schemathesis: requests made from the document,
//! right and wrong ones, and every answer held against it.

use super::mutants::copy_folder;
use crate::command::Cmd;
use crate::servers::Servers;
use crate::{artifacts, paths};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;

/// Requests for each operation and phase: the whole takes less than two minutes.
const EXAMPLES: &str = "40";

/// What sends requests to a site that is there, with a key: without it, most would end at the door.
const INSIDE: &str = "xtask/src/checks/api.toml";

/// The seed is fixed, so that a run that finds nothing finds nothing again; another is given by
/// `VOLENS_API_SEED`.
const SEED: &str = "20261122";

/// Left out: `positive_data_acceptance`, since an event whose form is right is still refused where it
/// names a policy or a service that the site does not have.
const CHECKS: &str = "--checks all --exclude-checks positive_data_acceptance";

pub(super) fn run() -> Result<(), String> {
    if !paths::dist().join("gate.js").exists() {
        artifacts::site()?;
    }
    Cmd::new("cargo").args("build --package volens-server").run()?;
    let folder = paths::target().join("api");
    // What an earlier run kept would make the same events duplicates.
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
    }
    let mut servers = Servers::new(&folder)?;
    site(&folder).map_err(|error| format!("the site cannot be copied: {error}"))?;
    let address = free_address()?;
    servers.start("ledger", &ledger(&folder, address))?;
    servers.until_answering(address, "/readyz")?;
    println!("whoever asks");
    schemathesis(None, address).run()?;
    println!("\na page of the site asks");
    schemathesis(Some(INSIDE), address).run()
}

fn schemathesis(config: Option<&str>, address: SocketAddr) -> Cmd {
    let schemathesis = Cmd::new("schemathesis");
    let schemathesis = match config {
        Some(file) => schemathesis.arg("--config-file").arg(paths::root().join(file)),
        None => schemathesis,
    };
    let seed = std::env::var("VOLENS_API_SEED").unwrap_or_else(|_| SEED.to_owned());
    schemathesis
        // It leaves a folder of its own where it runs.
        .folder(paths::target())
        .arg("run")
        .arg(paths::root().join("docs/schema/openapi.json"))
        .args("--phases examples,coverage,fuzzing --workers 2")
        .args(CHECKS)
        .args("--suppress-health-check all --request-timeout 30 --warnings off")
        .args("--continue-on-failure --no-color --max-examples")
        .arg(EXAMPLES)
        .arg("--seed")
        .arg(seed)
        .arg("--url")
        .arg(format!("http://{address}"))
}

fn ledger(folder: &Path, address: SocketAddr) -> Cmd {
    Cmd::new(paths::program("volens"))
        .args("serve --rate 1000000 --site")
        .arg(folder.join("site"))
        .arg("--assets")
        .arg(paths::dist())
        .arg("--store")
        .arg(format!("sqlite:{}", folder.join("ledger.db").display()))
        .arg("--listen")
        .arg(address.to_string())
}

/// The first site, with everything switched on that the document describes.
fn site(folder: &Path) -> std::io::Result<()> {
    let (from, to) = (paths::root().join("sites/apollo"), folder.join("site"));
    copy_folder(&from, &to)?;
    let text = std::fs::read_to_string(from.join("site.toml"))?;
    let text = text.replacen("[controller]", "[cookie]\nserver = true\n\n[controller]", 1);
    std::fs::write(to.join("site.toml"), text)
}

fn free_address() -> Result<SocketAddr, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    listener.and_then(|listener| listener.local_addr()).map_err(|error| error.to_string())
}
