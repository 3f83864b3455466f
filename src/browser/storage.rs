//! The queue and the history in localStorage: one item an event, so that two tabs never overwrite
//! each other (`docs/formats.md`, *Storage on the device*).
//!
//! `gloo`'s storage panics where a browser blocks storage; here blocked storage is empty storage.

use super::json::{get, parse};
use super::outbox::item::{Fate, Item};
use wasm_bindgen::JsValue;
use web_sys::Storage;

const MAX_HISTORY: usize = 50;

#[derive(Clone, Debug)]
pub struct Store {
    site: String,
}

impl Store {
    #[must_use]
    pub fn new(site: &str) -> Self {
        Self { site: site.to_owned() }
    }

    /// The readable items, oldest first.
    #[must_use]
    pub fn queue(&self) -> Vec<Item> {
        let Some(storage) = storage() else { return Vec::new() };
        let prefix = self.prefix('q');
        let names = names(&storage, &prefix).into_iter();
        let items = names.filter_map(|name| {
            Item::decode(name.strip_prefix(&prefix)?, &storage.get_item(&name).ok()??)
        });
        items.collect()
    }

    /// The known visitor's events on this device, delivered or not, oldest first.
    #[must_use]
    pub fn past(&self) -> Vec<JsValue> {
        let Some(storage) = storage() else { return Vec::new() };
        let of = |kind| {
            let prefix = self.prefix(kind);
            let names = names(&storage, &prefix).into_iter();
            let events = names.filter_map(|name| {
                let item = parse(&storage.get_item(&name).ok()??)?;
                let is_known = kind == 'h' || get(&item, "key")?.is_string();
                if is_known { get(&item, "event") } else { None }
            });
            events.collect::<Vec<_>>()
        };
        // The ledger takes the oldest first, so that what waits is newer.
        let mut events = of('h');
        events.extend(of('q'));
        events
    }

    /// Takes an item out of the queue; a known visitor's goes to their history.
    pub fn settle(&self, item: &Item, fate: Fate) {
        let status = match fate {
            Fate::Stored => "stored",
            Fate::Refused => "refused",
            Fate::Waits => return,
        };
        let Some(storage) = storage() else { return };
        if item.key.is_some() {
            let entry = item.entry(status).unwrap_or_default();
            // History may be full or forbidden; the event is settled all the same.
            let _ = storage.set_item(&format!("{}{}", self.prefix('h'), item.id), &entry);
            let history = names(&storage, &self.prefix('h'));
            for old in history.iter().rev().skip(MAX_HISTORY) {
                let _ = storage.remove_item(old);
            }
        }
        let _ = storage.remove_item(&format!("{}{}", self.prefix('q'), item.id));
    }

    fn prefix(&self, kind: char) -> String {
        format!("volens.{}.{kind}.", self.site)
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Names below `prefix`, in order: ids are UUIDv7, so that is the order of time.
fn names(storage: &Storage, prefix: &str) -> Vec<String> {
    let count = storage.length().unwrap_or(0);
    let names = (0..count).filter_map(|n| storage.key(n).ok()?);
    let mut found: Vec<String> = names.filter(|name| name.starts_with(prefix)).collect();
    found.sort_unstable();
    found
}
