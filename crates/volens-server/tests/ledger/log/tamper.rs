//! Everything that somebody with the store in their hands might do, and the place that
//! `volens verify` names for it.

use super::{Ended, PUBLISHED, id, text, volens, write};
use crate::support::Ledger;
use std::path::Path;

/// Where event `n` stands when its ledger was asked nothing else.
fn leaf(n: u64) -> u64 {
    PUBLISHED + n
}

#[tokio::test]
async fn a_ledger_that_nobody_touched_verifies() {
    let ended = Ended::after(3).await;
    let output = ended.verify(&[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = text(&output.stdout);
    assert_eq!(said, "apollo: verified: 14 leaves, 14 of them signed, 0 erased\n");
}

#[tokio::test]
async fn one_byte_of_an_event() {
    let ended = Ended::after(3).await;
    // In the file itself: the body, and nothing else, says `"counter":1,"`.
    let mut bytes = std::fs::read(ended.store()).unwrap();
    let (old, new) = (br#""counter":1,"#, br#""counter":7,"#);
    let at = bytes.windows(old.len()).position(|window| window == old).expect("an event");
    bytes[at..at + new.len()].copy_from_slice(new);
    std::fs::write(ended.store(), bytes).unwrap();
    let changed = ended.read(r#"SELECT id FROM event WHERE body LIKE '%"counter":7,%'"#);
    let n = u64::from_str_radix(&changed[24..], 16).unwrap();
    assert_eq!(ended.findings(&[]), [format!("altered {} {} -", leaf(n), id(n))]);
}

#[tokio::test]
async fn a_column_that_look_ups_go_by() {
    let ended = Ended::after(2).await;
    ended.tamper("UPDATE event SET subject = NULL WHERE id LIKE '%1'");
    assert_eq!(ended.findings(&[]), [format!("altered {} {} -", leaf(1), id(1))]);
}

#[tokio::test]
async fn a_row_deleted() {
    let ended = Ended::after(3).await;
    ended.tamper("DELETE FROM event WHERE id LIKE '%1'");
    assert_eq!(ended.findings(&[]), [format!("missing {} {} -", leaf(1), id(1))]);
    // Without a tombstone it does not pass for an erasure either.
    ended.tamper(&format!("UPDATE leaf SET id = replace(id, '{}', '')", id(1)));
    assert_eq!(ended.findings(&[]), [format!("missing {} - -", leaf(1))]);
}

#[tokio::test]
async fn two_events_swapped() {
    let ended = Ended::after(3).await;
    let (first, third) = (id(0), id(2));
    ended.tamper(&format!(
        "UPDATE leaf SET id = replace(id, '{first}', 'swapped'); \
         UPDATE leaf SET id = replace(id, '{third}', '{first}'); \
         UPDATE leaf SET id = replace(id, 'swapped', '{third}')"
    ));
    let expected =
        [format!("altered {} {} -", leaf(0), id(2)), format!("altered {} {} -", leaf(2), id(0))];
    assert_eq!(ended.findings(&[]), expected);
}

/// Swapped with the tree computed anew: then the signature is over another root.
#[tokio::test]
async fn an_entry_replaced_and_its_record_with_it() {
    let ended = Ended::after(3).await;
    ended.tamper(
        "UPDATE tile SET hashes = CAST(substr(hashes, 1, 32 * 11) || randomblob(32) || \
         substr(hashes, 32 * 12 + 1) AS BLOB) WHERE level = 0",
    );
    assert_eq!(ended.findings(&[]), ["tile - - 0/000.p/14"]);
    ended.tamper("UPDATE tree SET root = randomblob(32)");
    assert_eq!(ended.findings(&[]), ["root - - -", "tile - - 0/000.p/14"]);
}

#[tokio::test]
async fn the_last_rows_dropped() {
    // A copy from before the last three events, put in the place of the store.
    let ledger = Ledger::start().await;
    super::keep(&ledger, &[super::grant(&ledger, 0)]).await;
    let earlier = super::signed(&ledger, leaf(1)).await;
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;
    let before = std::fs::read(folder.path().join("ledger.db")).unwrap();
    let ledger = Ledger::start_in(folder, |command| command).await;
    let more: Vec<_> = (1..4).map(|n| super::grant(&ledger, n)).collect();
    super::keep(&ledger, &more).await;
    let checkpoint = super::signed(&ledger, leaf(4)).await;
    let key = super::vkey(&ledger).await;
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;
    let since = write(folder.path(), "saved", &checkpoint);
    let before_that = write(folder.path(), "earlier", &earlier);
    let ended = Ended { folder, checkpoint, key };
    assert!(ended.verify(&["--since", &since]).status.success());
    assert!(ended.verify(&["--since", &before_that]).status.success());

    std::fs::write(ended.store(), before).unwrap();
    assert!(ended.verify(&[]).status.success(), "in itself, the old copy is sound");
    assert!(ended.verify(&["--since", &before_that]).status.success());
    assert_eq!(ended.findings(&["--since", &since]), [format!("shrunk {} - -", leaf(1))]);
    let said = text(&ended.verify(&["--since", &since]).stdout);
    assert!(
        said.contains("leaves 12 to 14 are gone: the saved checkpoint has 15, the log 12"),
        "{said}"
    );
}

#[tokio::test]
async fn the_tree_cut_back_under_its_checkpoint() {
    let ended = Ended::after(3).await;
    ended.tamper("UPDATE tree SET size = 12; DELETE FROM leaf WHERE idx >= 12");
    let found = ended.findings(&[]);
    assert!(found.contains(&"shrunk 12 - -".to_owned()), "{found:?}");
    assert!(found.contains(&"root - - -".to_owned()), "{found:?}");
}

#[tokio::test]
async fn a_leaf_added_behind_the_tree() {
    let ended = Ended::after(2).await;
    ended.tamper("INSERT INTO leaf VALUES ('apollo', 13, 'event', 'more', 999)");
    assert_eq!(ended.findings(&[]), ["behind 13 more -"]);
    ended.tamper(
        "DELETE FROM leaf WHERE idx = 13; \
         UPDATE tile SET hashes = CAST(hashes || randomblob(32) AS BLOB)",
    );
    assert_eq!(ended.findings(&[]), ["behind - - entries/000.p/13", "behind - - 0/000.p/13"]);
}

/// As if it were one of a group, where another row begins.
#[tokio::test]
async fn an_event_added_in_a_line_that_stands_nowhere() {
    let ended = Ended::after(2).await;
    let columns = "site, origin, subject, fingerprint, action, at, received, body, salt, group_seq";
    ended.tamper(&format!(
        "UPDATE leaf SET id = rtrim(substr(id, 1, 37), char(10)) WHERE idx = {0}; \
         INSERT OR IGNORE INTO leaf SELECT site, {1}, kind, '{2}', group_seq FROM leaf WHERE idx = {0}; \
         UPDATE leaf SET id = id || char(10) || 'more' WHERE idx = {0}; \
         INSERT INTO event (id, {columns}) SELECT 'more', {columns} FROM event LIMIT 1",
        leaf(0),
        leaf(1),
        id(1)
    ));
    assert_eq!(ended.findings(&[]), ["leafless - more -"]);
}

/// Kept by the ledger itself, once it was made to wait for a second one.
#[tokio::test]
async fn an_event_with_two_leaves() {
    let ended = Ended::after(2).await;
    ended.tamper(&format!(
        "INSERT INTO pending (site, kind, id, entries) SELECT 'apollo', 'event', '{}', \
         substr(hashes, 32 * {} + 1, 32) FROM tile WHERE level = -1",
        id(1),
        leaf(1)
    ));
    let ledger = Ledger::start_in(ended.folder, |command| command).await;
    let checkpoint = super::signed(&ledger, leaf(3)).await;
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;
    let ended = Ended { folder, checkpoint, ..ended };
    assert_eq!(ended.findings(&[]), [format!("altered {} {} -", leaf(2), id(1))]);
}

#[tokio::test]
async fn a_checkpoint_signed_with_another_key() {
    let ended = Ended::after(1).await;
    let other = ended.folder.path().join("other.key");
    let other = other.to_str().unwrap();
    let host = ended.key.split_once("/log/").unwrap().0;
    let made = volens(&["key", "new", "--site", "apollo", "--host", host, "--out", other]);
    let (mine, theirs) = (ended.key.clone(), text(&made.stdout).trim_end().to_owned());
    assert_ne!(mine, theirs);
    let held = Ended { key: theirs, ..ended };
    assert_eq!(held.findings(&[]), ["checkpoint - - -"]);
    // Nor does the ledger itself go on with it.
    let output = volens(&[
        "serve",
        "--site",
        crate::support::site().to_str().unwrap(),
        "--assets",
        held.folder.path().join("assets").to_str().unwrap(),
        "--store",
        &format!("sqlite:{}", held.store().display()),
        "--listen",
        "127.0.0.1:0",
        "--key",
        other,
    ]);
    assert!(!output.status.success());
    let said = text(&output.stderr);
    assert!(said.contains("the log of `apollo` was signed with another key"), "{said}");
    // A saved checkpoint of another log is not taken for one of this.
    let ours = Ended { key: mine, ..held };
    let since =
        write(ours.folder.path(), "saved", &ours.checkpoint.replacen("\n12\n", "\n11\n", 1));
    let output = ours.verify(&["--since", &since]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

#[tokio::test]
async fn a_published_policy_changed() {
    let ended = Ended::after(1).await;
    ended.tamper("UPDATE document SET body = replace(body, 'P1Y', 'P2Y') WHERE kind = 'policy'");
    assert_eq!(ended.findings(&[]), ["altered 0 - -"]);
    let said = text(&ended.verify(&[]).stdout);
    assert!(said.contains("apollo, leaf 0, document policy "), "{said}");
}

#[tokio::test]
async fn what_was_erased_is_told_from_what_is_missing() {
    let ledger = Ledger::start().await;
    super::keep(&ledger, &[super::grant(&ledger, 0)]).await;
    let mut withdrawal = ledger.refusal(1);
    withdrawal["subject"] = super::HASH.into();
    withdrawal["action"] = "withdraw".into();
    withdrawal["counter"] = 2.into();
    super::keep(&ledger, &[withdrawal]).await;
    ledger.post(&[ledger.refusal(2)]).await;
    let theirs = [super::HASH.to_owned(), id(0), id(1)];
    let left = || theirs.iter().filter(|one| is_on_disk(ledger.folder(), one)).collect::<Vec<_>>();
    assert_eq!(left().len(), 3, "what is searched for is there");
    let request = ledger.client.delete(ledger.url("/v1/apollo/subject"));
    let request = request.header("origin", crate::support::LOCAL).header("volens-key", super::KEY);
    let (status, erased) = crate::support::answer(request).await;
    assert_eq!((status, &erased["erased"]), (200, &2.into()));
    // While it goes on serving: no byte of the person is in the file or beside it.
    assert_eq!(left(), Vec::<&String>::new());
    assert!(is_on_disk(ledger.folder(), &id(2)), "another's is");
    let checkpoint = super::signed(&ledger, leaf(5)).await;
    let key = super::vkey(&ledger).await;
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;
    let ended = Ended { folder, checkpoint, key };
    let output = ended.verify(&[]);
    let said = text(&output.stdout);
    assert_eq!(said, "apollo: verified: 16 leaves, 16 of them signed, 2 erased\n");
    ended.tamper("DELETE FROM event; UPDATE leaf SET id = '' WHERE kind = 'event'");
    assert_eq!(ended.findings(&[]), [format!("missing {} - -", leaf(2))]);
}

/// Whether a text is in any file of a folder.
fn is_on_disk(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|file| {
        file.is_file()
            && std::fs::read(file).is_ok_and(|bytes| {
                bytes.windows(text.len()).any(|window| window == text.as_bytes())
            })
    })
}

/// Nothing that is not there can be verified, and nothing is made of it.
#[test]
fn what_is_not_there_is_not_verified() {
    let key = "consent.example/log/apollo+dedb5213+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none.db");
    let output = super::verify_log(path.to_str().unwrap(), key, &[]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(!path.exists());
    let output = super::verify_log("http://127.0.0.1:1/log/apollo", key, &[]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert_eq!(super::verify_log("x", "no key", &[]).status.code(), Some(2));
}
