//! Texts without their case and diacritics, so that a search for "reklama" finds "Reklāma". By the
//! browser's own tables: those of Rust would weigh as much as a view.

use js_sys::JsString;

#[must_use]
pub fn fold(text: &str) -> String {
    let text: String = JsString::from(text).to_lower_case().normalize("NFD").into();
    // What NFD has taken off the letters.
    text.chars().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).collect()
}
