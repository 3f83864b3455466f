//! The site in one language, as the views show it.

use super::{Category, Contact, Service, Site, Storage, Texts};
use crate::view::{CategoryView, ContactView, LanguageLink, ServiceView, TrackerView, View};
use crate::words::{StorageWords, Words, locale};

impl Site {
    /// What banner and settings show in `language`; `None` where the site does not speak it.
    #[must_use]
    pub fn view(&self, language: &str, words: &Words) -> Option<View> {
        let texts = self.texts.get(language)?;
        let categories = self.file.categories.iter();
        Some(View {
            site: self.file.id.clone(),
            language: language.to_owned(),
            words: words.clone(),
            controller: self.file.controller.name.clone(),
            layout: self.file.banner.layout,
            position: self.file.banner.position,
            modal: self.file.banner.modal,
            categories: categories.filter_map(|c| category(c, texts, words, language)).collect(),
            contacts: self.file.contacts.iter().filter_map(|c| contact(c, texts, words)).collect(),
            notice_path: format!("/{}/notice?lang={language}", self.file.id),
            languages: self.links(language, |id, other| format!("/{id}/settings.{other}.html")),
            compared: None,
        })
    }

    /// The site's other languages, each called by its own name; `path` is told the site's id and the
    /// language.
    #[must_use]
    pub fn links(&self, language: &str, path: fn(&str, &str) -> String) -> Vec<LanguageLink> {
        let others = self.file.languages.iter().filter(|other| *other != language);
        let links = others.filter_map(|other| {
            Some(LanguageLink {
                language: other.clone(),
                name: locale(other)?.language_name,
                path: path(&self.file.id, other),
            })
        });
        links.collect()
    }
}

fn category(
    category: &Category,
    texts: &Texts,
    words: &Words,
    language: &str,
) -> Option<CategoryView> {
    let said = texts.categories.get(&category.id)?;
    let services = category.services.iter();
    Some(CategoryView {
        id: category.id.clone(),
        necessary: category.necessary,
        title: said.title.clone(),
        purpose: said.purpose.clone(),
        services: services.filter_map(|s| service(s, texts, words, language)).collect(),
    })
}

fn contact(contact: &Contact, texts: &Texts, words: &Words) -> Option<ContactView> {
    let said = texts.contacts.get(&contact.id)?;
    Some(ContactView {
        id: contact.id.clone(),
        title: said.title.clone(),
        purpose: said.purpose.clone(),
        withdraw: said.withdraw.clone(),
        age: words.consent_box.age.replace("{age}", &contact.age.to_string()),
    })
}

fn service(service: &Service, texts: &Texts, words: &Words, language: &str) -> Option<ServiceView> {
    let said = texts.services.get(&service.id)?;
    let trackers = service.trackers.iter().map(|tracker| TrackerView {
        name: tracker.name.clone(),
        kind: words.storage.name(tracker.kind).to_owned(),
        purpose: said.trackers.get(&tracker.name).cloned().unwrap_or_default(),
        duration: words.duration(language, &tracker.duration),
    });
    Some(ServiceView {
        id: service.id.clone(),
        name: said.name_of(service),
        provider: service.provider.clone(),
        third_party: service.third_party,
        example: service.example,
        purpose: said.purpose.clone(),
        reason: said.reason.clone(),
        trackers: trackers.collect(),
    })
}

impl StorageWords {
    pub(crate) fn name(&self, kind: Storage) -> &str {
        match kind {
            Storage::Cookie => &self.cookie,
            Storage::LocalStorage => &self.local_storage,
            Storage::SessionStorage => &self.session_storage,
            Storage::IndexedDb => &self.indexed_db,
            Storage::CacheStorage => &self.cache_storage,
        }
    }
}
