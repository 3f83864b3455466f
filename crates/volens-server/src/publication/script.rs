//! The bundle's text (`docs/formats.md`, *The bundle*).

use jiff::Timestamp;
use serde::Serialize;

/// Where the parts of a bundle put themselves for the gate.
const PARTS: &str = "const signals=[],aliases=[],guards=[],adopters=[],keepers=[];";

/// What an expired bundle does: vendors are told of no consent, and nothing is released or asked.
const SHUT: &str = "for(const signal of signals)try{signal.deny()}catch{}\
                    console.warn(\"volens: this pinned script has expired, so nothing optional runs; \
                    bundles.json names the one that follows it\")";

/// One script: the site's facts, the parts it asks for, the gate.
#[derive(Debug)]
pub(super) struct Bundle<'a> {
    /// The site's facts, as [`safe_json`].
    pub(super) site: String,
    /// What vendors are told with.
    pub(super) signals: Vec<&'a str>,
    pub(super) parts: Vec<&'a str>,
    pub(super) gate: &'a str,
}

impl Bundle<'_> {
    /// The form that is asked for again and again.
    pub(super) fn linked(&self) -> String {
        let signals = sequence(&self.signals);
        self.wrap(&(signals + &self.working()))
    }

    /// The form that never changes: it says itself how long it may ask.
    pub(super) fn pinned(&self, expires: Timestamp) -> String {
        let (signals, working) = (sequence(&self.signals), self.working());
        let expires = expires.as_millisecond();
        self.wrap(&format!("{signals}if(Date.now()>{expires}){{{SHUT}}}else{{{working}}}"))
    }

    fn working(&self) -> String {
        sequence(&self.parts) + &sequence(&[self.gate])
    }

    fn wrap(&self, code: &str) -> String {
        format!("(()=>{{\"use strict\";const site={};{PARTS}{code}}})()\n", self.site)
    }
}

/// Scripts one after the other. Each may end in a comment or without a semicolon.
fn sequence(scripts: &[&str]) -> String {
    scripts.iter().flat_map(|script| [script.trim_end(), "\n;"]).collect()
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
        let expected = "(()=>{\"use strict\";const site={\"id\":\"x\"};const signals=[],aliases=[],guards=[],\
                        adopters=[],keepers=[];signals.push(1)// google\n;room()\n;run() // gate\n;})()\n";
        assert_eq!(bundle().linked(), expected);
    }

    #[test]
    fn an_expired_bundle_has_its_signals_and_nothing_else() {
        let text = bundle().pinned(Timestamp::from_second(1_800_000_000).unwrap());
        let (before, rest) = text.split_once("if(Date.now()>1800000000000){").unwrap();
        let (expired, working) = rest.split_once("}else{").unwrap();
        assert!(before.ends_with("signals.push(1)// google\n;"), "{before}");
        assert!(expired.contains("signal.deny()"), "{expired}");
        assert_eq!(working, "room()\n;run() // gate\n;}})()\n");
    }

    fn bundle() -> Bundle<'static> {
        Bundle {
            site: safe_json(&json!({"id": "x"})),
            signals: vec!["signals.push(1)// google"],
            parts: vec!["room()"],
            gate: "run() // gate",
        }
    }
}
