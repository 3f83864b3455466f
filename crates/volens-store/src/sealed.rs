//! A record and what the log will say of it.

use crate::tree::salts;
use crate::{Record, StoreError};
use volens_log::Hash;

/// A record as it is brought to a store. It is hashed by whoever brings it: many do at once, and one
/// writer keeps what they bring.
#[derive(Debug)]
pub struct Sealed {
    pub(crate) record: Record,
    pub(crate) salt: Hash,
    pub(crate) entry: Hash,
}

/// Salts and hashes records. An event's `id` holds no line break.
pub fn seal(records: Vec<Record>) -> Result<Vec<Sealed>, StoreError> {
    let salts = salts(records.len())?;
    let sealed = records.into_iter().zip(salts).map(|(record, salt)| {
        let entry = volens_log::entry(&salt, record.canonical().as_bytes());
        Sealed { record, salt, entry }
    });
    Ok(sealed.collect())
}
