//! Requests and events that are refused, each with a reason that helps.

use crate::support::{EVENTS, Ledger, SHOP, answer, header};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

#[tokio::test]
async fn a_request_that_is_refused_as_a_whole_says_why() {
    let ledger = Ledger::start().await;
    let typed = || ledger.request().header("content-type", "application/json");
    let many: Vec<Value> = (0..51).map(|n| ledger.refusal(n)).collect();
    let good = json!({ "events": [ledger.refusal(1)] });
    let elsewhere = |path: &str| ledger.client.post(ledger.url(path)).header("origin", SHOP);
    let cases: Vec<(RequestBuilder, u16, &str)> = vec![
        (typed(), 400, "not-json"),
        (typed().body(vec![0xff, 0xfe, 0, 1, 2]), 400, "not-json"),
        (typed().body("{\"events\":[}"), 400, "not-json"),
        (typed().body("[".repeat(60_000)), 400, "not-json"),
        (typed().json(&json!({ "events": [], "more": 1 })), 400, "not-json"),
        (typed().json(&json!({ "events": [] })), 400, "wrong-count"),
        (typed().json(&json!({ "events": many })), 400, "wrong-count"),
        (typed().body(vec![b'x'; 1 << 20]), 413, "too-large"),
        (typed().body(vec![b' '; 64 * 1024 + 1]), 413, "too-large"),
        (ledger.request().body(good.to_string()), 415, "not-json-type"),
        (ledger.request().header("content-type", "text/plain").body("{}"), 415, "not-json-type"),
        (elsewhere("/v1/nowhere/events").json(&good), 404, "unknown-site"),
        (elsewhere("/v1/%ff/events").json(&good), 404, "unknown-site"),
        (elsewhere("/v1/apollo/receipts").json(&good), 404, "not-found"),
        (ledger.client.get(ledger.url(EVENTS)), 405, "method-not-allowed"),
        (ledger.client.delete(ledger.url("/apollo/lv.js")), 405, "method-not-allowed"),
    ];
    for (request, status, code) in cases {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{code}");
        assert_eq!(header(&response, "content-type"), "application/problem+json", "{code}");
        assert_eq!(header(&response, "cache-control"), "no-store", "{code}");
        let problem: Value = response.json().await.unwrap();
        assert_eq!((&problem["code"], &problem["status"]), (&json!(code), &json!(status)));
        assert_eq!(problem["type"], "about:blank");
        for text in ["title", "detail"] {
            assert!(problem[text].as_str().is_some_and(|text| text.len() > 3), "{code}: {text}");
        }
    }
    assert_eq!(ledger.stored().await, []);
}

#[tokio::test]
async fn exactly_64_kib_are_taken() {
    let ledger = Ledger::start().await;
    let mut body = json!({ "events": [ledger.refusal(1)] }).to_string();
    body.push_str(&" ".repeat(64 * 1024 - body.len()));
    let request = ledger.request().header("content-type", "application/json").body(body);
    assert_eq!(answer(request).await.0, 200);
}

#[tokio::test]
async fn an_event_that_is_wrong_says_which_field() {
    let ledger = Ledger::start().await;
    let with = |field: &str, value: Value| {
        let mut event = ledger.refusal(1);
        event[field] = value;
        event
    };
    let mut without = ledger.refusal(1);
    without.as_object_mut().unwrap().remove("subject");
    let services = ledger.services();
    let huge = "x".repeat(60_000);
    let cases = [
        (with("granted", json!(["foo"])), "unknown-service", "granted[0]"),
        (with("refused", json!([])), "incomplete-choice", "refused"),
        (with("objected", json!(["p99"])), "unknown-activity", "objected[0]"),
        (with("fingerprint", json!("0".repeat(52))), "unknown-fingerprint", "fingerprint"),
        (with("language", json!("xx")), "unknown-language", "language"),
        (with("action", json!("agree")), "wrong-form", "action"),
        (with("id", json!("../../etc")), "wrong-form", "id"),
        (with("at", json!("yesterday")), "wrong-form", "at"),
        (with("counter", json!(1e30)), "wrong-form", "counter"),
        (with("counter", json!(0)), "wrong-form", "counter"),
        (with("previous", ledger.refusal(0)["id"].clone()), "wrong-form", "previous"),
        (with("address", json!("Brīvības iela 1")), "wrong-form", "address"),
        (with("subject", json!(huge)), "wrong-form", "subject"),
        (without, "wrong-form", "subject"),
        (json!(null), "wrong-form", "."),
    ];
    for (event, code, named) in cases {
        let (status, body) = ledger.post(&[event]).await;
        let problem = &body["events"][0]["problem"];
        assert_eq!((status, &problem["code"]), (422, &json!(code)), "{body}");
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(named), "{detail}");
        assert!(detail.len() < 1000, "{detail}");
    }
    let mut contradiction = with("granted", json!(services));
    contradiction["refused"] = json!([]);
    let (_, body) = ledger.post(&[contradiction]).await;
    assert_eq!(body["events"][0]["problem"]["code"], "contradiction");
    // A field that stands twice could mean either.
    let twice = ledger.refusal(1).to_string().replacen('{', "{\"counter\":2,", 1);
    let request = ledger.request().header("content-type", "application/json");
    let (status, body) = answer(request.body(format!("{{\"events\":[{twice}]}}"))).await;
    assert_eq!(status, 422, "{body}");
    assert_eq!(ledger.stored().await, []);
}

#[tokio::test]
async fn a_refusal_is_logged_without_what_was_sent() {
    let ledger = Ledger::start().await;
    let mut event = ledger.refusal(1);
    event["granted"] = json!(["janis_berzins"]);
    ledger.post(&[event]).await;
    let unlisted = ledger.client.request(Method::POST, ledger.url(EVENTS));
    answer(unlisted.header("origin", "https://janis.example")).await;
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("unknown-service") && log.contains("unlisted-origin"), "{log}");
    assert!(!log.contains("janis"), "{log}");
}
