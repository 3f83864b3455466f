//! What an operator does with a ledger's store.

use super::{CommandError, say};
use crate::retention;
use jiff::{Span, Timestamp};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use volens_store::{Erasure, Store, StoreError};

/// Copy, back up and clear the store of a ledger.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, clap::Subcommand)]
enum Task {
    /// Copy a whole ledger into an empty store: same ids, salts, indexes, tiles and checkpoints.
    /// Stop serving from the first before: two ledgers that go on from one tree contradict each
    /// other.
    Copy {
        #[arg(long, value_name = "URL")]
        from: String,
        #[arg(long, value_name = "URL")]
        to: String,
    },
    /// Write a consistent copy of an SQLite store to a new file, also while it is served.
    Backup {
        #[arg(long, value_name = "URL", default_value = "sqlite:volens.db")]
        store: String,
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Delete what is past its time, chain by chain, and leave tombstones.
    Expire {
        #[arg(long, value_name = "URL", default_value = "sqlite:volens.db")]
        store: String,
        /// The site's id.
        #[arg(long, value_name = "ID")]
        site: String,
        /// How long a person's records are kept after the last of them, as `P5Y`.
        #[arg(long, value_name = "DURATION", value_parser = retention::keep)]
        keep: Span,
    },
    /// Keep everything of a site for a legal claim (GDPR Art. 17(3)(e)), whoever asks for erasure.
    Hold {
        #[arg(long, value_name = "URL", default_value = "sqlite:volens.db")]
        store: String,
        /// The site's id.
        #[arg(long, value_name = "ID")]
        site: String,
        /// What for. It is told to whom erasure is refused.
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// End a legal hold.
    Release {
        #[arg(long, value_name = "URL", default_value = "sqlite:volens.db")]
        store: String,
        /// The site's id.
        #[arg(long, value_name = "ID")]
        site: String,
    },
}

pub(super) fn run(arguments: Arguments) -> Result<ExitCode, CommandError> {
    tokio::runtime::Runtime::new()?.block_on(carry_out(arguments.task))?;
    Ok(ExitCode::SUCCESS)
}

async fn carry_out(task: Task) -> Result<(), StoreError> {
    match task {
        Task::Copy { from, to } => {
            let (from, to) = (volens_store::open(&from).await?, volens_store::open(&to).await?);
            let rows = volens_store::copy(from.as_ref(), to.as_ref()).await?;
            say(format_args!("copied {rows} rows"));
            close([from, to]).await;
        }
        Task::Backup { store, to } => {
            let store = volens_store::open(&store).await?;
            store.backup(&to).await?;
            say(format_args!("wrote {}", to.display()));
            close([store]).await;
        }
        Task::Expire { store, site, keep } => {
            let store = volens_store::open(&store).await?;
            expire(store.as_ref(), &site, keep).await?;
            close([store]).await;
        }
        Task::Hold { store, site, reason } => {
            let store = volens_store::open(&store).await?;
            store.hold(&site, Some(&reason)).await?;
            say(format_args!("{site}: nothing is deleted until `volens store release`"));
            close([store]).await;
        }
        Task::Release { store, site } => {
            let store = volens_store::open(&store).await?;
            store.hold(&site, None).await?;
            say(format_args!(
                "{site}: records are deleted again when asked for or past their time"
            ));
            close([store]).await;
        }
    }
    Ok(())
}

/// Deletes, and says what: the report.
async fn expire(store: &dyn Store, site: &str, keep: Span) -> Result<(), StoreError> {
    let now = Timestamp::now();
    let (before, time) = (retention::limit(now, keep), format!("{now:.3}"));
    let erasure = Erasure { reason: "retention", time: &time };
    let mut deleted = 0;
    loop {
        let indexes = volens_store::expire(store, site, &before, erasure).await?;
        deleted += indexes.len();
        indexes.iter().for_each(|index| say(format_args!("leaf {index}")));
        if indexes.is_empty() {
            break;
        }
    }
    say(format_args!("{site}: deleted {deleted} records of chains that ended before {before}"));
    Ok(())
}

async fn close(stores: impl IntoIterator<Item = Arc<dyn Store>>) {
    for store in stores {
        store.close().await;
    }
}
