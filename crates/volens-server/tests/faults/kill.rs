//! `kill -9`, of the ledger and of its database, while visitors decide.

use crate::load::Load;
use crate::place::Place;
use crate::rounds::{Points, rounds};
use crate::serving::{Serving, signal};
use crate::session::{Session, database};
use std::sync::Arc;
use std::time::Duration;
use volens_testing::Postgres;

/// Longer than from one growth of the tree to the next, so that each part of it is hit.
const LONGEST: Duration = Duration::from_millis(700);

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_killed_at_any_moment_has_every_event_it_acknowledged_sqlite() {
    let mut points = Points::new();
    let place = Place::sqlite().await;
    let mut ledger = place.serve().await;
    let load = Load::on(&ledger).await;
    for round in 0..rounds() {
        ledger = killed(&load, ledger, &place, &mut points).await;
        println!("SQLite, round {round}: {} acknowledged", load.acknowledged());
    }
    assert!(load.acknowledged() > 10 * rounds(), "a load");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_or_its_database_killed_at_any_moment_has_every_event_it_acknowledged_postgres() {
    let mut points = Points::new();
    let postgres = Arc::new(Postgres::start());
    let url = postgres.database();
    // What the ledger asks of its sessions must hold against the server's own setting: with it,
    // killing the server would lose what was acknowledged a moment before.
    let database = database(&url);
    let mut session = Session::open(postgres.port(), database).unwrap();
    session.run(&format!("ALTER DATABASE {database} SET synchronous_commit = off")).unwrap();
    drop(session);
    let place = Place::postgres(url).await;
    let mut ledger = place.serve().await;
    let load = Load::on(&ledger).await;
    let mut databases = 0;
    for round in 0..rounds() {
        if points.coin() {
            ledger = killed(&load, ledger, &place, &mut points).await;
        } else {
            databases += 1;
            let fault = async {
                points.next(LONGEST).await;
                let postgres = postgres.clone();
                let fault = move || {
                    postgres.kill();
                    postgres.start_again();
                };
                tokio::task::spawn_blocking(fault).await.unwrap();
                load.end();
            };
            tokio::join!(load.run(&ledger, usize::MAX), fault);
            load.settle(&ledger, &place).await;
        }
        println!("PostgreSQL, round {round}: {} acknowledged", load.acknowledged());
    }
    println!("{databases} of {} rounds killed the database", rounds());
    assert!(load.acknowledged() > 10 * rounds(), "a load");
}

/// Kills the ledger under load; the one that goes on from there.
async fn killed(load: &Load, mut ledger: Serving, place: &Place, points: &mut Points) -> Serving {
    let id = ledger.id();
    let fault = async {
        points.next(LONGEST).await;
        signal("KILL", id);
    };
    tokio::join!(load.run(&ledger, usize::MAX), fault);
    ledger.kill().await;
    let next = place.serve().await;
    load.settle(&next, place).await;
    next
}
