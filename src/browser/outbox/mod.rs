//! Delivers what is queued: oldest first, under the site's lock, again after a pause when the
//! ledger cannot be reached, and at once when the device is back online.

pub mod item;

use super::port::Port;
use super::storage::Store;
use super::subject::subject;
use gloo::events::EventListener;
use gloo::net::http::Request;
use gloo::timers::callback::Timeout;
use item::{Fate, Item, batch, body, fates, is_lasting};
use js_sys::Function;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{AbortSignal, ReferrerPolicy, RequestCredentials, RequestRedirect};

/// How long the ledger may take to answer, in milliseconds.
const TIMEOUT: u32 = 15_000;

thread_local! {
    /// One outbox a page: the gate runs for one site.
    static OUTBOX: OnceCell<Rc<Outbox>> = const { OnceCell::new() };
}

/// Starts the outbox; called again, wakes it.
pub fn deliver(port: &Port) {
    let Some(site) = port.known_site() else { return };
    let outbox =
        OUTBOX.with(|page| Rc::clone(page.get_or_init(|| Outbox::new(port.clone(), &site.id))));
    outbox.wake();
}

#[derive(Debug)]
pub struct Outbox {
    port: Port,
    site: String,
    running: Cell<bool>,
    /// Woken while running: there may be something new.
    again: Cell<bool>,
    failures: Cell<u32>,
    timer: RefCell<Option<Timeout>>,
    online: RefCell<Option<EventListener>>,
}

/// What one delivery came to.
enum End {
    Empty,
    /// Something waits; the seconds the ledger asked for.
    Later(Option<u32>),
}

impl Outbox {
    #[must_use]
    pub fn new(port: Port, site: &str) -> Rc<Self> {
        let outbox = Rc::new(Self {
            port,
            site: site.to_owned(),
            running: Cell::new(false),
            again: Cell::new(false),
            failures: Cell::new(0),
            timer: RefCell::default(),
            online: RefCell::default(),
        });
        if let Some(window) = web_sys::window() {
            let woken = Rc::downgrade(&outbox);
            let listener = EventListener::new(&window, "online", move |_| {
                if let Some(outbox) = woken.upgrade() {
                    outbox.wake();
                }
            });
            outbox.online.replace(Some(listener));
        }
        outbox
    }

    /// Delivers what is queued now.
    pub fn wake(self: &Rc<Self>) {
        self.timer.replace(None);
        if self.running.replace(true) {
            self.again.set(true);
            return;
        }
        let outbox = Rc::clone(self);
        spawn_local(async move {
            let end = outbox.locked().await;
            outbox.running.set(false);
            outbox.rest(end);
        });
    }

    fn rest(self: &Rc<Self>, end: End) {
        let again = self.again.take();
        match end {
            End::Empty => self.failures.set(0),
            End::Later(retry_after) => {
                self.failures.set(self.failures.get().saturating_add(1));
                let seconds = pause(self.failures.get(), retry_after);
                let outbox = Rc::clone(self);
                let timer = Timeout::new(seconds.saturating_mul(1000), move || outbox.wake());
                self.timer.replace(Some(timer));
                return;
            }
        }
        if again {
            self.wake();
        }
    }

    /// One delivery, with no other tab delivering meanwhile.
    async fn locked(self: &Rc<Self>) -> End {
        let end = Rc::new(Cell::new(None));
        let (outbox, result) = (Rc::clone(self), Rc::clone(&end));
        let run = Closure::once(move || {
            future_to_promise(async move {
                result.set(Some(outbox.run().await));
                Ok(JsValue::UNDEFINED)
            })
        });
        let run: &Function = run.as_ref().unchecked_ref();
        if let Ok(promise) = self.port.lock(run) {
            let _ = JsFuture::from(promise).await;
        }
        end.take().unwrap_or(End::Later(None))
    }

    /// Batch after batch until nothing is left or something has to wait.
    async fn run(&self) -> End {
        let store = Store::new(&self.site);
        let mut most = usize::MAX;
        loop {
            let queue = store.queue();
            let next = batch(&queue, most);
            if next.is_empty() {
                return End::Empty;
            }
            let Some((status, answer, retry_after)) = self.post(next).await else {
                return End::Later(None);
            };
            let fates = fates(next, status, &answer);
            for (item, fate) in next.iter().zip(&fates) {
                store.settle(item, *fate);
            }
            if fates.iter().all(|fate| *fate == Fate::Waits) {
                // Refused as a whole: one by one it shows which event is at fault.
                if next.len() > 1 && is_lasting(status.into()) {
                    most = 1;
                    continue;
                }
                return End::Later(retry_after);
            }
            if fates.contains(&Fate::Waits) {
                return End::Later(retry_after);
            }
        }
    }

    /// The ledger's status, body and `Retry-After`; `None` where it did not answer.
    async fn post(&self, batch: &[Item]) -> Option<(u16, String, Option<u32>)> {
        let url = format!("{}/v1/{}/events", self.port.origin(), self.site);
        // The lock is held meanwhile: an answer that never comes must not keep other tabs waiting.
        let late = AbortSignal::timeout_with_u32(TIMEOUT);
        let mut request = Request::post(&url)
            .abort_signal(Some(&late))
            .credentials(RequestCredentials::Omit)
            // The ledger is to learn the origin, never the page's address (L17).
            .referrer_policy(ReferrerPolicy::Origin)
            // The key is for the ledger only.
            .redirect(RequestRedirect::Error)
            .header("content-type", "application/json");
        let mut hash = None;
        if let Some(key) = batch.first().and_then(|item| item.key.as_deref()) {
            hash = Some(subject(&self.site, key).await?);
            request = request.header("volens-key", key);
        }
        let answer = request.body(body(batch, hash.as_deref())?).ok()?.send().await.ok()?;
        let retry_after = answer.headers().get("retry-after").and_then(|text| text.parse().ok());
        Some((answer.status(), answer.text().await.ok()?, retry_after))
    }
}

/// Seconds until the next try: doubling from 2 to 5 minutes, or as long as the ledger asks for, up
/// to an hour.
#[must_use]
pub fn pause(failures: u32, retry_after: Option<u32>) -> u32 {
    let doubled = 2_u32.saturating_pow(failures.clamp(1, 9)).min(300);
    doubled.max(retry_after.unwrap_or(0).min(3_600))
}
