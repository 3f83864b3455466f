//! The `volens` command line.

mod build;
mod check;
mod csp;
mod headers;
mod import;
mod key;
mod preview;
mod publish;
mod roll_back;
mod schema;
mod serve;
mod show;
mod store;
mod verify;
mod versions;

use crate::evidence::BrowserError;
use crate::log::RotationError;
use crate::look_up::LookUpError;
use crate::server::StartError;
use crate::versions::VersionError;
use clap::Parser;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Consent banner, settings, privacy notice and the ledger that proves what was agreed to.
#[derive(Debug, Parser)]
#[command(name = "volens", version)]
enum Command {
    /// Serve sites and keep their visitors' decisions.
    Serve(Box<serve::Arguments>),
    /// Serve a site's folder as a draft, to look at; nothing is published or kept.
    Preview(preview::Arguments),
    /// Publish a site's folder to running ledgers, after printing what changes.
    Publish(publish::Arguments),
    /// Publish an earlier version of a site again.
    RollBack(roll_back::Arguments),
    /// List what a site has published.
    Versions(versions::Arguments),
    /// Write everything a site publishes to files, for a host that serves files.
    Build(build::Arguments),
    /// Print the lines that a page's Content-Security-Policy needs for a site.
    Csp(csp::Arguments),
    /// Print every mistake in a site's folder; fail if one is an error.
    Check(check::Arguments),
    /// Read a processing overview as it was handed over and write notice.toml.
    Import(import::Arguments),
    /// Make and show the keys that sign sites' logs.
    Key(key::Arguments),
    /// Check a receipt or a whole log against its public key.
    Verify(verify::Arguments),
    /// Print a decision with what was on screen, under which policy, and its proof.
    Show(show::Arguments),
    /// Copy, back up and clear the store of a ledger.
    Store(store::Arguments),
    /// Print the JSON Schema of a file.
    Schema(schema::Arguments),
}

/// How log lines are written. They name sites, codes and causes; never who asked, from where or
/// with what (L17).
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Logs {
    /// For a person.
    Text,
    /// One object a line, for a collector.
    Json,
}

impl Logs {
    fn begin(self) {
        let colours = io::stderr().is_terminal();
        let lines = tracing_subscriber::fmt().with_writer(io::stderr).with_ansi(colours);
        match self {
            Self::Text => lines.init(),
            Self::Json => lines.json().flatten_event(true).init(),
        }
    }
}

/// Why a command failed. Printed after `volens: `.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Browser(#[from] BrowserError),
    #[error(transparent)]
    Store(#[from] volens_store::StoreError),
    #[error("cannot listen on {address}: {cause}; choose another address with {option}")]
    Listen { address: String, option: &'static str, cause: io::Error },
    #[error("cannot write {path}: {cause}")]
    Write { path: PathBuf, cause: io::Error },
    #[error(transparent)]
    Version(#[from] VersionError),
    #[error(transparent)]
    Rotation(#[from] RotationError),
    #[error("the key is named `{0}`; a log's key is named `<host>/log/<site>`")]
    LogName(String),
    #[error(transparent)]
    LookUp(#[from] LookUpError),
    #[error("cannot start: {0}")]
    System(#[from] io::Error),
}

/// Runs the command that the process was started with.
#[must_use]
pub fn run() -> ExitCode {
    let command = Command::parse();
    match &command {
        Command::Serve(arguments) => arguments.log.begin(),
        _ => Logs::Text.begin(),
    }
    let result = match command {
        Command::Serve(arguments) => serve::run(*arguments),
        Command::Preview(arguments) => preview::run(&arguments),
        Command::Publish(arguments) => publish::run(&arguments),
        Command::RollBack(arguments) => roll_back::run(&arguments),
        Command::Versions(arguments) => versions::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Csp(arguments) => csp::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Key(arguments) => key::run(&arguments),
        Command::Verify(arguments) => Ok(verify::run(&arguments)),
        Command::Show(arguments) => show::run(&arguments),
        Command::Store(arguments) => store::run(arguments),
        Command::Schema(arguments) => schema::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            fail(error);
            ExitCode::FAILURE
        }
    }
}

/// Says why the command fails. Without a standard error there is nobody to tell.
fn fail(error: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "volens: {error}");
}

/// Prints a line. A reader that has gone away is no failure of the command.
fn say(line: impl std::fmt::Display) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// An origin as browsers send it: scheme, host, port, nothing more.
fn origin(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.:[]".contains(&b);
    match host {
        Some(host) if !host.is_empty() && host.bytes().all(plain) => Ok(text.to_owned()),
        _ => Err("write it as a browser sends it: `https://shop.example`".to_owned()),
    }
}
