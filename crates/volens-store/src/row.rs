//! Rows as both stores hold them.

use crate::tree::{count, hash};
use crate::{Record, Salted, StoreError, Tree};
use sqlx::FromRow;

/// A record with its salt.
#[derive(FromRow)]
pub(crate) struct SaltedRow {
    #[sqlx(flatten)]
    record: Record,
    salt: Vec<u8>,
}

impl SaltedRow {
    pub(crate) fn read(self) -> Result<Salted<Record>, StoreError> {
        Ok(Salted { salt: hash(&self.salt)?, value: self.record })
    }
}

#[derive(FromRow)]
pub(crate) struct TreeRow {
    pub(crate) size: i64,
    pub(crate) root: Vec<u8>,
    pub(crate) signed: i64,
    pub(crate) checkpoint: Option<String>,
}

impl TreeRow {
    pub(crate) fn read(self) -> Result<Tree, StoreError> {
        let Self { size, root, signed, checkpoint } = self;
        Ok(Tree { size: count(size)?, root: hash(&root)?, signed: count(signed)?, checkpoint })
    }
}
