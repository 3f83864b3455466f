use super::{CommandError, publish};
use crate::versions::Draft;
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
    #[command(flatten)]
    press: publish::Press,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    let Arguments { site, to, press } = arguments;
    press.publish(async |store, assets| Draft::earlier(store, site, *to, assets).await)
}
