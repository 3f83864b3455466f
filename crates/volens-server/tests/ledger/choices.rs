//! `/{site}/choices`: the visitor's own page, and the form on it that decides without script.

use crate::support::{LOCAL, Ledger, SHOP, configured, header};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};

const CHOICES: &str = "/apollo/choices";
/// `LOCAL`'s own address.
const HOST: &str = "localhost:8080";

async fn ledger() -> Ledger {
    Ledger::start_on(|site| configured(site, "[cookie]\nserver = true")).await
}

/// The form as a browser sends it from the ledger's own page.
fn form(ledger: &Ledger, body: &'static str) -> RequestBuilder {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let request = client.post(ledger.url(CHOICES)).body(body).header("host", HOST);
    request.header("content-type", "application/x-www-form-urlencoded")
}

async fn text(response: Response) -> String {
    response.text().await.unwrap()
}

#[tokio::test]
async fn every_language_has_the_page_and_nobody_frames_it() {
    let ledger = Ledger::start().await;
    for (language, title) in [
        ("lv", "Manas izvēles"),
        ("en", "My choices"),
        ("et", "Minu valikud"),
        ("lt", "Mano pasirinkimai"),
        ("ru", "Мои решения"),
        ("fi", "Omat valinnat"),
    ] {
        let response = ledger.get(&format!("{CHOICES}?lang={language}")).await;
        assert_eq!(header(&response, "content-language"), language);
        let policy = header(&response, "content-security-policy").to_owned();
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        let page = text(response).await;
        assert!(page.contains(title) && page.contains(SHOP), "{page}");
        assert!(!page.contains("<form"), "a form where no cookie can be set: {page}");
    }
}

#[tokio::test]
async fn a_choice_without_script_is_kept_and_comes_back_ticked() {
    let ledger = ledger().await;
    let sent = form(&ledger, "action=save&lang=en&grant=shop_stats&grant=made_up");
    let sent = sent.header("origin", LOCAL).header("sec-fetch-user", "?1").send().await.unwrap();
    assert_eq!(sent.status(), 303, "{}", ledger.log());
    assert_eq!(header(&sent, "location"), "/apollo/choices?lang=en");
    let cookie = header(&sent, "set-cookie").to_owned();
    let (pair, rest) = cookie.split_once("; ").unwrap();
    assert!(pair.ends_with(".1.save.shop_stats."), "{cookie}");
    assert_eq!(rest, "Path=/; SameSite=Lax; Max-Age=15724800");
    let stored = ledger.stored().await;
    let event: serde_json::Value = serde_json::from_str(&stored[0].body).unwrap();
    assert_eq!((stored.len(), &*stored[0].origin), (1, LOCAL));
    assert_eq!(event["control"], "form");
    assert_eq!(event["trusted"], true);
    assert_eq!(event["language"], "en");
    assert!(event["subject"].is_null() && event["shown"].is_null(), "{event}");

    let page = ledger.client.get(ledger.url(CHOICES)).header("host", HOST).header("cookie", pair);
    let page = page.send().await.unwrap();
    assert_eq!(header(&page, "cache-control"), "no-store");
    assert_eq!(header(&page, "referrer-policy"), "same-origin");
    let page = text(page).await;
    assert!(page.contains("value=\"shop_stats\" checked"), "{page}");
    assert_eq!(page.matches(" checked").count(), 1, "{page}");

    let taken = form(&ledger, "action=refuse").header("origin", LOCAL).header("cookie", pair);
    let taken = taken.send().await.unwrap();
    assert!(header(&taken, "set-cookie").contains(".2.withdraw..;"), "{taken:?}");
}

#[tokio::test]
async fn only_the_ledgers_own_form_decides() {
    let ledger = ledger().await;
    let granting = || form(&ledger, "action=accept");
    let wrong = [
        ("missing-origin", granting()),
        ("null-origin", granting().header("origin", "null")),
        ("unlisted-origin", granting().header("origin", "https://evil.example")),
        ("missing-origin", granting().header("origin", LOCAL).header("origin", SHOP)),
        // A page of the site's, but not this one.
        ("not-own-form", granting().header("origin", SHOP)),
        ("not-form-type", form(&ledger, "{}").header("origin", LOCAL)),
    ];
    for (at, (code, request)) in wrong.into_iter().enumerate() {
        let mut request = request.build().unwrap();
        if code == "not-form-type" {
            request.headers_mut().insert("content-type", "application/json".parse().unwrap());
        }
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let response = client.execute(request).await.unwrap();
        assert_eq!(header(&response, "set-cookie"), "", "{at}");
        let problem: serde_json::Value = response.json().await.unwrap();
        assert_eq!(problem["code"], code, "{at}: {problem}");
    }
    assert!(ledger.stored().await.is_empty(), "a refused form was recorded");

    let without = Ledger::start().await;
    let response = form(&without, "action=accept").header("origin", LOCAL).send().await.unwrap();
    assert_eq!(response.status(), 403);
    assert_eq!(header(&response, "set-cookie"), "");
}

#[tokio::test]
async fn what_was_shown_can_be_read_and_does_nothing() {
    let ledger = Ledger::start().await;
    let settings = text(ledger.get("/apollo/settings.lv.html").await).await;
    let id = settings.split("content=\"").nth(1).unwrap().get(..12).unwrap();
    let response = ledger.get(&format!("/apollo/shown/{id}/banner")).await;
    assert_eq!(response.status(), 200);
    let policy = header(&response, "content-security-policy").to_owned();
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'"), "{policy}");
    assert!(text(response).await.contains("Noraidīt visu"));
    for path in ["shown/000000000000/banner".to_owned(), format!("shown/{id}/nothing")] {
        assert_eq!(ledger.get(&format!("/apollo/{path}")).await.status(), 404, "{path}");
    }
}
