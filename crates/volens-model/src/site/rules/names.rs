//! Ids, languages and origins: each once, and meaning what it seems to.

use crate::finding::Finding;
use crate::id::RESERVED_SITES;
use crate::site::{Document, SiteFile};
use crate::words;
use std::collections::BTreeSet;

pub(super) fn ids(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    if RESERVED_SITES.contains(&file.id.as_str()) {
        let message = format!("`{}` is an address of the server's own.", file.id);
        let remedy = "choose another id for the site.";
        findings.push(document.error(["id".into()], "reserved-id", message, remedy));
    }
    let mut seen = BTreeSet::new();
    let mut once = |id: &str, finding: &dyn Fn(String) -> Finding| {
        if !seen.insert(id.to_owned()) {
            findings.push(finding(format!(
                "`{id}` names two categories, services or contact purposes."
            )));
        }
    };
    let remedy =
        "categories, services and contact purposes share one namespace: rename one of them.";
    for (c, category) in file.categories.iter().enumerate() {
        once(&category.id, &|message| {
            let path = ["category".into(), c.into(), "id".into()];
            document.error(path, "duplicate-id", message, remedy)
        });
        for (s, service) in category.services.iter().enumerate() {
            once(&service.id, &|message| {
                let path = ["category".into(), c.into(), "service".into(), s.into(), "id".into()];
                document.error(path, "duplicate-id", message, remedy)
            });
        }
    }
    for (c, contact) in file.contacts.iter().enumerate() {
        once(&contact.id, &|message| {
            let path = ["contact".into(), c.into(), "id".into()];
            document.error(path, "duplicate-id", message, remedy)
        });
    }
    findings
}

/// Room in a decision (`docs/formats.md`, *Decision cookie*) for the services that are granted, in bytes; the
/// rest of its 2 048 is for what is objected to and the fields before.
const ROOM: usize = 1_536;

/// A choice that is longer than what is read would be asked for again on each page.
pub(super) fn decisions(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let optional = file.categories.iter().filter(|category| !category.necessary);
    let services = optional.flat_map(|category| &category.services);
    let length: usize = services.map(|service| service.id.len() + 1).sum();
    if length <= ROOM {
        return Vec::new();
    }
    let message = format!(
        "The ids of all optional services take {length} bytes; a decision has room for {ROOM}."
    );
    let remedy = "shorten the ids, or take services of one provider and purpose together.";
    vec![document.error(["category".into()], "decision-too-long", message, remedy)]
}

pub(super) fn languages(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !file.languages.contains(&file.default_language) {
        let message = format!("`{}` is not one of `languages`.", file.default_language);
        let remedy = "add it there, or choose one that is.";
        let path = ["default_language".into()];
        findings.push(document.error(path, "unknown-language", message, remedy));
    }
    for (i, language) in file.languages.iter().enumerate() {
        let path = || ["languages".into(), i.into()];
        if words::locale(language).is_none() {
            let message = format!("Volens has no words of its own in `{language}`.");
            let remedy = "take the language out; locales/ lists those there are.";
            findings.push(document.error(path(), "L25", message, remedy));
        }
        if file.languages.iter().take(i).any(|earlier| earlier == language) {
            let message = format!("`{language}` is listed twice.");
            findings.push(document.error(path(), "duplicate-language", message, "remove one."));
        }
    }
    findings
}

pub(super) fn origins(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let wrong = |i: usize, rule: &str, message: String, remedy: &str| {
        document.error(["origins".into(), i.into()], rule, message, remedy)
    };
    let mut findings = Vec::new();
    for (i, origin) in file.origins.iter().enumerate() {
        if file.origins.iter().take(i).any(|earlier| earlier == origin) {
            let message = format!("`{origin}` is listed twice.");
            findings.push(wrong(i, "duplicate-origin", message, "remove one."));
        }
        if !is_origin(origin) {
            let message = format!("`{}` is not an origin.", origin.escape_debug());
            let remedy = "write scheme, host and port as a browser sends them, in lower case and \
                          without a path: `https://www.example.com`; http only for localhost.";
            findings.push(wrong(i, "L27", message, remedy));
        }
    }
    findings
}

/// An origin as browsers serialise it (RFC 6454, 6.2). Plain http has no `Secure` cookie and no
/// `crypto.subtle`, so it is for trying out on one's own machine only.
fn is_origin(text: &str) -> bool {
    let (secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return false,
    };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    };
    let default_port = if secure { "443" } else { "80" };
    let port_is_fine = port.is_none_or(|port| {
        port != default_port && !port.starts_with('0') && port.parse::<u16>().is_ok()
    });
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let local = host == "localhost" || host == "127.0.0.1" || host.ends_with(".localhost");
    host.len() <= 253 && host.split('.').all(label) && port_is_fine && (secure || local)
}

#[cfg(test)]
mod tests {
    use super::is_origin;

    #[test]
    fn an_origin_is_what_a_browser_sends() {
        for fine in [
            "https://www.apollo.lv",
            "https://a.b.example:8443",
            "http://localhost:8080",
            "http://127.0.0.1:8081",
            "https://xn--grmatas-q4a.lv",
        ] {
            assert!(is_origin(fine), "{fine}");
        }
        for wrong in [
            "https://www.apollo.lv/",
            "https://www.apollo.lv:443",
            "https://*.apollo.lv",
            "https://Apollo.lv",
            "http://apollo.lv",
            "https://",
            "https://a..b",
            "null",
            "https://user@apollo.lv",
            "https://a.example:99999",
            "ftp://a.example",
        ] {
            assert!(!is_origin(wrong), "{wrong}");
        }
    }
}
