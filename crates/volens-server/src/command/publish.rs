use super::{CommandError, say};
use crate::assets::Assets;
use crate::folder;
use crate::server::StartError;
use crate::versions::Draft;
use std::path::PathBuf;
use std::process::ExitCode;

/// Publish a site's folder to running ledgers, after printing what changes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder with site.toml.
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    /// Where the ledgers keep events.
    #[arg(long, value_name = "URL", default_value = "sqlite:volens.db")]
    store: String,
    /// Folder with the built gate and widget.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    assets: PathBuf,
    /// Print what would change, and publish nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let (files, site) = folder::source(&arguments.site).map_err(StartError::from)?;
    let assets = Assets::read(&arguments.assets).map_err(StartError::from)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = volens_store::open(&arguments.store).await?;
        let draft = Draft::new(store.as_ref(), files, &site, &assets).await;
        let done = finish(store.as_ref(), draft?, arguments.dry_run).await;
        store.close().await;
        done
    })
}

/// Prints what changes and publishes it.
pub(super) async fn finish(
    store: &dyn volens_store::Store,
    draft: Draft,
    dry_run: bool,
) -> Result<ExitCode, CommandError> {
    say(&draft);
    if dry_run {
        say("nothing is published: --dry-run");
    } else if let Some(version) = draft.publish(store).await? {
        say(format_args!("version {version} is published; running ledgers serve it in a moment"));
    }
    Ok(ExitCode::SUCCESS)
}
