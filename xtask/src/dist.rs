//! `cargo xtask dist`: everything a visitor is served, with its sizes beside the budgets.

use crate::command::Cmd;
use crate::servers::Servers;
use crate::sizes::{self, Line, Size};
use crate::{artifacts, http, paths, setup};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;

/// The most each may be, brotli-compressed, in bytes.
const GATE: u64 = 5_500;
const BUNDLE: u64 = 8_500;
const WASM: u64 = 95_000;

/// What the bundle may be in each language. A Cyrillic letter takes two bytes, and brotli's own
/// dictionary knows few Russian words.
const LANGUAGES: [(&str, u64); 6] = [
    ("lv", BUNDLE),
    ("en", BUNDLE),
    ("et", BUNDLE),
    ("lt", BUNDLE),
    ("ru", BUNDLE + 200),
    ("fi", BUNDLE),
];

pub(crate) fn run() -> Result<(), String> {
    setup::run(setup::For::Build)?;
    artifacts::site()?;
    artifacts::servers()?;
    // A gap is printed; it does not stop anyone from building. `cargo xtask test` fails on it.
    table().map(drop)
}

/// Prints the table of what lies in dist/; true when every budget is met.
pub(crate) fn table() -> Result<bool, String> {
    let lines = lines()?;
    println!("\n{}", sizes::HEADINGS);
    for line in &lines {
        println!("{line}");
    }
    println!("kB of 1 000 bytes; gzip 9, brotli 11 with a 4 MB window\n");
    Ok(!lines.iter().any(Line::exceeded))
}

fn lines() -> Result<Vec<Line>, String> {
    let dist = paths::dist();
    let gate = dist.join("gate.js");
    let mut lines = vec![line("gate, its logic alone", &[gate], Some(GATE))?];
    for (language, budget, script) in served_bundles()? {
        let bundle = dist.join(format!("{language}.js"));
        std::fs::write(&bundle, script)
            .map_err(|error| format!("{} cannot be written: {error}", bundle.display()))?;
        let name = format!("gate + banner + styles + signal ({language})");
        lines.push(line(&name, &[bundle], Some(budget))?);
    }
    let wasm = sizes::files(&dist, |name| {
        name.starts_with("volens-widget") && (name.ends_with(".js") || name.ends_with(".wasm"))
    })?;
    if wasm.len() != 2 {
        return Err(format!("dist/ holds {} files of the widget, not Wasm and glue", wasm.len()));
    }
    lines.push(line("Wasm + glue", &wasm, Some(WASM))?);
    for style in sizes::files(&dist, |name| name.ends_with(".css"))? {
        let name = style.file_name().unwrap_or_default().to_string_lossy().into_owned();
        lines.push(line(&name, &[style], None)?);
    }
    Ok(lines)
}

fn line(name: &str, files: &[impl AsRef<Path>], budget: Option<u64>) -> Result<Line, String> {
    let files: Vec<_> = files.iter().map(|file| file.as_ref().to_path_buf()).collect();
    let size = sizes::measure(&files)?.into_iter().fold(Size::default(), |sum, one| sum + one);
    Ok(Line { name: name.to_owned(), size, budget })
}

/// Language, budget and script.
type Served = (&'static str, u64, Vec<u8>);

/// The bundle in each language, as a visitor of the Apollo shop gets it from the server itself.
fn served_bundles() -> Result<Vec<Served>, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|e| e.to_string())?;
    let address: SocketAddr = listener.local_addr().map_err(|error| error.to_string())?;
    drop(listener);
    let home = paths::target().join("dist");
    let mut servers = Servers::new(&home)?;
    let serve = Cmd::new(paths::program("volens"))
        .args("serve --site sites/apollo --listen")
        .arg(address.to_string())
        .args("--store")
        .arg(format!("sqlite:{}", home.join("ledger.sqlite").display()))
        .arg("--assets")
        .arg(paths::dist());
    servers.start("volens", &serve)?;
    servers.until_answering(address, "/readyz")?;
    let served = |(language, budget)| {
        Ok((language, budget, http::get(address, &format!("/apollo/{language}.js"))?))
    };
    LANGUAGES.into_iter().map(served).collect()
}
