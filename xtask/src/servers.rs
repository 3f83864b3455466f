//! Servers that run while a task does. None outlives it: whatever ends the task, they are asked to
//! stop, and killed when they do not.

use crate::command::Cmd;
use crate::http;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::File;
use std::net::SocketAddr;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const TICK: Duration = Duration::from_millis(50);
const START: Duration = Duration::from_secs(30);
const STOP: Duration = Duration::from_secs(10);

/// What a `Servers` wait ended with.
pub(crate) enum Ended {
    /// Ctrl-C, SIGTERM or a closed terminal.
    Interrupted,
    /// A server ended by itself.
    Died(String),
}

pub(crate) struct Servers {
    logs: PathBuf,
    interrupted: Receiver<()>,
    running: Vec<Server>,
}

struct Server {
    name: &'static str,
    child: Child,
}

/// What each Ctrl-C from now on is told to. A process has one handler: it tells the last who asked, and
/// where that one is gone it ends the process, as without a handler.
fn interruptions() -> Result<Receiver<()>, String> {
    static LISTENER: Mutex<Option<Sender<()>>> = Mutex::new(None);
    let listener = || LISTENER.lock().unwrap_or_else(PoisonError::into_inner);
    let (sender, interrupted) = mpsc::channel();
    if listener().replace(sender).is_none() {
        ctrlc::set_handler(move || {
            let told = listener().as_ref().is_some_and(|sender| sender.send(()).is_ok());
            if !told {
                std::process::exit(130);
            }
        })
        .map_err(|error| format!("Ctrl-C cannot be caught: {error}"))?;
    }
    Ok(interrupted)
}

impl Servers {
    /// Their output goes to files in `logs`.
    pub(crate) fn new(logs: &Path) -> Result<Self, String> {
        let interrupted = interruptions()?;
        std::fs::create_dir_all(logs)
            .map_err(|error| format!("{} cannot be made: {error}", logs.display()))?;
        Ok(Self { logs: logs.to_path_buf(), interrupted, running: Vec::new() })
    }

    pub(crate) fn start(&mut self, name: &'static str, command: &Cmd) -> Result<(), String> {
        let path = self.log(name);
        let log = File::create(&path)
            .and_then(|out| Ok((out.try_clone()?, out)))
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        let child = command
            .command()
            .stdin(Stdio::null())
            .stdout(log.0)
            .stderr(log.1)
            // A group of its own: Ctrl-C reaches this task alone, which then stops them in order.
            .process_group(0)
            .spawn()
            .map_err(|error| format!("`{command}` could not be started: {error}"))?;
        self.running.push(Server { name, child });
        Ok(())
    }

    /// Waits until an address answers 200.
    pub(crate) fn until_answering(&mut self, at: SocketAddr, path: &str) -> Result<(), String> {
        let begun = Instant::now();
        loop {
            let why = match http::get(at, path) {
                Ok(_) => return Ok(()),
                Err(why) => why,
            };
            match self.tick() {
                Some(Ended::Interrupted) => return Err("interrupted".to_owned()),
                Some(Ended::Died(how)) => return Err(how),
                None if begun.elapsed() > START => {
                    return Err(format!("{why}, still after {} s", START.as_secs()));
                }
                None => {}
            }
        }
    }

    /// Waits until Ctrl-C, or until one of them ends.
    pub(crate) fn wait(&mut self) -> Ended {
        loop {
            if let Some(ended) = self.tick() {
                return ended;
            }
        }
    }

    fn tick(&mut self) -> Option<Ended> {
        if !matches!(self.interrupted.recv_timeout(TICK), Err(RecvTimeoutError::Timeout)) {
            return Some(Ended::Interrupted);
        }
        let ended = self.running.iter_mut().find_map(|server| match server.child.try_wait() {
            Ok(Some(status)) => Some((server.name, status)),
            _ => None,
        });
        ended.map(|(name, status)| {
            let log = self.log(name);
            let said = std::fs::read_to_string(&log).unwrap_or_default();
            let lines: Vec<&str> = said.lines().collect();
            let last = lines.get(lines.len().saturating_sub(12)..).unwrap_or_default().join("\n");
            Ended::Died(format!("{name} ended ({status}):\n{last}\n({})", log.display()))
        })
    }

    fn log(&self, name: &str) -> PathBuf {
        self.logs.join(format!("{name}.log"))
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        for server in &self.running {
            server.signal(Signal::SIGTERM);
        }
        let begun = Instant::now();
        for server in &mut self.running {
            while matches!(server.child.try_wait(), Ok(None)) && begun.elapsed() < STOP {
                let _ = self.interrupted.recv_timeout(TICK);
            }
            if matches!(server.child.try_wait(), Ok(None)) {
                let _ = server.child.kill();
                let _ = server.child.wait();
            }
        }
    }
}

impl Server {
    fn signal(&self, signal: Signal) {
        if let Ok(id) = i32::try_from(self.child.id()) {
            // It may have ended already: then there is nothing to stop.
            let _ = kill(Pid::from_raw(id), signal);
        }
    }
}
