use super::{CommandError, say, serve};
use crate::edge::EdgeConfig;
use crate::server::{Config, Listeners, Server};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Serve a site's folder as a draft, to look at. Every page says that it is one; what is chosen there is
/// not kept, and no ledger's store is opened. SIGHUP reads the folder again.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder with site.toml.
    #[arg(long, value_name = "DIR")]
    site: PathBuf,
    /// Address to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8081")]
    listen: String,
    /// Folder with the built gate and widget.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    assets: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, CommandError> {
    // A ledger without a store of its own is none: this one is thrown away.
    let folder = tempfile::tempdir()?;
    let config = Config {
        sites: vec![arguments.site.clone()],
        assets: arguments.assets.clone(),
        store: format!("sqlite:{}", folder.path().join("draft.db").display()),
        keys: Vec::new(),
        also_origins: Vec::new(),
        edge: EdgeConfig { trusted_hops: 0, rate: NonZeroU32::MIN.saturating_add(999) },
        tls: None,
        retentions: Vec::new(),
        retention_every: Duration::MAX,
        draft: true,
    };
    tokio::runtime::Runtime::new()?.block_on(async {
        let shutdown = serve::Ends::new()?;
        let server = Server::open(&config).await?;
        let public = serve::bind(&arguments.listen, "--listen").await?;
        let address = public.local_addr()?;
        for trial in server.trials() {
            say(format_args!("a draft to look at: http://{address}{trial}"));
        }
        server.run(Listeners { public, metrics: None }, shutdown.come()).await;
        Ok(ExitCode::SUCCESS)
    })
}
