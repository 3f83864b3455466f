//! A ledger killed while it starts: in the middle of a migration, of making its key, of publishing.

use crate::load::Load;
use crate::place::Place;
use crate::rounds::Points;
use std::time::{Duration, Instant};
use volens_testing::Postgres;

/// Starts that are killed before one is let through.
const KILLED: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_is_killed_can_be_begun_again_sqlite() {
    for _ in 0..2 {
        killed(Place::sqlite().await.without_key()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_is_killed_can_be_begun_again_postgres() {
    for _ in 0..2 {
        killed(Place::postgres(Postgres::shared().database()).await).await;
    }
}

async fn killed(place: Place) {
    let mut points = Points::new();
    let begun = Instant::now();
    let usual = started_elsewhere().await;
    println!("a start takes {usual:?}, measured in {:?}", begun.elapsed());
    for _ in 0..KILLED {
        let mut ledger = place.start(|command| command);
        points.next(usual).await;
        ledger.kill().await;
    }
    let ledger = place.serve().await;
    let load = Load::on(&ledger).await;
    load.run(&ledger, 50).await;
    load.settle(&ledger, &place).await;
}

/// How long a start on an empty store takes on this machine, as it is now.
async fn started_elsewhere() -> Duration {
    let place = Place::sqlite().await;
    let begun = Instant::now();
    place.serve().await;
    begun.elapsed()
}
