//! Signals and imports: nothing is granted that a visitor was not asked about.

use crate::finding::Finding;
use crate::site::{Category, Document, SiteFile};
use std::collections::BTreeSet;

/// Where the law asks for consent first (ePrivacy Directive 5(3)): the EEA, the United Kingdom and
/// Switzerland, as ISO 3166-1 codes.
const CONSENT_FIRST: &str = "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT \
                             NL NO PL PT RO SE SI SK";

/// A signal follows an optional category, or it would be granted without being asked for.
pub(super) fn signals(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let optional: BTreeSet<&str> = optional(file).map(|category| category.id.as_str()).collect();
    let categories = file.signals.categories();
    categories
        .filter(|(.., category)| !optional.contains(category))
        .map(|(signal, key, category)| {
            let message = format!("`{category}` is not an optional category.");
            let remedy = "name a category that visitors can refuse, or remove the line.";
            let path = ["signals".into(), signal.into(), key.into()];
            document.error(path, "unknown-category", message, remedy)
        })
        .collect()
}

/// What Google Consent Mode could do before, or without, a choice (L01).
pub(super) fn google(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let Some(google) = &file.signals.google else { return Vec::new() };
    let mut findings = Vec::new();
    if google.url_passthrough {
        let message = "`url_passthrough` carries click ids in addresses where cookies are refused.";
        let remedy = "leave it out, unless your authority's advice allows it.";
        let path = ["signals".into(), "google".into(), "url_passthrough".into()];
        findings.push(document.warning(path, "L01", message, remedy));
    }
    for (i, region) in google.regions.iter().enumerate() {
        let path = || ["signals".into(), "google".into(), "region".into(), i.into()];
        let asked_first = |code: &&String| CONSENT_FIRST.split(' ').any(|c| code.starts_with(c));
        match region.codes.iter().find(asked_first) {
            Some(code) => {
                let message = format!("In `{code}` nothing may be granted before a choice.");
                findings.push(document.error(path(), "L01", message, "take the region out."));
            }
            None => {
                let message = "Google is told `granted` there before the visitor has chosen.";
                let remedy = "keep it only where the law of the region lets you.";
                findings.push(document.warning(path(), "L01", message, remedy));
            }
        }
    }
    findings
}

/// An earlier answer counts for what it was about, and it must be about everything: nobody is asked
/// again about what it leaves out.
pub(super) fn imports(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (manager, grants) in file.imports.grants() {
        let mut covered = BTreeSet::new();
        for (theirs, ours) in grants {
            let services: Vec<&str> = services_of(file, ours).collect();
            if services.is_empty() {
                let message = format!("`{ours}` is no optional category or service.");
                let remedy = "name one that visitors can refuse, or remove the line.";
                let path = ["import".into(), manager.into(), "grants".into(), theirs.into()];
                findings.push(document.error(path, "unknown-category", message, remedy));
            }
            covered.extend(services);
        }
        for service in optional(file).flat_map(|category| &category.services) {
            if !covered.contains(service.id.as_str()) {
                let message =
                    format!("No answer from `{manager}` says anything about `{}`.", service.id);
                let remedy =
                    "map an answer to it, or remove the import: visitors are not asked again.";
                let path = ["import".into(), manager.into()];
                findings.push(document.error(path, "import-gap", message, remedy));
            }
        }
    }
    findings
}

/// The optional services that a category's or a service's id stands for.
fn services_of<'a>(file: &'a SiteFile, id: &str) -> impl Iterator<Item = &'a str> {
    optional(file)
        .flat_map(|category| category.services.iter().map(move |service| (category, service)))
        .filter(move |(category, service)| category.id == id || service.id == id)
        .map(|(_, service)| service.id.as_str())
}

fn optional(file: &SiteFile) -> impl Iterator<Item = &Category> {
    file.categories.iter().filter(|category| !category.necessary)
}
