//! The public policy, `/{site}/policy.json`: what anyone may know of a site, for tools and tests.

use crate::event::PolicyTerms;
use crate::site::{Channel, Contact, ContactTexts, Gpc, Site, Storage};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A text in each of the site's languages.
pub type Localized = BTreeMap<String, String>;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Policy {
    pub site: String,
    /// Full fingerprint; the decision cookie holds its first 12 characters.
    pub fingerprint: String,
    pub languages: Vec<String>,
    pub default_language: String,
    pub controller: String,
    /// Version of the published notice.
    pub notice: String,
    /// Days a decision holds.
    pub grant_days: u32,
    pub refuse_days: u32,
    pub gpc: Gpc,
    pub categories: Vec<PolicyCategory>,
    /// Activities whose objection acts on the device, with the category it closes.
    pub objections: BTreeMap<String, String>,
    /// What forms of the site ask consent to be contacted for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<PolicyContact>,
    /// The public key of the site's log (c2sp.org/signed-note, *Verifier keys*); missing in files
    /// that were built without a ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// False in files that were built to be without a ledger: decisions then stay on the devices.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub ledger: bool,
}

fn yes() -> bool {
    true
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PolicyContact {
    pub id: String,
    pub channel: Channel,
    pub revision: u32,
    pub age: u8,
    pub title: Localized,
    pub purpose: Localized,
    pub withdraw: Localized,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PolicyCategory {
    pub id: String,
    pub necessary: bool,
    pub revision: u32,
    pub title: Localized,
    pub purpose: Localized,
    pub services: Vec<PolicyService>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PolicyService {
    pub id: String,
    pub name: String,
    pub provider: String,
    pub third_party: bool,
    pub example: bool,
    pub revision: u32,
    pub purpose: Localized,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reason: Localized,
    pub trackers: Vec<PolicyTracker>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PolicyTracker {
    pub name: String,
    pub kind: Storage,
    pub duration: String,
    pub purpose: Localized,
}

impl Policy {
    /// What an event that names this policy is held against.
    #[must_use]
    pub fn terms(&self) -> PolicyTerms {
        let optional = self.categories.iter().filter(|category| !category.necessary);
        let services = optional.flat_map(|category| &category.services);
        let contacts: BTreeSet<String> = self.contacts.iter().map(|one| one.id.clone()).collect();
        PolicyTerms {
            languages: self.languages.iter().cloned().collect(),
            services: services.map(|service| service.id.clone()).collect(),
            activities: self.objections.keys().cloned().collect(),
            contacts: (!contacts.is_empty()).then_some(contacts).into_iter().collect(),
        }
    }
}

impl Site {
    /// The public policy, with the version of the notice that is published beside it.
    #[must_use]
    pub fn policy(&self, notice: &str) -> Policy {
        let file = &self.file;
        Policy {
            site: file.id.clone(),
            fingerprint: self.fingerprint(),
            languages: file.languages.clone(),
            default_language: file.default_language.clone(),
            controller: file.controller.name.clone(),
            notice: notice.to_owned(),
            grant_days: file.lifetimes.grant_days,
            refuse_days: file.lifetimes.refuse_days,
            gpc: file.gpc,
            categories: file.categories.iter().map(|c| self.policy_category(c)).collect(),
            objections: self.objections(),
            contacts: file.contacts.iter().map(|c| self.policy_contact(c)).collect(),
            log: None,
            ledger: true,
        }
    }

    fn policy_category(&self, category: &crate::site::Category) -> PolicyCategory {
        let words = |pick: fn(&crate::site::CategoryTexts) -> &String| {
            self.localized(|texts| texts.categories.get(&category.id).map(pick))
        };
        PolicyCategory {
            id: category.id.clone(),
            necessary: category.necessary,
            revision: category.revision,
            title: words(|texts| &texts.title),
            purpose: words(|texts| &texts.purpose),
            services: category.services.iter().map(|s| self.policy_service(s)).collect(),
        }
    }

    fn policy_contact(&self, contact: &Contact) -> PolicyContact {
        let words = |pick: fn(&ContactTexts) -> &String| {
            self.localized(|texts| texts.contacts.get(&contact.id).map(pick))
        };
        PolicyContact {
            id: contact.id.clone(),
            channel: contact.channel,
            revision: contact.revision,
            age: contact.age,
            title: words(|texts| &texts.title),
            purpose: words(|texts| &texts.purpose),
            withdraw: words(|texts| &texts.withdraw),
        }
    }

    fn policy_service(&self, service: &crate::site::Service) -> PolicyService {
        let trackers = service.trackers.iter().map(|tracker| PolicyTracker {
            name: tracker.name.clone(),
            kind: tracker.kind,
            duration: tracker.duration.clone(),
            purpose: self
                .localized(|all| all.services.get(&service.id)?.trackers.get(&tracker.name)),
        });
        PolicyService {
            id: service.id.clone(),
            name: service.name.clone(),
            provider: service.provider.clone(),
            third_party: service.third_party,
            example: service.example,
            revision: service.revision,
            purpose: self.localized(|all| all.services.get(&service.id).map(|t| &t.purpose)),
            reason: self
                .localized(|all| all.services.get(&service.id).and_then(|t| t.reason.as_ref())),
            trackers: trackers.collect(),
        }
    }

    fn localized<'a>(
        &'a self,
        pick: impl Fn(&'a crate::site::Texts) -> Option<&'a String>,
    ) -> Localized {
        self.texts
            .iter()
            .filter_map(|(language, texts)| Some((language.clone(), pick(texts)?.clone())))
            .collect()
    }
}
