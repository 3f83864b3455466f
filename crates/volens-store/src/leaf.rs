//! Where things stand in the tree. A row holds what waited together: its ids, one a line, from its index
//! on. An event whose record is erased leaves its line empty
//! (`docs/adr/0035-a-group-stands-as-one-row.md`).

use crate::pending::{BREAK, ids};
use crate::tree::count;
use crate::{Kind, Leaf, StoreError};
use sqlx::FromRow;
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct LeafRow {
    pub(crate) idx: i64,
    pub(crate) kind: String,
    pub(crate) id: String,
    /// Where the next row begins: a line from there on stands nowhere.
    pub(crate) next: Option<i64>,
}

impl LeafRow {
    /// Its ids and where they stand.
    fn leaves(&self) -> impl Iterator<Item = (u64, &str)> {
        let end = self.next.unwrap_or(i64::MAX);
        let placed = (self.idx..end).zip(ids(&self.kind, &self.id));
        placed.filter_map(|(index, id)| Some((u64::try_from(index).ok()?, id)))
    }
}

/// The leaves from index `from` on, at most `at_most`. The first row may begin before.
pub(crate) fn read(rows: &[LeafRow], from: u64, at_most: u32) -> Result<Vec<Leaf>, StoreError> {
    let at_most = usize::try_from(at_most).unwrap_or(usize::MAX);
    let mut leaves = Vec::new();
    for row in rows {
        let kind = Kind::parse(&row.kind)?;
        for (index, id) in row.leaves().filter(|(index, _)| *index >= from) {
            if leaves.len() < at_most {
                let id = (!id.is_empty()).then(|| id.to_owned());
                leaves.push(Leaf { index, kind, id });
            }
        }
    }
    Ok(leaves)
}

/// Where an id stands in these rows.
pub(crate) fn find(rows: &[LeafRow], id: &str) -> Option<u64> {
    let mut leaves = rows.iter().flat_map(LeafRow::leaves);
    leaves.find(|(_, one)| *one == id).map(|(index, _)| index)
}

/// What is erased of some rows of events.
#[derive(Debug, Default)]
pub(crate) struct Gone {
    pub(crate) ids: Vec<String>,
    /// Where they stood, ascending.
    pub(crate) indexes: Vec<u64>,
    /// What the rows say from now on: index and lines.
    pub(crate) rows: Vec<(i64, String)>,
}

impl Gone {
    /// Empties the lines of these ids, where they stand in the rows.
    pub(crate) fn of(rows: Vec<LeafRow>, erased: &BTreeSet<String>) -> Result<Self, StoreError> {
        let mut gone = Self::default();
        for row in rows {
            let before = gone.ids.len();
            let mut lines: Vec<&str> = Vec::new();
            for (index, id) in (count(row.idx)?..).zip(ids(&row.kind, &row.id)) {
                let is_gone = erased.contains(id);
                if is_gone {
                    gone.ids.push(id.to_owned());
                    gone.indexes.push(index);
                }
                lines.push(if is_gone { "" } else { id });
            }
            if gone.ids.len() > before {
                gone.rows.push((row.idx, lines.join(BREAK)));
            }
        }
        gone.indexes.sort_unstable();
        Ok(gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_are_counted_from_the_index_of_their_row() {
        let first = LeafRow { next: Some(6), ..row(3, "event", "a\n\nc\nnowhere") };
        let rows = vec![first, row(6, "shown", "x\ny"), row(7, "event", "")];
        let read = |from, at_most| -> Vec<_> {
            let leaves = read(&rows, from, at_most).unwrap().into_iter();
            leaves.map(|leaf| (leaf.index, leaf.id.unwrap_or_default())).collect()
        };
        let all = [(3, "a"), (4, ""), (5, "c"), (6, "x\ny"), (7, "")];
        let all = all.map(|(index, id)| (index, id.to_owned()));
        assert_eq!(read(0, 9), all);
        assert_eq!(read(4, 2), all[1..3]);
        assert_eq!(find(&rows, "c"), Some(5));
        assert_eq!(find(&rows, "x\ny"), Some(6));
        assert_eq!([find(&rows, "x"), find(&rows, "nowhere")], [None, None]);
        let before = row(-1, "event", "p\nq");
        assert_eq!(
            [find(std::slice::from_ref(&before), "p"), find(&[before], "q")],
            [None, Some(0)]
        );
    }

    #[test]
    fn what_is_erased_leaves_an_empty_line() {
        let rows = vec![row(7, "event", "a\nb\na"), row(2, "event", "c"), row(3, "event", "d")];
        let ids = ["a", "c", "e"].map(str::to_owned).into();
        let gone = Gone::of(rows, &ids).unwrap();
        assert_eq!(gone.ids, ["a", "a", "c"]);
        assert_eq!(gone.indexes, [2, 7, 9]);
        assert_eq!(gone.rows, [(7, "\nb\n".to_owned()), (2, String::new())]);
    }

    fn row(idx: i64, kind: &str, id: &str) -> LeafRow {
        LeafRow { idx, kind: kind.to_owned(), id: id.to_owned(), next: None }
    }
}
