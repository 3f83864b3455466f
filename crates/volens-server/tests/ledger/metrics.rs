//! Numbers for operators, on a listener of their own.

use crate::support::{EVENTS, Ledger};
use std::collections::BTreeSet;

#[tokio::test]
async fn metrics_are_read_on_their_own_listener_only() {
    let ledger = Ledger::start_with(listening).await;
    assert_eq!(ledger.get("/metrics").await.status(), 404);
    let (status, _) = ledger.post(&[ledger.refusal(1)]).await;
    assert_eq!(status, 200);
    ledger.post(&[ledger.refusal(1)]).await;
    let page = read(&ledger).await;
    for line in [
        "volens_requests_total{route=\"/v1/{site}/events\",method=\"POST\",status=\"200\"} 2",
        "volens_events_total{outcome=\"stored\"} 1",
        "volens_events_total{outcome=\"duplicate\"} 1",
        "volens_group_events_count 2",
        "volens_rate_limited_total 0",
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
    let elsewhere = ledger.client.get(format!("{}{EVENTS}", address(&ledger)));
    assert_eq!(elsewhere.send().await.unwrap().status(), 404, "nothing else is served there");
}

#[tokio::test]
async fn no_client_can_add_a_series() {
    let ledger = Ledger::start_with(listening).await;
    let ask = async |from: usize| {
        for n in from..from + 50 {
            ledger.get(&format!("/apollo/made-up-{n}.js?q={n}")).await;
            ledger.get(&format!("/made/up/{n}")).await;
            let method = format!("MADEUP{n}").parse().unwrap();
            let request = ledger.client.request(method, ledger.url("/healthz"));
            request.header("user-agent", n).send().await.unwrap();
        }
        series(&read(&ledger).await)
    };
    let first = ask(0).await;
    assert_eq!(ask(50).await, first);
}

fn series(page: &str) -> BTreeSet<String> {
    let samples = page.lines().filter(|line| !line.starts_with('#'));
    samples.filter_map(|line| Some(line.rsplit_once(' ')?.0.to_owned())).collect()
}

/// With a listener for metrics; the log says where.
pub(crate) fn listening(mut command: tokio::process::Command) -> tokio::process::Command {
    command.args(["--metrics", "127.0.0.1:0"]);
    command
}

pub(crate) async fn read(ledger: &Ledger) -> String {
    let url = format!("{}/metrics", address(ledger));
    ledger.client.get(url).send().await.unwrap().text().await.unwrap()
}

fn address(ledger: &Ledger) -> String {
    let log = ledger.log();
    let after = log.split("metrics on ").nth(1).expect("the log says where");
    after.split("/metrics").next().unwrap().to_owned()
}
