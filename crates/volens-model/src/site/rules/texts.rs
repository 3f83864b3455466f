//! Every language says everything, and nothing that the site does not have (L25).

use crate::finding::Finding;
use crate::site::{Document, Service, SiteFile, Texts};
use std::collections::BTreeSet;

pub(in crate::site) fn texts(
    document: &Document<'_>,
    texts: &Texts,
    file: &SiteFile,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let categories = file.categories.iter().map(|category| category.id.as_str());
    findings.extend(same_keys(document, "category", categories, texts.categories.keys()));
    let services = || file.categories.iter().flat_map(|category| &category.services);
    let ids = services().map(|service| service.id.as_str());
    findings.extend(same_keys(document, "service", ids, texts.services.keys()));
    let contacts = file.contacts.iter().map(|contact| contact.id.as_str());
    findings.extend(same_keys(document, "contact", contacts, texts.contacts.keys()));
    for category in &file.categories {
        for service in &category.services {
            findings.extend(service_texts(document, texts, service, category.necessary));
        }
    }
    findings
}

fn service_texts(
    document: &Document<'_>,
    texts: &Texts,
    service: &Service,
    necessary: bool,
) -> Vec<Finding> {
    let Some(words) = texts.services.get(&service.id) else {
        return Vec::new();
    };
    let path = || ["service".into(), service.id.as_str().into()];
    let mut findings = Vec::new();
    match (&words.reason, necessary) {
        (None, true) => {
            let message = format!("`{}` is called necessary without a reason.", service.id);
            let remedy = "add `reason`: why the site cannot work without it.";
            findings.push(document.error(path(), "L19", message, remedy));
        }
        (Some(_), false) => {
            let message =
                format!("`{}` is optional, so it has no reason to be necessary.", service.id);
            findings.push(document.error(path(), "L19", message, "remove `reason`."));
        }
        (None, false) | (Some(_), true) => {}
    }
    let names: BTreeSet<&str> = service.trackers.iter().map(|t| t.name.as_str()).collect();
    let said: BTreeSet<&str> = words.trackers.keys().map(String::as_str).collect();
    for name in names.difference(&said) {
        let message = format!("The tracker `{name}` of `{}` has no purpose.", service.id);
        let remedy = format!("add `\"{name}\" = \"…\"` under `[service.{}.tracker]`.", service.id);
        findings.push(document.error(path(), "L10", message, &remedy));
    }
    for name in said.difference(&names) {
        let message = format!("`{}` has no tracker `{name}`.", service.id);
        let path = ["service".into(), service.id.as_str().into(), "tracker".into(), (*name).into()];
        findings.push(document.error(path, "L10", message, "remove the line, or declare it."));
    }
    findings
}

fn same_keys<'a>(
    document: &Document<'_>,
    table: &str,
    wanted: impl Iterator<Item = &'a str>,
    said: impl Iterator<Item = &'a String>,
) -> Vec<Finding> {
    let wanted: BTreeSet<&str> = wanted.collect();
    let said: BTreeSet<&str> = said.map(String::as_str).collect();
    let missing = wanted.difference(&said).map(|id| {
        let message = format!("The {table} `{id}` has no texts.");
        let remedy = format!("add `[{table}.{id}]`.");
        document.error([table.into()], "L25", message, &remedy)
    });
    let extra = said.difference(&wanted).map(|id| {
        let message = format!("The site has no {table} `{id}`.");
        document.error([table.into(), (*id).into()], "L25", message, "remove its texts.")
    });
    missing.chain(extra).collect()
}
