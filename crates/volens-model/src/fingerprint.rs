//! The hash of what a consent depends on (`docs/formats.md`, *Fingerprint*).

use crate::base32;
use crate::site::{Site, Storage};
use serde::Serialize;

#[derive(Serialize)]
struct Fingerprinted<'a> {
    site: &'a str,
    controller: Controller<'a>,
    categories: Vec<Category<'a>>,
}

#[derive(Serialize)]
struct Controller<'a> {
    name: &'a str,
    revision: u32,
}

#[derive(Serialize)]
struct Category<'a> {
    id: &'a str,
    revision: u32,
    services: Vec<Service<'a>>,
}

#[derive(Serialize)]
struct Service<'a> {
    id: &'a str,
    provider: &'a str,
    revision: u32,
    third_party: bool,
    trackers: Vec<Tracker<'a>>,
}

#[derive(Serialize)]
struct Tracker<'a> {
    duration: &'a str,
    kind: Storage,
    name: &'a str,
}

impl Site {
    /// The fingerprint, 52 characters. Only what is asked for is in it: the necessary category is
    /// told, not asked.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let controller = &self.file.controller;
        let fingerprinted = Fingerprinted {
            site: &self.file.id,
            controller: Controller { name: &controller.name, revision: controller.revision },
            categories: self.optional_categories().map(category).collect(),
        };
        // Strings, booleans and small integers always have a canonical form.
        let canonical = serde_json_canonicalizer::to_vec(&fingerprinted).unwrap_or_default();
        base32::hash(&canonical)
    }
}

fn category(category: &crate::site::Category) -> Category<'_> {
    let services = category
        .services
        .iter()
        .map(|service| Service {
            id: &service.id,
            provider: &service.provider,
            revision: service.revision,
            third_party: service.third_party,
            trackers: service
                .trackers
                .iter()
                .map(|t| Tracker { duration: &t.duration, kind: t.kind, name: &t.name })
                .collect(),
        })
        .collect();
    Category { id: &category.id, revision: category.revision, services }
}
