use super::{fail, say};
use crate::key;
use crate::verify::{self, Source, SourceError};
use serde::Serialize;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use volens_log::Checkpoint;
use volens_log::key::VerifyingKey;

/// Check a receipt or a whole log against its public key. Exit codes: 0 verified, 1 not, 2 could not
/// be checked.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Check that the event in a receipt stands in the log, unaltered. Needs no network.
    Receipt {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        terms: Terms,
    },
    /// Compute a log anew: every record, leaf, tile, root and signature.
    Log {
        /// A SQLite file or a store's URL, with every record; or the address of a log,
        /// `https://HOST/log/SITE`, where records are not shown.
        #[arg(value_name = "URL|FILE")]
        from: String,
        #[command(flatten)]
        terms: Terms,
        /// A checkpoint saved earlier, which the log must continue.
        #[arg(long, value_name = "CHECKPOINT")]
        since: Option<PathBuf>,
    },
}

#[derive(Debug, clap::Args)]
struct Terms {
    /// The log's public key, from policy.json (`log`) or `volens key show`.
    #[arg(long, value_name = "VKEY")]
    key: VerifyingKey,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Why nothing could be checked.
#[derive(Debug, thiserror::Error)]
enum VerifyError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("cannot start: {0}")]
    System(#[from] std::io::Error),
    #[error("the key is named `{0}`; a log's key is named `<host>/log/<site>`")]
    Name(String),
    #[error("the saved checkpoint {path} is not to be believed: {cause}")]
    Since { path: PathBuf, cause: volens_log::CheckpointError },
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let checked = match &arguments.what {
        What::Receipt { file, terms } => receipt(file, terms),
        What::Log { from, terms, since } => log(from, terms, since.as_deref()),
    };
    match checked {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(cause) => {
            fail(cause);
            ExitCode::from(2)
        }
    }
}

fn receipt(file: &Path, terms: &Terms) -> Result<bool, VerifyError> {
    match verify::receipt(&read(file)?, &terms.key) {
        Ok(proved) => {
            print(&proved, terms.json);
            Ok(true)
        }
        Err(cause) if terms.json => {
            let file = file.display().to_string();
            say(serde_json::json!({"verified": false, "file": file, "detail": cause.to_string()}));
            Ok(false)
        }
        Err(cause) => {
            say(format_args!("{}: NOT verified: {cause}", file.display()));
            Ok(false)
        }
    }
}

fn log(from: &str, terms: &Terms, since: Option<&Path>) -> Result<bool, VerifyError> {
    let name = terms.key.name();
    let site = key::site_of(name).ok_or_else(|| VerifyError::Name(name.to_owned()))?;
    let since = since.map(|path| {
        let failed = |cause| VerifyError::Since { path: path.to_owned(), cause };
        Checkpoint::open(&read(path)?, &terms.key).map_err(failed)
    });
    let since = since.transpose()?;
    let report = tokio::runtime::Runtime::new()?.block_on(async {
        let source = Source::open(from).await?;
        let report = verify::log(&source, site, &terms.key, since.as_ref()).await;
        if let Some(store) = source.store() {
            store.close().await;
        }
        report
    })?;
    print(&report, terms.json);
    Ok(report.verified)
}

fn print(result: &(impl Display + Serialize), json: bool) {
    match json {
        // Structs of strings and numbers always serialise.
        true => say(serde_json::to_string(result).unwrap_or_default()),
        false => say(result),
    }
}

fn read(path: &Path) -> Result<String, SourceError> {
    let failed = |cause| SourceError::File { path: path.to_owned(), cause };
    std::fs::read_to_string(path).map_err(failed)
}
