//! What every answer says about itself, on every route of the OpenAPI document.

use crate::support::{Ledger, SHOP, header};
use reqwest::{Method, Response};
use serde_json::Value;

#[tokio::test]
async fn every_answer_of_every_route_has_its_security_headers() {
    let ledger = Ledger::start().await;
    let document: Value = ledger.get("/openapi.json").await.json().await.unwrap();
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 10, "{}", paths.len());
    let methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
    for path in paths.keys().map(String::as_str).chain(["/", "/nowhere", "/a/b/c/d/e"]) {
        for (site, file) in [("apollo", "lv.js"), ("nowhere", "nothing")] {
            let path = path.replace("{site}", site).replace("{file}", file);
            for method in methods {
                let method: Method = method.parse().unwrap();
                let request = ledger.client.request(method.clone(), ledger.url(&path));
                let response = request.header("origin", SHOP).send().await.unwrap();
                assert_headers(&response, &format!("{method} {path}"));
            }
        }
    }
}

#[tokio::test]
async fn pages_run_nothing_and_only_what_is_public_may_be_used_elsewhere() {
    let ledger = Ledger::start().await;
    for (path, shared) in [
        ("/apollo/lv.js", "cross-origin"),
        ("/apollo/policy.json", "cross-origin"),
        ("/apollo/settings.lv.html", "cross-origin"),
        ("/apollo/notice", "same-origin"),
        ("/healthz", "same-origin"),
        ("/nothing/here", "same-origin"),
    ] {
        let response = ledger.get(path).await;
        assert_eq!(header(&response, "cross-origin-resource-policy"), shared, "{path}");
        assert_eq!(header(&response, "strict-transport-security"), "", "{path}: not without TLS");
        assert_eq!(header(&response, "server"), "", "{path}");
    }
}

fn assert_headers(response: &Response, what: &str) {
    assert_eq!(header(response, "x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header(response, "referrer-policy"), "no-referrer", "{what}");
    assert_eq!(header(response, "x-frame-options"), "DENY", "{what}");
    assert_eq!(header(response, "cross-origin-opener-policy"), "same-origin", "{what}");
    assert_ne!(header(response, "cross-origin-resource-policy"), "", "{what}");
    let policy = header(response, "content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{what}: {policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{what}: {policy}");
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{what}: {policy}");
}
