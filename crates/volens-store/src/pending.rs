//! What is kept and waits for its leaves. A row holds a group of one kind: its ids, one a line, and its
//! entries, one behind the other. So that an event pays for the bytes it waits by and not for a row
//! (`docs/adr/0032-a-group-waits-as-one-row.md`). It stands in the tree by a row as well
//! ([`crate::leaf`]).

use crate::tree::{hash, number};
use crate::{Kind, Sealed, StoreError};
use sqlx::FromRow;
use volens_log::Hash;

/// Between two ids of a row.
pub(crate) const BREAK: &str = "\n";

/// A group that waits.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Waiting {
    pub(crate) seq: i64,
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) entries: Vec<u8>,
}

/// What one step takes into the tree, in the order in which it was kept.
#[derive(Debug)]
pub(crate) struct Step {
    taken: Vec<Waiting>,
    /// What is left of the last one that was taken: another row under the same number.
    pub(crate) rest: Option<Waiting>,
    pub(crate) entries: Vec<Hash>,
}

impl Step {
    /// Takes at most `limit` leaves of these rows.
    pub(crate) fn of(
        rows: impl IntoIterator<Item = Result<Waiting, StoreError>>,
        limit: u32,
    ) -> Result<Self, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut step = Self { taken: Vec::new(), rest: None, entries: Vec::new() };
        for row in rows {
            let mut row = row?;
            let left = limit - step.entries.len();
            step.rest = row.cut(left)?;
            for entry in row.entries.chunks(size_of::<Hash>()) {
                step.entries.push(hash(entry)?);
            }
            step.taken.push(row);
            if step.entries.len() == limit {
                break;
            }
        }
        Ok(step)
    }

    /// What was taken of each row, with the index of its first leaf in a tree that had `size` before.
    pub(crate) fn leaves(&self, size: u64) -> impl Iterator<Item = (i64, &Waiting)> {
        let mut next = size;
        self.taken.iter().map(move |row| {
            let first = next;
            next += row.count() as u64;
            (number(first), row)
        })
    }

    /// The numbers of the rows that are done with.
    pub(crate) fn done(&self) -> impl Iterator<Item = i64> {
        let cut = self.rest.as_ref().map(|rest| rest.seq);
        self.taken.iter().map(|row| row.seq).filter(move |seq| Some(*seq) != cut)
    }
}

impl Waiting {
    fn count(&self) -> usize {
        self.entries.len() / size_of::<Hash>()
    }

    /// How many leaves it waits for.
    fn len(&self) -> Result<usize, StoreError> {
        let length = self.count();
        let is_whole = length > 0 && self.entries.len() == length * size_of::<Hash>();
        match is_whole && ids(&self.kind, &self.id).count() == length {
            true => Ok(length),
            false => Err(StoreError::Unreadable("what waits for the tree")),
        }
    }

    /// Keeps the first `count`, and gives what is behind them.
    fn cut(&mut self, count: usize) -> Result<Option<Self>, StoreError> {
        if self.len()? <= count {
            return Ok(None);
        }
        let ids = ids(&self.kind, &self.id);
        let first: usize = ids.take(count).map(|id| id.len() + BREAK.len()).sum();
        let id = self.id.split_off(first);
        self.id.truncate(first.saturating_sub(BREAK.len()));
        let entries = self.entries.split_off(count * size_of::<Hash>());
        Ok(Some(Self { seq: self.seq, kind: self.kind.clone(), id, entries }))
    }
}

/// The ids that a row of this kind holds. Events come in groups; a document's id may be any text.
pub(crate) fn ids<'a>(kind: &str, lines: &'a str) -> impl Iterator<Item = &'a str> {
    let is_group = kind == Kind::Event.as_str();
    lines.splitn(if is_group { usize::MAX } else { 1 }, BREAK)
}

/// The kind, ids and entries of the row that a group of events waits as.
pub(crate) fn row<'a>(
    group: impl Iterator<Item = &'a Sealed> + Clone,
) -> (&'static str, String, Vec<u8>) {
    let mut ids = String::new();
    for new in group.clone() {
        if !ids.is_empty() {
            ids.push_str(BREAK);
        }
        ids.push_str(&new.record.id);
    }
    (Kind::Event.as_str(), ids, group.flat_map(|new| new.entry).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_takes_no_more_than_asked_for_and_leaves_the_rest_in_its_place() {
        let document = Waiting { kind: "shown".to_owned(), ..waiting(3, &["e\nf"]) };
        let rows = [waiting(1, &["a"]), waiting(2, &["b", "c", "d"]), document];
        for limit in 1..=5 {
            let step = Step::of(rows.iter().cloned().map(Ok), limit).unwrap();
            let taken: Vec<_> =
                step.leaves(7).map(|(index, row)| (index, row.seq, row.id.as_str())).collect();
            let b = (8, 2, ["b", "b\nc", "b\nc\nd"][(limit as usize - 1).clamp(1, 3) - 1]);
            let all = [(7, 1, "a"), b, (11, 3, "e\nf")];
            assert_eq!(taken, all[..[1, 2, 2, 2, 3][limit as usize - 1]]);
            let firsts: Vec<u8> = step.entries.iter().map(|entry| entry[0]).collect();
            assert_eq!(firsts, b"abcde"[..limit as usize]);
            let done: Vec<i64> = step.done().collect();
            let rest = step.rest.map(|rest| (rest.seq, rest.id, rest.entries.len()));
            let (expected, left) = match limit {
                1 => (vec![1], None),
                2 => (vec![1], Some((2, "c\nd".to_owned(), 64))),
                3 => (vec![1], Some((2, "d".to_owned(), 32))),
                4 => (vec![1, 2], None),
                _ => (vec![1, 2, 3], None),
            };
            assert_eq!((done, rest), (expected, left), "{limit}");
        }
    }

    #[test]
    fn ids_and_entries_that_do_not_match_are_not_read() {
        for (ids, entries) in [("a\nb", 96), ("a\nb\nc", 64), ("a", 33), ("a", 0)] {
            let row = Waiting { id: ids.to_owned(), entries: vec![0; entries], ..waiting(1, &[]) };
            assert!(Step::of([Ok(row)], 9).is_err(), "{ids} {entries}");
        }
    }

    fn waiting(seq: i64, ids: &[&str]) -> Waiting {
        let entries = ids.iter().flat_map(|id| [id.as_bytes()[0]; 32]).collect();
        Waiting { seq, kind: "event".to_owned(), id: ids.join(BREAK), entries }
    }
}
