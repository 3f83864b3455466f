//! The officer's look-up by the reference that a visitor quotes.

use crate::support::{Ledger, header};
use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;
use tokio::time::{Instant, sleep};

#[tokio::test]
async fn a_reference_shows_decision_texts_policy_and_proof_and_makes_a_bundle() {
    let measured = manifest(&Ledger::start().await).await;
    let ledger = Ledger::start_on(|site| {
        std::fs::create_dir(site.join("evidence")).unwrap();
        std::fs::write(site.join("evidence/manifest.json"), measured).unwrap();
    })
    .await;
    let mut event = ledger.refusal(1);
    event["shown"] = json!(shown(&ledger, "lv").await);
    let (status, reply) = ledger.post(&[event.clone()]).await;
    assert_eq!(status, 200, "{reply}");
    let id = event["id"].as_str().unwrap();
    let before: Value = ledger.get("/apollo/policy.json").await.json().await.unwrap();
    signed(&ledger).await;

    let bundle = ledger.folder().join("bundle");
    let output = show(ledger.folder(), id, &["--out", bundle.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    for line in [
        "decision   refuse with banner, by a user's gesture",
        "granted    nothing",
        "site       apollo at https://shop.example",
        "when       2026-11-22T15:03:22Z by the visitor's clock",
        "proof      leaf ",
        "word for word:",
        "  | Noraidīt visu",
    ] {
        assert!(said.contains(line), "{line} is not in\n{said}");
    }
    let file = |name: &str| std::fs::read_to_string(bundle.join(name)).unwrap();
    let kept: Value = serde_json::from_str(&file("event.json")).unwrap();
    assert_eq!(kept["event"], event);
    let policy: Value = serde_json::from_str(&file("policy.json")).unwrap();
    assert_eq!(policy, before);
    assert!(file("shown.html").contains("Noraidīt visu"));
    assert!(!file("notice.json").is_empty());
    assert!(file("README.txt").contains("volens verify receipt"));
    let evidence: Value = serde_json::from_str(&file("evidence.json")).unwrap();
    assert_eq!(evidence["manifest"]["entries"][0]["shown"], event["shown"]);
    assert!(said.contains("measured   in chrome 1.2"), "{said}");

    // What the bundle says to do works, with nothing but the bundle.
    let key = file("log.key");
    for (name, record) in [
        ("receipt", kept),
        ("policy", json!(null)),
        ("notice", serde_json::from_str(&file("notice.json")).unwrap()),
        ("shown", serde_json::from_str(&file("shown.json")).unwrap()),
        ("evidence", evidence),
    ] {
        let proof = bundle.join(format!("{name}.tlog-proof"));
        let verify = ["verify", "receipt", proof.to_str().unwrap(), "--key", key.trim(), "--json"];
        let verified = volens(&verify);
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
        let proved: Value = serde_json::from_slice(&verified.stdout).unwrap();
        match name {
            "policy" => assert_eq!(proved["record"]["policy"], policy),
            _ => assert_eq!(proved["record"], record, "{name}"),
        }
    }
    let again = show(ledger.folder(), id, &["--out", bundle.to_str().unwrap()]);
    assert!(!again.status.success(), "a folder of another case is not written into");
}

#[tokio::test]
async fn what_is_not_kept_is_said_so_and_a_missing_store_is_not_made() {
    let ledger = Ledger::start().await;
    let output = show(ledger.folder(), "0199a0b1-c2d3-7e4f-8a5b-000000000009", &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("no event `0199a0b1"), "{said}");
    let nowhere = ledger.folder().join("none");
    std::fs::create_dir(&nowhere).unwrap();
    let output = show(&nowhere, "x", &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && said.contains("there is no store at"), "{said}");
    assert_eq!(std::fs::read_dir(nowhere).unwrap().count(), 0);
}

/// What `volens check --browser` would write, without a look.
async fn manifest(ledger: &Ledger) -> String {
    let policy: Value = ledger.get("/apollo/policy.json").await.json().await.unwrap();
    let mut entries = Vec::new();
    for language in policy["languages"].as_array().unwrap() {
        let shown = shown(ledger, language.as_str().unwrap()).await;
        let hash = "0".repeat(64);
        entries
            .push(json!({"shown": shown, "language": language, "layout": "corner", "words": hash,
                            "sheet": hash, "looks": []}));
    }
    let browser = json!({"name": "chrome", "version": "1.2"});
    json!({"site": "apollo", "browser": browser, "entries": entries}).to_string()
}

/// What the bundle names as shown.
async fn shown(ledger: &Ledger, language: &str) -> String {
    let bundle = ledger.get(&format!("/apollo/{language}.js")).await.text().await.unwrap();
    let after = bundle.split("\"shown\":\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

/// Waits until everything kept so far stands in a signed tree.
async fn signed(ledger: &Ledger) {
    let until = Instant::now() + Duration::from_secs(30);
    let store = ledger.store().await;
    loop {
        // In this order: what stopped waiting is in the tree that is read after it.
        let waiting = store.pending("apollo").await.unwrap();
        let tree = store.tree("apollo").await.unwrap();
        if waiting == 0 && tree.signed == tree.size {
            break;
        }
        assert!(Instant::now() < until, "{tree:?}");
        sleep(Duration::from_millis(20)).await;
    }
    store.close().await;
    let checkpoint = ledger.get("/log/apollo/checkpoint").await;
    assert_eq!(header(&checkpoint, "content-type"), "text/plain; charset=utf-8");
}

fn show(folder: &Path, reference: &str, more: &[&str]) -> Output {
    let store = format!("sqlite:{}", folder.join("ledger.db").display());
    volens(&[&["show", reference, "--store", &store], more].concat())
}

fn volens(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_volens")).args(arguments).output().unwrap()
}
