//! The outbox against a ledger that answers as it likes.

use crate::world::{gate_of, ledger_that, local, told, until};
use js_sys::Array;
use volens_widget::browser::outbox::{Outbox, pause};
use volens_widget::browser::storage::Store;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Event;

const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn enqueue(site: &str, id: &str, key: Option<&str>) {
    let key = key.map_or("null".to_owned(), |key| format!("\"{key}\""));
    let item = format!(r#"{{"key":{key},"event":{{"id":"{id}","subject":null,"counter":1}}}}"#);
    local().set_item(&format!("volens.{site}.q.{id}"), &item).expect("room");
}

fn queued(site: &str) -> usize {
    Store::new(site).queue().len()
}

fn history(site: &str, id: &str) -> Option<String> {
    local().get_item(&format!("volens.{site}.h.{id}")).expect("storage")
}

fn body(requests: &Array, n: u32) -> String {
    told(&requests.get(n), "body").replace("\\\"", "\"")
}

#[wasm_bindgen_test]
async fn one_key_a_request_oldest_first_under_the_lock() {
    enqueue("keys", "01", None);
    enqueue("keys", "02", None);
    enqueue("keys", "03", Some(KEY));
    let requests = ledger_that(&["stored"]);
    let port = gate_of("keys", "null");
    Outbox::new(port.clone(), "keys").wake();
    until("the queue is empty", || queued("keys") == 0).await;

    assert_eq!(requests.length(), 2);
    assert_eq!(told(&requests.get(0), "url"), "\"https://consent.example/v1/keys/events\"");
    assert_eq!(told(&requests.get(0), "key"), "null");
    assert_eq!(told(&requests.get(1), "key"), format!("\"{KEY}\""));
    assert_eq!(told(&requests.get(1), "sent"), "\"origin error omit\"", "no address, no detour");
    let (first, second) = (body(&requests, 0), body(&requests, 1));
    assert!(first.find("\"01\"") < first.find("\"02\"") && first.contains("\"subject\":null"));
    // SHA-256 in hex; which one, the golden file says to the gate and the ledger.
    let subject = second.split("\"subject\":\"").nth(1).and_then(|rest| rest.split('"').next());
    let is_hash = |text: &str| text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit());
    assert!(subject.is_some_and(is_hash), "{second}");

    assert_eq!(told(&port, "locked"), "1");
    assert!(history("keys", "01").is_none());
    let kept = history("keys", "03").expect("a known visitor's event is kept");
    assert!(kept.contains("\"stored\"") && kept.contains("\"subject\":null"), "{kept}");
}

#[wasm_bindgen_test]
async fn an_outage_keeps_the_event_until_the_device_is_online_again() {
    enqueue("outage", "01", None);
    let requests = ledger_that(&["down", "stored"]);
    let outbox = Outbox::new(gate_of("outage", "null"), "outage");
    outbox.wake();
    until("it was tried", || requests.length() == 1).await;
    assert_eq!(queued("outage"), 1);

    let window = web_sys::window().expect("a window");
    until("it is delivered", || {
        // Once may be too early: the failed try has to come to its end first.
        window.dispatch_event(&Event::new("online").expect("an event")).expect("dispatch");
        queued("outage") == 0
    })
    .await;
    assert_eq!(requests.length(), 2, "exactly once");
}

#[wasm_bindgen_test]
async fn a_busy_ledger_is_left_in_peace() {
    enqueue("busy", "01", None);
    let requests = ledger_that(&["busy"]);
    let port = gate_of("busy", "null");
    Outbox::new(port.clone(), "busy").wake();
    until("it was tried", || requests.length() == 1).await;
    until("the lock is free", || told(&port, "locked") == "1").await;
    assert_eq!(queued("busy"), 1);
}

#[wasm_bindgen_test]
fn pauses_grow_and_follow_the_ledger_within_reason() {
    let pauses: Vec<u32> = (1..=10).map(|failures| pause(failures, None)).collect();
    assert_eq!(pauses, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    assert_eq!(pause(u32::MAX, None), 300);
    assert_eq!(pause(1, Some(60)), 60);
    assert_eq!(pause(6, Some(1)), 64);
    assert_eq!(pause(1, Some(u32::MAX)), 3_600);
}

#[wasm_bindgen_test]
async fn what_the_ledger_will_never_take_leaves_the_queue() {
    enqueue("refused", "01", None);
    enqueue("refused", "02", Some(KEY));
    ledger_that(&["refused"]);
    Outbox::new(gate_of("refused", "null"), "refused").wake();
    until("the queue is empty", || queued("refused") == 0).await;
    assert!(history("refused", "01").is_none());
    assert!(history("refused", "02").is_some_and(|kept| kept.contains("\"refused\"")));
}

#[wasm_bindgen_test]
async fn one_bad_event_does_not_take_the_others_with_it() {
    enqueue("bad", "01", None);
    enqueue("bad", "02", Some(KEY));
    enqueue("bad", "03", Some(KEY));
    // The batch of two is refused as a whole, then each goes alone.
    let requests = ledger_that(&["stored", "malformed", "malformed", "stored"]);
    Outbox::new(gate_of("bad", "null"), "bad").wake();
    until("the queue is empty", || queued("bad") == 0).await;
    assert_eq!(requests.length(), 4);
    assert!(history("bad", "02").is_some_and(|kept| kept.contains("\"refused\"")));
    assert!(history("bad", "03").is_some_and(|kept| kept.contains("\"stored\"")));
}

#[wasm_bindgen_test]
async fn an_answer_that_says_nothing_settles_nothing() {
    for (n, answer) in ["", "null", "{\"events\":[]}", "{\"events\":[{\"id\":\"01\"}]}", "[1]"]
        .into_iter()
        .enumerate()
    {
        let site = format!("silent{n}");
        enqueue(&site, "01", None);
        let requests = ledger_that(&[answer]);
        Outbox::new(gate_of(&site, "null"), &site).wake();
        until("it was tried", || requests.length() == 1).await;
        assert_eq!(queued(&site), 1, "{answer}");
    }
}
