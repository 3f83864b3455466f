//! How many events a second a store keeps, one group after the other, and how many with the
//! sequencing of them: `cargo run --release -p volens-store --example appends -- URL [GROUP] [EVENTS]`.

use std::time::{Duration, Instant};
use volens_store::{Record, seal};

/// How often the tree grows, as in a running ledger.
const SEQUENCING: Duration = Duration::from_secs(1);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let url = arguments.first().ok_or("which store?")?;
    let number = |n: usize, default| arguments.get(n).map_or(Ok(default), |text| text.parse());
    let (group, events): (usize, usize) = (number(1, 32)?, number(2, 64_000)?);
    let store = volens_store::open(url).await?;
    let base = store.tree("apollo").await?.size;
    let (begun, mut last) = (Instant::now(), Instant::now());
    let mut appending = Duration::ZERO;
    for n in 0..events / group {
        let records = seal((0..group).map(|m| record(base, n * group + m)).collect())?;
        let before = Instant::now();
        store.append(records).await?;
        appending += before.elapsed();
        if last.elapsed() > SEQUENCING {
            store.sequence("apollo", u32::MAX).await?;
            last = Instant::now();
        }
    }
    let tree = store.sequence("apollo", u32::MAX).await?;
    let rate = |time: Duration| events as f64 / time.as_secs_f64();
    println!("appended:             {:>7.0} events/s", rate(appending));
    println!("appended, sequenced:  {:>7.0} events/s", rate(begun.elapsed()));
    println!("leaves in the tree:   {:>7}", tree.size);
    store.close().await;
    Ok(())
}

/// As large as a real one, of a subject of its own.
fn record(base: u64, n: usize) -> Record {
    let id = format!("019aac3d-{:04x}-7e4f-8a5b-{n:012x}", base >> 8 & 0xffff);
    let (subject, fingerprint) = (format!("{base:032x}{n:032x}"), "k".repeat(52));
    let body = format!(
        r#"{{"action":"save","at":"2026-11-22T15:03:22Z","control":"banner","counter":1,"fingerprint":"{fingerprint}","gpc":false,"granted":["session_prefs","shop_stats"],"id":"{id}","language":"lv","notice":"k3v9q2ma7x1c","objected":[],"previous":null,"refused":["social_ads","web_analytics"],"shown":"sh0wnentry12","subject":"{subject}","trusted":true}}"#
    );
    Record {
        site: "apollo".to_owned(),
        id,
        origin: "https://shop.example".to_owned(),
        subject: Some(subject),
        fingerprint,
        action: "save".to_owned(),
        at: "2026-11-22T15:03:22Z".to_owned(),
        received: "2026-11-22T15:03:23.123Z".to_owned(),
        body,
    }
}
