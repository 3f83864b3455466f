use super::{CommandError, Logs, say};
use crate::connections::TlsFiles;
use crate::edge::EdgeConfig;
use crate::retention::{self, Retention};
use crate::server::{Config, Listeners, Server};
use jiff::SignedDuration;
use std::io;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// Serve sites and keep their visitors' decisions.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A folder with a site.toml, read again at SIGHUP; may be given more than once.
    #[arg(long = "site", value_name = "DIR", required = true)]
    sites: Vec<PathBuf>,
    /// Address to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Where events are kept: `sqlite:PATH`, or `postgres://USER:PASSWORD@HOST/DATABASE`, which any
    /// number of ledgers can share.
    #[arg(long, value_name = "URL", default_value = "sqlite:volens.db")]
    store: String,
    /// Folder with the built gate and widget.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    assets: PathBuf,
    /// The key that signs a site's log, made by `volens key new`; one for each site. With a SQLite
    /// store, a site without one gets one beside the store.
    #[arg(long = "key", value_name = "FILE")]
    keys: Vec<PathBuf>,
    /// An origin to accept events from besides the sites' own, for trying out.
    #[arg(long = "also-origin", value_name = "ORIGIN", value_parser = super::origin)]
    also_origins: Vec<String>,
    /// The certificate and the chain to its root, in PEM; read again at SIGHUP. Without it, TLS
    /// belongs to a proxy before the ledger.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's key, in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Proxies of your own before the ledger, each of which adds the address it was asked from to
    /// `X-Forwarded-For`.
    #[arg(long, value_name = "N", default_value_t = 0)]
    trusted_hops: usize,
    /// Requests a second that one address may make for long; 20 times as many at once, and the
    /// network around it 8 times as many.
    #[arg(long, value_name = "N", default_value = "50")]
    rate: NonZeroU32,
    /// An address of its own where metrics are read; reachable by operators only.
    #[arg(long, value_name = "ADDR")]
    metrics: Option<String>,
    /// How long a site's chains of events are kept after the last of them, as `apollo=P5Y`; one for
    /// each site. Without it nothing is deleted but what visitors erase.
    #[arg(long = "retention", value_name = "SITE=DURATION", value_parser = kept)]
    retentions: Vec<Retention>,
    /// How often what is past its time is deleted, by one of the ledgers that share a store.
    #[arg(long, value_name = "DURATION", default_value = "PT24H", value_parser = period)]
    retention_every: Duration,
    /// How log lines are written on standard error.
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) log: Logs,
}

pub(super) fn run(arguments: Arguments) -> Result<ExitCode, CommandError> {
    let Arguments { sites, listen, store, assets, keys, also_origins, .. } = arguments;
    let Arguments { tls_cert, tls_key, trusted_hops, rate, metrics, .. } = arguments;
    let Arguments { retentions, retention_every, .. } = arguments;
    let tls = tls_cert.zip(tls_key).map(|(certificate, key)| TlsFiles { certificate, key });
    let scheme = if tls.is_some() { "https" } else { "http" };
    let edge = EdgeConfig { trusted_hops, rate };
    let draft = false;
    let config = Config {
        sites,
        assets,
        store,
        keys,
        also_origins,
        edge,
        tls,
        retentions,
        retention_every,
        draft,
    };
    tokio::runtime::Runtime::new()?.block_on(async {
        // Before the address is printed: from then on a signal must end the ledger gently.
        let shutdown = Ends::new()?;
        let server = Server::open(&config).await?;
        let public = bind(&listen, "--listen").await?;
        let metrics = match metrics {
            Some(address) => Some(bind(&address, "--metrics").await?),
            None => None,
        };
        if let Some(listener) = &metrics {
            tracing::info!("metrics on http://{}/metrics", listener.local_addr()?);
        }
        say(format_args!("listening on {scheme}://{}", public.local_addr()?));
        let listeners = Listeners { public, metrics };
        server.run(listeners, shutdown.come()).await;
        Ok(ExitCode::SUCCESS)
    })
}

/// The signals that end a server gently.
pub(super) struct Ends {
    terminate: Signal,
    interrupt: Signal,
}

impl Ends {
    pub(super) fn new() -> io::Result<Self> {
        let terminate = signal(SignalKind::terminate())?;
        Ok(Self { terminate, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits for the first of them.
    pub(super) async fn come(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        tracing::info!("shutting down");
    }
}

pub(super) async fn bind(address: &str, option: &'static str) -> Result<TcpListener, CommandError> {
    let failed = |cause| CommandError::Listen { address: address.to_owned(), option, cause };
    TcpListener::bind(address).await.map_err(failed)
}

/// `apollo=P5Y`.
fn kept(text: &str) -> Result<Retention, String> {
    let (site, keep) = text.split_once('=').ok_or("write it as `apollo=P5Y`")?;
    Ok(Retention { site: site.to_owned(), keep: retention::keep(keep)? })
}

/// A time of a second or more.
fn period(text: &str) -> Result<Duration, String> {
    let period: SignedDuration = text.parse().map_err(|cause| format!("{cause}"))?;
    let period = Duration::try_from(period).ok().filter(|period| period.as_secs() > 0);
    period.ok_or_else(|| "write a second or more, as `PT24H`".to_owned())
}
