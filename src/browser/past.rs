//! What this device remembers of the visitor's choices, as the settings show it.

use super::json::{get, text, texts};
use super::port::Site;
use super::storage::Store;
use crate::settings::{Changes, Past};
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// The choices among services, newest first, with what has changed since the last of them.
pub(super) fn past(site: &Site, language: &str) -> (Vec<Past>, Option<Changes>) {
    let mut events: Vec<Event> =
        Store::new(&site.id).past().iter().filter_map(Event::read).collect();
    events.reverse();
    let changes = events.first().and_then(|last| last.changes(site));
    let past = events
        .into_iter()
        .map(|event| Past { at: date(&event.at, language), granted: event.granted });
    (past.collect(), changes)
}

/// What a history needs of an event. Anything may stand in a page's storage: what does not read as
/// an event is none.
struct Event {
    at: Date,
    fingerprint: String,
    granted: Vec<String>,
    refused: Vec<String>,
}

impl Event {
    fn read(event: &JsValue) -> Option<Self> {
        let at = Date::new(&text(event, "at")?.into());
        // A consent box asks about being contacted, not about services.
        let is_other = at.get_time().is_nan() || text(event, "control")? == "box";
        (!is_other).then_some(Self {
            at,
            fingerprint: text(event, "fingerprint")?,
            granted: texts(&get(event, "granted")?).collect(),
            refused: texts(&get(event, "refused")?).collect(),
        })
    }

    fn changes(&self, site: &Site) -> Option<Changes> {
        let asked: Vec<&String> = self.granted.iter().chain(&self.refused).collect();
        (self.fingerprint != site.fingerprint).then(|| Changes {
            added: site.services.iter().filter(|id| !asked.contains(id)).cloned().collect(),
            removed: asked.into_iter().filter(|id| !site.services.contains(id)).cloned().collect(),
            since: self.fingerprint.clone(),
        })
    }
}

/// A time on the visitor's clock, in words of the view's language.
pub(super) fn date(date: &Date, language: &str) -> String {
    let options = Object::new();
    for (name, value) in [("dateStyle", "long"), ("timeStyle", "short")] {
        // Setting a field of a fresh object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    date.to_locale_string(language, &options).into()
}
