//! Events that are sound, and what is kept of them.

use crate::support::{LOCAL, Ledger, SHOP, answer};
use reqwest::header::{ORIGIN, USER_AGENT};
use serde_json::{Value, json};

#[tokio::test]
async fn an_event_is_stored_once_whatever_is_sent_again() {
    let ledger = Ledger::start().await;
    let event = ledger.refusal(1);
    let id = event["id"].clone();

    let (status, body) = ledger.post(std::slice::from_ref(&event)).await;
    assert_eq!((status, body), (200, json!({"events": [{"id": id, "status": "stored"}]})));
    // The same decision with its fields in another order and other white space.
    let text = serde_json::to_string_pretty(&json!({ "events": [event] })).unwrap();
    let again = ledger.request().header("content-type", "application/json; charset=utf-8");
    let (status, body) = answer(again.body(text)).await;
    assert_eq!((status, body), (200, json!({"events": [{"id": id, "status": "duplicate"}]})));

    let mut other = event.clone();
    other["counter"] = json!(2);
    let (status, body) = ledger.post(&[other]).await;
    assert_eq!(status, 409);
    assert_eq!(body["events"][0]["problem"]["code"], "id-reused");

    let stored = ledger.stored().await;
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0].id, id);
    assert_eq!(serde_json::from_str::<Value>(&stored[0].body).unwrap(), event);
}

#[tokio::test]
async fn each_event_of_a_batch_has_a_status_of_its_own_in_order() {
    let ledger = Ledger::start().await;
    let (good, after) = (ledger.refusal(1), ledger.refusal(3));
    let mut unknown = ledger.refusal(2);
    unknown["refused"][0] = json!("foo");
    let batch = [good.clone(), unknown.clone(), json!(7), good.clone(), after];
    let (status, body) = ledger.post(&batch).await;
    assert_eq!(status, 200, "some are stored");
    let events = body["events"].as_array().unwrap();
    let statuses: Vec<&Value> = events.iter().map(|event| &event["status"]).collect();
    assert_eq!(statuses, ["stored", "refused", "refused", "duplicate", "stored"]);
    assert_eq!(events[1]["id"], unknown["id"]);
    assert_eq!(events[1]["problem"]["status"], 422);
    assert_eq!(events[1]["problem"]["code"], "unknown-service");
    assert_eq!(events[2]["id"], Value::Null);
    assert_eq!(events[2]["problem"]["code"], "wrong-form");

    let (status, body) = ledger.post(&[unknown, json!({})]).await;
    assert_eq!(status, 422, "that of the first problem");
    assert_eq!(body["events"].as_array().unwrap().len(), 2);
    assert_eq!(ledger.stored().await.len(), 2);
}

#[tokio::test]
async fn a_record_holds_the_decision_and_nothing_about_the_request() {
    let ledger = Ledger::start().await;
    let event = ledger.refusal(1);
    let request =
        ledger.request().header(USER_AGENT, "Curious/7").header("x-forwarded-for", "9.8.7.6");
    let (status, _) = answer(request.json(&json!({ "events": [event] }))).await;
    assert_eq!(status, 200);
    let record = ledger.stored().await.remove(0);
    assert_eq!((record.site.as_str(), record.origin.as_str()), ("apollo", SHOP));
    assert_eq!(record.subject, None, "no identifier in a first refusal");
    assert_eq!(record.action, "refuse");
    assert_eq!(record.at, event["at"]);
    assert!(record.received.as_str() > "2026" && record.received.ends_with('Z'));
    let canonical = serde_json_canonicalizer::to_string(&event).unwrap();
    assert_eq!(record.body, canonical, "RFC 8785");
    // L17, in the file itself and in the log.
    let mut everything = ledger.log().into_bytes();
    for name in ["ledger.db", "ledger.db-wal"] {
        everything.extend(std::fs::read(ledger.folder().join(name)).unwrap());
    }
    let everything = String::from_utf8_lossy(&everything);
    for private in ["Curious", "9.8.7.6", "127.0.0.1"] {
        assert!(!everything.contains(private), "{private} was kept");
    }
    assert!(everything.contains("sh0wnentry12"), "looked in the right place");
}

#[tokio::test]
async fn a_subject_is_proven_by_its_key() {
    let ledger = Ledger::start().await;
    let golden = include_str!("../../../volens-model/testdata/subject.json");
    let golden: Vec<Value> = serde_json::from_str(golden).unwrap();
    let ours = golden.iter().find(|entry| entry["origin"] == LOCAL).unwrap();
    let theirs = golden.iter().find(|entry| entry["origin"] != LOCAL).unwrap();
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap().to_owned();
    let (subject, key) = (text(ours, "subject"), text(ours, "key"));
    let mut event = ledger.refusal(1);
    event["action"] = json!("accept");
    event["granted"] = json!(ledger.services());
    event["refused"] = json!([]);
    event["subject"] = json!(subject);
    event["previous"] = ledger.refusal(0)["id"].clone();

    let post = async |event: &Value, origin: &str, keys: &[&str]| {
        let mut request = ledger.client.post(ledger.url(crate::support::EVENTS));
        request = request.header(ORIGIN, origin).json(&json!({ "events": [event] }));
        for key in keys {
            request = request.header("volens-key", *key);
        }
        let (status, body) = answer(request).await;
        (status, body["events"][0]["problem"]["code"].as_str().unwrap_or_default().to_owned())
    };
    let wrong = (403, "wrong-key".to_owned());
    assert_eq!(post(&event, LOCAL, &[]).await, wrong, "no key");
    assert_eq!(post(&event, LOCAL, &[&text(theirs, "key")]).await, wrong, "another's key");
    assert_eq!(post(&event, LOCAL, &["short"]).await, wrong, "no key's form");
    assert_eq!(post(&event, LOCAL, &[&key, &key]).await, wrong, "two keys");
    assert_eq!(post(&event, SHOP, &[&key]).await, wrong, "the key of another origin (L27)");
    assert_eq!(ledger.stored().await, []);
    assert_eq!(post(&event, LOCAL, &[&key]).await.0, 200);
    assert_eq!(ledger.stored().await[0].subject, Some(subject));
    assert!(!ledger.log().contains(&key), "keys are not logged");
}
