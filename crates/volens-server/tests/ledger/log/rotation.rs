//! A log goes on with another key, whether the old one was lost, stolen or grew old.

use super::{Ended, PUBLISHED, grant, id, keep, signed, text, verify_log, vkey, volens, write};
use crate::support::{LOCAL, Ledger};
use std::path::Path;
use std::process::Output;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::time::sleep;

#[tokio::test]
async fn a_new_key_signs_from_the_last_checkpoint_on_and_the_old_one_no_more() {
    let ended = Ended::after(2).await;
    let (new, vkey_of_new) = make(ended.folder.path(), "shop.example");
    let rotated = rotate(&ended, &ended.key, &new);
    assert!(rotated.status.success(), "{rotated:?}");
    let said = text(&rotated.stdout);
    let both = said.strip_prefix(&format!("{vkey_of_new}\n\n")).expect("the key, and the note");
    assert!(both.starts_with(ended.checkpoint.as_str()), "what was signed stays: {both}");
    assert_eq!(both.matches("— shop.example/log/apollo ").count(), 2, "{both}");
    assert_eq!(
        rotate(&ended, &ended.key, &new).stdout,
        rotated.stdout,
        "asked again, it is said again"
    );
    // Each of the keys vouches for that one tree.
    for key in [&ended.key, &vkey_of_new] {
        assert!(verify_log(ended.store().to_str().unwrap(), key, &[]).status.success());
    }

    // The old key lies beside the store still.
    let refused = super::keys::serve(&ended, &[]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("was signed with another key"), "{refused:?}");
    let before = write(ended.folder.path(), "before", &ended.checkpoint);
    let published = write(ended.folder.path(), "both", both);
    let (old, folder) = (ended.key.clone(), ended.folder);
    std::fs::rename(&new, folder.path().join("ledger.apollo.key")).unwrap();
    let ledger = Ledger::start_in(folder, |command| command).await;
    assert_eq!(vkey(&ledger).await, vkey_of_new);
    keep(&ledger, &[grant(&ledger, 2)]).await;
    // Its policy names another key: one leaf more.
    signed(&ledger, PUBLISHED + 4).await;
    let log = ledger.url("/log/apollo");
    assert!(verify_log(&log, &vkey_of_new, &["--since", &published]).status.success());
    let earlier = ["--since", before.as_str(), "--since-key", old.as_str()];
    assert!(verify_log(&log, &vkey_of_new, &earlier).status.success());
    assert_eq!(verify_log(&log, &old, &[]).status.code(), Some(1), "it signs no more");
}

/// With the old key in their hands somebody goes on with a copy. What that signs is as old as the
/// copy says, and no receipt beyond the last tree that it was the log's key for is believed.
#[tokio::test]
async fn what_a_stolen_key_signs_later_is_not_believed() {
    let ended = Ended::after(2).await;
    let key = ended.key.clone();
    let ledger = Ledger::start_in(ended.folder, |command| command).await;
    let early = receipt(&ledger, 1).await;
    keep(&ledger, &[grant(&ledger, 2)]).await;
    signed(&ledger, PUBLISHED + 3).await;
    let late = receipt(&ledger, 2).await;
    let folder = tempfile::tempdir().unwrap();
    let verify = |receipt: &str, until: &[&str]| {
        let file = write(folder.path(), "receipt", receipt);
        volens(&[&["verify", "receipt", &file, "--key", &key], until].concat()).status.code()
    };
    assert_eq!(verify(&early, &["--until", "13"]), Some(0));
    assert_eq!(verify(&late, &[]), Some(0));
    assert_eq!(verify(&late, &["--until", "13"]), Some(1));
}

/// A ledger that was not ended keeps events, and leaves the signing to the new key.
#[tokio::test]
async fn a_ledger_with_the_old_key_signs_no_more() {
    let ledger = Ledger::start().await;
    let before = signed(&ledger, PUBLISHED).await;
    let old = vkey(&ledger).await;
    let (new, _) = make(ledger.folder(), "shop.example");
    let store = format!("sqlite:{}", ledger.folder().join("ledger.db").display());
    let rotated = volens(&["key", "rotate", "--store", &store, "--from", &old, "--to", &new]);
    assert!(rotated.status.success(), "{rotated:?}");
    keep(&ledger, &[grant(&ledger, 0)]).await;
    let begun = Instant::now();
    while !ledger.log().contains("another key signs the log now") {
        assert!(begun.elapsed() < Duration::from_secs(30), "{}", ledger.log());
        sleep(Duration::from_millis(20)).await;
    }
    let note = ledger.get("/log/apollo/checkpoint").await.text().await.unwrap();
    assert!(note.starts_with(&before), "{note}");
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;
    std::fs::rename(&new, folder.path().join("ledger.apollo.key")).unwrap();
    let ledger = Ledger::start_in(folder, |command| command).await;
    signed(&ledger, PUBLISHED + 2).await;
}

#[tokio::test]
async fn a_key_of_another_name_or_another_past_is_not_put_in_place() {
    let ended = Ended::after(0).await;
    let refused = |from: &str, to: &str, why: &str| {
        let output = rotate(&ended, from, to);
        let said = text(&output.stderr);
        assert!(!output.status.success() && said.contains(why), "{said}");
    };
    let (renamed, _) = make(ended.folder.path(), "elsewhere.example");
    refused(&ended.key, &renamed, "a log keeps its name");
    let folder = TempDir::new().unwrap();
    let (new, other) = make(folder.path(), "shop.example");
    refused(&other, &new, "not by the key in --from");
    ended.tamper("UPDATE tree SET root = randomblob(32)");
    refused(&ended.key, &new, "does not continue its checkpoint");
}

async fn receipt(ledger: &Ledger, n: u64) -> String {
    let url = ledger.url(&format!("/v1/apollo/receipts/{}", id(n)));
    let receipt = ledger.client.get(url).header("origin", LOCAL).header("volens-key", super::KEY);
    receipt.send().await.unwrap().text().await.unwrap()
}

/// A key for the site: its file and its public part.
fn make(folder: &Path, host: &str) -> (String, String) {
    let path = folder.join(format!("{host}.key")).to_str().unwrap().to_owned();
    let made = volens(&["key", "new", "--site", "apollo", "--host", host, "--out", &path]);
    (path, text(&made.stdout).trim_end().to_owned())
}

fn rotate(ended: &Ended, from: &str, to: &str) -> Output {
    let store = format!("sqlite:{}", ended.store().display());
    volens(&["key", "rotate", "--store", &store, "--from", from, "--to", to])
}
