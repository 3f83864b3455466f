//! What `volens verify log` reads of a store: all of it, the tree and what stands beside it, as it is at
//! one moment, and without changing it.

use super::{Ended, PUBLISHED, grant, keep, signed, text, verify_log, vkey};
use crate::support::Ledger;
use std::collections::BTreeMap;
use std::fs::DirEntry;
use std::path::Path;

/// A record that the ledger never took has no place in the tree, and is in its tables all the same.
#[tokio::test]
async fn an_event_without_a_leaf() {
    let ended = Ended::after(2).await;
    let columns = "site, origin, subject, fingerprint, action, at, received, body, salt, group_seq";
    ended.tamper(&format!(
        "INSERT INTO event (id, {columns}) SELECT 'more', {columns} FROM event LIMIT 1; \
         INSERT INTO document (site, kind, id, body, salt) VALUES ('apollo', 'gate', 'g', '{{}}', \
         randomblob(32))"
    ));
    assert_eq!(ended.findings(&[]), ["leafless - more -", "leafless - - -"]);
    let said = text(&ended.verify(&[]).stdout);
    assert!(said.contains("apollo, event more: leafless: no leaf of the log"), "{said}");
    assert!(said.contains("apollo, document gate g: leafless: "), "{said}");
}

#[tokio::test]
async fn an_event_that_is_kept_from_the_tree() {
    let ended = Ended::after(2).await;
    // Kept, and waiting like any other; then others come for ten minutes, and it waits still.
    let columns = "site, origin, subject, fingerprint, action, at, body, salt";
    let append = |id: &str, received: &str| {
        ended.tamper(&format!(
            "INSERT INTO pending (site, kind, id, entries) \
             VALUES ('apollo', 'event', '{id}', randomblob(32)); \
             INSERT INTO event (id, received, group_seq, {columns}) \
             SELECT '{id}', '{received}', (SELECT max(seq) FROM pending), {columns} \
             FROM event LIMIT 1"
        ));
    };
    append("waiting", "2099-01-01T00:00:00.000Z");
    append("next", "2099-01-01T00:00:59.000Z");
    assert!(ended.verify(&[]).status.success(), "a ledger that was ended leaves some to wait");
    append("later", "2099-01-01T00:10:00.000Z");
    assert_eq!(ended.findings(&[]), ["late - next -", "late - waiting -"]);
    let said = text(&ended.verify(&[]).stdout);
    assert!(
        said.contains("event waiting: late: it has no leaf, though others came up to 600 s"),
        "{said}"
    );
}

/// What is evidence stays as it is: also a copy of files that a killed ledger left.
#[tokio::test]
async fn verifying_changes_no_byte() {
    let bytes = |folder: &Path| -> BTreeMap<String, Vec<u8>> {
        let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap());
        let files = files.filter(|file| file.file_type().unwrap().is_file());
        let read = |file: DirEntry| {
            (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap())
        };
        files.map(read).collect()
    };
    let ended = Ended::after(3).await;
    let before = bytes(ended.folder.path());
    assert!(!before.contains_key("ledger.db-wal"));
    assert!(ended.verify(&[]).status.success());
    assert!(bytes(ended.folder.path()) == before, "nothing is changed and nothing is made");

    let ledger = Ledger::start().await;
    keep(&ledger, &[grant(&ledger, 0)]).await;
    signed(&ledger, PUBLISHED + 1).await;
    let key = vkey(&ledger).await;
    ledger.signal("KILL");
    let (_, folder) = ledger.ended().await;
    let copy = tempfile::tempdir().unwrap();
    for name in ["ledger.db", "ledger.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap();
    }
    let before = bytes(copy.path());
    assert!(before["ledger.db-wal"].len() > 1000, "the last events are in the log");
    let from = copy.path().join("ledger.db");
    let output = verify_log(from.to_str().unwrap(), &key, &[]);
    assert_eq!(text(&output.stdout), "apollo: verified: 12 leaves, 12 of them signed, 0 erased\n");
    let mut after = bytes(copy.path());
    after.remove("ledger.db-shm");
    assert!(after == before, "{:?}", after.keys());
}

/// It is read as it is at one moment, however it grows meanwhile.
#[tokio::test]
async fn a_ledger_that_grows_verifies() {
    let ledger = Ledger::start().await;
    keep(&ledger, &[grant(&ledger, 0)]).await;
    signed(&ledger, PUBLISHED + 1).await;
    let key = vkey(&ledger).await;
    let from = ledger.folder().join("ledger.db");
    for round in 0..10 {
        for n in 0..5 {
            keep(&ledger, &[grant(&ledger, 1 + round * 5 + n)]).await;
        }
        let output = verify_log(from.to_str().unwrap(), &key, &[]);
        assert!(output.status.success(), "{output:?}");
    }
}
