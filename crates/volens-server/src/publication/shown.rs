//! Names what was on screen: the exact markup and styles a visitor decided in front of (L16).

use serde_json::{Value, json};
use volens_model::base32;
use volens_model::view::View;

/// The manifest entry of one view.
#[derive(Debug)]
pub(crate) struct Evidence {
    /// 12 characters, which an event names as `shown`.
    pub(crate) id: String,
    /// All that the id stands for.
    pub(crate) body: Value,
}

impl Evidence {
    pub(super) fn new(name: &str, view: &View, html: &str, css: &str) -> Self {
        let View { language, layout, .. } = view;
        // Strings always have a canonical form.
        let canonical = serde_json_canonicalizer::to_vec(&(name, language, layout, html, css));
        let id = base32::short_hash(&canonical.unwrap_or_default());
        let body = json!({
            "css": css, "html": html, "language": language, "layout": layout, "view": name
        });
        Self { id, body }
    }
}
