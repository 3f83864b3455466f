//! The bundle's text (`docs/formats.md`, *The bundle*).

use serde::Serialize;

/// Where the parts of a bundle put themselves for the gate.
const PARTS: &str = "const signals=[],aliases=[],guards=[],adopters=[],keepers=[];";

/// One script: the site's facts, the parts it asks for, the gate.
pub(crate) fn script(site: &impl Serialize, parts: &[&str], gate: &str) -> String {
    let site = safe_json(site);
    let mut script = format!("(()=>{{\"use strict\";const site={site};{PARTS}");
    for part in parts.iter().chain([&gate]) {
        // A part may end in a comment or without a semicolon.
        script.push_str(part.trim_end());
        script.push_str("\n;");
    }
    script.push_str("})()\n");
    script
}

/// JSON that is also safe inside a script: no `</script>` or `<!--` that an HTML parser would see
/// if the bundle is inlined, and no line separator that an older JavaScript would choke on.
pub(super) fn safe_json(value: &impl Serialize) -> String {
    // The model's structs have string keys and finite numbers, which always serialise.
    let json = serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned());
    let mut safe = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            '<' => safe.push_str("\\u003c"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn json_says_the_same_and_ends_no_script() {
        let value = json!({"a": "</script><!-- \u{2028}\u{2029} ā \\ \" <"});
        let safe = safe_json(&value);
        assert!(!safe.contains(['<', '\u{2028}', '\u{2029}']), "{safe}");
        assert_eq!(serde_json::from_str::<Value>(&safe).unwrap(), value);
    }

    #[test]
    fn parts_cannot_swallow_each_other() {
        let text = script(&json!({"id": "x"}), &["signals.push(1)// google"], "run() // gate");
        let expected = "(()=>{\"use strict\";const site={\"id\":\"x\"};const signals=[],aliases=[],guards=[],\
                        adopters=[],keepers=[];signals.push(1)// google\n;run() // gate\n;})()\n";
        assert_eq!(text, expected);
    }
}
