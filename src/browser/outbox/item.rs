//! What is queued for the ledger, and what its answer means (`docs/formats.md`, *Delivery*).

use crate::browser::json::{get, items, parse, text, write};
use js_sys::{Array, Object, Reflect};
use volens_model::subject::is_key;
use wasm_bindgen::{JsCast, JsValue};

/// The ledger takes at most 50 events and 64 KiB in one request.
const MAX_EVENTS: usize = 50;
const MAX_BYTES: usize = 60 * 1024;

/// A queued event. It is opaque here: the gate wrote it, the ledger judges it.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: String,
    /// The visitor's key; events of the first refusals have none.
    pub key: Option<String>,
    pub event: Object,
    bytes: usize,
}

impl Item {
    /// Reads an item; `None` for whatever is not one: anything may stand in a page's storage.
    #[must_use]
    pub fn decode(id: &str, stored: &str) -> Option<Self> {
        let value = parse(stored)?;
        let key = get(&value, "key")?;
        let event = get(&value, "event")?;
        let is_its_own = text(&event, "id")? == id;
        // A key becomes a header's value; what is no key must not get there.
        let is_known = key.is_null() || key.as_string().is_some_and(|key| is_key(&key));
        (is_its_own && is_known && !event.is_array()).then_some(Self {
            id: id.to_owned(),
            key: key.as_string(),
            event: event.dyn_into().ok()?,
            // The subject, which the event does not have yet, needs some room.
            bytes: stored.len() + 64,
        })
    }

    /// As the history keeps it.
    #[must_use]
    pub fn entry(&self, status: &str) -> Option<String> {
        let entry = Object::new();
        set(&entry, "status", &status.into());
        set(&entry, "event", &self.event);
        write(&entry)
    }
}

/// The first batch of a queue in order: one key a request, at most `most` events.
#[must_use]
pub fn batch(queue: &[Item], most: usize) -> &[Item] {
    let Some(first) = queue.first() else { return queue };
    let mut bytes = 0;
    let fits = |item: &&Item| {
        bytes += item.bytes;
        item.key == first.key && bytes <= MAX_BYTES
    };
    // One event always goes: should it be too large, the ledger says so and it leaves the queue.
    let count = queue.iter().take(most.min(MAX_EVENTS)).take_while(fits).count().max(1);
    queue.get(..count).unwrap_or(queue)
}

/// The body of a request: the batch under the subject that its key hashes to.
#[must_use]
pub fn body(batch: &[Item], subject: Option<&str>) -> Option<String> {
    let events = Array::new();
    for item in batch {
        let event = Object::assign(&Object::new(), &item.event);
        if let Some(subject) = subject {
            set(&event, "subject", &subject.into());
        }
        events.push(&event);
    }
    let body = Object::new();
    set(&body, "events", &events);
    write(&body)
}

/// Setting a field of an object of our own cannot fail.
fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}

/// What becomes of a queued event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The ledger has it.
    Stored,
    /// The ledger will never take it.
    Refused,
    /// Still queued.
    Waits,
}

/// Reads the ledger's answer to a batch; one fate for each of its items.
#[must_use]
pub fn fates(batch: &[Item], status: u16, answer: &str) -> Vec<Fate> {
    let events = parse(answer).and_then(|answer| get(&answer, "events"));
    match events.filter(JsValue::is_array) {
        Some(events) => batch.iter().map(|item| fate(item, &events)).collect(),
        // Refused as a whole: of one event it is known which.
        None if batch.len() == 1 && is_lasting(status.into()) => vec![Fate::Refused],
        None => vec![Fate::Waits; batch.len()],
    }
}

fn fate(item: &Item, events: &JsValue) -> Fate {
    let of_item = items(events).find(|event| text(event, "id").as_ref() == Some(&item.id));
    let Some(event) = of_item else { return Fate::Waits };
    let problem = get(&event, "problem").and_then(|problem| get(&problem, "status")?.as_f64());
    match text(&event, "status").as_deref() {
        Some("stored" | "duplicate") => Fate::Stored,
        Some("refused") if problem.is_some_and(is_lasting) => Fate::Refused,
        _ => Fate::Waits,
    }
}

/// A refusal that trying again will not change.
#[must_use]
pub fn is_lasting(status: f64) -> bool {
    (400.0..500.0).contains(&status) && ![408.0, 425.0, 429.0].contains(&status)
}
