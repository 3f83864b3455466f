//! What two policies ask visitors for, text by text, as the settings word it.

use super::notice::{Change, changes, lines};
use crate::policy::{Localized, Policy, PolicyCategory, PolicyService, PolicyTracker};
use crate::words::Words;
use serde::Serialize;

/// A category or a service of which something is otherwise; of one that only one policy has, all is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AskedChange {
    pub id: String,
    /// As the later policy calls it, or the earlier one where that has it alone.
    pub name: String,
    pub changes: Vec<Change<Asked>>,
}

/// A text that a visitor is asked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    Name,
    Provider,
    Purpose,
    Reason,
    Access,
    /// What it stores on the device, one a line.
    Trackers,
}

/// What there is of a category or a service; nothing where a policy does not have it.
type Texts = [(Asked, Option<String>); 6];

/// Compares what two policies of a site ask for, in one language: categories and services in the later
/// one's order, then what is gone.
#[must_use]
pub fn asked(before: &Policy, after: &Policy, language: &str, words: &Words) -> Vec<AskedChange> {
    let [before, after] = [before, after].map(|policy| items(policy, language, words));
    let find = |items: &[(String, Texts)], id: &String| {
        items.iter().find(|(other, _)| other == id).map(|(_, texts)| texts.clone())
    };
    let gone = before.iter().filter(|(id, _)| find(&after, id).is_none());
    let compared = after.iter().chain(gone).map(|(id, texts)| {
        let [was, is] = [&before, &after].map(|items| find(items, id).unwrap_or_else(nothing));
        let [(_, name), ..] = texts;
        let name = name.clone().unwrap_or_else(|| id.clone());
        AskedChange { id: id.clone(), name, changes: changes(was, is) }
    });
    compared.filter(|item| !item.changes.is_empty()).collect()
}

fn items(policy: &Policy, language: &str, words: &Words) -> Vec<(String, Texts)> {
    let items = policy.categories.iter().flat_map(|one| {
        let services = one.services.iter();
        let services = services.map(|one| (one.id.clone(), service(one, language, words)));
        std::iter::once((one.id.clone(), category(one, language))).chain(services)
    });
    items.collect()
}

fn category(category: &PolicyCategory, language: &str) -> Texts {
    let mut texts = nothing();
    set(&mut texts, Asked::Name, text(&category.title, language));
    set(&mut texts, Asked::Purpose, text(&category.purpose, language));
    texts
}

fn service(service: &PolicyService, language: &str, words: &Words) -> Texts {
    let settings = &words.settings;
    let access = if service.third_party { &settings.third_party } else { &settings.own };
    let trackers = service.trackers.iter().map(|one| tracker(one, language, words));
    let mut texts = nothing();
    set(&mut texts, Asked::Name, Some(service.name.clone()));
    set(&mut texts, Asked::Provider, Some(service.provider.clone()));
    set(&mut texts, Asked::Purpose, text(&service.purpose, language));
    set(&mut texts, Asked::Reason, text(&service.reason, language));
    set(&mut texts, Asked::Access, Some(access.clone()));
    set(&mut texts, Asked::Trackers, lines(trackers));
    texts
}

fn tracker(tracker: &PolicyTracker, language: &str, words: &Words) -> String {
    let PolicyTracker { name, kind, duration, purpose } = tracker;
    let (kind, duration) = (words.storage.name(*kind), words.duration(language, duration));
    let purpose = text(purpose, language).unwrap_or_default();
    format!("{name} ({kind}, {duration}): {purpose}")
}

fn nothing() -> Texts {
    use Asked::{Access, Name, Provider, Purpose, Reason, Trackers};
    [Name, Provider, Purpose, Reason, Access, Trackers].map(|field| (field, None))
}

fn set(texts: &mut Texts, field: Asked, text: Option<String>) {
    if let Some((_, place)) = texts.iter_mut().find(|(other, _)| *other == field) {
        *place = text;
    }
}

/// In the language, or in another where the policy was not published in that one.
fn text(texts: &Localized, language: &str) -> Option<String> {
    texts.get(language).or_else(|| texts.values().next()).cloned()
}
