//! Consents to be contacted, as the settings show and withdraw them.

use crate::world::{element, gate_of, ledger_that, told, until};
use volens_widget::browser::mount;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

const VIEW: &str = include_str!("../snapshots/view.lv.json");

fn place(root: &Element, purpose: &str, selector: &str) -> HtmlElement {
    let selector = format!("[data-contact={purpose}] {selector}");
    let found = root.query_selector(&selector).expect("a selector").expect("a place");
    found.dyn_into().expect("an element")
}

#[wasm_bindgen_test]
async fn what_stands_can_be_withdrawn_and_nothing_else_changes() {
    ledger_that(&[VIEW]);
    let (root, port) = (element(""), gate_of("contacts", "null"));
    assert!(mount::settings(root.clone(), port.clone(), VIEW, None));
    until("it is there", || root.first_element_child().is_some()).await;
    assert!(!place(&root, "email_news", "[data-state=on]").hidden());
    assert!(place(&root, "email_news", "[data-state=off]").hidden());
    assert!(place(&root, "sms_news", "[data-state=on]").hidden(), "it was not consented to");

    place(&root, "email_news", "[data-volens=unsubscribe]").click();
    // Made by script, so not trusted.
    assert_eq!(told(&port, "withdrawn"), r#"[["email_news",false]]"#);
    until("it is off", || place(&root, "email_news", "[data-state=on]").hidden()).await;
    assert!(!place(&root, "email_news", "[data-state=off]").hidden());
    assert_eq!(told(&port, "commits"), "[]", "no choice about services");
    assert_eq!(told(&port, "closed"), "0", "the settings stay open");
    root.remove();
}
