//! JSON by the browser's own reader and writer: one in Rust would weigh as much again as the views.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// `None` for what is not JSON.
#[must_use]
pub(super) fn parse(text: &str) -> Option<JsValue> {
    JSON::parse(text).ok()
}

#[must_use]
pub(super) fn write(value: &JsValue) -> Option<String> {
    JSON::stringify(value).ok()?.as_string()
}

/// A field; `None` where it is missing, or where the value has no fields.
#[must_use]
pub(super) fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok().filter(|field| !field.is_undefined())
}

#[must_use]
pub(super) fn text(value: &JsValue, name: &str) -> Option<String> {
    get(value, name)?.as_string()
}

/// The items of a list; none where it is not one.
pub(super) fn items(list: &JsValue) -> impl Iterator<Item = JsValue> + use<> {
    list.dyn_ref::<Array>().cloned().into_iter().flat_map(|list| list.into_iter())
}

/// The texts in a list.
pub(super) fn texts(list: &JsValue) -> impl Iterator<Item = String> + use<> {
    items(list).filter_map(|item| item.as_string())
}
