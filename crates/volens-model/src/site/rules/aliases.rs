//! Other managers' names stand for what the site has.

use crate::finding::Finding;
use crate::site::{Document, SiteFile};
use std::collections::BTreeSet;

pub(super) fn aliases(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let ids: BTreeSet<&str> = file
        .categories
        .iter()
        .flat_map(|category| {
            // What is necessary is granted as a whole; its services have no switch.
            let services = category.services.iter().filter(|_| !category.necessary);
            services.map(|service| service.id.as_str()).chain([category.id.as_str()])
        })
        .collect();
    let all = file.aliases.iter().flat_map(|(convention, names)| {
        names.iter().map(move |(theirs, ours)| (convention, theirs, ours))
    });
    all.filter(|(_, _, ours)| !ids.contains(ours.as_str()))
        .map(|(convention, theirs, ours)| {
            let message = format!("`{ours}` is neither a category nor an optional service.");
            let remedy =
                "name one of the site's own, or remove the line: what is not mapped stays held.";
            let key = serde_json::to_value(convention).ok();
            let key = key.and_then(|key| key.as_str().map(str::to_owned)).unwrap_or_default();
            let path = ["aliases".into(), key.as_str().into(), theirs.as_str().into()];
            document.error(path, "unknown-category", message, remedy)
        })
        .collect()
}
