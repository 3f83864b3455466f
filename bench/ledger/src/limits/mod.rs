//! What nobody on this machine can be faster than: the same events without what makes a ledger.

pub(crate) mod bare;
pub(crate) mod pgbench;
pub(crate) mod postgres;
pub(crate) mod sqlite;

use volens_store::Record;

/// The row that the ledger keeps of an event, and the ways in which it is looked up: the same bytes
/// on disk. Only the log is missing.
const COLUMNS: &str = "site, id, origin, subject, fingerprint, action, at, received, body, salt";

/// As long as a salt; that it is the same in every row makes no row smaller.
const SALT: [u8; 32] = [7; 32];

/// A row's texts, in the order of its columns.
fn texts(record: &Record) -> [&str; 9] {
    let Record { site, id, origin, subject, fingerprint, action, at, received, body } = record;
    let subject = subject.as_deref().unwrap_or_default();
    [site, id, origin, subject, fingerprint, action, at, received, body]
}
