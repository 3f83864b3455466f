//! `PUT /v1/{site}/cookie`: the decision cookie, sent back to pages of the ledger's own site.

use crate::support::{Ledger, SHOP, configured, header};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::json;
use std::time::{SystemTime, UNIX_EPOCH};

const COOKIE: &str = "/v1/apollo/cookie";

async fn ledger() -> Ledger {
    Ledger::start_on(|site| configured(site, "[cookie]\nserver = true\ndomain = \"shop.example\""))
        .await
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// A decision's value, made so many seconds ago.
fn value(ledger: &Ledger, age: u64, rest: &str) -> String {
    format!("1.{}.{}.{rest}", ledger.fingerprint(), now() - age)
}

fn put(ledger: &Ledger, value: &str) -> RequestBuilder {
    let request = ledger.client.put(ledger.url(COOKIE)).json(&json!({ "value": value }));
    request.header("origin", SHOP).header("sec-fetch-site", "same-site")
}

async fn code(response: Response) -> (u16, String) {
    assert_eq!(header(&response, "set-cookie"), "", "a refused request sets nothing");
    let status = response.status().as_u16();
    let problem: serde_json::Value = response.json().await.unwrap();
    (status, problem["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_decision_comes_back_as_a_first_party_cookie_for_the_time_it_has_left() {
    let ledger = ledger().await;
    for (age, rest) in [(0, "1.refuse.."), (86_400, "7.save.shop_stats.p04")] {
        let value = value(&ledger, age, rest);
        let response = put(&ledger, &value).send().await.unwrap();
        assert_eq!(response.status(), 204);
        assert_eq!(header(&response, "access-control-allow-origin"), SHOP);
        assert_eq!(header(&response, "access-control-allow-credentials"), "true");
        assert_eq!(header(&response, "vary"), "origin");
        assert_eq!(header(&response, "cache-control"), "no-store");
        let cookie = header(&response, "set-cookie").to_owned();
        let (start, left) = cookie.split_once("; Max-Age=").unwrap();
        let wanted = format!("volens_apollo={value}; Path=/; Domain=shop.example; SameSite=Lax");
        assert_eq!(start, wanted);
        let left: u64 = left.strip_suffix("; Secure").unwrap().parse().unwrap();
        let whole = 182 * 86_400 - age;
        assert!(left <= whole && left > whole - 60, "{left}");
    }
    assert!(ledger.stored().await.is_empty(), "a cookie is no event");
}

#[tokio::test]
async fn the_domain_is_named_only_to_pages_below_it_and_secure_only_on_https() {
    let ledger = ledger().await;
    let value = value(&ledger, 0, "1.refuse..");
    for (origin, wanted) in [
        ("https://partner.example", "Path=/; SameSite=Lax"),
        ("http://localhost:8080", "Path=/; SameSite=Lax"),
    ] {
        let body = json!({ "value": value });
        let request = ledger.client.put(ledger.url(COOKIE)).json(&body).header("origin", origin);
        let response = request.header("sec-fetch-site", "same-origin").send().await.unwrap();
        let cookie = header(&response, "set-cookie");
        assert!(cookie.contains(wanted), "{cookie}");
        assert_eq!(cookie.ends_with("; Secure"), origin.starts_with("https"), "{cookie}");
    }
}

#[tokio::test]
async fn only_same_site_pages_of_the_sites_own_origins_may_ask() {
    let ledger = ledger().await;
    let body = json!({ "value": value(&ledger, 0, "1.refuse..") });
    let request = || ledger.client.put(ledger.url(COOKIE)).json(&body);
    for wrong in ["cross-site", "none", "", "same-site, same-site", "SAME-SITE"] {
        let request = request().header("origin", SHOP).header("sec-fetch-site", wrong);
        let refused = code(request.send().await.unwrap()).await;
        assert_eq!(refused, (403, "not-same-site".to_owned()), "{wrong:?}");
    }
    let silent = request().header("origin", SHOP).send().await.unwrap();
    assert_eq!(code(silent).await.1, "not-same-site");
    let twice = request().header("origin", SHOP).header("sec-fetch-site", "same-site");
    let twice = twice.header("sec-fetch-site", "same-site").send().await.unwrap();
    assert_eq!(code(twice).await.1, "not-same-site");
    for (origin, wanted) in [
        (Some("https://evil.shop.example"), "unlisted-origin"),
        (Some("https://shop.example:443"), "unlisted-origin"),
        (Some("null"), "null-origin"),
        (None, "missing-origin"),
    ] {
        let mut request = request().header("sec-fetch-site", "same-site");
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let response = request.send().await.unwrap();
        assert_eq!(header(&response, "access-control-allow-origin"), "");
        assert_eq!(code(response).await, (403, wanted.to_owned()));
    }
}

#[tokio::test]
async fn only_a_decision_that_stands_comes_back() {
    let ledger = ledger().await;
    let future = format!("1.{}.{}.1.refuse..", ledger.fingerprint(), now() + 900);
    let injected = format!("{}\r\nset-cookie: a=b", value(&ledger, 0, "1.refuse.."));
    for wrong in [
        "",
        "2.k3v9q2ma7x1c.1.1.refuse..",
        "1.000000000000.1795359802.1.refuse..",
        &value(&ledger, 183 * 86_400, "1.refuse.."),
        &value(&ledger, 0, "1.accept.evil."),
        &value(&ledger, 0, "1.refuse.shop_stats."),
        &value(&ledger, 0, "1.refuse..; Domain=example"),
        &injected,
        &future,
        &"x".repeat(3000),
    ] {
        let refused = code(put(&ledger, wrong).send().await.unwrap()).await;
        assert_eq!(refused, (422, "no-decision".to_owned()), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_replayed_value_never_replaces_a_newer_cookie() {
    let ledger = ledger().await;
    let (old, new) = (value(&ledger, 60, "1.accept."), value(&ledger, 5, "2.withdraw.."));
    let old = format!("{old}{}.", ledger.services().join("-"));
    let sent = |cookies: String| put(&ledger, &old).header("cookie", cookies).send();
    let refused = sent(format!("a=1; volens_apollo={new}; b=2")).await.unwrap();
    assert_eq!(code(refused).await, (409, "older-decision".to_owned()));
    let same_second = value(&ledger, 60, "2.withdraw..");
    let two = sent(format!("volens_apollo={old}; volens_apollo={same_second}")).await.unwrap();
    assert_eq!(code(two).await.0, 409);
    for harmless in [format!("volens_apollo={old}"), "volens_apollo=garbage".to_owned()] {
        assert_eq!(sent(harmless).await.unwrap().status(), 204);
    }
}

#[tokio::test]
async fn the_body_is_exactly_one_value_in_json() {
    let ledger = ledger().await;
    let value = value(&ledger, 0, "1.refuse..");
    let request = |kind: &str, body: String| {
        let request = ledger.client.put(ledger.url(COOKIE)).header("origin", SHOP);
        request.header("sec-fetch-site", "same-site").header("content-type", kind).body(body)
    };
    let sound = json!({ "value": value }).to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", ""] {
        assert_eq!(code(request(kind, sound.clone()).send().await.unwrap()).await.0, 415);
    }
    let more = json!({ "value": value, "domain": "example" }).to_string();
    for body in [String::new(), "{".to_owned(), "[]".to_owned(), more, "{\"value\":1}".to_owned()] {
        let refused = code(request("application/json", body).send().await.unwrap()).await;
        assert_eq!(refused, (400, "not-json".to_owned()));
    }
    let large = json!({ "value": "x".repeat(1 << 17) }).to_string();
    assert_eq!(code(request("application/json", large).send().await.unwrap()).await.0, 413);
}

#[tokio::test]
async fn a_preflight_allows_one_put_with_cookies_from_exactly_this_origin() {
    let ledger = ledger().await;
    let preflight = async |origin: &str| {
        let request = ledger.client.request(Method::OPTIONS, ledger.url(COOKIE));
        let request = request.header("access-control-request-method", "PUT");
        request.header("origin", origin).send().await.unwrap()
    };
    let allowed = preflight(SHOP).await;
    assert_eq!(allowed.status(), 204);
    assert_eq!(header(&allowed, "access-control-allow-origin"), SHOP);
    assert_eq!(header(&allowed, "access-control-allow-credentials"), "true");
    assert_eq!(header(&allowed, "access-control-allow-methods"), "PUT");
    assert_eq!(header(&allowed, "access-control-allow-headers"), "content-type");
    assert_eq!(code(preflight("https://evil.example").await).await.0, 403);
}

#[tokio::test]
async fn a_site_that_does_not_ask_for_it_has_no_such_address() {
    let ledger = Ledger::start().await;
    let refused = put(&ledger, &value(&ledger, 0, "1.refuse..")).send().await.unwrap();
    assert_eq!(code(refused).await, (404, "no-cookie".to_owned()));
}

#[tokio::test]
async fn a_bundle_has_the_parts_its_site_asks_for() {
    let plain = Ledger::start().await.get("/apollo/lv.js").await.text().await.unwrap();
    assert!(!plain.contains("keepers.push") && !plain.contains("adopters.push"));
    let asked = "[cookie]\nserver = true\n[signals.meta]\nconsent = \"marketing\"\n\
                 [signals.data_layer]\n[import.cookiebot.grants]\npreferences = \"functional\"\n\
                 statistics = \"statistics\"\nmarketing = \"marketing\"";
    let ledger = Ledger::start_on(|site| configured(site, asked)).await;
    let bundle = ledger.get("/apollo/lv.js").await.text().await.unwrap();
    let parts = ["site.signals.google", "site.signals.meta", "site.signals.data_layer"];
    let parts = parts.into_iter().chain(["adopters.push(1)", "keepers.push(1)", "run(site"]);
    let places: Vec<Option<usize>> = parts.map(|part| bundle.find(part)).collect();
    assert!(places.iter().all(Option::is_some), "{places:?}");
    assert!(places.is_sorted(), "the gate comes last, dataLayer after Google: {places:?}");
}

#[tokio::test]
async fn gpc_json_says_what_the_site_does() {
    let ledger = Ledger::start().await;
    let response = ledger.get("/apollo/gpc.json").await;
    assert_eq!(header(&response, "content-type"), "application/json");
    assert_eq!(header(&response, "access-control-allow-origin"), "*");
    let body = response.text().await.unwrap();
    assert_eq!(body, "{\"gpc\":true,\"lastUpdate\":\"2026-11-22\"}");
    let silent = Ledger::start_on(|site| {
        let path = site.join("site.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, text.replace("gpc_updated", "# gpc_updated")).unwrap();
    })
    .await;
    assert_eq!(silent.get("/apollo/gpc.json").await.status(), 404);
}
