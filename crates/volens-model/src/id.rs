//! Names of sites, categories, services and activities: `[a-z][a-z0-9_]{0,23}`.

/// The form of an id, as a regular expression for the published JSON Schema.
pub const PATTERN: &str = "^[a-z][a-z0-9_]{0,23}$";

/// Site ids that would collide with a route of the server.
pub const RESERVED_SITES: [&str; 7] =
    ["assets", "v1", "log", "admin", "healthz", "readyz", "metrics"];

/// Whether `text` has the form of an id.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= 24
        && bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn an_id_starts_with_a_letter_and_stays_short() {
        assert!(is_id("a") && is_id("session_prefs") && is_id("p04"));
        assert!(!is_id("") && !is_id("4p") && !is_id("_a") && !is_id("A") && !is_id("a-b"));
        assert!(is_id(&"a".repeat(24)) && !is_id(&"a".repeat(25)));
    }
}
