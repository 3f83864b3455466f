//! `volens serve`, as its users start it.

use anyhow::{Context as _, Result, bail, ensure};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

#[derive(Debug)]
pub struct Server {
    store: PathBuf,
    origins: Vec<String>,
    /// Sites besides those that every stage has.
    more: Vec<PathBuf>,
    running: Option<Child>,
}

impl Server {
    pub fn new(store: PathBuf, origins: Vec<String>) -> Self {
        Self { store, origins, more: Vec::new(), running: None }
    }

    /// From its next start it has these sites too.
    pub fn add(&mut self, sites: Vec<PathBuf>) {
        self.more.extend(sites);
    }

    /// Starts it, and returns where it listens once it says so.
    pub async fn start(&mut self) -> Result<SocketAddr> {
        ensure!(self.running.is_none(), "the ledger runs already");
        let program = program()?;
        let mut command = Command::new(&program);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--site"])
            .arg(root().join("sites/apollo"))
            .arg("--site")
            .arg(root().join("tests/e2e/site"))
            .arg("--site")
            .arg(root().join("tests/e2e/durable"))
            .arg("--site")
            .arg(root().join("tests/e2e/modal"))
            .arg("--site")
            .arg(root().join("tests/e2e/plain"))
            .arg("--site")
            .arg(root().join("tests/pages/site"))
            .arg("--store")
            .arg(self.store_url())
            .arg("--assets")
            .arg(assets())
            .args(self.more.iter().flat_map(|site| [OsStr::new("--site"), site.as_os_str()]))
            .args(self.origins.iter().flat_map(|origin| ["--also-origin", origin]))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        let mut child =
            command.spawn().with_context(|| format!("starting {}", program.display()))?;
        let output = child.stdout.take().context("a piped output")?;
        let mut lines = BufReader::new(output).lines();
        self.running = Some(child);
        let address = loop {
            let Some(line) = lines.next_line().await? else { bail!("the ledger ended at start") };
            if let Some((_, address)) = line.split_once("listening on http://") {
                break address.trim().parse()?;
            }
        };
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(address)
    }

    /// Asks it to stop, as a service manager does, and waits until it has.
    pub async fn stop(&mut self) -> Result<()> {
        let mut child = self.running.take().context("the ledger runs")?;
        let id = child.id().context("the ledger runs")?;
        kill(Pid::from_raw(i32::try_from(id)?), Signal::SIGTERM)?;
        let status = child.wait().await?;
        ensure!(status.success(), "the ledger did not stop cleanly: {status}");
        Ok(())
    }

    /// Publishes a site's folder on the store of the running ledger, as its operator does.
    pub async fn publish(&self, folder: &Path) -> Result<()> {
        let mut command = Command::new(program()?);
        command.arg("publish").arg("--site").arg(folder).arg("--store").arg(self.store_url());
        let output = command.arg("--assets").arg(assets()).output().await?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(output.status.success(), "it cannot be published: {said}");
        Ok(())
    }

    pub fn store_url(&self) -> String {
        format!("sqlite:{}", self.store.display())
    }
}

/// Beside the test's own program, where cargo puts both.
pub(crate) fn program() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    let profile = test.parent().and_then(Path::parent).context("a profile's folder")?;
    let program = profile.join("volens");
    ensure!(
        program.is_file(),
        "{} is missing: `cargo xtask test` builds it, and so does `cargo build -p volens-server`",
        program.display()
    );
    Ok(program)
}

/// The built gate and widget; those of a mutant where the mutants' check says so.
pub(crate) fn assets() -> PathBuf {
    std::env::var_os("VOLENS_ASSETS").map_or_else(|| root().join("dist"), PathBuf::from)
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
