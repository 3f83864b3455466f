//! What a store holds beside its tree: events that wait for a leaf, and what has none to wait for.

use super::report::{Place, Report};
use super::source::SourceError;
use jiff::{SignedDuration, Timestamp};
use volens_store::Store;

/// How long an event may wait while others come after it. A running ledger takes half a second, and
/// clocks of several differ.
const LONGEST: SignedDuration = SignedDuration::from_secs(60);

/// How many events are looked at together.
const PAGE: u32 = 2048;

/// How many documents are named.
const NAMED: u32 = 10;

/// Reports events that stand outside of the tree, from the last one back. A store that nobody serves
/// makes nothing late: what waits is held against what came after it, not against this clock. How many events stand
/// in the tree.
pub(super) async fn outside(store: &dyn Store, report: &mut Report) -> Result<u64, SourceError> {
    let site = report.site.clone();
    let mut before = i64::MAX;
    let mut inside = 0;
    let mut latest: Option<Timestamp> = None;
    loop {
        let page = store.standing(&site, before, PAGE).await?;
        for event in &page {
            inside += u64::from(event.has_leaf);
            let place = Place { event: Some(event.id.clone()), ..Place::default() };
            let received: Option<Timestamp> = event.received.parse().ok();
            let waited = latest.zip(received).map(|(latest, at)| latest.duration_since(at));
            if !event.has_leaf && !event.is_pending {
                let detail = "no leaf of the log is for it, and none will be: the ledger did not \
                              keep it";
                report.find("leafless", place, detail);
            } else if event.is_pending
                && let Some(waited) = waited.filter(|waited| *waited > LONGEST)
            {
                let seconds = waited.as_secs();
                let detail = format!("it has no leaf, though others came up to {seconds} s later");
                report.find("late", place, detail);
            }
            latest = latest.max(received);
        }
        match page.last() {
            Some(event) => before = event.seq,
            None => break,
        }
    }
    for (kind, id) in store.leafless(&site, NAMED).await? {
        let document = Some(format!("{} {id}", kind.as_str()));
        let detail = "no leaf of the log is for it, and none will be: the ledger did not keep it";
        report.find("leafless", Place { document, ..Place::default() }, detail);
    }
    Ok(inside)
}
