//! What is outside the widget (`world.js`), and waiting for what it does.

use js_sys::{Array, Promise};
use volens_widget::browser::port::Port;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Storage};

#[wasm_bindgen(module = "/tests/browser/world.js")]
extern "C" {
    fn ledger(answers: Vec<String>) -> Array;
    fn gate(id: &str, decision: JsValue) -> Port;
}

/// A ledger that gives these answers; the requests it has got.
pub(crate) fn ledger_that(answers: &[&str]) -> Array {
    ledger(answers.iter().map(|answer| (*answer).to_owned()).collect())
}

/// The gate of a site of the test's own, with what it holds.
pub(crate) fn gate_of(site: &str, decision: &str) -> Port {
    gate(site, js_sys::JSON::parse(decision).expect("JSON"))
}

/// A field of what the world remembers, as JSON.
pub(crate) fn told(of: &JsValue, field: &str) -> String {
    let value = js_sys::Reflect::get(of, &field.into()).expect("an object");
    js_sys::JSON::stringify(&value).expect("JSON").into()
}

/// Waits for a condition, which has a name for when it never comes.
pub(crate) async fn until(name: &str, condition: impl Fn() -> bool) {
    for _ in 0..200 {
        if condition() {
            return;
        }
        let turn = Promise::new(&mut |resolve, _| {
            let window = web_sys::window().expect("a window");
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 5)
                .expect("time");
        });
        JsFuture::from(turn).await.expect("time passes");
    }
    panic!("never came: {name}");
}

pub(crate) fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a document")
}

/// An element on the page with this markup.
pub(crate) fn element(markup: &str) -> Element {
    let element = document().create_element("div").expect("an element");
    element.set_inner_html(markup);
    document().body().expect("a body").append_child(&element).expect("a child");
    element
}

pub(crate) fn local() -> Storage {
    web_sys::window().and_then(|w| w.local_storage().ok()?).expect("storage")
}
