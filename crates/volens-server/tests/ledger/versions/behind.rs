//! A ledger that serves an earlier policy than the one that an event names.

use super::{edit, folder, own, page, policy, said, store, text, until, volens};
use crate::support::{Ledger, header};
use serde_json::{Value, json};
use tokio::process::Command;

#[tokio::test]
async fn an_event_of_a_newer_policy_waits_until_the_ledger_serves_it() {
    let retention = ["--retention", "apollo=P200D"];
    let with = |mut command: Command| {
        command.args(retention);
        command
    };
    let place = Ledger::start_on(|_| {}).await;
    let first = policy(&place).await;
    place.signal("TERM");
    let (_, place) = place.ended().await;
    let ledger = Ledger::start_in(place, with).await;
    let stranger = {
        let mut event = ledger.refusal(7);
        event["fingerprint"] = json!("a".repeat(52));
        event
    };
    let (status, body) = ledger.post(&[stranger]).await;
    assert_eq!((status, &body["events"][0]["status"]), (422, &json!("refused")), "{body}");

    edit(&folder(&ledger), "site.toml", "_days = 182", "_days = 300");
    edit(&folder(&ledger), "site.toml", "_days = 182", "_days = 300");
    let longer = "{ name = \"_fbp\", duration = \"P6M\" }";
    edit(&folder(&ledger), "site.toml", "{ name = \"_fbp\", duration = \"P3M\" }", longer);
    let arguments = ["publish", "--site", &own(&ledger), "--store", &store(&ledger)];
    let published = volens(&arguments, &ledger).await;
    assert!(said(&published).contains("VISITORS ARE ASKED AGAIN"), "{}", said(&published));
    until("the ledger stays behind", || ledger.log().contains("cannot be served here")).await;
    assert_eq!(policy(&ledger).await, first);

    let list = ledger.get("/apollo/notice/versions?form=json").await.json::<Value>().await.unwrap();
    let mut event = ledger.refusal(8);
    event["fingerprint"] = list["versions"][0]["fingerprint"].clone();
    assert_ne!(event["fingerprint"], first["fingerprint"], "{list}");
    let known = ledger.refusal(9);
    let answer = ledger.request().json(&json!({"events": [known, event]})).send().await.unwrap();
    assert_eq!(answer.status(), 503);
    let pause: u64 = header(&answer, "retry-after").parse().unwrap();
    assert!((1..=60).contains(&pause), "{pause}");
    assert_eq!(answer.json::<Value>().await.unwrap()["code"], "unavailable");
    assert_eq!(ledger.stored().await.len(), 0, "of a request that waits nothing is kept");

    ledger.signal("TERM");
    let (_, place) = ledger.ended().await;
    let ledger = Ledger::start_in(place, |command| command).await;
    let (status, body) = ledger.post(&[known, event.clone()]).await;
    assert_eq!((status, &body["events"][1]["status"]), (200, &json!("stored")), "{body}");

    // What it was asked, beside what was asked before: as the settings link to it.
    let (was, is) = (text(&first["fingerprint"]), text(&event["fingerprint"]));
    let pair = format!("/apollo/policy/versions/{}...{is}?lang=en", &was[..12]);
    let difference = page(&ledger, &pair).await;
    for said in ["<h2>Meta Pixel</h2>", "_fbp (Cookie, <del>3</del> months", "<ins>6</ins> "] {
        assert!(difference.contains(said), "{said}: {difference}");
    }
    assert!(!difference.contains("Google Ads") && !difference.contains("<script"), "{difference}");
    let json = ledger.get(&(pair + "&form=json")).await.json::<Value>().await.unwrap();
    assert_eq!(json["asked"].as_array().unwrap().len(), 1, "{json}");
    assert_eq!(json["asked"][0]["changes"][0]["field"], "trackers");
    let kept = ledger.get(&format!("/apollo/policy/versions/{was}")).await;
    assert_eq!(kept.json::<Value>().await.unwrap()["fingerprint"], json!(was));
    let view = ledger.get("/apollo/view.en.json").await.json::<Value>().await.unwrap();
    let link = format!("/apollo/policy/versions/{{from}}...{is}?lang=en");
    assert_eq!(view["compared"], json!({"text": "What changed", "path": link}));
    let list = page(&ledger, "/apollo/notice/versions?lang=en").await;
    let pair = format!("/apollo/policy/versions/{}...{}?lang=en", &was[..12], &is[..12]);
    assert!(list.contains(&pair), "{list}");
}
