//! Reads what the views show from JSON.
//!
//! The model's types derive `Deserialize`, but in Wasm the derived code for a hundred texts weighs
//! as much as Yew. This reads a parsed document field by field; the compiler knows when a field is
//! forgotten, and the views rendered from it are held against those of the host.

mod notice;
mod overview;
mod view;
mod words;

use super::json;
use std::cell::Cell;
use volens_model::view::{NoticeView, View};
use wasm_bindgen::JsValue;

/// `None` for whatever is not a view.
#[must_use]
pub fn view(text: &str) -> Option<View> {
    read(text, view::view)
}

/// `None` for whatever is not an overview.
#[must_use]
pub fn notice(text: &str) -> Option<NoticeView> {
    read(text, notice::notice)
}

fn read<T>(text: &str, from: impl FnOnce(&Node<'_>) -> T) -> Option<T> {
    let failed = Cell::new(false);
    let value = from(&Node { value: json::parse(text)?, failed: &failed });
    (!failed.get()).then_some(value)
}

/// A place in the document. A field that is missing or of another kind reads as empty and makes the
/// whole reading fail at its end: without an early return for each field there is little code.
struct Node<'a> {
    value: JsValue,
    failed: &'a Cell<bool>,
}

impl Node<'_> {
    #[inline(never)]
    fn get(&self, name: &str) -> Self {
        self.at(json::get(&self.value, name).unwrap_or(JsValue::NULL))
    }

    fn at(&self, value: JsValue) -> Self {
        Self { value, failed: self.failed }
    }

    #[inline(never)]
    fn text(&self, name: &str) -> String {
        self.get(name).as_text()
    }

    fn as_text(&self) -> String {
        self.value.as_string().or_else(|| self.fail()).unwrap_or_default()
    }

    #[inline(never)]
    fn optional(&self, name: &str) -> Option<String> {
        let node = self.get(name);
        (!node.value.is_null()).then(|| node.as_text())
    }

    #[inline(never)]
    fn flag(&self, name: &str) -> bool {
        self.get(name).value.as_bool().or_else(|| self.fail()).unwrap_or_default()
    }

    fn list<T>(&self, name: &str, from: impl Fn(&Self) -> T) -> Vec<T> {
        let list = self.get(name).value;
        if !list.is_array() {
            self.failed.set(true);
        }
        json::items(&list).map(|value| from(&self.at(value))).collect()
    }

    /// Of the choices the one that is named.
    fn one_of<T: Copy>(&self, name: &str, choices: &[(&str, T)], otherwise: T) -> T {
        let named = self.text(name);
        let chosen = choices.iter().find(|(choice, _)| *choice == named);
        chosen.or_else(|| self.fail()).map_or(otherwise, |(_, value)| *value)
    }

    fn fail<T>(&self) -> Option<T> {
        self.failed.set(true);
        None
    }
}
