//! Names what was on screen: the exact markup and styles a visitor decided in front of (L16).

use volens_model::base32;
use volens_model::view::Layout;

/// The manifest entry of one view, 12 characters.
pub(super) fn entry(view: &str, language: &str, layout: Layout, html: &str, css: &str) -> String {
    // Strings always have a canonical form.
    let canonical = serde_json_canonicalizer::to_vec(&(view, language, layout, html, css));
    base32::short_hash(&canonical.unwrap_or_default())
}
