use super::{CommandError, say};
use crate::server::{Config, Server};
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Serve sites and keep their visitors' decisions.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A folder with a site.toml; may be given more than once.
    #[arg(long = "site", value_name = "DIR", required = true)]
    sites: Vec<PathBuf>,
    /// Address to listen on. TLS belongs to the proxy before it.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Where events are kept.
    #[arg(long, value_name = "URL", default_value = "sqlite:volens.db")]
    store: String,
    /// Folder with the built gate and widget.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    assets: PathBuf,
    /// An origin to accept events from besides the sites' own, for trying out.
    #[arg(long = "also-origin", value_name = "ORIGIN", value_parser = origin)]
    also_origins: Vec<String>,
}

pub(super) fn run(arguments: Arguments) -> Result<ExitCode, CommandError> {
    let Arguments { sites, listen, store, assets, also_origins } = arguments;
    let config = Config { sites, assets, store, also_origins };
    tokio::runtime::Runtime::new()?.block_on(async {
        // Before the address is printed: from then on a signal must end the ledger gently.
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let server = Server::open(&config).await?;
        let failed = |cause| CommandError::Listen { address: listen.clone(), cause };
        let listener = TcpListener::bind(&listen).await.map_err(failed)?;
        say(format_args!("listening on http://{}", listener.local_addr()?));
        let shutdown = async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("shutting down");
        };
        server.run(listener, shutdown).await;
        Ok(ExitCode::SUCCESS)
    })
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
