//! Two policies: what visitors are asked for.

use crate::policy::{Policy, PolicyService};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What became of a service or of a purpose of contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyChange {
    Added,
    Removed,
    Changed,
}

/// What a later policy asks otherwise, by `category/service` and `contact/id`. Of a service that both
/// have, anything that can be read of it counts.
#[must_use]
pub fn policies(before: &Policy, after: &Policy) -> BTreeMap<String, PolicyChange> {
    let (before, after) = (asked(before), asked(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changes = names.into_iter().filter_map(|name| {
        let change = match (before.get(name), after.get(name)) {
            (None, _) => PolicyChange::Added,
            (_, None) => PolicyChange::Removed,
            (before, after) if before != after => PolicyChange::Changed,
            _ => return None,
        };
        Some((name.clone(), change))
    });
    changes.collect()
}

/// Everything that is asked for, as text.
fn asked(policy: &Policy) -> BTreeMap<String, String> {
    // Structs of strings, numbers and maps by strings always serialise.
    let service = |one: &PolicyService| serde_json::to_string(one).unwrap_or_default();
    let services = policy.categories.iter().flat_map(|category| {
        let own = category.services.iter();
        own.map(move |one| (format!("{}/{}", category.id, one.id), service(one)))
    });
    let contacts = policy
        .contacts
        .iter()
        .map(|one| (format!("contact/{}", one.id), serde_json::to_string(one).unwrap_or_default()));
    services.chain(contacts).collect()
}
