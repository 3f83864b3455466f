//! Trees put together from perfect ones.

use crate::{Hash, node};

/// The root of a perfect tree over `hashes`, whose number is a power of two; nothing over none.
pub(crate) fn perfect(hashes: &[Hash]) -> Option<Hash> {
    match hashes {
        [] => None,
        [only] => Some(*only),
        _ => {
            let (left, right) = hashes.split_at(hashes.len() / 2);
            Some(node(&perfect(left)?, &perfect(right)?))
        }
    }
}

/// Puts what one tile adds in front of `right`, the root of everything behind the tile. The tile's
/// hashes split into perfect trees by the bits of their number, the largest first.
pub(crate) fn join(hashes: &[Hash], right: Option<Hash>) -> Option<Hash> {
    let mut rest = hashes;
    let mut right = right;
    while !rest.is_empty() {
        let smallest = 1 << rest.len().trailing_zeros();
        let (before, peak) = rest.split_at(rest.len() - smallest);
        let peak = perfect(peak)?;
        right = Some(right.map_or(peak, |right| node(&peak, &right)));
        rest = before;
    }
    right
}
