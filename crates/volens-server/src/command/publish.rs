use super::{CommandError, say};
use crate::assets::Assets;
use crate::folder;
use crate::server::StartError;
use crate::versions::{Draft, VersionError};
use std::path::PathBuf;
use std::process::ExitCode;
use volens_store::Store;

/// Publish a site's folder to running ledgers, after printing what changes.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder with site.toml.
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    #[command(flatten)]
    press: Press,
}

/// Where and with what a version is published, of a folder or an earlier one.
#[derive(Debug, clap::Args)]
pub(super) struct Press {
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
    arguments.press.publish(async |store, assets| Draft::new(store, files, &site, assets).await)
}

impl Press {
    /// Prints what changes and publishes it.
    pub(super) fn publish(
        &self,
        draft: impl AsyncFnOnce(&dyn Store, &Assets) -> Result<Draft, VersionError>,
    ) -> Result<ExitCode, CommandError> {
        let assets = Assets::read(&self.assets).map_err(StartError::from)?;
        tokio::runtime::Runtime::new()?.block_on(async {
            let store = volens_store::open(&self.store).await?;
            let done = match draft(store.as_ref(), &assets).await {
                Ok(draft) => self.finish(store.as_ref(), &draft).await,
                Err(cause) => Err(cause),
            };
            store.close().await;
            done?;
            Ok(ExitCode::SUCCESS)
        })
    }

    async fn finish(&self, store: &dyn Store, draft: &Draft) -> Result<(), VersionError> {
        say(draft);
        if self.dry_run {
            say("nothing is published: --dry-run");
        } else if let Some(version) = draft.publish(store).await? {
            say(format_args!(
                "version {version} is published; running ledgers serve it in a moment"
            ));
        }
        Ok(())
    }
}
