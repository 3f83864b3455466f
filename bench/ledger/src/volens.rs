//! The ledger, as it is served.

use crate::Options;
use crate::covered::{Log, longest_wait};
use crate::events::Visitors;
use crate::http::{self, Answer};
use crate::measure::{self, Figures};
use crate::process::Server;
use memchr::memmem;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::oneshot;
use volens_model::policy::Policy;

/// A running ledger.
#[derive(Debug)]
pub(crate) struct Volens {
    pub(crate) server: Server,
    pub(crate) visitors: Visitors,
    log: Log,
    metrics: SocketAddr,
    /// How many leaves its tree has when all that was sent is in it.
    leaves: u64,
}

/// The site that events are sent for.
pub(crate) const SITE: &str = "apollo";

impl Volens {
    /// Starts it on a store and waits until its log has taken in what is there.
    pub(crate) async fn start(options: &Options, store: &str, key: &Path) -> Result<Self, String> {
        let mut serve = Command::new(&options.volens);
        serve.args(["serve", "--listen", "127.0.0.1:0", "--store", store, "--key"]).arg(key);
        serve.arg("--site").arg(&options.site).arg("--assets").arg(&options.assets);
        // One machine stands for all visitors, so the bound on one address says nothing here. It
        // is still counted.
        serve.args(["--rate", "1000000"]);
        let metrics = free_address()?;
        serve.arg("--metrics").arg(metrics.to_string());
        let server = Server::start(serve, &options.home.join("volens.log"))?;
        let policy = http::get(server.address, &format!("/{SITE}/policy.json")).await?;
        let policy: Policy = serde_json::from_str(&policy).map_err(|cause| cause.to_string())?;
        let log = Log::of(server.address, SITE).await?;
        let leaves = log.settled().await?;
        Ok(Self { server, visitors: Visitors::new(&policy, now()), log, metrics, leaves })
    }

    /// Sends that many events, then waits until the log covers all of them, and no more.
    pub(crate) async fn run(
        &mut self,
        count: usize,
        connections: usize,
    ) -> Result<Figures, String> {
        let requests = self.visitors.requests(count);
        let before = self.leaves;
        self.leaves += count as u64;
        let (last, wanted) = oneshot::channel();
        let (events, groups) = self.groups().await?;
        let log = self.log.clone();
        let watch = tokio::spawn(async move { log.watch(wanted).await });
        let (load, figures) = measure::run(&self.server, requests, connections, is_stored).await?;
        // A watch that failed says so itself.
        let _ = last.send(self.leaves);
        let seen = watch.await.map_err(|cause| cause.to_string())??;
        let wait = longest_wait(before, &load.accepted, &seen).as_secs_f64();
        let (more_events, more_groups) = self.groups().await?;
        let group = (more_events - events) / (more_groups - groups);
        Ok(Figures { wait, group, ..figures })
    }

    /// How many events it has committed, and in how many groups.
    async fn groups(&self) -> Result<(f64, f64), String> {
        let page = http::get(self.metrics, "/metrics").await?;
        let number = |name: &str| {
            let line = page.lines().find_map(|line| line.strip_prefix(name));
            let number = line.and_then(|rest| rest.trim().parse().ok());
            number.ok_or_else(|| format!("no {name} in {page}"))
        };
        Ok((number("volens_group_events_sum ")?, number("volens_group_events_count ")?))
    }
}

pub(crate) fn is_stored(answer: &Answer<'_>) -> bool {
    const STORED: &[u8] = br#""status":"stored""#;
    answer.status == 200 && memmem::find(answer.body, STORED).is_some()
}

/// A key for every ledger of the run.
pub(crate) fn key(options: &Options) -> Result<PathBuf, String> {
    let path = options.home.join("log.key");
    let mut make = Command::new(&options.volens);
    make.args(["key", "new", "--site", SITE, "--host", "127.0.0.1", "--out"]).arg(&path);
    let output = make.output().map_err(|cause| format!("{make:?}: {cause}"))?;
    match output.status.success() {
        true => Ok(path),
        false => Err(format!("{make:?}: {}", String::from_utf8_lossy(&output.stderr))),
    }
}

/// Free a moment ago; nobody else on this machine takes ports meanwhile.
fn free_address() -> Result<SocketAddr, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    listener.and_then(|it| it.local_addr()).map_err(|cause| format!("no port is free: {cause}"))
}

pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or_default()
}
