//! A full disk. A limit on the size of files stands for it, which needs no rights and no disk of
//! its own: a write past the limit fails where one on a full disk would, as "file too large".

use crate::load::{Answer, Load};
use crate::place::Place;
use crate::serving::{PATIENCE, Serving};
use crate::session::{Session, database};
use std::process::Command as Program;
use std::time::Instant;
use tokio::process::Command;
use volens_testing::Postgres;

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_nothing_is_acknowledged_that_is_not_kept_sqlite() {
    let place = Place::sqlite().await;
    let ledger = place.serve_as(heedless).await;
    let load = under_load(&ledger, &place).await;
    // Less than the write-ahead log holds already: it cannot grow.
    limit(ledger.id(), "16384");
    refused(&load, &ledger).await;
    limit(ledger.id(), "unlimited");
    goes_on(&load, &ledger, &place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_nothing_is_acknowledged_that_is_not_kept_postgres() {
    let on = OnPostgres::begin().await;
    // The processes that the server starts from now on may not make tables grow past 1 MiB. Its own
    // log's files are no larger; were they without room, PostgreSQL would end, which `kill` tries.
    on.limit("1048576");
    refused(&on.load, &on.ledger).await;
    on.postgres.limit_files("unlimited");
    goes_on(&on.load, &on.ledger, &on.place).await;
}

/// PostgreSQL's own log finds no room: it ends every session, and itself where it cannot begin
/// again. It is started again when there is room.
#[tokio::test(flavor = "multi_thread")]
async fn with_no_room_for_the_databases_own_log_nothing_is_lost() {
    let on = OnPostgres::begin().await;
    // Less than a file of its log, all of which is made at once.
    on.limit("524288");
    refused(&on.load, &on.ledger).await;
    let begun = Instant::now();
    while !on.postgres.has_ended() {
        on.load.run(&on.ledger, 20).await;
        assert!(begun.elapsed() < PATIENCE, "it runs on: {}", on.postgres.log());
    }
    let said = on.postgres.log();
    assert!(said.contains("PANIC") && said.contains("File too large"), "{said}");
    on.postgres.start_again();
    goes_on(&on.load, &on.ledger, &on.place).await;
}

/// A ledger on a PostgreSQL server of the test's own, with some events in it.
struct OnPostgres {
    load: Load,
    ledger: Serving,
    place: Place,
    database: String,
    postgres: Postgres,
}

impl OnPostgres {
    async fn begin() -> Self {
        let postgres = Postgres::with_small_segments();
        let url = postgres.database();
        let database = database(&url).to_owned();
        let place = Place::postgres(url).await;
        let ledger = place.serve().await;
        let load = under_load(&ledger, &place).await;
        Self { load, ledger, place, database, postgres }
    }

    /// Limits the files of every process that the server starts from now on, and ends the ledger's
    /// sessions, so that it begins new ones.
    fn limit(&self, bytes: &str) {
        let mut session = Session::open(self.postgres.port(), &self.database).unwrap();
        self.postgres.limit_files(bytes);
        session
            .run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'volens'")
            .unwrap();
    }
}

/// Visitors of a ledger whose disk has room; all of their events are in the tree.
async fn under_load(ledger: &Serving, place: &Place) -> Load {
    let load = Load::on(ledger).await;
    load.run(ledger, 200).await;
    load.settle(ledger, place).await;
    load
}

/// There is room again: what waited is kept, and what comes.
async fn goes_on(load: &Load, ledger: &Serving, place: &Place) {
    load.settle(ledger, place).await;
    load.run(ledger, 100).await;
    load.settle(ledger, place).await;
}

/// Visitors go on until there is no room; then each is asked to come back.
async fn refused(load: &Load, ledger: &Serving) {
    let begun = Instant::now();
    while load.unavailable() == 0 {
        load.run(ledger, 100).await;
        assert!(begun.elapsed() < PATIENCE, "it never ran out of room: {}", ledger.log());
    }
    // A last one may have found a gap.
    let mut in_a_row = 0;
    while in_a_row < 5 {
        assert!(begun.elapsed() < PATIENCE, "there is room again: {}", ledger.log());
        let is_refused = load.send(ledger).await == Answer::Unavailable;
        in_a_row = if is_refused { in_a_row + 1 } else { 0 };
    }
}

/// The system ends a process that writes past its limit, unless it ignores the signal.
fn heedless(command: Command) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", r#"trap "" XFSZ; exec "$@""#, "sh"]);
    shell.arg(command.as_std().get_program()).args(command.as_std().get_args());
    shell
}

/// How large files may become.
fn limit(process: u32, bytes: &str) {
    let mut prlimit = Program::new("prlimit");
    // Only the soft limit: the hard one could not be raised again.
    prlimit.arg(format!("--pid={process}")).arg(format!("--fsize={bytes}:"));
    let status = prlimit.status().expect("this test needs prlimit: `apt-get install util-linux`");
    assert!(status.success(), "{prlimit:?}");
}
