use super::{CommandError, publish};
use crate::assets::Assets;
use crate::server::StartError;
use crate::versions::Draft;
use std::path::PathBuf;
use std::process::ExitCode;

/// Publish an earlier version of a site again. It becomes the next version; nothing is taken out.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The site's id.
    #[arg(long, value_name = "ID")]
    site: String,
    /// The version's number, as `volens versions` prints it.
    #[arg(long, value_name = "NUMBER")]
    to: u32,
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
    let assets = Assets::read(&arguments.assets).map_err(StartError::from)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = volens_store::open(&arguments.store).await?;
        let draft = Draft::earlier(store.as_ref(), &arguments.site, arguments.to, &assets).await;
        let done = publish::finish(store.as_ref(), draft?, arguments.dry_run).await;
        store.close().await;
        done
    })
}
