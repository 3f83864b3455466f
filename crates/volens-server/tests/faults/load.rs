//! Visitors who decide while faults happen. As a visitor's queue does, they keep what was not
//! acknowledged and send it again, unchanged.

use crate::place::{PUBLISHED, Place};
use crate::serving::{PATIENCE, Serving};
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use volens_model::subject::subject;

const SHOP: &str = "https://shop.example";

/// More than a commit may take (`docs/store.md`): whoever waits longer was forgotten.
const BOUND: Duration = Duration::from_secs(20);

const AT_ONCE: usize = 12;

#[derive(Debug)]
pub(crate) struct Load {
    client: Client,
    policy: Value,
    next: AtomicU64,
    /// Sent, and not acknowledged.
    open: Mutex<Vec<Event>>,
    acknowledged: Mutex<BTreeSet<String>>,
    unavailable: AtomicUsize,
    is_over: AtomicBool,
}

#[derive(Clone, Debug)]
struct Event {
    id: String,
    key: String,
    body: String,
}

/// What came of sending an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Acknowledged,
    /// 503, with the time to try again.
    Unavailable,
    /// The ledger went away.
    None,
}

impl Load {
    pub(crate) async fn on(ledger: &Serving) -> Self {
        // A machine that runs other tests beside may be slow; a client that waits for ever is not.
        let client = Client::builder().timeout(BOUND).build().unwrap();
        let policy = client.get(ledger.url("/apollo/policy.json")).send().await.unwrap();
        Self {
            client,
            policy: policy.json().await.unwrap(),
            next: AtomicU64::new(1),
            open: Mutex::default(),
            acknowledged: Mutex::default(),
            unavailable: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        }
    }

    /// Sends events until `most` were sent, `end` was called, or each sender was refused or cut off.
    pub(crate) async fn run(&self, ledger: &Serving, most: usize) {
        self.is_over.store(false, Ordering::Relaxed);
        let left = AtomicUsize::new(most);
        let take = || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1));
        let send = async || {
            while !self.is_over.load(Ordering::Relaxed)
                && take().is_ok()
                && self.send(ledger).await == Answer::Acknowledged
            {}
        };
        let senders = (0..AT_ONCE).map(|_| send());
        futures_util::future::join_all(senders).await;
    }

    /// Each sender ends with the answer that it waits for.
    pub(crate) fn end(&self) {
        self.is_over.store(true, Ordering::Relaxed);
    }

    /// Sends one event: one that is open, or a new one.
    pub(crate) async fn send(&self, ledger: &Serving) -> Answer {
        let open = self.open.lock().unwrap().pop();
        let event = open.unwrap_or_else(|| self.event());
        let request = self.client.post(ledger.url("/v1/apollo/events"));
        let request = request.header("origin", SHOP).header("volens-key", &event.key);
        let request = request.header("content-type", "application/json").body(event.body.clone());
        let answer = match request.send().await {
            Ok(answer) if answer.status() == 503 => {
                assert!(answer.headers().contains_key("retry-after"), "when to try again");
                self.unavailable.fetch_add(1, Ordering::Relaxed);
                Answer::Unavailable
            }
            Ok(answer) => {
                let status = answer.status();
                match answer.json::<Value>().await {
                    Ok(reply) => {
                        let outcome = reply["events"][0]["status"].as_str().unwrap_or_default();
                        let is_kept = status == 200 && ["stored", "duplicate"].contains(&outcome);
                        assert!(is_kept, "{status}: {reply}\n{}", ledger.log());
                        Answer::Acknowledged
                    }
                    // Cut off in the middle.
                    Err(_) => Answer::None,
                }
            }
            Err(why) => {
                assert!(!why.is_timeout(), "no answer in {BOUND:?}: {}", ledger.log());
                Answer::None
            }
        };
        match answer {
            Answer::Acknowledged => {
                self.acknowledged.lock().unwrap().insert(event.id);
            }
            Answer::Unavailable | Answer::None => self.open.lock().unwrap().push(event),
        }
        answer
    }

    pub(crate) fn acknowledged(&self) -> usize {
        self.acknowledged.lock().unwrap().len()
    }

    /// How often the ledger asked to be tried again later.
    pub(crate) fn unavailable(&self) -> usize {
        self.unavailable.load(Ordering::Relaxed)
    }

    /// Once the fault is over: what is open is sent again and taken, the tree covers every event
    /// once and nothing else, and the log verifies.
    pub(crate) async fn settle(&self, ledger: &Serving, place: &Place) {
        let begun = Instant::now();
        let is_late = || begun.elapsed() > PATIENCE;
        ledger.ready().await;
        while !self.open.lock().unwrap().is_empty() {
            let answer = self.send(ledger).await;
            assert!(answer != Answer::None && !is_late(), "{answer:?}: {}", ledger.log());
        }
        let acknowledged = self.acknowledged.lock().unwrap().clone();
        let leaves = PUBLISHED + acknowledged.len();
        let mut signed = ledger.signed().await;
        while signed != leaves {
            let so_far = format!("{signed} leaves of {leaves}");
            assert!(signed < leaves && !is_late(), "{so_far}: {}", ledger.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
            signed = ledger.signed().await;
        }
        let kept = place.events().await;
        let once: BTreeSet<String> = kept.iter().cloned().collect();
        assert_eq!(kept.len(), once.len(), "an event is there twice");
        let lost: Vec<_> = acknowledged.difference(&once).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {lost:?}\n{}", ledger.log());
        assert_eq!(once.len(), acknowledged.len(), "an event that nobody sent");
        place.verify().await;
    }

    /// A choice saved in the banner by someone who was never there before.
    fn event(&self) -> Event {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
        let (high, low) = (time >> 16 & 0xffff_ffff, time & 0xffff);
        let id = format!("{high:08x}-{low:04x}-7000-8000-{number:012x}");
        // As long as 32 bytes in base64url.
        let key = format!("{number:043}");
        let categories = self.policy["categories"].as_array().unwrap().iter();
        let optional = categories.filter(|category| category["necessary"] == false);
        let services = optional.flat_map(|category| category["services"].as_array().unwrap());
        let mut services: Vec<&str> =
            services.map(|service| service["id"].as_str().unwrap()).collect();
        services.sort_unstable();
        let (granted, refused) = services.split_at(services.len() / 2);
        let body = json!({ "events": [{
            "id": id, "subject": subject("apollo", SHOP, &key),
            "fingerprint": self.policy["fingerprint"], "notice": self.policy["notice"],
            "language": "lv", "action": "save", "control": "banner", "trusted": true,
            "granted": granted, "refused": refused, "objected": [], "gpc": false,
            "shown": self.policy["notice"], "at": "2026-11-22T15:03:22Z", "counter": 1,
            "previous": null
        }]});
        Event { id, key, body: body.to_string() }
    }
}
