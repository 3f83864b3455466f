//! Names what was on screen: the exact markup and styles a visitor decided in front of (L16).

use serde_json::{Value, json};
use volens_model::base32;
use volens_model::view::View;

/// The manifest entry of a site's views in one language. Which of them it was, the event's `control`
/// says.
#[derive(Debug)]
pub(crate) struct Evidence {
    /// 12 characters, which an event names as `shown`.
    pub(crate) id: String,
    /// All that the id stands for.
    pub(crate) body: Value,
}

impl Evidence {
    /// Of views by name, each with its markup and sheet.
    pub(super) fn new(view: &View, views: &[(&str, &str, &str)]) -> Self {
        let View { language, layout, .. } = view;
        let views: Vec<Value> = views
            .iter()
            .map(|(view, html, css)| json!({"css": css, "html": html, "view": view}))
            .collect();
        let body = json!({"language": language, "layout": layout, "views": views});
        // JSON of strings always has a canonical form.
        let canonical = serde_json_canonicalizer::to_vec(&body);
        Self { id: base32::short_hash(&canonical.unwrap_or_default()), body }
    }
}
