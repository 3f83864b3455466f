//! What must not be kept is not kept: hostile and ordinary traffic with marks in everything that a
//! request brings, and then a search for them in all that the ledger leaves behind (L17).

use crate::metrics;
use crate::support::{EVENTS, LOCAL, Ledger, SHOP, answer};
use serde_json::{Value, json};
use std::path::Path;

/// In an address, a user agent, a referrer, a path, a query, a body, a key, a made-up header.
const MARKS: [&str; 9] = [
    "198.51.100.77",
    "2001:db8:aaaa:bbbb",
    "MarkedAgent",
    "marked-referrer",
    "marked-path",
    "marked-query",
    "marked-body",
    "marked-method",
    "marked.origin",
];

#[tokio::test]
async fn no_log_line_metric_or_row_holds_who_asked_from_where_or_with_what() {
    for form in ["json", "text"] {
        let ledger = Ledger::start_with(|command| {
            let mut command = metrics::listening(command);
            command.args(["--log", form, "--rate", "2", "--trusted-hops", "1"]);
            command
        })
        .await;
        let known: Value =
            serde_json::from_str(include_str!("../../../volens-model/testdata/subject.json"))
                .unwrap();
        let (key, subject) = key_and_subject(&known);
        let mut event = ledger.refusal(1);
        event["action"] = json!("accept");
        event["granted"] = event["refused"].take();
        event["refused"] = json!([]);
        event["subject"] = json!(subject);
        let kept = marked(ledger.client.post(ledger.url(EVENTS)))
            .header("origin", LOCAL)
            .header("volens-key", &key)
            .json(&json!({ "events": [event] }));
        assert_eq!(answer(kept).await.0, 200);
        hostile(&ledger, &key).await;

        let id = event["id"].as_str().unwrap().to_owned();
        let page = metrics::read(&ledger).await;
        assert!(page.contains("volens_rate_limited_total"));
        ledger.signal("TERM");
        let (_, folder) = ledger.ended().await;
        let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
        assert!(log.contains("unlisted-origin") && log.contains("unknown-service"), "{log}");
        assert!(form == "text" || log.lines().all(is_json), "{log}");
        let database = bytes(folder.path());
        for mark in MARKS.iter().copied().chain([key.as_str()]) {
            assert!(!log.contains(mark), "{mark} is in the log:\n{log}");
            assert!(!page.contains(mark), "{mark} is in the metrics:\n{page}");
            assert!(!contains(&database, mark), "{mark} is in the database");
        }
        // The event itself is there, or this would prove nothing; but nowhere else.
        assert!(contains(&database, &id) && contains(&database, &subject));
        for personal in [&id, &subject] {
            assert!(!log.contains(personal.as_str()) && !page.contains(personal.as_str()));
        }
    }
}

async fn hostile(ledger: &Ledger, key: &str) {
    let mut strange = ledger.refusal(2);
    strange["granted"] = json!(["marked-body"]);
    let mut misspelt = ledger.refusal(3);
    misspelt["marked-body"] = json!("marked-body");
    let mut unknown = ledger.refusal(4);
    unknown["granted"] = json!(["marked_body"]);
    let post = || marked(ledger.client.post(ledger.url(EVENTS))).header("volens-key", key);
    for event in [strange, misspelt, unknown] {
        answer(post().header("origin", SHOP).json(&json!({ "events": [event] }))).await;
    }
    answer(post().header("origin", "https://marked.origin").json(&json!({}))).await;
    answer(post().header("origin", SHOP).body("marked-body")).await;
    for path in ["/apollo/marked-path?marked-query", "/marked-path", "/v1/marked-path/events"] {
        marked(ledger.client.get(ledger.url(path))).send().await.unwrap();
    }
    let method = "marked-method".parse().unwrap();
    marked(ledger.client.request(method, ledger.url("/healthz"))).send().await.unwrap();
    for _ in 0..60 {
        marked(ledger.client.get(ledger.url("/healthz"))).send().await.unwrap();
    }
}

fn marked(request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
    request
        .header("x-forwarded-for", "2001:db8:aaaa:bbbb::1, 198.51.100.77")
        .header("forwarded", "for=\"[2001:db8:aaaa:bbbb::1]\"")
        .header("user-agent", "MarkedAgent/1.0")
        .header("referer", "https://shop.example/marked-referrer?marked-query")
        .header("marked-header", "marked-body")
}

/// A key and what it hashes to at `LOCAL`.
fn key_and_subject(known: &Value) -> (String, String) {
    let known = known.as_array().unwrap().iter().find(|known| known["origin"] == LOCAL).unwrap();
    let text = |name: &str| known[name].as_str().expect(name).to_owned();
    (text("key"), text("subject"))
}

fn is_json(line: &str) -> bool {
    serde_json::from_str::<Value>(line).is_ok()
}

/// Everything the store has on disk.
fn bytes(folder: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let database = files.filter(|path| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("ledger.db"))
    });
    database.flat_map(|path| std::fs::read(path).unwrap()).collect()
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
