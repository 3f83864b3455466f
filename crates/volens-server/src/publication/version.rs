//! The version of a notice: a name for exactly these texts.

use serde_json::Value;
use volens_model::base32;
use volens_model::view::NoticeView;

/// 12 characters that change when a text of the notice changes in any language. The widget's own
/// words and the addresses around the notice are not part of it.
pub(super) fn of(views: &[NoticeView]) -> String {
    let texts: Vec<Value> = views.iter().map(texts).collect();
    // Strings and booleans always have a canonical form.
    base32::short_hash(&serde_json_canonicalizer::to_vec(&texts).unwrap_or_default())
}

fn texts(view: &NoticeView) -> Value {
    let mut value = serde_json::to_value(view).unwrap_or_default();
    if let Value::Object(fields) = &mut value {
        for field in ["version", "direction", "languages", "notice", "words", "legal"] {
            fields.remove(field);
        }
    }
    value
}
