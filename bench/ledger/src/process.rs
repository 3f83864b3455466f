//! A server to be measured. It ends with the value.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// What Linux counts processor time in: `sysconf(_SC_CLK_TCK)`, 100 on every architecture.
const TICK: Duration = Duration::from_millis(10);

#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) address: SocketAddr,
}

impl Server {
    /// Starts it and waits until it prints where it listens. Its complaints go to `log`.
    pub(crate) fn start(mut command: Command, log: &Path) -> Result<Self, String> {
        let failed = |cause: std::io::Error| format!("{command:?}: {cause}");
        let errors = File::create(log).map_err(failed)?;
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
        let mut child = command.spawn().map_err(|cause| format!("{command:?}: {cause}"))?;
        let lines = child.stdout.take().map(|out| BufReader::new(out).lines());
        let said = lines.and_then(|mut lines| lines.find_map(|line| address(&line.ok()?)));
        match said {
            Some(address) => Ok(Self { child, address }),
            None => {
                let _ = child.kill();
                let why = std::fs::read_to_string(log).unwrap_or_default();
                Err(format!("{command:?} did not start:\n{why}"))
            }
        }
    }

    /// The most it has held in memory so far, or since its peak was forgotten, in MiB.
    pub(crate) fn peak(&self) -> Result<f64, String> {
        let text = self.read("status")?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|rest| rest.split_whitespace().next()?.parse::<f64>().ok());
        kib.map(|kib| kib / 1024.0).ok_or_else(|| format!("no VmHWM in {text}"))
    }

    /// From now on its peak is that of what it holds from now on (`man 5 proc_pid_clear_refs`).
    pub(crate) fn forget_peak(&self) -> Result<(), String> {
        let path = format!("/proc/{}/clear_refs", self.child.id());
        std::fs::write(&path, "5").map_err(|cause| format!("{path}: {cause}"))
    }

    /// The processor time it has used so far.
    pub(crate) fn processor(&self) -> Result<Duration, String> {
        let text = self.read("stat")?;
        // The name before them may hold blanks: utime and stime are the 12th and 13th after it.
        let fields = text.rsplit_once(')').map(|(_, rest)| rest.split_whitespace());
        let ticks =
            fields.map(|fields| fields.skip(11).take(2).filter_map(|it| it.parse::<u32>().ok()));
        let ticks: u32 = ticks.into_iter().flatten().sum::<u32>();
        Ok(TICK * ticks)
    }

    fn read(&self, file: &str) -> Result<String, String> {
        let path = format!("/proc/{}/{file}", self.child.id());
        std::fs::read_to_string(&path).map_err(|cause| format!("{path}: {cause}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn address(line: &str) -> Option<SocketAddr> {
    line.strip_prefix("listening on http://")?.parse().ok()
}
