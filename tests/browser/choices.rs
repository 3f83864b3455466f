//! What the settings do with a visitor's hand on them.

use crate::world::{element, gate_of, told, until};
use volens_widget::browser::mount;
use volens_widget::browser::port::Port;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

const VIEW: &str = include_str!("../snapshots/view.lv.json");
const UNDECIDED: &str = "null";

async fn opened(site: &str, decision: &str) -> (Element, Port) {
    let (root, port) = (element(""), gate_of(site, decision));
    assert!(mount::settings(root.clone(), port.clone(), VIEW, None));
    until("the settings are there", || root.first_element_child().is_some()).await;
    (root, port)
}

fn input(root: &Element, selector: &str) -> HtmlInputElement {
    let found = root.query_selector(selector).expect("a selector").expect("an input");
    found.dyn_into().expect("an input")
}

fn press(root: &Element, act: &str) {
    let selector = format!("[data-volens={act}]");
    let button = root.query_selector(&selector).expect("a selector").expect("a button");
    button.dyn_into::<HtmlElement>().expect("a button").click();
}

#[wasm_bindgen_test]
async fn a_category_stands_for_all_its_services() {
    let (root, port) = opened("category", UNDECIDED).await;
    let category = input(&root, "[data-category=statistics]");
    let service = input(&root, "[name=shop_stats]");
    assert!(!category.checked() && !category.indeterminate() && !service.checked());

    service.click();
    until("one of two is mixed", || category.indeterminate()).await;
    assert!(!category.checked());

    category.click();
    let other = input(&root, "[name=page_stats]");
    until("all are on", || category.checked() && service.checked() && other.checked()).await;
    assert!(!category.indeterminate());

    category.click();
    until("all are off", || !category.checked() && !service.checked() && !other.checked()).await;
    assert_eq!(told(&port, "commits"), "[]", "moving a switch decides nothing");
}

#[wasm_bindgen_test]
async fn saving_grants_what_is_on_and_closes() {
    let (root, port) = opened("saving", UNDECIDED).await;
    input(&root, "[name=shop_stats]").click();
    until("it is on", || input(&root, "[data-category=statistics]").indeterminate()).await;
    press(&root, "save");
    // Made by script, so not trusted.
    assert_eq!(told(&port, "commits"), r#"[["save","settings",["shop_stats"],[],false]]"#);
    assert_eq!(told(&port, "closed"), "1");
}

#[wasm_bindgen_test]
async fn the_settings_open_with_what_holds() {
    let held = r#"{"action":"save","at":1795359802,"counter":3,"granted":["social_ads"],"objected":["p04"]}"#;
    let (root, port) = opened("holding", held).await;
    until("its switch is on", || input(&root, "[name=social_ads]").checked()).await;
    assert!(!input(&root, "[name=shop_stats]").checked());
    let since = root.query_selector("[data-note=since]:not([hidden]) time").expect("a selector");
    assert!(since.and_then(|time| time.text_content()).is_some_and(|date| date.contains("2026")));

    press(&root, "refuse");
    assert_eq!(told(&port, "commits"), r#"[["refuse","settings",[],["p04"],false]]"#);
}

#[wasm_bindgen_test]
async fn accepting_grants_every_optional_service() {
    let (root, port) = opened("accepting", UNDECIDED).await;
    press(&root, "accept");
    let commits = told(&port, "commits");
    for service in ["shop_stats", "page_stats", "social_ads"] {
        assert!(commits.contains(service), "{commits}");
    }
    assert!(commits.starts_with(r#"[["accept","#));
}

/// L06.
#[wasm_bindgen_test]
async fn closing_decides_nothing() {
    let (root, port) = opened("closing", UNDECIDED).await;
    press(&root, "close");
    assert_eq!(told(&port, "commits"), "[]");
    assert_eq!(told(&port, "closed"), "1");
}

#[wasm_bindgen_test]
fn without_a_view_nothing_is_touched() {
    for view in ["", "null", "{\"site\":\"x\"}", "<html>"] {
        let root = element("<p>as the gate has it</p>");
        assert!(!mount::settings(root.clone(), gate_of("absent", UNDECIDED), view, None), "{view}");
        assert!(!mount::notice(root.clone(), view), "{view}");
        assert_eq!(root.text_content().as_deref(), Some("as the gate has it"));
    }
}

/// The host's settings were there first: what the visitor had moved in them goes on.
#[wasm_bindgen_test]
async fn switches_stand_as_they_did_in_the_hosts_settings() {
    let held =
        r#"{"action":"save","at":1795359802,"counter":3,"granted":["social_ads"],"objected":[]}"#;
    let (root, port) = (element(""), gate_of("moved", held));
    assert!(mount::settings(root.clone(), port, VIEW, Some(vec!["shop_stats".into()])));
    until("the settings are there", || root.first_element_child().is_some()).await;
    assert!(input(&root, "[name=shop_stats]").checked());
    assert!(!input(&root, "[name=social_ads]").checked());
}
