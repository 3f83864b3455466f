//! What withdrawing deletes: what was optional, and nothing else.

use crate::finding::Finding;
use crate::site::trackers::overlap;
use crate::site::{Document, SiteFile, Tracker};

/// Deleting what is optional never deletes what is necessary (L07), and what a script cannot delete
/// is known (L12).
pub(super) fn trackers(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let necessary: Vec<&Tracker> = file
        .categories
        .iter()
        .filter(|category| category.necessary)
        .flat_map(|category| &category.services)
        .flat_map(|service| &service.trackers)
        .collect();
    let mut findings = Vec::new();
    for (c, category) in file.categories.iter().enumerate().filter(|(_, one)| !one.necessary) {
        for (s, service) in category.services.iter().enumerate() {
            for (t, tracker) in service.trackers.iter().enumerate() {
                let path = || {
                    let service = ["category".into(), c.into(), "service".into(), s.into()];
                    let [a, b, c, d] = service;
                    [a, b, c, d, "tracker".into(), t.into()]
                };
                let name = &tracker.name;
                if let Some(other) = necessary.iter().find(|other| overlap(tracker, other)) {
                    let message = format!(
                        "`{name}` of `{}` also names `{}`, which is necessary and would be deleted.",
                        service.id, other.name
                    );
                    let remedy = "write names that tell them apart.";
                    findings.push(document.error(path(), "L07", message, remedy));
                }
                if tracker.http_only {
                    let message = format!("No script can delete `{name}` when it is withdrawn.");
                    let remedy = "let the shop's server clear it: docs/withdrawal.md says how.";
                    findings.push(document.warning(path(), "L12", message, remedy));
                }
            }
        }
    }
    findings
}

/// A domain that decisions are shared in is one that the site's pages are on.
pub(super) fn domain(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let Some(domain) = &file.cookie.domain else { return Vec::new() };
    let hosts =
        file.origins.iter().filter_map(|origin| origin.split('/').nth(2)?.split(':').next());
    let covers = |host: &str| format!(".{host}").ends_with(&format!(".{domain}"));
    if domain.contains('.') && hosts.into_iter().any(covers) {
        return Vec::new();
    }
    let message = format!("`{domain}` is not the domain of any of `origins`.");
    let remedy =
        "name the part that the pages' hosts share, with at least one dot: `shop.example`.";
    vec![document.error(["cookie".into(), "domain".into()], "L27", message, remedy)]
}
