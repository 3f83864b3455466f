//! A person's own events: read and erased with the key that only their browser holds.

use crate::support::{LOCAL, Ledger, SHOP, answer, header};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

const SUBJECT: &str = "/v1/apollo/subject";

/// The key of `testdata/subject.json`, and what it hashes to at `LOCAL`.
const KEY: &str = "kq0Jd3vG5l1mZxWc2Yt7uRb9oPe4hNs6iAfLwQyTDgI";
const HASH: &str = "ff9ff296ccdf94748468e4b46296ab5e7d64387fb7aae59aad5931bbcc9b6d3b";

#[tokio::test]
async fn who_holds_the_key_reads_their_history_and_nobody_elses() {
    let ledger = Ledger::start().await;
    keep(&ledger, &decision(&ledger, 1, true)).await;
    keep(&ledger, &decision(&ledger, 2, false)).await;
    ledger.post(&[ledger.refusal(9)]).await;
    let (status, history) = answer(ask(&ledger, Method::GET, KEY)).await;
    assert_eq!(status, 200, "{history}");
    assert_eq!(history["subject"], HASH);
    let events = history["events"].as_array().unwrap();
    assert_eq!(events.len(), 2, "{history}");
    assert_eq!(events[0]["event"], decision(&ledger, 1, true), "as it was sent, oldest first");
    assert_eq!(events[0]["origin"], LOCAL);
    let id = events[1]["event"]["id"].as_str().unwrap();
    assert_eq!(events[1]["receipt"], format!("/v1/apollo/receipts/{id}"));

    let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    assert_eq!(answer(ask(&ledger, Method::GET, other)).await.1["events"], json!([]));
    let elsewhere = ledger.client.get(ledger.url(SUBJECT)).header("origin", SHOP);
    let (_, elsewhere) = answer(elsewhere.header("volens-key", KEY)).await;
    assert_eq!(elsewhere["events"], json!([]), "a key is of one origin");
}

#[tokio::test]
async fn a_request_without_its_origin_or_its_one_key_is_refused() {
    let ledger = Ledger::start().await;
    let get = || ledger.client.get(ledger.url(SUBJECT));
    for (request, code) in [
        (get().header("volens-key", KEY), "missing-origin"),
        (get().header("volens-key", KEY).header("origin", "null"), "null-origin"),
        (get().header("volens-key", KEY).header("origin", "https://x.example"), "unlisted-origin"),
        (get().header("volens-key", KEY).header("sec-fetch-site", "same-origin"), "missing-origin"),
        (get().header("origin", LOCAL), "no-key"),
        (get().header("origin", LOCAL).header("volens-key", "short"), "no-key"),
        (get().header("origin", LOCAL).header("volens-key", HASH), "no-key"),
        (
            get().header("origin", LOCAL).header("volens-key", KEY).header("volens-key", KEY),
            "no-key",
        ),
    ] {
        let (status, problem) = answer(request).await;
        assert_eq!((status, &problem["code"]), (403, &json!(code)));
    }
    // A page of the ledger's own origin sends none, and the browser says so.
    let own = get().header("volens-key", KEY).header("sec-fetch-site", "same-origin");
    let (status, history) = answer(own.header("host", "localhost:8080")).await;
    assert_eq!((status, &history["subject"]), (200, &json!(HASH)));
}

#[tokio::test]
async fn erasing_needs_the_withdrawal_first_and_leaves_nothing_of_the_person() {
    let ledger = Ledger::start().await;
    keep(&ledger, &decision(&ledger, 1, true)).await;
    ledger.post(&[ledger.refusal(9)]).await;
    let (status, problem) = answer(ask(&ledger, Method::DELETE, KEY)).await;
    assert_eq!((status, &problem["code"]), (409, &json!("still-granted")));
    assert_eq!(ledger.stored().await.len(), 2, "nothing went");

    keep(&ledger, &decision(&ledger, 2, false)).await;
    let (status, erased) = answer(ask(&ledger, Method::DELETE, KEY)).await;
    assert_eq!((status, erased), (200, json!({"erased": 2})));
    let (_, history) = answer(ask(&ledger, Method::GET, KEY)).await;
    assert_eq!(history["events"], json!([]));
    let left = ledger.stored().await;
    assert_eq!(left.len(), 1, "another's stays");
    assert_eq!(left[0].subject, None);
    let (status, again) = answer(ask(&ledger, Method::DELETE, KEY)).await;
    assert_eq!((status, again), (200, json!({"erased": 0})), "asking again is harmless");
}

#[tokio::test]
async fn a_late_grant_does_not_hide_behind_an_older_withdrawal() {
    let ledger = Ledger::start().await;
    // Delivered in another order than decided: the device's count says which is newer.
    keep(&ledger, &decision(&ledger, 3, true)).await;
    keep(&ledger, &decision(&ledger, 2, false)).await;
    let (status, _) = answer(ask(&ledger, Method::DELETE, KEY)).await;
    assert_eq!(status, 409);
}

/// Whoever posts without measure under a key of theirs gets it page by page, and rid of in steps.
#[tokio::test]
async fn a_history_without_measure_is_read_and_erased_in_parts() {
    let ledger = Ledger::start().await;
    // The grant is the newest by the device's count, and not the last to come.
    let mut events: Vec<Value> = (2..=620).map(|n| decision(&ledger, n, false)).collect();
    events[7] = decision(&ledger, 9_000, true);
    for batch in events.chunks(50) {
        let request =
            ledger.client.post(ledger.url(crate::support::EVENTS)).header("origin", LOCAL);
        let request = request.header("volens-key", KEY).json(&json!({ "events": batch }));
        let (status, reply) = answer(request).await;
        assert_eq!(status, 200, "{reply}");
    }
    let mut read = Vec::new();
    let mut next = SUBJECT.to_owned();
    let mut pages = 0;
    loop {
        let page = ledger.client.get(ledger.url(&next)).header("origin", LOCAL);
        let (status, page) = answer(page.header("volens-key", KEY)).await;
        assert_eq!(status, 200, "{page}");
        let events = page["events"].as_array().unwrap();
        assert!(events.len() <= 100);
        read.extend(events.iter().map(|kept| kept["event"].clone()));
        pages += 1;
        match page["next"].as_str() {
            Some(address) => next = address.to_owned(),
            None => break,
        }
    }
    assert_eq!((read.len(), pages), (events.len(), 7));
    assert_eq!(read, events, "oldest first, each once");
    let (status, problem) = answer(ask(&ledger, Method::DELETE, KEY)).await;
    assert_eq!((status, &problem["code"]), (409, &json!("still-granted")));
    keep(&ledger, &decision(&ledger, 9_001, false)).await;
    let (status, erased) = answer(ask(&ledger, Method::DELETE, KEY)).await;
    assert_eq!((status, erased), (200, json!({"erased": events.len() + 1})));
    assert_eq!(ledger.stored().await.len(), 0);
    for strange in ["?after=", "?after=x", "?after=1&after=2", "?%zz"] {
        let page = ledger.client.get(ledger.url(&format!("{SUBJECT}{strange}")));
        let page = page.header("origin", LOCAL).header("volens-key", KEY);
        assert_eq!(answer(page).await.0, 200, "{strange}");
    }
}

#[tokio::test]
async fn a_legal_hold_keeps_the_events_and_says_why() {
    let ledger = Ledger::start().await;
    keep(&ledger, &decision(&ledger, 1, false)).await;
    let store = ledger.store().await;
    store.hold("apollo", Some("court case 17/2026")).await.unwrap();
    let (status, problem) = answer(ask(&ledger, Method::DELETE, KEY)).await;
    assert_eq!((status, &problem["code"]), (409, &json!("legal-hold")));
    assert!(problem["detail"].as_str().unwrap().contains("court case 17/2026"), "{problem}");
    store.hold("apollo", None).await.unwrap();
    store.close().await;
    assert_eq!(answer(ask(&ledger, Method::DELETE, KEY)).await.0, 200);
}

#[tokio::test]
async fn a_page_of_the_site_may_ask_and_read_and_no_other() {
    let ledger = Ledger::start().await;
    let preflight = ask(&ledger, Method::OPTIONS, KEY).send().await.unwrap();
    assert_eq!(preflight.status(), 204);
    assert_eq!(header(&preflight, "access-control-allow-methods"), "GET, DELETE");
    assert_eq!(header(&preflight, "access-control-allow-headers"), "volens-key");
    for method in [Method::GET, Method::DELETE] {
        let response = ask(&ledger, method, KEY).send().await.unwrap();
        assert_eq!(header(&response, "access-control-allow-origin"), LOCAL);
        assert_eq!(header(&response, "access-control-allow-credentials"), "");
        assert_eq!(header(&response, "cache-control"), "no-store");
    }
    let other = ledger.client.request(Method::OPTIONS, ledger.url(SUBJECT));
    let other = other.header("origin", "https://evil.example").send().await.unwrap();
    assert_eq!(other.status(), 403);
    assert_eq!(header(&other, "access-control-allow-origin"), "");
}

/// A decision of the subject's; one of the services granted, or none.
fn decision(ledger: &Ledger, counter: u64, grants: bool) -> Value {
    let mut event = ledger.refusal(100 + counter);
    let mut refused = ledger.services();
    let granted: Vec<String> = if grants { vec![refused.remove(0)] } else { Vec::new() };
    event["subject"] = json!(HASH);
    event["counter"] = json!(counter);
    event["action"] = json!(if grants { "save" } else { "withdraw" });
    event["granted"] = json!(granted);
    event["refused"] = json!(refused);
    event
}

async fn keep(ledger: &Ledger, event: &Value) {
    let request = ledger.client.post(ledger.url(crate::support::EVENTS)).header("origin", LOCAL);
    let request = request.header("volens-key", KEY).json(&json!({ "events": [event] }));
    let (status, reply) = answer(request).await;
    assert_eq!((status, &reply["events"][0]["status"]), (200, &json!("stored")), "{reply}");
}

fn ask(ledger: &Ledger, method: Method, key: &str) -> RequestBuilder {
    let request = ledger.client.request(method, ledger.url(SUBJECT));
    request.header("origin", LOCAL).header("volens-key", key)
}
