//! A group of records on its way into a store.

use crate::tree::salts;
use crate::{Outcome, Record, StoreError};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use volens_log::Hash;

/// A record that is the first of its site and id in its group.
pub(crate) struct New<'a> {
    pub(crate) record: &'a Record,
    pub(crate) salt: Hash,
    pub(crate) entry: Hash,
}

/// The firsts of a group: all that a store has to insert.
pub(crate) fn firsts(batch: &[Record]) -> Result<Vec<New<'_>>, StoreError> {
    let mut seen = HashSet::with_capacity(batch.len());
    let firsts = batch.iter().filter(|record| seen.insert((&record.site, &record.id)));
    let new = firsts.zip(salts(batch.len())?).map(|(record, salt)| {
        let entry = volens_log::entry(&salt, record.canonical().as_bytes());
        New { record, salt, entry }
    });
    Ok(new.collect())
}

/// What a record's site and id stand for: its origin and body.
pub(crate) type Taken = HashMap<(String, String), (String, String)>;

/// One outcome for each record of the batch, which has so many firsts. `taken` holds what was there
/// before.
pub(crate) fn outcomes(batch: &[Record], firsts: usize, taken: &Taken) -> Vec<Outcome> {
    if taken.is_empty() && firsts == batch.len() {
        return vec![Outcome::Stored; firsts];
    }
    let mut stored: HashMap<(&str, &str), &Record> = HashMap::new();
    let mut outcomes = Vec::with_capacity(batch.len());
    for record in batch {
        let Record { site, id, .. } = record;
        let there = taken.get(&(site.clone(), id.clone()));
        outcomes.push(match (there, stored.entry((site, id))) {
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
