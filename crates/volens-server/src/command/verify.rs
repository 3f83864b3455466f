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
    Receipt(Box<ReceiptArguments>),
    /// Compute a log anew: every record, leaf, tile, root and signature.
    Log(Box<LogArguments>),
}

#[derive(Debug, clap::Args)]
struct ReceiptArguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    terms: Terms,
    /// How many leaves the log had when another key took this one's place. What it signs beyond is
    /// not believed.
    #[arg(long, value_name = "SIZE")]
    until: Option<u64>,
}

#[derive(Debug, clap::Args)]
struct LogArguments {
    /// A SQLite file or a store's URL, with every record; or the address of a log,
    /// `https://HOST/log/SITE`, where records are not shown.
    #[arg(value_name = "URL|FILE")]
    from: String,
    #[command(flatten)]
    terms: Terms,
    /// A checkpoint saved earlier, which the log must continue.
    #[arg(long, value_name = "CHECKPOINT")]
    since: Option<PathBuf>,
    /// The key that signed that, where it is an earlier one.
    #[arg(long, value_name = "VKEY", requires = "since")]
    since_key: Option<VerifyingKey>,
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
        What::Receipt(arguments) => receipt(arguments),
        What::Log(arguments) => log(arguments),
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

fn receipt(arguments: &ReceiptArguments) -> Result<bool, VerifyError> {
    let ReceiptArguments { file, terms, until } = arguments;
    match verify::receipt(&read(file)?, &terms.key, *until) {
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

fn log(arguments: &LogArguments) -> Result<bool, VerifyError> {
    let LogArguments { from, terms, since, since_key } = arguments;
    let name = terms.key.name();
    let site = key::site_of(name).ok_or_else(|| VerifyError::Name(name.to_owned()))?;
    let since = since.as_deref().map(|path| {
        let key = since_key.as_ref().unwrap_or(&terms.key);
        let failed = |cause| VerifyError::Since { path: path.to_owned(), cause };
        Checkpoint::open(&read(path)?, key).map_err(failed)
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
