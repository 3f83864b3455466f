//! `--store`, and what an operator does with a store.

use crate::support::{Ledger, stored};
use reqwest::header::RETRY_AFTER;
use serde_json::json;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};
use tokio::process::Command;
use tokio::time::sleep;
use volens_store::{Record, Store};
use volens_testing::Postgres;

/// Any number of ledgers on one PostgreSQL server: an event is kept once, whoever it was sent to;
/// without the server a visitor is told to come back.
#[tokio::test(flavor = "multi_thread")]
async fn two_ledgers_share_a_database_and_outlive_its_death() {
    let server = Postgres::start();
    let url = server.database();
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    let place = ["--host", "consent.example", "--out", text(&key)];
    volens(&[&["key", "new", "--site", "apollo"], &place[..]].concat()).await;
    let (one, other) = (on(&url, &key).await, on(&url, &key).await);
    let event = one.refusal(1);
    let (status, body) = one.post(std::slice::from_ref(&event)).await;
    assert_eq!((status, &body["events"][0]["status"]), (200, &json!("stored")), "{body}");
    let (status, body) = other.post(&[event]).await;
    assert_eq!((status, &body["events"][0]["status"]), (200, &json!("duplicate")));

    server.kill();
    let request = one.request().json(&json!({ "events": [one.refusal(2)] }));
    let refused = request.send().await.unwrap();
    assert_eq!(refused.status(), 503);
    assert!(refused.headers().contains_key(RETRY_AFTER));
    assert_eq!(other.get("/readyz").await.status(), 503);

    server.start_again();
    while one.get("/readyz").await.status() != 200 {}
    let (status, body) = one.post(&[one.refusal(2)]).await;
    assert_eq!(status, 200, "{body}");
    let store = volens_store::open(&url).await.unwrap();
    assert_eq!(store.recent("apollo", 9).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_is_backed_up_and_moves_to_another_store() {
    let ledger = Ledger::start().await;
    ledger.post(&[ledger.refusal(1), ledger.refusal(2)]).await;
    let folder = ledger.folder().to_owned();
    let file = format!("sqlite:{}", folder.join("ledger.db").display());
    let copy = folder.join("backup.db");
    let said = volens(&["store", "backup", "--store", &file, "--to", text(&copy)]).await;
    assert!(said.contains("wrote"), "{said}");
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;

    let backup = format!("sqlite:{}", copy.display());
    let database = Postgres::shared().database();
    let said = volens(&["store", "copy", "--from", &backup, "--to", &database]).await;
    assert!(said.contains("copied"), "{said}");
    let moved = volens_store::open(&database).await.unwrap();
    assert_eq!(moved.recent("apollo", 9).await.unwrap(), stored(folder.path()).await);
    let again = attempt(&["store", "copy", "--from", &backup, "--to", &database]).await;
    assert!(!again.status.success());
    assert!(String::from_utf8_lossy(&again.stderr).contains("an empty store"), "{again:?}");
}

#[tokio::test]
async fn what_is_past_its_time_goes_unless_the_site_is_held() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("ledger.db").display());
    let store = volens_store::open(&url).await.unwrap();
    keep(store.as_ref(), "1", "2019-05-01T00:00:00.000Z").await;
    keep(store.as_ref(), "2", "2026-11-01T00:00:00.000Z").await;
    let site = ["--store", &url, "--site", "apollo"];
    volens(&[&["store", "hold", "--reason", "case 12"], &site[..]].concat()).await;
    let expire = [&["store", "expire", "--keep", "P5Y"], &site[..]].concat();
    let held = attempt(&expire).await;
    assert!(!held.status.success());
    assert!(String::from_utf8_lossy(&held.stderr).contains("case 12"), "{held:?}");
    assert_eq!(store.recent("apollo", 9).await.unwrap().len(), 2);

    volens(&[&["store", "release"], &site[..]].concat()).await;
    let said = volens(&expire).await;
    assert!(said.starts_with("leaf 0\napollo: deleted 1 records"), "{said}");
    let left = store.recent("apollo", 9).await.unwrap();
    assert_eq!(left.iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ["2"]);
    for wrong in ["5", "-P5Y", "P0D", "P99999Y"] {
        let option = format!("--keep={wrong}");
        let refused = attempt(&[&["store", "expire", &option], &site[..]].concat()).await;
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
    }
}

/// As an operator reads it: the log says how many and no more, the metrics count.
#[tokio::test]
async fn a_serving_ledger_deletes_what_is_past_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("ledger.db").display());
    let store = volens_store::open(&url).await.unwrap();
    keep(store.as_ref(), "1", "2019-05-01T00:00:00.000Z").await;
    keep(store.as_ref(), "2", "2026-11-01T00:00:00.000Z").await;
    store.hold("apollo", Some("case 12")).await.unwrap();
    let key = folder.path().join("key");
    let place = ["--host", "consent.example", "--out", text(&key)];
    volens(&[&["key", "new", "--site", "apollo"], &place[..]].concat()).await;
    let retention = ["--retention", "apollo=P5Y", "--retention-every", "PT1S"];
    let serve = async || {
        let serving = |mut command: Command| {
            command.args(retention);
            crate::metrics::listening(command)
        };
        on_with(&url, &key, serving).await
    };
    // Two of them: each period is one's.
    let (one, other) = (serve().await, serve().await);
    let until = async |line: &str| {
        let begun = Instant::now();
        while !crate::metrics::read(&one).await.contains(line)
            && !crate::metrics::read(&other).await.contains(line)
        {
            assert!(begun.elapsed() < Duration::from_secs(60), "{line}: {}", one.log());
            sleep(Duration::from_millis(20)).await;
        }
    };
    until("volens_retentions_total{outcome=\"held\"}").await;
    assert_eq!(store.recent("apollo", 9).await.unwrap().len(), 2);
    store.hold("apollo", None).await.unwrap();
    until("volens_retention_deleted_total 1").await;
    until("volens_retentions_total{outcome=\"done\"}").await;
    let left = store.recent("apollo", 9).await.unwrap();
    assert_eq!(left.iter().map(|record| record.id.as_str()).collect::<Vec<_>>(), ["2"]);
    let said = one.log() + &other.log();
    assert!(said.contains("deleted what is past its time"), "{said}");
    assert!(said.contains("deleted=1"), "{said}");

    for (wrong, why) in [
        ("apollo", "apollo=P5Y"),
        ("other=P5Y", "no such site is served"),
        ("apollo=P181D", "shorter than a grant lasts: 182 days"),
    ] {
        let site = crate::support::site();
        let assets = one.folder().join("assets");
        let serve = ["serve", "--site", text(&site), "--assets", text(&assets), "--store", &url];
        let more = ["--listen", "127.0.0.1:0", "--retention", wrong];
        let refused = attempt(&[&serve[..], &more].concat()).await;
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains(why), "{wrong}: {said}");
    }
}

async fn keep(store: &dyn Store, id: &str, received: &str) {
    let record = Record {
        site: "apollo".to_owned(),
        id: id.to_owned(),
        origin: "https://shop.example".to_owned(),
        subject: None,
        fingerprint: "f".to_owned(),
        action: "refuse".to_owned(),
        at: received.to_owned(),
        received: received.to_owned(),
        body: "{}".to_owned(),
    };
    store.append(volens_store::seal(vec![record]).unwrap()).await.unwrap();
}

/// A ledger on that store.
async fn on(url: &str, key: &Path) -> Ledger {
    on_with(url, key, |command| command).await
}

async fn on_with(url: &str, key: &Path, more: impl FnOnce(Command) -> Command) -> Ledger {
    Ledger::start_with(|command| {
        let mut arguments: Vec<_> = command.as_std().get_args().map(ToOwned::to_owned).collect();
        let place = arguments.iter().position(|argument| argument == "--store").unwrap();
        arguments[place + 1] = url.into();
        let mut command = Command::new(command.as_std().get_program());
        command.args(arguments).arg("--key").arg(key);
        more(command)
    })
    .await
}

async fn volens(arguments: &[&str]) -> String {
    let output = attempt(arguments).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

async fn attempt(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_volens")).args(arguments).output().await.unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
