//! A policy changes while pages are open: what visitors decide there still counts as asked.

use crate::support::{Ledger, site};
use serde_json::json;
use std::ffi::OsStr;
use std::path::Path;
use tokio::process::Command;

#[tokio::test]
async fn an_objection_made_before_a_text_changed_is_kept() {
    let ledger = Ledger::start().await;
    let mut objection = ledger.refusal(1);
    objection["action"] = json!("object");
    objection["control"] = json!("api");
    objection["objected"] = json!(["p04"]);
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;

    // The same is asked, but this objection no longer acts on the device.
    let changed = folder.path().join("site");
    copy(&site(), &changed);
    edit(&changed.join("notice.toml"), "object = \"category:marketing\"", "object = \"request\"");
    let ledger = Ledger::start_in(folder, |command| with_site(&command, &changed)).await;
    assert_eq!(ledger.refusal(2)["fingerprint"], objection["fingerprint"]);
    let (status, body) = ledger.post(&[objection]).await;
    assert_eq!((status, statuses(&body)), (200, vec![json!("stored")]), "{body}");
}

#[tokio::test]
async fn a_decision_under_an_earlier_policy_is_kept_as_what_it_was_asked() {
    let ledger = Ledger::start().await;
    let before = ledger.refusal(1);
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;

    // The next policy asks for one service more.
    let changed = folder.path().join("site");
    copy(&site(), &changed);
    edit(&changed.join("site.toml"), "id = \"search_ads\"", SERVICE);
    for language in ["lv", "en", "et", "lt", "ru", "fi"] {
        edit(&changed.join(format!("texts/{language}.toml")), "[service.search_ads]", TEXTS);
    }
    let ledger = Ledger::start_in(folder, |command| with_site(&command, &changed)).await;
    let after = ledger.refusal(2);
    assert_ne!(before["fingerprint"], after["fingerprint"]);
    assert!(after["refused"].as_array().unwrap().contains(&json!("more_ads")));

    let (status, body) = ledger.post(&[before.clone(), after.clone()]).await;
    let kept = ["stored", "stored"].map(|status| json!(status));
    assert_eq!((status, statuses(&body)), (200, kept.to_vec()), "{body}");

    let mut mixed = ledger.refusal(3);
    mixed["fingerprint"] = before["fingerprint"].clone();
    let (status, body) = ledger.post(&[mixed]).await;
    assert_eq!(status, 422, "a service that the earlier policy did not have: {body}");
    assert!(ledger.log().contains("a new policy: visitors are asked again"), "{}", ledger.log());
}

const SERVICE: &str = "id = \"more_ads\"\nname = \"More\"\nprovider = \"Someone\"\n\n\
                       [[category.service]]\nid = \"search_ads\"";

const TEXTS: &str = "[service.more_ads]\npurpose = \"More.\"\n\n[service.search_ads]";

fn statuses(body: &serde_json::Value) -> Vec<serde_json::Value> {
    body["events"].as_array().unwrap().iter().map(|event| event["status"].clone()).collect()
}

/// The command, serving another folder.
fn with_site(command: &Command, folder: &Path) -> Command {
    let (command, usual) = (command.as_std(), site());
    let mut changed = Command::new(command.get_program());
    changed.args(command.get_args().map(|argument| match argument == usual.as_os_str() {
        true => folder.as_os_str(),
        false => argument,
    } as &OsStr));
    changed
}

fn edit(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{} has no {from:?}", file.display());
    std::fs::write(file, text.replacen(from, to, 1)).unwrap();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => _ = std::fs::copy(entry.path(), target).unwrap(),
        }
    }
}
