//! What the settings tell of earlier choices. Storage is anyone's: what does not read is not shown.

use crate::world::{element, gate_of, local, until};
use volens_widget::browser::mount;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

const VIEW: &str = include_str!("../snapshots/view.lv.json");
const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn event(at: &str, fingerprint: &str, granted: &str, refused: &str, control: &str) -> String {
    format!(
        r#"{{"at":"{at}","fingerprint":"{fingerprint}","granted":{granted},"refused":{refused},"control":"{control}"}}"#
    )
}

/// A site's history of this event alone, or of several, as its settings show them.
async fn settings_after(site: &str, items: &[(&str, String)]) -> Element {
    for (name, item) in items {
        local().set_item(&format!("volens.{site}.{name}"), item).expect("room");
    }
    let root = element("");
    assert!(mount::settings(root.clone(), gate_of(site, "null"), VIEW, None));
    until("the settings are there", || root.first_element_child().is_some()).await;
    root
}

fn stored(event: &str) -> String {
    format!(r#"{{"status":"stored","event":{event}}}"#)
}

fn texts(root: &Element, selector: &str) -> Vec<String> {
    let found = root.query_selector_all(selector).expect("a selector");
    (0..found.length()).filter_map(|i| found.get(i)?.text_content()).collect()
}

#[wasm_bindgen_test]
async fn choices_are_listed_newest_first_whether_the_ledger_has_them_or_not() {
    let all = r#"["page_stats","shop_stats","social_ads"]"#;
    let first = event("2026-01-02T10:00:00Z", "now", r#"["shop_stats"]"#, "[]", "settings");
    let second = event("2027-03-04T10:00:00Z", "now", "[]", all, "banner");
    let waiting = format!(r#"{{"key":"{KEY}","event":{second}}}"#);
    let items = [("h.01", stored(&first)), ("q.02", waiting)];
    let root = settings_after("listed", &items).await;
    let listed = texts(&root, ".history li");
    assert_eq!(listed.len(), 2, "{listed:?}");
    assert!(listed[0].contains("2027") && listed[0].contains("tikai nepieciešamais"), "{listed:?}");
    assert!(listed[1].contains("2026") && listed[1].contains("Veikala statistika"), "{listed:?}");
}

#[wasm_bindgen_test]
async fn what_is_no_choice_of_services_is_not_listed() {
    let good = event("2026-01-02T10:00:00Z", "now", "[]", "[]", "settings");
    let anonymous = format!(r#"{{"key":null,"event":{good}}}"#);
    let items = [
        ("h.01", stored(&event("yesterday", "now", "[]", "[]", "settings"))),
        ("h.02", stored(&event("2026-01-02T10:00:00Z", "now", "[]", "[]", "box"))),
        ("h.03", stored("7")),
        ("h.04", "{".to_owned()),
        ("h.05", stored(r#"{"at":7}"#)),
        ("q.06", anonymous),
    ];
    let root = settings_after("unlisted", &items).await;
    assert!(texts(&root, ".history").is_empty(), "{:?}", texts(&root, ".history"));
}

#[wasm_bindgen_test]
async fn what_has_changed_since_the_last_choice_is_said_first() {
    let last = |granted, fingerprint| {
        [("h.01", stored(&event("2026-01-02T10:00:00Z", fingerprint, granted, "[]", "banner")))]
    };
    let root = settings_after("moved_on", &last(r#"["old_maps","shop_stats"]"#, "then")).await;
    let said = texts(&root, ".text > .note:first-child p");
    // The last one leads to what was asked before, beside what is asked now.
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[0].contains("Lapu statistika") && !said[0].contains("Veikala"), "{said:?}");
    assert!(said[1].contains("old_maps"), "{said:?}");
    assert_eq!(said[2], "What changed");

    let all = r#"["page_stats","shop_stats","social_ads"]"#;
    let root = settings_after("altered", &last(all, "then")).await;
    let said = texts(&root, ".text > .note:first-child p");
    assert_eq!(said.len(), 2, "{said:?}");
    assert_eq!(said[1], "What changed");
    let root = settings_after("the_same", &last(all, "now")).await;
    assert!(texts(&root, ".text > .note:first-child p").is_empty());
}
