//! The site in one language, as the views show it.

use super::{Category, Service, Site, Storage, Texts};
use crate::view::{CategoryView, ServiceView, TrackerView, View};
use crate::words::{StorageWords, Words};

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
            categories: categories.filter_map(|c| category(c, texts, words, language)).collect(),
            notice_path: format!("/{}/notice?lang={language}", self.file.id),
        })
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
        name: service.name.clone(),
        provider: service.provider.clone(),
        third_party: service.third_party,
        example: service.example,
        purpose: said.purpose.clone(),
        reason: said.reason.clone(),
        trackers: trackers.collect(),
    })
}

impl StorageWords {
    fn name(&self, kind: Storage) -> &str {
        match kind {
            Storage::Cookie => &self.cookie,
            Storage::LocalStorage => &self.local_storage,
            Storage::SessionStorage => &self.session_storage,
            Storage::IndexedDb => &self.indexed_db,
            Storage::CacheStorage => &self.cache_storage,
        }
    }
}
