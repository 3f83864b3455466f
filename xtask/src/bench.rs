//! `cargo xtask bench visitor`: what visitors wait for, beside other consent managers, in a real
//! browser. It measures and reports; it never fails for being slow.

mod ledger;
mod size;

pub(crate) use ledger::ledger;
pub(crate) use size::size;

use crate::artifacts::heading;
use crate::command::Cmd;
use crate::servers::Servers;
use crate::{artifacts, paths, setup};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

/// How much a run is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    /// Written to its page below docs/.
    Full,
    /// Fewer rounds, to see whether a change matters: printed only.
    Quick,
}

pub(crate) fn visitor(run: Run) -> Result<(), String> {
    setup::run(setup::For::Tests)?;
    artifacts::site()?;
    artifacts::servers()?;
    let bench = paths::root().join("bench");
    heading("Bench: the others, from npm");
    Cmd::new("npm")
        .args("ci --ignore-scripts --prefer-offline --no-audit --no-fund")
        .folder(&bench)
        .run()?;
    Cmd::new("npm").args("test --silent").folder(&bench).run()?;

    heading("Bench: visits, one after the other; leave the machine alone");
    let home = paths::target().join("bench");
    let (pages, consent) = free_addresses()?;
    let ledger = home.join("ledger.sqlite");
    let mut servers = Servers::new(&home)?;
    let serve = Cmd::new(paths::program("volens"))
        .args(&format!("serve --listen {consent} --site"))
        .arg(site(&home)?)
        .args(&format!("--also-origin http://localhost:{} --store", pages.port()))
        .arg(format!("sqlite:{}", ledger.display()))
        .arg("--assets")
        .arg(paths::dist());
    servers.start("volens", &serve)?;
    servers.until_answering(consent, "/readyz")?;

    let visits = Cmd::new("node")
        .args(&format!("visitor.mjs --consent http://{consent} --port {}", pages.port()))
        .arg("--browser")
        .arg(chromium()?)
        .folder(&bench);
    match run {
        Run::Quick => visits.args("--rounds 3").run(),
        Run::Full => {
            let out = paths::root().join("docs/benchmarks.md");
            visits.args("--rounds 7 --out").arg(out).run()
        }
    }
}

/// Apollo's site with a banner in the page's own font, as the others' are: typefaces that a page does
/// not use are loaded for the banner, and a manager that brings none would be compared with one that does.
fn site(home: &Path) -> Result<PathBuf, String> {
    let site = home.join("site");
    let failed = |cause: std::io::Error| format!("{}: {cause}", site.display());
    if site.exists() {
        std::fs::remove_dir_all(&site).map_err(failed)?;
    }
    Cmd::new("cp").args("-R sites/apollo").arg(&site).run()?;
    let file = site.join("site.toml");
    let text = std::fs::read_to_string(&file).map_err(failed)?;
    std::fs::write(&file, format!("{text}\n[theme]\nfont = \"host\"\n")).map_err(failed)?;
    Ok(site)
}

/// For the pages and for the ledger; both are held until both are known, so that they differ.
fn free_addresses() -> Result<(SocketAddr, SocketAddr), String> {
    let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let both = listen().and_then(|one| Ok((one, listen()?)));
    both.and_then(|(one, other)| Ok((one.local_addr()?, other.local_addr()?)))
        .map_err(|error| format!("no port is free: {error}"))
}

/// The driver asks for a path where others look a name up.
pub(crate) fn chromium() -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join("chromium"))
        .find(|file| file.is_file())
        .ok_or_else(|| "`chromium` is not on PATH".to_owned())
}
