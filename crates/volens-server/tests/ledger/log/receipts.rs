//! Receipts: who gets one, and what it proves without a network.

use super::{Ended, KEY, PUBLISHED, grant, id, keep, signed, text, vkey, volens, write};
use crate::support::{LOCAL, Ledger, SHOP, header};
use reqwest::{Method, Response};
use serde_json::Value;

async fn ask(ledger: &Ledger, event: &str, key: &str) -> Response {
    let url = ledger.url(&format!("/v1/apollo/receipts/{event}"));
    ledger.client.get(url).header("origin", LOCAL).header("volens-key", key).send().await.unwrap()
}

#[tokio::test]
async fn a_receipt_verifies_without_a_network_and_not_when_changed() {
    let ledger = Ledger::start().await;
    keep(&ledger, &[grant(&ledger, 0), grant(&ledger, 1)]).await;
    signed(&ledger, PUBLISHED + 2).await;
    let response = ask(&ledger, &id(1), KEY).await;
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(header(&response, "cache-control"), "no-store");
    assert_eq!(header(&response, "access-control-allow-origin"), LOCAL);
    let receipt = response.text().await.unwrap();
    assert!(receipt.starts_with("c2sp.org/tlog-proof@v1\nextra "), "{receipt}");
    let (key, expected) = (vkey(&ledger).await, grant(&ledger, 1));
    ledger.signal("TERM");
    let (_, folder) = ledger.ended().await;

    let file = write(folder.path(), "mine.tlog-proof", &receipt);
    let output = volens(&["verify", "receipt", &file, "--key", &key, "--json"]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let proved: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&proved["index"], &proved["size"]), (&12.into(), &13.into()));
    assert_eq!(
        (&proved["record"]["event"], &proved["record"]["origin"]),
        (&expected, &LOCAL.into())
    );
    let output = volens(&["verify", "receipt", &file, "--key", &key]);
    let said = text(&output.stdout);
    assert!(
        said.starts_with("shop.example/log/apollo: verified: this record is leaf 12 of 13\n{"),
        "{said}"
    );

    let changed = write(folder.path(), "changed", &receipt.replacen("index 12", "index 11", 1));
    let output = volens(&["verify", "receipt", &changed, "--key", &key]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(text(&output.stdout).contains("NOT verified"), "{output:?}");
    let other = Ended::after(0).await.key;
    let output = volens(&["verify", "receipt", &file, "--key", &other, "--json"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let output = volens(&["verify", "receipt", "/nowhere", "--key", &key]);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

/// Whether an event exists is told to nobody but its person.
#[tokio::test]
async fn anothers_receipt_is_as_unknown_as_none() {
    let ledger = Ledger::start().await;
    keep(&ledger, &[grant(&ledger, 0)]).await;
    ledger.post(&[ledger.refusal(1)]).await;
    signed(&ledger, PUBLISHED + 2).await;
    let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let mut answers = Vec::new();
    for (event, key) in
        [(id(0), other), (id(0), ""), (id(1), KEY), (id(7), KEY), ("x".to_owned(), KEY)]
    {
        let response = ask(&ledger, &event, key).await;
        assert_eq!(response.status().as_u16(), 404, "{event}");
        answers.push(response.text().await.unwrap());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert!(answers[0].contains("unknown-event"), "{answers:?}");
}

#[tokio::test]
async fn a_receipt_comes_once_the_event_is_in_the_log() {
    let ledger = Ledger::start().await;
    signed(&ledger, PUBLISHED).await;
    keep(&ledger, &[grant(&ledger, 0)]).await;
    // At once or in a moment; in between the answer says when to ask again.
    loop {
        let response = ask(&ledger, &id(0), KEY).await;
        if response.status().as_u16() == 200 {
            break;
        }
        assert_eq!(response.status().as_u16(), 503);
        assert!(!header(&response, "retry-after").is_empty());
        let problem: Value = response.json().await.unwrap();
        assert_eq!(problem["code"], "not-sequenced");
    }
}

#[tokio::test]
async fn pages_of_the_site_may_ask_and_others_may_not() {
    let ledger = Ledger::start().await;
    let url = ledger.url(&format!("/v1/apollo/receipts/{}", id(0)));
    let preflight = |origin| ledger.client.request(Method::OPTIONS, &url).header("origin", origin);
    let response = preflight(SHOP).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 204);
    assert_eq!(header(&response, "access-control-allow-headers"), "volens-key");
    assert_eq!(header(&response, "access-control-allow-origin"), SHOP);
    let response = preflight("https://elsewhere.example").send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), header(&response, "access-control-allow-origin")),
        (403, "")
    );
    let response = ledger.client.get(&url).header("origin", "https://elsewhere.example");
    let response = response.send().await.unwrap();
    assert_eq!(header(&response, "access-control-allow-origin"), "");
}
