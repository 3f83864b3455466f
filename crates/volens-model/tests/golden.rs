//! The golden files hold for Rust; the gate's tests read the same ones.

#![cfg(feature = "host")]
#![expect(clippy::expect_used, reason = "a test stops where something is not as expected")]

use serde_json::Value;
use std::collections::BTreeSet;
use volens_model::decision::{Decision, Terms, decide};
use volens_model::event::{Action, Event, EventTerms, PolicyTerms};
use volens_model::subject;

fn golden(text: &str) -> Value {
    serde_json::from_str(text).expect("golden files are JSON")
}

fn strings<C: FromIterator<String>>(value: &Value) -> C {
    value.as_array().expect("an array").iter().map(text).collect()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn read_decision(value: &Value, fingerprint: &str) -> Decision {
    Decision {
        fingerprint: fingerprint.chars().take(12).collect(),
        at: value["at"].as_u64().expect("seconds"),
        counter: u32::try_from(value["counter"].as_u64().expect("a counter")).expect("small"),
        action: Action::parse(&text(&value["action"])).expect("an action"),
        granted: strings(&value["granted"]),
        objected: strings(&value["objected"]),
    }
}

#[test]
fn cookies_make_the_golden_decisions() {
    let golden = golden(include_str!("../testdata/decision.json"));
    let site = &golden["site"];
    let fingerprint: String = text(&site["fingerprint"]).chars().take(12).collect();
    let mut fingerprints: Vec<String> = strings(&site["earlier"]);
    fingerprints.push(fingerprint);
    let categories = site["categories"].as_object().expect("categories");
    let terms = Terms {
        fingerprints,
        categories: categories.iter().map(|(id, ids)| (id.clone(), strings(ids))).collect(),
        grant_seconds: site["days"]["grant"].as_u64().expect("days") * 86_400,
        refuse_seconds: site["days"]["refuse"].as_u64().expect("days") * 86_400,
    };
    let now = golden["now"].as_u64().expect("seconds");
    for case in golden["cases"].as_array().expect("cases") {
        let cookies: Vec<String> = strings(&case["cookies"]);
        let values = cookies.iter().filter_map(|cookie| cookie.strip_prefix("volens_apollo="));
        let decision = decide(values, &terms, now);
        let wanted = &case["decision"];
        let name = &case["name"];
        match decision {
            None => assert!(wanted.is_null(), "{name}: no decision was made"),
            Some(made) => {
                assert!(wanted.is_object(), "{name}: a decision was made: {made:?}");
                assert_eq!(made, read_decision(wanted, &made.fingerprint), "{name}");
            }
        }
    }
}

#[test]
fn decisions_make_the_golden_cookies_and_back() {
    let golden = golden(include_str!("../testdata/decision.json"));
    for case in golden["formatted"].as_array().expect("cases") {
        let decision = read_decision(&case["decision"], &text(&case["decision"]["fingerprint"]));
        assert_eq!(decision.format(), text(&case["value"]));
        assert_eq!(Decision::parse(&decision.format()), Some(decision));
    }
}

#[test]
fn keys_make_the_golden_subjects() {
    for case in golden(include_str!("../testdata/subject.json")).as_array().expect("cases") {
        let [site, origin, key] = ["site", "origin", "key"].map(|field| text(&case[field]));
        assert!(subject::is_key(&key), "{key}");
        assert_eq!(subject::subject(&site, &origin, &key), text(&case["subject"]));
    }
}

#[test]
fn events_are_taken_or_refused_as_the_golden_file_says() {
    let golden = golden(include_str!("../testdata/events.json"));
    let set = |field: &str| strings::<BTreeSet<String>>(&golden["terms"][field]);
    let policy = PolicyTerms {
        languages: set("languages"),
        services: set("services"),
        activities: set("activities"),
        contacts: [set("contacts")].into(),
    };
    let terms: EventTerms = set("fingerprints").into_iter().map(|f| (f, policy.clone())).collect();
    for case in golden["good"].as_array().expect("cases") {
        let event: Event = serde_json::from_value(case["event"].clone()).expect("an event");
        assert_eq!(event.validate(&terms), Ok(()), "{}", case["name"]);
        assert_eq!(serde_json::to_value(&event).expect("JSON"), case["event"]);
    }
    for case in golden["bad"].as_array().expect("cases") {
        let code = match serde_json::from_value::<Event>(case["event"].clone()) {
            Err(_) => "not-an-event",
            Ok(event) => event.validate(&terms).expect_err("a bad event").code,
        };
        assert_eq!(code, text(&case["code"]), "{}", case["name"]);
    }
}
