//! How much one address may ask for, and whose word is taken for an address.

use crate::support::{Ledger, header};
use serde_json::Value;

#[tokio::test]
async fn who_asks_for_too_much_is_told_when_to_come_back() {
    let ledger = slow_ledger(&[]).await;
    let mut answers = Vec::new();
    for _ in 0..30 {
        answers.push(ledger.get("/healthz").await);
    }
    let first = answers.iter().position(|answer| answer.status() == 429).expect("a limit");
    assert!((18..25).contains(&first), "after {first}");
    let limited = answers.swap_remove(first);
    let wait: u64 = header(&limited, "retry-after").parse().unwrap();
    assert!((1..=2).contains(&wait), "{wait}");
    assert_eq!(header(&limited, "content-type"), "application/problem+json");
    assert_eq!(header(&limited, "x-content-type-options"), "nosniff");
    let problem: Value = limited.json().await.unwrap();
    assert_eq!((&problem["code"], &problem["status"]), (&"too-many".into(), &429.into()));
}

#[tokio::test]
async fn a_forged_address_gains_nothing() {
    for headers in ["x-forwarded-for", "forwarded", "x-real-ip", "client-ip"] {
        let ledger = slow_ledger(&[]).await;
        let served = served(&ledger, headers, |n| format!("198.51.{n}.7")).await;
        assert!(served < 25, "{headers}: {served}");
    }
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_visitor_has_an_allowance_of_their_own() {
    let ledger = slow_ledger(&["--trusted-hops", "1"]).await;
    let visitors = served(&ledger, "x-forwarded-for", |n| format!("6.6.6.6, 198.51.{n}.7")).await;
    assert_eq!(visitors, 60);
    let ledger = slow_ledger(&["--trusted-hops", "1"]).await;
    let forger = served(&ledger, "x-forwarded-for", |n| format!("198.51.{n}.7, 192.0.2.1")).await;
    assert!(forger < 25, "what stands before the proxy's own entry is not read: {forger}");
}

#[tokio::test]
async fn one_address_leaves_connections_for_others() {
    let ledger = Ledger::start().await;
    let address = ledger.address.strip_prefix("http://").unwrap();
    let mut held = Vec::new();
    let mut closed = 0;
    for _ in 0..300 {
        held.push(tokio::net::TcpStream::connect(address).await.unwrap());
    }
    for stream in &held {
        // What is turned away is closed at once; what is served waits for a request.
        let ends = tokio::time::timeout(std::time::Duration::from_millis(20), stream.readable());
        closed += usize::from(ends.await.is_ok());
    }
    // The test's own client keeps one open as well.
    assert!((300 - 256..=300 - 254).contains(&closed), "{closed} of 300 were closed");
    drop(held);
    assert_eq!(ledger.get("/healthz").await.status(), 200);
}

/// A ledger that admits one request a second, and twenty at once.
async fn slow_ledger(arguments: &[&str]) -> Ledger {
    Ledger::start_with(|mut command| {
        command.args(["--rate", "1"]).args(arguments);
        command
    })
    .await
}

/// How many of 60 requests are served, each with its own value of a header.
async fn served(ledger: &Ledger, name: &str, value: impl Fn(usize) -> String) -> usize {
    let mut served = 0;
    for n in 0..60 {
        let request = ledger.client.get(ledger.url("/healthz")).header(name, value(n));
        served += usize::from(request.send().await.unwrap().status() == 200);
    }
    served
}
