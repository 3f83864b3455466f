//! What was built, read as its readers read it, and held against the twin.

use scraper::{Html, Node};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Files by their path below the folder.
pub(super) struct Output(BTreeMap<String, String>);

impl Output {
    pub(super) fn read(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(next) = folders.pop() {
            for entry in std::fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if let Ok(text) = std::fs::read_to_string(&path) {
                    let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                    files.insert(name.to_owned(), text);
                }
            }
        }
        Self(files)
    }
}

/// Both say the same, but for the payload.
pub(super) fn compare(evil: &Output, twin: &Output, payload: &str, harmless: &str) {
    let mut kinds = BTreeSet::new();
    // A list's entry begins with a capital; a tracker's pattern is escaped, and no payload has a `\`.
    let capital: String = payload.chars().take(1).flat_map(char::to_uppercase).collect();
    let capital = capital + payload.split_at(payload.chars().next().map_or(0, char::len_utf8)).1;
    let said =
        |text: &str| text.replace('\\', "").replace(payload, harmless).replace(&capital, harmless);
    for (name, text) in &twin.0 {
        // What is named by its content has other names.
        let Some(other) = evil.0.get(name) else { continue };
        let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
        let spoken = if name.contains("inline.") { "inline" } else { kind };
        if text.contains("zq") {
            kinds.insert(spoken.to_owned());
        }
        match spoken {
            "html" => same(name, &tree(other, &said), &tree(text, &said)),
            "json" | "jsonld" if text.contains("zq") => {
                same(name, &json(other, &said), &json(text, &said));
            }
            "js" => same(name, &script(other, &said), &script(text, &said)),
            "inline" => {
                let (other, text) = (only_script(other), only_script(text));
                same(name, &script(&other, &said), &script(&text, &said));
            }
            _ => assert!(!text.contains("zq"), "{name}: who reads it?"),
        }
    }
    assert_eq!(kinds, ["html", "inline", "js", "json", "jsonld"].map(str::to_owned).into());
}

fn same(name: &str, evil: &[String], twin: &[String]) {
    for (evil, twin) in evil.iter().zip(twin) {
        assert_eq!(evil, twin, "{name}");
    }
    assert_eq!(evil.len(), twin.len(), "{name}");
}

/// Elements, attributes and texts, as a browser reads them.
fn tree(html: &str, said: &dyn Fn(&str) -> String) -> Vec<String> {
    let page = Html::parse_document(html);
    let one = |node: &Node| match node {
        Node::Element(element) => {
            let attributes: Vec<String> = element
                .attrs()
                .map(|(name, value)| {
                    let runs = value.trim_start().to_lowercase().starts_with("javascript:");
                    let leads = ["href", "src", "action", "formaction"].contains(&name);
                    assert!(!(name.starts_with("on") || runs && leads), "{name}={value}");
                    // An e-mail's text is encoded.
                    let value = if name == "href" { decoded(value) } else { value.to_owned() };
                    format!("{name}={}", unnamed(&said(&value)))
                })
                .collect();
            format!("<{} {}>", element.name(), attributes.join(" "))
        }
        Node::Text(text) => unnamed(&said(text)),
        Node::Comment(text) => format!("<!--{}", said(text)),
        _ => String::new(),
    };
    let mut lines = Vec::new();
    for node in page.tree.nodes() {
        lines.push(format!("{} {}", node.ancestors().count(), one(node.value())));
        // What a browser without script finds there.
        let inert = node.parent().is_some_and(|parent| is_noscript(parent.value()));
        if let (true, Node::Text(text)) = (inert, node.value()) {
            lines.pop();
            lines.extend(tree(text, said));
        }
    }
    lines
}

fn is_noscript(node: &Node) -> bool {
    node.as_element().is_some_and(|element| element.name() == "noscript")
}

fn json(text: &str, said: &dyn Fn(&str) -> String) -> Vec<String> {
    lines(&spoken(serde_json::from_str(text).unwrap(), said))
}

fn lines(value: &Value) -> Vec<String> {
    serde_json::to_string_pretty(value).unwrap().lines().map(str::to_owned).collect()
}

/// Numbers count bytes.
fn spoken(value: Value, said: &dyn Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => unnamed(&said(&text)).into(),
        Value::Array(items) => items.into_iter().map(|item| spoken(item, said)).collect(),
        Value::Object(table) => {
            table.into_iter().map(|(key, value)| (said(&key), spoken(value, said))).collect()
        }
        other => other,
    }
}

/// A bundle: the site's facts, and code that holds none of its words.
fn script(text: &str, said: &dyn Fn(&str) -> String) -> Vec<String> {
    let Some((before, rest)) = text.split_once("const site=") else {
        return vec![text.to_owned()];
    };
    let mut facts = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
    let site = facts.next().unwrap().unwrap();
    let (facts, code) = rest.split_at(facts.byte_offset());
    // Nothing that ends the element, opens a comment in it, or ends a line of older JavaScript.
    assert!(!facts.contains(['<', '\u{2028}', '\u{2029}']), "{facts}");
    assert!(!text.to_lowercase().contains("</script"));
    // The time when it expires.
    let code: String = code.chars().filter(|c| !c.is_ascii_digit()).collect();
    let mut lines = lines(&spoken(site, said));
    lines.push(format!("{before}{code}"));
    lines
}

/// The text of the one element that a browser finds.
fn only_script(html: &str) -> String {
    let page = Html::parse_fragment(html);
    let root = page.root_element();
    let elements: Vec<_> = root.descendent_elements().skip(1).collect();
    let [element] = elements.as_slice() else { panic!("{} elements", elements.len()) };
    assert_eq!(element.value().name(), "script");
    assert_eq!(
        root.text().collect::<String>(),
        format!("{}\n", element.text().collect::<String>())
    );
    element.text().collect()
}

/// Without names that are made from the content: hashes in base 32.
fn unnamed(text: &str) -> String {
    let is_name = |word: &str| {
        [12, 52].contains(&word.len())
            && word.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
    };
    text.split_inclusive(|c: char| !c.is_ascii_alphanumeric())
        .map(|word| {
            let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            if is_name(bare) { word.replace(bare, "…") } else { word.to_owned() }
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let hex: Vec<u8> = if byte == b'%' { rest.by_ref().take(2).collect() } else { Vec::new() };
        let hex = std::str::from_utf8(&hex).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(hex.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
