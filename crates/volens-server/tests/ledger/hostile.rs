//! Whatever is sent, the ledger answers, refuses what is wrong and never breaks.

use crate::support::{Ledger, answer};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

#[test]
fn arbitrary_bytes_are_a_client_error() {
    let (runtime, ledger) = start();
    runner(200)
        .run(&prop::collection::vec(any::<u8>(), 0..2000), |bytes| {
            let request = ledger.request().header("content-type", "application/json");
            prop_assert_eq!(status(&runtime, request.body(bytes)), 400);
            Ok(())
        })
        .unwrap();
    assert_unharmed(&runtime, &ledger);
}

#[test]
fn an_event_with_any_field_replaced_is_stored_or_a_client_error() {
    let (runtime, ledger) = start();
    let good = ledger.refusal(1);
    let fields: Vec<String> = good.as_object().unwrap().keys().cloned().collect();
    let changes = prop::collection::vec((prop::sample::select(fields), json_value()), 1..4);
    runner(300)
        .run(&changes, |changes| {
            let mut event = good.clone();
            for (field, value) in changes {
                event[field] = value;
            }
            let body = json!({ "events": [event] });
            let status = status(&runtime, ledger.request().json(&body));
            prop_assert!([200, 403, 409, 422].contains(&status), "{}: {}", status, body);
            Ok(())
        })
        .unwrap();
    assert_unharmed(&runtime, &ledger);
}

#[test]
fn arbitrary_json_paths_and_headers_are_a_client_error() {
    let (runtime, ledger) = start();
    let input = (json_value(), "/[ -~]{0,60}", "[ -~]{0,60}");
    runner(200)
        .run(&input, |(body, path, text)| {
            let request = ledger.request().json(&json!({ "events": [body] }));
            let refused = status(&runtime, request.header("volens-key", &text));
            prop_assert_eq!(refused, 422);
            if let Ok(url) = reqwest::Url::parse(&ledger.url(&path)) {
                let request = ledger.client.get(url).header("accept", &text);
                let request =
                    request.header("accept-language", &text).header("if-none-match", &text);
                prop_assert!(status(&runtime, request) < 500);
            }
            Ok(())
        })
        .unwrap();
    assert_unharmed(&runtime, &ledger);
}

fn start() -> (Runtime, Ledger) {
    let runtime = Runtime::new().unwrap();
    let ledger = runtime.block_on(Ledger::start());
    (runtime, ledger)
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

fn status(runtime: &Runtime, request: RequestBuilder) -> u16 {
    runtime.block_on(async { request.send().await.unwrap().status().as_u16() })
}

fn assert_unharmed(runtime: &Runtime, ledger: &Ledger) {
    let body = json!({ "events": [ledger.refusal(0xffff)] });
    let (status, _) = runtime.block_on(answer(ledger.request().json(&body)));
    assert_eq!(status, 200);
    assert!(!ledger.log().contains("panicked"), "{}", ledger.log());
}

/// JSON of any shape, five levels deep.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        "[\\x00-\\x7f]{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{0,10}", inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}
