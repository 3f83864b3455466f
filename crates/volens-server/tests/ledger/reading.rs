//! Everything that is read with GET.

use crate::support::{self, Ledger, header};
use scraper::{Html, Selector};
use serde_json::Value;

#[tokio::test]
async fn the_bundle_is_gate_banner_and_styles_in_one_script() {
    let ledger = Ledger::start().await;
    let response = ledger.get("/apollo/lv.js").await;
    assert_eq!(header(&response, "content-type"), "text/javascript; charset=utf-8");
    assert_eq!(header(&response, "cache-control"), "public, max-age=3600");
    assert_eq!(header(&response, "cross-origin-resource-policy"), "cross-origin");
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    let bundle = response.text().await.unwrap();
    let site = site(&bundle);
    let code = bundle
        .split_once(";const signals=[],aliases=[],guards=[],adopters=[],keepers=[];")
        .unwrap()
        .1;
    assert_eq!(code, "signals.push(site.signals.google)\n;room()\n;run(site, signals)\n;})()\n");

    let policy: Value = ledger.get("/apollo/policy.json").await.json().await.unwrap();
    assert_eq!((&site["id"], &site["language"]), (&"apollo".into(), &"lv".into()));
    assert_eq!(site["fingerprint"], policy["fingerprint"]);
    assert_eq!(site["notice"], policy["notice"]);
    assert_eq!(site["days"], serde_json::json!({"grant": 182, "refuse": 182}));
    assert_eq!(site["gpc"], "refuse");
    assert_eq!(site["css"], ".banner{}");
    assert_eq!(site["signals"]["google"]["ad_storage"], "marketing");
    let categories: Vec<&String> = site["categories"].as_object().unwrap().keys().collect();
    assert_eq!(categories.len(), 3, "the optional ones: {categories:?}");

    // The banner as nodes, with a button to refuse before the one to accept (L05).
    let banner = site["banner"].to_string();
    let place = |act: &str| banner.find(&format!("\"data-volens\":\"{act}\"")).expect("a control");
    assert!(place("refuse") < place("accept"));
    assert!(place("settings") > 0);
    assert!(banner.starts_with("[\"") && !banner.contains('<'));

    assert_eq!(site["shown"].as_str().unwrap().len(), 12);
    let other = self::site(&ledger.get("/apollo/en.js").await.text().await.unwrap());
    assert_eq!(other["language"], "en");
    assert_eq!(other["fingerprint"], site["fingerprint"], "wording is not in it");
    assert_ne!(other["shown"], site["shown"], "what was shown is");
}

#[tokio::test]
async fn what_the_bundle_points_to_is_there_for_every_page_and_never_goes_stale() {
    let ledger = Ledger::start().await;
    let site = site(&ledger.get("/apollo/lv.js").await.text().await.unwrap());
    let script = site["settings"].as_str().unwrap();
    let text = ledger.get(script).await.text().await.unwrap();
    let lazy = support::lazy(&text);
    for (path, kind, body) in [
        (script, "text/javascript; charset=utf-8", text.as_str()),
        (
            lazy["wasm"]["glue"].as_str().unwrap(),
            "text/javascript; charset=utf-8",
            "export default 1",
        ),
        (lazy["wasm"]["module"].as_str().unwrap(), "application/wasm", "\0asm"),
        (lazy["styles"].as_str().unwrap(), "text/css; charset=utf-8", ".settings{}"),
    ] {
        assert!(path.starts_with("/assets/"), "{path}");
        let response = ledger.get(path).await;
        assert_eq!(header(&response, "content-type"), kind);
        assert_eq!(header(&response, "access-control-allow-origin"), "*");
        assert_eq!(header(&response, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(response.text().await.unwrap(), body);
    }
}

#[tokio::test]
async fn who_has_a_copy_is_told_so() {
    let ledger = Ledger::start().await;
    for path in [
        "/apollo/lv.js",
        "/apollo/settings.lv.html",
        "/apollo/view.en.json",
        "/apollo/policy.json",
        "/apollo/notice",
        "/apollo/notice.json",
        "/assets/volens-widget-0123_bg.wasm",
    ] {
        let first = ledger.get(path).await;
        assert_eq!(first.status(), 200, "{path}");
        let etag = header(&first, "etag").to_owned();
        assert!(etag.len() > 10 && etag.starts_with('"'), "{path}: {etag}");
        let ask = async |tags: String| {
            let request = ledger.client.get(ledger.url(path)).header("if-none-match", tags);
            request.send().await.unwrap()
        };
        for tags in [etag.clone(), format!("\"x\", W/{etag}"), "*".to_owned()] {
            let copy = ask(tags).await;
            assert_eq!(copy.status(), 304, "{path}");
            assert_eq!(header(&copy, "etag"), etag);
            assert_eq!(copy.headers().get("cache-control"), first.headers().get("cache-control"));
            assert_eq!(copy.bytes().await.unwrap().len(), 0);
        }
        assert_eq!(ask("\"x\"".to_owned()).await.status(), 200, "{path}");
    }
}

#[tokio::test]
async fn the_overview_shows_all_15_activities_without_script() {
    let ledger = Ledger::start().await;
    for (path, language) in [("/apollo/notice", "lv"), ("/apollo/notice?lang=en", "en")] {
        let response = ledger.get(path).await;
        assert_eq!(header(&response, "content-type"), "text/html; charset=utf-8");
        assert_eq!(header(&response, "content-language"), language);
        let policy = header(&response, "content-security-policy").to_owned();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
        let page = response.text().await.unwrap();
        assert!(page.starts_with(&format!("<!doctype html>\n<html lang=\"{language}\"")));
        for n in 1..=15 {
            assert!(page.contains(&format!("id=\"p{n:02}\"")), "{path}: p{n:02} is missing");
        }
        assert!(!page.contains("id=\"p16\""), "{path}");
        let scripts: Vec<&str> = page.split("<script").skip(1).collect();
        assert_eq!(scripts.len(), 1, "{path}");
        assert!(scripts[0].starts_with(" type=\"module\" src=\"/apollo/notice.js\">"), "{path}");
        let sheet = page.split_once("rel=\"stylesheet\" href=\"").unwrap().1;
        let sheet = ledger.get(sheet.split('"').next().unwrap()).await;
        assert_eq!(sheet.text().await.unwrap(), ".notice{}");
    }
}

#[tokio::test]
async fn every_letter_of_the_source_table_is_on_the_page_once() {
    let ledger = Ledger::start().await;
    let page = ledger.get("/apollo/notice").await.text().await.unwrap();
    let page = Html::parse_document(&page);
    let verbatim = Selector::parse("[data-verbatim]").unwrap();
    let cells = page.select(&verbatim).map(|cell| letters(&cell.text().collect::<String>()));
    let cells: Vec<String> = cells.collect();

    let table = std::fs::read_to_string(support::site().join("source.lv.txt")).unwrap();
    // The table begins after its headings; the tags are leaked, not the controller's text.
    let table = &table[table.find("Apstrāde Apollo Kluba").unwrap()..];
    let table = letters(&table.replace("<p>", "").replace("</p>", ""));
    assert_eq!(sorted(&cells.concat()), sorted(&table));
    // Two cells run over a page break in the source; all others stand there as they are.
    let broken: Vec<&String> = cells.iter().filter(|cell| !table.contains(*cell)).collect();
    assert_eq!(broken.len(), 2, "{broken:?}");
}

fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

#[tokio::test]
async fn the_overview_as_json_and_in_the_readers_language() {
    let ledger = Ledger::start().await;
    let ask = async |path: &str, accept: &str, languages: &str| {
        let request = ledger.client.get(ledger.url(path)).header("accept", accept);
        request.header("accept-language", languages).send().await.unwrap()
    };
    let json: Value =
        ask("/apollo/notice", "application/json", "en-GB").await.json().await.unwrap();
    assert_eq!((&json["site"], &json["language"]), (&"apollo".into(), &"en".into()));
    assert_eq!(json["activities"].as_array().unwrap().len(), 15);
    let suffixed: Value =
        ask("/apollo/notice.json?lang=en", "*/*", "lv").await.json().await.unwrap();
    assert_eq!(suffixed, json);
    let page = ask("/apollo/notice", "text/html,*/*;q=0.8", "sv, de;q=0.9").await;
    assert_eq!(header(&page, "content-language"), "lv", "the site's default");
    assert_eq!(header(&page, "vary"), "accept, accept-encoding, accept-language, host");
    assert_eq!(ask("/apollo/notice?lang=%00&lang=2", "*/*", "").await.status(), 200);
}

#[tokio::test]
async fn settings_view_and_policy_are_there_for_every_page() {
    let ledger = Ledger::start().await;
    for (path, kind) in [
        ("/apollo/settings.lv.html", "text/html; charset=utf-8"),
        ("/apollo/view.lv.json", "application/json"),
        ("/apollo/policy.json", "application/json"),
    ] {
        let response = ledger.get(path).await;
        assert_eq!(header(&response, "content-type"), kind);
        assert_eq!(header(&response, "access-control-allow-origin"), "*");
        assert!(response.text().await.unwrap().contains("shop_stats"), "{path}");
    }
    assert_eq!(ledger.get("/apollo/settings.xx.html").await.status(), 404);
}

#[tokio::test]
async fn alive_and_ready() {
    let ledger = Ledger::start().await;
    assert_eq!(ledger.get("/healthz").await.status(), 200);
    assert_eq!(ledger.get("/readyz").await.status(), 200);
}

/// The facts in a bundle.
fn site(bundle: &str) -> Value {
    let facts = bundle.strip_prefix("(()=>{\"use strict\";const site=").unwrap();
    serde_json::from_str(
        facts
            .split_once(";const signals=[],aliases=[],guards=[],adopters=[],keepers=[];")
            .unwrap()
            .0,
    )
    .unwrap()
}
