//! Holds a store's records against the entries of its log.

use super::report::{Place, Report};
use super::source::SourceError;
use serde_json::Value;
use std::collections::BTreeSet;
use volens_log::{Hash, entry};
use volens_store::{Kind, Leaf, Record, Salted, Store};

/// How many leaves are looked at together.
const PAGE: u32 = 1024;

pub(super) struct Records<'a> {
    store: &'a dyn Store,
    /// Leaves whose record is gone, and leaves that a tombstone names.
    gone: BTreeSet<u64>,
    tombstones: BTreeSet<u64>,
    /// Leaves of events that are there.
    events: u64,
}

impl<'a> Records<'a> {
    pub(super) fn new(store: &'a dyn Store) -> Self {
        Self { store, gone: BTreeSet::new(), tombstones: BTreeSet::new(), events: 0 }
    }

    /// Checks the leaves from `begin` on, one for each entry.
    pub(super) async fn check(
        &mut self,
        begin: u64,
        entries: &[Hash],
        report: &mut Report,
    ) -> Result<(), SourceError> {
        let count = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        let leaves = self.store.leaves(&report.site, begin, count).await?;
        let mut leaves = leaves.into_iter().peekable();
        for (index, entry) in (begin..).zip(entries) {
            match leaves.next_if(|leaf| leaf.index == index) {
                Some(leaf) => self.leaf(&leaf, entry, report).await?,
                None => {
                    report.find("missing", Place::leaf(index), "nothing says what this leaf is")
                }
            }
        }
        Ok(())
    }

    /// What is gone has its tombstone. How many leaves are of events that are there.
    pub(super) async fn finish(mut self, report: &mut Report) -> Result<u64, SourceError> {
        // An erasure's tombstone is kept at once, and stands in the tree a moment later.
        if !self.gone.is_subset(&self.tombstones) {
            let kept = self.store.documents(&report.site, Kind::Tombstone).await?;
            self.tombstones.extend(kept.iter().filter_map(|tombstone| named(&tombstone.body)));
        }
        for index in &self.gone {
            if self.tombstones.contains(index) {
                report.erased += 1;
            } else {
                let detail = "its record is gone, and no tombstone says that it was erased";
                report.find("missing", Place::leaf(*index), detail);
            }
        }
        for index in self.tombstones.difference(&self.gone) {
            let detail = "a tombstone says that it was erased, yet it is there";
            report.find("not-erased", Place::leaf(*index), detail);
        }
        Ok(self.events)
    }

    async fn leaf(
        &mut self,
        leaf: &Leaf,
        expected: &Hash,
        report: &mut Report,
    ) -> Result<(), SourceError> {
        let site = report.site.clone();
        let Some(id) = &leaf.id else {
            self.gone.insert(leaf.index);
            return Ok(());
        };
        let (place, kept) = if leaf.kind == Kind::Event {
            let place = Place { event: Some(id.clone()), ..Place::leaf(leaf.index) };
            let kept = self.store.record(&site, id).await?;
            self.events += u64::from(kept.is_some());
            if let Some(Salted { value, .. }) = &kept
                && !agrees(value)
            {
                report.find("altered", place.clone(), "its columns say other than the event");
            }
            (place, kept.map(|kept| entry(&kept.salt, kept.value.canonical().as_bytes())))
        } else {
            let name = format!("{} {id}", leaf.kind.as_str());
            let place = Place { document: Some(name), ..Place::leaf(leaf.index) };
            let kept = self.store.document(&site, leaf.kind, id).await?;
            if let Some(Salted { value, .. }) = &kept
                && leaf.kind == Kind::Tombstone
            {
                self.tombstones.extend(named(&value.body));
            }
            (place, kept.map(|kept| entry(&kept.salt, kept.value.body.as_bytes())))
        };
        match kept {
            Some(kept) if kept == *expected => {}
            Some(_) => report.find("altered", place, "it is not what the log was given"),
            None => report.find("missing", place, "it was deleted, and not erased by the ledger"),
        }
        Ok(())
    }
}

/// Reports leaves to which their event does not lead: an event that stands twice leads to one of them.
pub(super) async fn led(
    store: &dyn Store,
    size: u64,
    report: &mut Report,
) -> Result<(), SourceError> {
    for begin in (0..size).step_by(PAGE as usize) {
        for leaf in store.leaves(&report.site, begin, PAGE).await? {
            let (Kind::Event, Some(id)) = (leaf.kind, leaf.id) else { continue };
            let found = store.leaf_of(&report.site, Kind::Event, &id).await?;
            if found != Some(leaf.index) {
                let to = found.map_or("nowhere".to_owned(), |index| format!("to leaf {index}"));
                let place = Place { event: Some(id), ..Place::leaf(leaf.index) };
                report.find("altered", place, format!("whoever looks it up is led {to}"));
            }
        }
    }
    Ok(())
}

/// The leaf that a tombstone is for.
fn named(body: &str) -> Option<u64> {
    serde_json::from_str::<Value>(body).ok()?.get("index")?.as_u64()
}

/// Whether the columns that look-ups go by are the event's own.
fn agrees(record: &Record) -> bool {
    let Ok(event) = serde_json::from_str::<Value>(&record.body) else { return false };
    let text = |name: &str| event.get(name).and_then(Value::as_str);
    text("id") == Some(&record.id)
        && text("subject") == record.subject.as_deref()
        && text("fingerprint") == Some(&record.fingerprint)
        && text("action") == Some(&record.action)
        && text("at") == Some(&record.at)
}
