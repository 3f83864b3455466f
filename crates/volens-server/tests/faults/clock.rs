//! The system's clock is set back while the ledger runs.

use crate::load::Load;
use crate::place::Place;
use std::path::PathBuf;
use tokio::process::Command;
use volens_testing::Postgres;

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_an_hour_changes_no_order_sqlite() {
    set_back(Place::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_an_hour_changes_no_order_postgres() {
    set_back(Place::postgres(Postgres::shared().database()).await).await;
}

async fn set_back(place: Place) {
    let clock = place.path("clock");
    let set = |time: &str| std::fs::write(&clock, time).unwrap();
    set("+0");
    let faked = |mut command: Command| {
        command.env("LD_PRELOAD", library()).env("FAKETIME_TIMESTAMP_FILE", &clock);
        // Setting a clock leaves the monotonic one alone.
        command.env("FAKETIME_NO_CACHE", "1").env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        command
    };
    let mut ledger = place.serve_as(faked).await;
    let load = Load::on(&ledger).await;
    load.run(&ledger, 100).await;
    load.settle(&ledger, &place).await;
    let before = received(&place).await;

    set("-1h");
    load.run(&ledger, 100).await;
    load.settle(&ledger, &place).await;
    let after = received(&place).await;
    assert_eq!(after[..100], before, "what was in the log stands where it stood");
    let (earliest, latest) = (before.iter().min().unwrap(), after[100..].iter().max().unwrap());
    assert!(latest < earliest, "{latest} comes an hour before {earliest}, and behind it");

    // It also starts in its own past.
    ledger.kill().await;
    let ledger = place.serve_as(faked).await;
    load.run(&ledger, 20).await;
    load.settle(&ledger, &place).await;
}

/// When each event was received, in the log's order.
async fn received(place: &Place) -> Vec<String> {
    let store = place.open().await;
    let mut times = Vec::new();
    for id in place.events().await {
        times.push(store.record("apollo", &id).await.unwrap().unwrap().value.received);
    }
    times
}

fn library() -> PathBuf {
    let folders =
        ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];
    let names = ["faketime/libfaketimeMT.so.1", "libfaketimeMT.so.1"];
    let mut files =
        folders.iter().flat_map(|folder| names.map(|name| PathBuf::from(folder).join(name)));
    let found = files.find(|file| file.exists());
    found.expect("this test needs libfaketime: `apt-get install faketime`")
}
