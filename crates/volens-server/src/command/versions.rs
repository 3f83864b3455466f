use super::{CommandError, say};
use crate::versions::{self, Version, VersionError};
use std::process::ExitCode;

/// List what a site has published: number, time, notice, fingerprint.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The site's id.
    #[arg(long, value_name = "ID")]
    site: String,
    /// Where the ledgers keep events.
    #[arg(long, value_name = "URL", default_value = "sqlite:volens.db")]
    store: String,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let versions = tokio::runtime::Runtime::new()?.block_on(async {
        let store = volens_store::open_read_only(&arguments.store).await?;
        let versions = versions::all(store.as_ref(), &arguments.site).await;
        store.close().await;
        versions
    });
    let versions = versions?;
    if versions.is_empty() {
        return Err(VersionError::None(arguments.site.clone()).into());
    }
    for (place, version) in versions.iter().enumerate() {
        let Version { number, published, notice, fingerprint, files, .. } = version;
        let earlier = versions.iter().take(place).find(|earlier| earlier.files == *files);
        let again = earlier
            .map(|earlier| format!(", version {} again", earlier.number))
            .unwrap_or_default();
        let short: String = fingerprint.chars().take(12).collect();
        say(format_args!("{number}  {published}  notice {notice}  asks {short}{again}"));
    }
    Ok(ExitCode::SUCCESS)
}
