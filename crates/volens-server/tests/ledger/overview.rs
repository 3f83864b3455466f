//! The processing overview in each of its forms: the same rows, legal bases and words everywhere,
//! from the controller's table to linked data.

use crate::support::{Ledger, header};
use jsonschema::Validator;
use reqwest::RequestBuilder;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use std::collections::BTreeSet;
use volens_model::notice::{Activity, TERMS};
use volens_server::import::read;

const SOURCE: &str = include_str!("../../../../sites/apollo/source.lv.txt");
const SCHEMA: &str = include_str!("../../../../docs/schema/overview.schema.json");
const LANGUAGES: [&str; 6] = ["lv", "en", "et", "lt", "ru", "fi"];

/// A row's texts and bases, as a form has them.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    id: String,
    purpose: String,
    legal_basis: String,
    personal_data: String,
    /// The points of Article 6(1).
    bases: Vec<String>,
    /// Names of the categories of data.
    data: Vec<String>,
}

#[tokio::test]
async fn every_form_in_every_language_says_the_same() {
    let ledger = Ledger::start().await;
    let validator = validator();
    for language in LANGUAGES {
        let get = async |form: &str| {
            let path = format!("/apollo/notice{form}?lang={language}");
            ledger.get(&path).await.text().await.unwrap()
        };
        let page = from_page(&get("").await);
        let overview: Value = serde_json::from_str(&get(".json").await).unwrap();
        let wrong: Vec<String> = validator.iter_errors(&overview).map(|e| e.to_string()).collect();
        assert_eq!(wrong, [""; 0], "{language}: the published schema");
        let linked: Value = serde_json::from_str(&get(".jsonld").await).unwrap();

        let (json, linked) = (from_json(&overview), from_linked(&linked, language));
        assert_eq!(page.len(), 15, "{language}");
        assert_eq!(page.iter().map(|row| row.bases.len()).sum::<usize>(), 24, "{language}");
        assert_eq!(page, json, "{language}");
        assert_eq!(page, linked, "{language}");
        if language == "lv" {
            assert_eq!(page, from_source(), "the controller's table");
        }
    }
}

#[tokio::test]
async fn what_a_visitor_may_do_is_said_of_the_right_activities() {
    let ledger = Ledger::start().await;
    let text = ledger.get("/apollo/notice?lang=lv").await.text().await.unwrap();
    let page = Html::parse_document(&text);
    let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
    for (question, rows) in [("object", 14), ("withdraw", 2), ("all", 8)] {
        assert_eq!(count(&format!("tr[data-can~={question}]")), rows, "{question}");
    }
    assert_eq!(count("details[data-act=object]"), 14);
    assert_eq!(count("details[data-act=withdraw]"), 2);
    assert_eq!(count("#p04 .here[data-act=object][data-category=marketing][hidden]"), 1);
    assert_eq!(count("details a[href^='mailto:?subject=']"), 16, "no address is invented");
}

#[tokio::test]
async fn each_form_is_to_be_had_by_its_media_type_and_says_where_the_others_are() {
    let ledger = Ledger::start().await;
    for (accept, media) in [
        ("text/html", "text/html; charset=utf-8"),
        ("application/json", "application/json"),
        ("application/ld+json, */*;q=0.1", "application/ld+json"),
    ] {
        let request = ledger.client.get(ledger.url("/apollo/notice")).header("accept", accept);
        let answer = request.header("accept-language", "ru").send().await.unwrap();
        assert_eq!(header(&answer, "content-type"), media);
        assert_eq!(header(&answer, "content-language"), "ru");
        assert_eq!(header(&answer, "vary"), "accept, accept-encoding, accept-language, host");
        assert_eq!(header(&answer, "access-control-allow-origin"), "*");
        assert!(header(&answer, "etag").len() > 10);
        assert!(header(&answer, "last-modified").ends_with(" GMT"));
    }
    let page = ledger.get("/apollo/notice?lang=et").await.text().await.unwrap();
    for language in LANGUAGES {
        let link = format!(
            "rel=\"alternate\" hreflang=\"{language}\" href=\"/apollo/notice?lang={language}\""
        );
        assert!(page.contains(&link), "{link}");
    }
    for link in [
        "type=\"application/json\" href=\"/apollo/notice.json?lang=et\"",
        "type=\"application/ld+json\" href=\"/apollo/notice.jsonld?lang=et\"",
    ] {
        assert!(page.contains(link), "{link}");
    }
    let script = ledger.get("/apollo/notice.js").await;
    assert_eq!(header(&script, "content-type"), "text/javascript; charset=utf-8");
    assert_eq!(header(&script, "access-control-allow-origin"), "*", "a module of another page");
}

/// The page as whoever asks for it at this address gets it, with the policy it is sent with.
async fn at(ledger: &Ledger, host: &str) -> (String, String) {
    let request = ledger.client.get(ledger.url("/apollo/notice?lang=et")).header("host", host);
    let answer = request.send().await.unwrap();
    let policy = header(&answer, "content-security-policy").to_owned();
    (answer.text().await.unwrap(), policy)
}

const GATE: &str = "<script src=\"/apollo/et.js\"></script>";

#[tokio::test]
async fn the_page_has_the_gate_on_the_sites_origins_alone() {
    let ledger = Ledger::start().await;
    for (host, own) in
        [("localhost:8080", true), ("shop.example", true), ("consent.example", false)]
    {
        let (page, policy) = at(&ledger, host).await;
        assert_eq!(page.contains(GATE), own, "{host}: {page}");
        assert_eq!(policy.contains("connect-src 'self'"), own, "{host}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{host}: {policy}");
        assert_eq!(from_page(&page).len(), 15, "{host}");
    }
}

/// It would stand before the text that it leads to.
#[tokio::test]
async fn a_modal_banner_does_not_come_to_the_overview() {
    let modal = "layout = \"dialog\"\nmodal = true";
    let ledger = Ledger::start_on(|site| {
        let path = site.join("site.toml");
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains("layout = \"corner\""));
        std::fs::write(path, text.replacen("layout = \"corner\"", modal, 1)).unwrap();
    })
    .await;
    let (page, _) = at(&ledger, "localhost:8080").await;
    assert!(!page.contains(GATE), "{page}");
}

#[tokio::test]
async fn who_has_the_publication_is_not_sent_it_again() {
    let ledger = Ledger::start().await;
    let get = async |validators: &[(&str, &str)]| {
        let request = ledger.client.get(ledger.url("/apollo/notice?lang=lv"));
        let ask =
            |request: RequestBuilder, (name, value): &(&str, &str)| request.header(*name, *value);
        validators.iter().fold(request, ask).send().await.unwrap()
    };
    let first = get(&[]).await;
    let (tag, date) =
        (header(&first, "etag").to_owned(), header(&first, "last-modified").to_owned());
    let (tag, date) = (tag.as_str(), date.as_str());
    let known = get(&[("if-modified-since", date)]).await;
    assert_eq!(known.status(), 304);
    assert_eq!((header(&known, "etag"), header(&known, "last-modified")), (tag, date));
    assert!(!known.headers().contains_key("content-type"));
    assert_eq!(known.text().await.unwrap(), "");

    let old = "Mon, 01 Jan 2024 00:00:00 GMT";
    for (validators, status) in [
        (&[("if-none-match", tag), ("if-modified-since", old)][..], 304),
        // A tag counts more than a date (RFC 9110, 13.1.3).
        (&[("if-none-match", "\"other\""), ("if-modified-since", date)], 200),
        (&[("if-modified-since", old)], 200),
        (&[("if-modified-since", "yesterday")], 200),
        // What was published since may be older than the client's copy: a version rolled back to.
        (&[("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT")], 200),
    ] {
        assert_eq!(get(validators).await.status(), status, "{validators:?}");
    }
}

/// RULES 2.8: a term that the vocabulary does not have says nothing.
#[tokio::test]
async fn linked_data_uses_only_terms_that_exist() {
    let ledger = Ledger::start().await;
    let known: BTreeSet<&str> = TERMS.lines().collect();
    for language in LANGUAGES {
        let path = format!("/apollo/notice.jsonld?lang={language}");
        let linked: Value = ledger.get(&path).await.json().await.unwrap();
        let mut used = BTreeSet::new();
        terms(&linked, &mut used);
        let unknown: Vec<&String> =
            used.iter().filter(|term| !known.contains(term.as_str())).collect();
        assert_eq!(unknown, [""; 0], "{language}");
        assert!(used.contains("eu-gdpr:A6-1-f") && used.contains("pd:EmailAddress"), "{used:?}");
    }
}

/// Names of the vocabulary's: keys, and values that are links.
fn terms(value: &Value, found: &mut BTreeSet<String>) {
    let mut take = |text: &str| {
        if ["dpv:", "pd:", "eu-gdpr:"].iter().any(|prefix| text.starts_with(prefix)) {
            found.insert(text.to_owned());
        }
    };
    match value {
        Value::String(text) => take(text),
        Value::Array(items) => items.iter().for_each(|item| terms(item, found)),
        Value::Object(fields) => {
            fields.keys().for_each(|key| take(key));
            // Texts of the notice may begin as they like.
            let values = fields.iter().filter(|(key, _)| *key != "@value" && *key != "@context");
            values.for_each(|(_, value)| terms(value, found));
        }
        _ => {}
    }
}

fn from_source() -> Vec<Row> {
    let reading = read(SOURCE, "lv").unwrap();
    let point = |article: &Value| match article.as_str().unwrap() {
        "consent" => "a",
        "contract" => "b",
        "legal_obligation" => "c",
        "legitimate_interests" => "f",
        other => panic!("{other}"),
    };
    let row = |activity: &Activity| Row {
        id: activity.id.clone(),
        purpose: activity.purpose.clone(),
        legal_basis: activity.legal_basis.clone(),
        personal_data: activity.personal_data.clone(),
        bases: activity
            .bases
            .iter()
            .map(|basis| point(&serde_json::to_value(basis.article).unwrap()).to_owned())
            .collect(),
        data: activity.data.categories.iter().map(|category| category.name.clone()).collect(),
    };
    reading.notice.activities.iter().map(row).collect()
}

fn from_page(text: &str) -> Vec<Row> {
    let page = Html::parse_document(text);
    let select = |selector: &str| Selector::parse(selector).unwrap();
    let rows = select("tbody tr");
    let row = |row: ElementRef<'_>| {
        let verbatim = |cell: &str| {
            let cells = select(&format!("[data-verbatim={cell}] p"));
            let lines = row.select(&cells).map(|p| p.text().collect::<String>());
            lines.collect::<Vec<_>>().join("\n")
        };
        let point = |basis: ElementRef<'_>| {
            let article = basis.attr("data-article").unwrap();
            article.trim_start_matches("6(1)(").trim_end_matches(')').to_owned()
        };
        // Its condition stands behind the name, in an element of its own.
        let name = |item: ElementRef<'_>| {
            item.children().find_map(|child| child.value().as_text()).unwrap().to_string()
        };
        Row {
            id: row.attr("id").unwrap().to_owned(),
            purpose: verbatim("purpose"),
            legal_basis: verbatim("legal_basis"),
            personal_data: verbatim("personal_data"),
            bases: row.select(&select("[data-article]")).map(point).collect(),
            data: row
                .select(&select(".data li"))
                .map(|item| name(item).trim_end().to_owned())
                .collect(),
        }
    };
    page.select(&rows).map(row).collect()
}

fn from_json(overview: &Value) -> Vec<Row> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let point = |basis: &Value| {
        let articles = [
            ("consent", "a"),
            ("contract", "b"),
            ("legal_obligation", "c"),
            ("legitimate_interests", "f"),
        ];
        let found = articles.iter().find(|(article, _)| basis["article"] == *article);
        found.unwrap().1.to_owned()
    };
    let row = |activity: &Value| Row {
        id: text(&activity["id"]),
        purpose: text(&activity["purpose"]),
        legal_basis: text(&activity["legal_basis"]),
        personal_data: text(&activity["personal_data"]),
        bases: activity["bases"].as_array().unwrap().iter().map(point).collect(),
        data: activity["categories"]
            .as_array()
            .unwrap()
            .iter()
            .map(|category| text(&category["name"]))
            .collect(),
    };
    overview["activities"].as_array().unwrap().iter().map(row).collect()
}

fn from_linked(linked: &Value, language: &str) -> Vec<Row> {
    let text = |value: &Value| {
        assert_eq!(value["@language"], language);
        value["@value"].as_str().unwrap().to_owned()
    };
    let point = |basis: &Value| {
        let term = basis["dpv:hasLegalBasis"].as_str().unwrap();
        term.strip_prefix("eu-gdpr:A6-1-").unwrap().to_owned()
    };
    let row = |process: &Value| Row {
        id: process["dct:identifier"].as_str().unwrap().to_owned(),
        purpose: text(&process["dct:title"]),
        legal_basis: text(&process["dct:description"][0]),
        personal_data: text(&process["dct:description"][1]),
        bases: process["dpv:hasProcess"].as_array().unwrap().iter().map(point).collect(),
        data: process["dpv:hasPersonalData"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|data| data.get("skos:prefLabel"))
            .map(text)
            .collect(),
    };
    linked["dpv:hasProcess"].as_array().unwrap().iter().map(row).collect()
}

fn validator() -> Validator {
    jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
}
