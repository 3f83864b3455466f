//! Consents to be contacted: a box's event is kept apart from the choice about services, and every set
//! of purposes that was ever published can be answered.

use crate::support::{EVENTS, LOCAL, Ledger, answer};
use reqwest::header::ORIGIN;
use serde_json::{Value, json};
use std::path::Path;

const LANGUAGES: [&str; 6] = ["lv", "en", "et", "lt", "ru", "fi"];

/// Adds a contact purpose to a site.
pub(crate) fn add(site: &Path, id: &str, channel: &str) {
    append(
        &site.join("site.toml"),
        &format!("[[contact]]\nid = \"{id}\"\nchannel = \"{channel}\"\n"),
    );
    for language in LANGUAGES {
        // What is the same in two languages would be refused as untranslated.
        let text = format!("{language}: 1");
        let words = format!(
            "[contact.{id}]\ntitle = \"{text}\"\npurpose = \"{text}\"\nwithdraw = \"{text}\"\n"
        );
        append(&site.join(format!("texts/{language}.toml")), &words);
    }
}

fn append(file: &Path, more: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    std::fs::write(file, format!("{text}\n{more}")).unwrap();
}

/// A subject of `testdata/subject.json` and its key.
fn visitor() -> (Value, String) {
    let text = include_str!("../../../volens-model/testdata/subject.json");
    let subjects: Value = serde_json::from_str(text).unwrap();
    let all = subjects.as_array().unwrap().iter();
    let ours =
        all.into_iter().find(|one| one["site"] == "apollo" && one["origin"] == LOCAL).unwrap();
    (ours["subject"].clone(), ours["key"].as_str().unwrap().to_owned())
}

/// A box's event; `n` tells events apart.
fn event(ledger: &Ledger, n: u64, granted: &[&str], refused: &[&str]) -> Value {
    let mut event = ledger.refusal(n);
    event["action"] = json!(if granted.is_empty() { "withdraw" } else { "save" });
    event["control"] = json!("box");
    event["granted"] = json!(granted);
    event["refused"] = json!(refused);
    event["subject"] = visitor().0;
    event
}

/// Posts one event with the visitor's key: its status, or the code of its problem.
async fn post(ledger: &Ledger, event: &Value) -> String {
    let request = ledger.client.post(ledger.url(EVENTS)).header(ORIGIN, LOCAL);
    let request = request.header("volens-key", visitor().1).json(&json!({ "events": [event] }));
    let (_, body) = answer(request).await;
    let answer = &body["events"][0];
    let said = answer["problem"]["code"].as_str().or(answer["status"].as_str());
    said.unwrap_or_else(|| panic!("{body}")).to_owned()
}

#[tokio::test]
async fn a_boxs_event_is_kept_and_says_nothing_of_services() {
    let ledger = Ledger::start_on(|site| {
        add(site, "email_news", "email");
        add(site, "sms_news", "sms");
    })
    .await;
    let policy: Value = ledger.get("/apollo/policy.json").await.json().await.unwrap();
    let ids = policy["contacts"].as_array().unwrap().iter().map(|one| &one["id"]);
    assert_eq!(ids.collect::<Vec<_>>(), ["email_news", "sms_news"]);

    let consent = event(&ledger, 1, &["email_news"], &["sms_news"]);
    assert_eq!(post(&ledger, &consent).await, "stored");
    assert_eq!(post(&ledger, &consent).await, "duplicate");
    let withdrawal = event(&ledger, 2, &[], &["email_news", "sms_news"]);
    assert_eq!(post(&ledger, &withdrawal).await, "stored");

    let mixed = event(&ledger, 3, &["email_news", "shop_stats"], &["sms_news"]);
    assert_eq!(post(&ledger, &mixed).await, "unknown-purpose");
    let mut banner = ledger.refusal(4);
    banner["action"] = json!("save");
    banner["granted"] = json!(["email_news"]);
    assert_eq!(post(&ledger, &banner).await, "unknown-service");
    let mut nobody = event(&ledger, 5, &["email_news"], &["sms_news"]);
    nobody["subject"] = Value::Null;
    assert_eq!(post(&ledger, &nobody).await, "wrong-form");

    let kept: Vec<String> = ledger.stored().await.into_iter().map(|record| record.id).collect();
    assert_eq!(json!(kept), json!([withdrawal["id"], consent["id"]]));
}

#[tokio::test]
async fn a_purpose_that_comes_later_asks_nobody_again_and_leaves_open_pages_right() {
    let ledger = Ledger::start_on(|site| add(site, "email_news", "email")).await;
    let (earlier, fingerprint) = (event(&ledger, 1, &["email_news"], &[]), ledger.fingerprint());
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;

    add(&folder.path().join("site"), "sms_news", "sms");
    let ledger = Ledger::start_in(folder, |command| command).await;
    assert_eq!(ledger.fingerprint(), fingerprint, "the choice about cookies still holds");
    assert_eq!(post(&ledger, &earlier).await, "stored", "of a page that was open");
    let whole = event(&ledger, 2, &["sms_news"], &["email_news"]);
    assert_eq!(post(&ledger, &whole).await, "stored");
    let half = event(&ledger, 3, &["sms_news"], &[]);
    assert_eq!(post(&ledger, &half).await, "incomplete-choice");
}

#[tokio::test]
async fn a_site_without_contact_purposes_has_no_box() {
    let ledger = Ledger::start_on(|_| {}).await;
    assert_eq!(post(&ledger, &event(&ledger, 1, &["email_news"], &[])).await, "unknown-purpose");
    assert_eq!(post(&ledger, &event(&ledger, 2, &[], &[])).await, "incomplete-choice");
    let script = ledger.get("/apollo/lv.js").await.text().await.unwrap();
    assert!(!script.contains("adopters.push(box)") && !script.contains(".box{}"), "{script}");
}

#[tokio::test]
async fn the_bundle_carries_each_box_as_a_node_tree() {
    let ledger = Ledger::start_on(|site| add(site, "email_news", "email")).await;
    let script = ledger.get("/apollo/lv.js").await.text().await.unwrap();
    assert!(script.contains("adopters.push(box)") && script.contains(".box{}"), "{script}");
    assert!(script.contains(r#""contacts":{"email_news":["div",{"#), "{script}");
}
