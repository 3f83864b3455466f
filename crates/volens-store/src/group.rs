//! A group of records on its way into a store.

use crate::{Outcome, Record, Sealed};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

/// Those that are the first of their site and id in the group: all that a store has to insert.
pub(crate) fn firsts(batch: &[Sealed]) -> Vec<&Sealed> {
    let mut seen = HashSet::with_capacity(batch.len());
    batch.iter().filter(|new| seen.insert((&new.record.site, &new.record.id))).collect()
}

/// What a record's site and id stand for: its origin and body.
pub(crate) type Taken = HashMap<(String, String), (String, String)>;

/// One outcome for each record of the batch, which has so many firsts. `taken` holds what was there
/// before.
pub(crate) fn outcomes(batch: &[Sealed], firsts: usize, taken: &Taken) -> Vec<Outcome> {
    if taken.is_empty() && firsts == batch.len() {
        return vec![Outcome::Stored; firsts];
    }
    let mut stored: HashMap<(String, String), &Record> = HashMap::new();
    let mut outcomes = Vec::with_capacity(batch.len());
    for Sealed { record, .. } in batch {
        let name = (record.site.clone(), record.id.clone());
        outcomes.push(match (taken.get(&name), stored.entry(name)) {
            (Some((origin, body)), _) => Outcome::of_taken(record, origin, body),
            (None, Entry::Occupied(first)) => {
                Outcome::of_taken(record, &first.get().origin, &first.get().body)
            }
            (None, Entry::Vacant(place)) => {
                place.insert(record);
                Outcome::Stored
            }
        });
    }
    outcomes
}
