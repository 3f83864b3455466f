//! Who may post, and what a browser is told about it.

use crate::support::{EVENTS, LOCAL, Ledger, SHOP, answer, header};
use reqwest::{Method, Response};
use serde_json::json;

#[tokio::test]
async fn only_the_sites_own_origins_may_post() {
    let ledger = Ledger::start().await;
    let body = json!({ "events": [ledger.refusal(1)] });
    let post = || ledger.client.post(ledger.url(EVENTS)).json(&body);
    let (status, problem) = answer(post()).await;
    assert_eq!((status, &problem["code"]), (403, &json!("missing-origin")));
    let two = post().header("origin", SHOP).header("origin", SHOP);
    assert_eq!(answer(two).await.1["code"], "missing-origin", "which of two?");
    for (origin, code) in [
        ("null", "null-origin"),
        ("", "unlisted-origin"),
        ("https://evil.example", "unlisted-origin"),
        ("http://shop.example", "unlisted-origin"),
        ("https://shop.example/", "unlisted-origin"),
        ("https://shop.example:443", "unlisted-origin"),
        ("https://shop.example.evil.example", "unlisted-origin"),
        ("HTTPS://SHOP.EXAMPLE", "unlisted-origin"),
    ] {
        let response = post().header("origin", origin).send().await.unwrap();
        assert_eq!(response.status(), 403, "{origin}");
        assert_eq!(header(&response, "access-control-allow-origin"), "", "{origin}");
        let problem: serde_json::Value = response.json().await.unwrap();
        assert_eq!(problem["code"], code, "{origin}");
    }
    assert_eq!(ledger.stored().await, []);
    for origin in [SHOP, LOCAL] {
        assert_eq!(
            answer(post().header("origin", origin)).await.1["events"][0]["id"],
            body["events"][0]["id"]
        );
    }
    assert_eq!(ledger.stored().await[0].origin, SHOP, "the first to send it");
}

#[tokio::test]
async fn a_preflight_allows_exactly_what_the_gate_sends() {
    let ledger = Ledger::start().await;
    let preflight = async |path: &str, origin: &str| {
        let request = ledger.client.request(Method::OPTIONS, ledger.url(path));
        let request = request.header("access-control-request-method", "POST");
        request.header("origin", origin).send().await.unwrap()
    };
    let allowed = preflight(EVENTS, SHOP).await;
    assert_eq!(allowed.status(), 204);
    assert_eq!(header(&allowed, "access-control-allow-origin"), SHOP);
    assert_eq!(header(&allowed, "access-control-allow-methods"), "POST");
    assert_eq!(header(&allowed, "access-control-allow-headers"), "content-type, volens-key");
    assert_eq!(header(&allowed, "access-control-allow-credentials"), "");
    assert_eq!(header(&allowed, "vary"), "origin");
    for (path, origin, status) in [
        (EVENTS, "https://evil.example", 403),
        (EVENTS, "null", 403),
        ("/v1/nowhere/events", SHOP, 404),
    ] {
        let refused = preflight(path, origin).await;
        assert_eq!(refused.status(), status);
        assert_eq!(header(&refused, "access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn a_page_can_read_every_answer_to_its_post() {
    let ledger = Ledger::start().await;
    let shared = |response: &Response| {
        assert_eq!(header(response, "access-control-allow-origin"), SHOP);
        assert_eq!(header(response, "vary"), "origin");
        assert_eq!(header(response, "access-control-expose-headers"), "retry-after");
        response.status().as_u16()
    };
    let good = json!({ "events": [ledger.refusal(1)] });
    assert_eq!(shared(&ledger.request().json(&good).send().await.unwrap()), 200);
    let too_large = ledger.request().body(vec![b'x'; 1 << 20]);
    assert_eq!(shared(&too_large.send().await.unwrap()), 413);
    assert_eq!(shared(&ledger.request().body("x").send().await.unwrap()), 415);
    assert_eq!(shared(&ledger.request().json(&json!(1)).send().await.unwrap()), 400);
}
