//! The log over HTTP, as anyone reads it.

use super::{Ended, PUBLISHED, grant, keep, signed, text, verify_log, vkey};
use crate::support::{Ledger, header};
use serde_json::Value;

#[tokio::test]
async fn a_checkpoint_changes_and_a_tile_never() {
    let ledger = Ledger::start().await;
    let note = signed(&ledger, PUBLISHED).await;
    assert!(note.starts_with("shop.example/log/apollo\n11\n"), "{note}");
    let response = ledger.get("/log/apollo/checkpoint").await;
    assert_eq!(header(&response, "content-type"), "text/plain; charset=utf-8");
    assert_eq!(header(&response, "cache-control"), "public, max-age=1");
    assert_eq!(header(&response, "access-control-allow-origin"), "*");

    let response = ledger.get("/log/apollo/tile/0/000.p/11").await;
    assert_eq!(header(&response, "content-type"), "application/octet-stream");
    assert_eq!(header(&response, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(response.bytes().await.unwrap().len(), 11 * 32);
    let entries = ledger.get("/log/apollo/tile/entries/000.p/11").await.bytes().await.unwrap();
    assert_eq!(entries.len(), 11 * 34);
    assert_eq!(entries[..2], [0, 32]);
    let narrower = ledger.get("/log/apollo/tile/entries/000.p/4").await.bytes().await.unwrap();
    assert_eq!(narrower, entries[..4 * 34]);

    for path in ["0/000", "0/000.p/12", "0/001.p/1", "1/000.p/1", "0/0", "0/000.p/0", "x", "9/000"]
    {
        let response = ledger.get(&format!("/log/apollo/tile/{path}")).await;
        assert_eq!(
            (response.status().as_u16(), header(&response, "cache-control")),
            (404, "no-store")
        );
    }
    for path in ["/log/other/checkpoint", "/log/other/key", "/log/other/tile/0/000.p/1"] {
        assert_eq!(ledger.get(path).await.status().as_u16(), 404, "{path}");
    }
}

#[tokio::test]
async fn the_key_is_pinned_in_the_policy() {
    let ledger = Ledger::start().await;
    let policy: Value = ledger.get("/apollo/policy.json").await.json().await.unwrap();
    assert_eq!(policy["log"], vkey(&ledger).await);
}

#[tokio::test]
async fn a_served_log_verifies_from_afar_and_continues_a_saved_checkpoint() {
    let ledger = Ledger::start().await;
    let saved = signed(&ledger, PUBLISHED).await;
    let since = super::write(ledger.folder(), "saved", &saved);
    let events: Vec<_> = (0..300).map(|n| grant(&ledger, n)).collect();
    for batch in events.chunks(50) {
        keep(&ledger, batch).await;
    }
    signed(&ledger, PUBLISHED + 300).await;
    let (from, key) = (ledger.url("/log/apollo"), vkey(&ledger).await);
    let output = verify_log(&from, &key, &["--since", &since]);
    let said = text(&output.stdout);
    assert_eq!(said, "apollo: verified: 311 leaves, 311 of them signed, records not at hand\n");
    let other = Ended::after(0).await;
    let output = verify_log(&from, &other.key, &[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

/// A server that turns requests away for a moment is asked again, not called a liar.
#[tokio::test]
async fn an_auditor_waits_for_a_busy_ledger() {
    let ledger = Ledger::start_with(|mut command| {
        command.args(["--rate", "2"]);
        command
    })
    .await;
    signed(&ledger, PUBLISHED).await;
    let key = vkey(&ledger).await;
    while ledger.get("/log/apollo/checkpoint").await.status().as_u16() == 200 {}
    let output = verify_log(&ledger.url("/log/apollo"), &key, &[]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

/// What is published again is not a leaf again.
#[tokio::test]
async fn what_was_published_stands_in_the_log_once() {
    let ended = Ended::after(0).await;
    let kinds = "SELECT group_concat(kind || ' ' || n, ', ') FROM \
                 (SELECT kind, count(*) AS n FROM leaf GROUP BY kind ORDER BY kind)";
    assert_eq!(ended.read(kinds), "gate 1, notice 1, policy 1, shown 6, site 1, version 1");
    let shown = ended.read("SELECT id FROM leaf WHERE kind = 'shown' LIMIT 1");
    let body: Value = serde_json::from_str(
        &ended.read(&format!("SELECT body FROM document WHERE id = '{shown}'")),
    )
    .unwrap();
    let banner = &body["views"][0];
    assert!(banner["html"].as_str().unwrap().contains('<') && banner["css"].is_string(), "{body}");
    let Ended { folder, .. } = ended;
    let ledger = Ledger::start_in(folder, |command| command).await;
    assert_eq!(signed(&ledger, PUBLISHED).await.lines().nth(1), Some("11"));
}
