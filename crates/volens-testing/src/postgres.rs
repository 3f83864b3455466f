//! A PostgreSQL server of a test's own, in a folder below `target/`, on a port of its own. It syncs
//! to disk as a real one does. It ends, and its folder goes, with the process that started it,
//! however that ends.

#![expect(clippy::expect_used, clippy::panic, reason = "a test without its server has failed")]

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Where Debian keeps the programs, newest first; elsewhere they are looked for on PATH.
const DEBIAN: [&str; 3] = ["17", "16", "15"];

/// How long a server may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// Waits until its standard input ends, as it does with the process that holds the other end, then
/// ends the server and removes its folder.
const GUARD: &str = r#"cat; home="$1"; shift; "$@"; rm -rf "$home""#;

/// A running server.
#[derive(Debug)]
pub struct Postgres {
    home: PathBuf,
    port: u16,
    /// Holds the guard's standard input open.
    _guard: Child,
}

impl Postgres {
    /// The server that this process's tests share; each takes a database of its own.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// A server that the test may treat as it likes.
    #[must_use]
    pub fn start() -> Self {
        Self::made(&[])
    }

    /// The same, with a write-ahead log in files of 1 MiB, so that tables are soon larger.
    #[must_use]
    pub fn with_small_segments() -> Self {
        Self::made(&["--wal-segsize=1"])
    }

    fn made(more: &[&str]) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let home = target().join(format!("postgres/{}-{number}", std::process::id()));
        let _ = std::fs::remove_dir_all(&home);
        std::fs::create_dir_all(&home).expect("target/ can be written to");
        if let Some(user) = unprivileged() {
            std::os::unix::fs::chown(&home, Some(user.uid.as_raw()), Some(user.gid.as_raw()))
                .expect("root may give a folder away");
        }
        let data = home.join("data");
        let mut initdb = program("initdb");
        initdb.arg("--pgdata").arg(&data);
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]);
        initdb.args(more);
        run(initdb);
        let mut stop = program("pg_ctl");
        stop.args(["stop", "--silent", "--mode=fast", "--timeout=10", "--pgdata"]).arg(&data);
        let guard = Command::new("sh")
            .args(["-c", GUARD, "guard"])
            .arg(&home)
            .arg(stop.get_program())
            .args(stop.get_args())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("sh runs");
        // Free a moment ago; nobody else on this machine takes ports in order.
        let port = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
        let port = port.expect("a free port").port();
        let server = Self { home, port, _guard: guard };
        server.start_again();
        server
    }

    /// Starts it after it was killed. The last processes of the old one may still be ending, which
    /// it refuses to start beside.
    pub fn start_again(&self) {
        let deadline = Instant::now() + PATIENCE;
        while let Err(why) = self.try_start() {
            assert!(Instant::now() < deadline, "{why}");
        }
    }

    fn try_start(&self) -> Result<(), String> {
        let mut start = program("pg_ctl");
        start.args(["start", "--wait", "--silent", "--pgdata"]).arg(self.data());
        start.arg("--log").arg(self.home.join("log"));
        let home = self.home.display();
        let port = self.port;
        start.arg("--options").arg(format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home}"
        ));
        attempt(start)
    }

    /// Ends every process of it at once, as losing its power would.
    pub fn kill(&self) {
        let first = self.process();
        let mut all = vec![first.to_string()];
        let children = format!("/proc/{first}/task/{first}/children");
        let children = std::fs::read_to_string(children).expect("Linux says who its children are");
        all.extend(children.split_whitespace().map(str::to_owned));
        let mut kill = Command::new("kill");
        kill.args(["-s", "KILL"]).args(&all).stdout(Stdio::null()).stderr(Stdio::null());
        // Not all of them need be there still: some end by themselves, or with the first.
        kill.status().expect("kill runs");
        let is_there = |pid: &String| Path::new("/proc").join(pid).join("exe").read_link().is_ok();
        while all.iter().any(is_there) {
            std::thread::yield_now();
        }
    }

    /// The first of its processes, which starts the others.
    fn process(&self) -> u32 {
        let text = std::fs::read_to_string(self.data().join("postmaster.pid")).expect("it runs");
        let first = text.lines().next().and_then(|line| line.parse().ok());
        first.expect("postmaster.pid begins with a number")
    }

    /// How large files may become for processes that it starts from now on: bytes, or `unlimited`.
    pub fn limit_files(&self, bytes: &str) {
        // By the user that it runs as, who needs no rights for that. The hard limit stays, for it
        // could not be raised again.
        let mut prlimit = as_postgres("prlimit");
        prlimit.arg(format!("--pid={}", self.process())).arg(format!("--fsize={bytes}:"));
        run(prlimit);
    }

    /// The address of a new, empty database.
    #[must_use]
    pub fn database(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("ledger_{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let mut create = program("createdb");
        create.args(["--host=127.0.0.1", "--username=postgres", &name]);
        create.arg(format!("--port={}", self.port));
        run(create);
        self.url(&name)
    }

    /// The address of a database that is there.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Runs statements in a database, each by itself.
    pub fn run(&self, database: &str, statements: &[&str]) {
        let mut psql = program("psql");
        psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", database]);
        psql.args(statements.iter().map(|statement| format!("--command={statement}")));
        run(psql);
    }

    /// What it has said since it was first started.
    #[must_use]
    pub fn log(&self) -> String {
        let bytes = std::fs::read(self.home.join("log")).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Whether it has ended by itself.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        let first = std::fs::read_to_string(self.data().join("postmaster.pid"));
        let first = first.ok().and_then(|text| text.lines().next().map(str::to_owned));
        first.is_none_or(|first| Path::new("/proc").join(first).join("exe").read_link().is_err())
    }

    /// Where its tables are, for who reads their bytes.
    #[must_use]
    pub fn tables(&self) -> PathBuf {
        self.data().join("base")
    }

    fn data(&self) -> PathBuf {
        self.home.join("data")
    }
}

/// PostgreSQL refuses to run as root.
fn unprivileged() -> Option<nix::unistd::User> {
    nix::unistd::Uid::effective().is_root().then(|| {
        let user = nix::unistd::User::from_name("postgres").ok().flatten();
        user.unwrap_or_else(|| panic!("{MISSING}"))
    })
}

const MISSING: &str = "this test needs PostgreSQL: `apt-get install postgresql`";

fn program(name: &str) -> Command {
    as_postgres(path(name))
}

fn path(name: &str) -> PathBuf {
    let debian = DEBIAN.iter().map(|version| format!("/usr/lib/postgresql/{version}/bin"));
    let path = std::env::var("PATH").unwrap_or_default();
    let folders = debian.chain(path.split(':').map(str::to_owned));
    let found = folders.map(|folder| Path::new(&folder).join(name)).find(|path| path.is_file());
    found.unwrap_or_else(|| panic!("{MISSING}"))
}

fn as_postgres(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = match unprivileged() {
        Some(_) => {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]);
            command.arg(program);
            command
        }
        None => Command::new(program),
    };
    // Where any user may be; with messages in a language that tests can read.
    command.current_dir("/").env("LC_ALL", "C.UTF-8");
    command
}

fn run(command: Command) {
    attempt(command).unwrap_or_else(|why| panic!("{why}"));
}

fn attempt(mut command: Command) -> Result<(), String> {
    // Not a pipe: a server that is started would keep it open.
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{command:?}: {status}")),
        Err(cause) => Err(format!("{command:?}: {cause}")),
    }
}

fn target() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().expect("the workspace is there");
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from)
}
