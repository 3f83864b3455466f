//! How the tree is cut into tiles (c2sp.org/tlog-tiles).

use crate::number::decimal;
use std::fmt;
use std::str::FromStr;

/// How many hashes a full tile holds.
pub const WIDTH: usize = 256;

/// The level of the tiles that hold entries; those that hold hashes begin at 0.
pub const ENTRIES: i8 = -1;

/// One tile: its hashes stand `256^level` leaves apart, and its number counts full tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// [`ENTRIES`], or from 0 at the leaves to 7.
    pub level: i8,
    pub index: u64,
    /// How many hashes of it there are, from 1 to [`WIDTH`].
    pub width: usize,
}

/// The last, partial tile of each level of a tree, [`ENTRIES`] first. Levels where every tile is
/// full have none.
pub fn edge(size: u64) -> impl Iterator<Item = Tile> {
    std::iter::once(ENTRIES).chain(0..LEVELS).filter_map(move |level| {
        let hashes = count(size, level);
        // Below 256, so it fits.
        let width = usize::try_from(hashes % WIDTH as u64).ok()?;
        (width > 0).then_some(Tile { level, index: hashes / WIDTH as u64, width })
    })
}

/// A tree's size has 64 bits, of which a level takes eight.
pub(crate) const LEVELS: i8 = 8;

/// How many hashes a tree of `size` leaves has at `level`.
pub(crate) fn count(size: u64, level: i8) -> u64 {
    let bits = 8 * u32::try_from(level).unwrap_or_default();
    size.checked_shr(bits).unwrap_or_default()
}

/// The path as a log serves it: `0/x001/x234/067.p/8`, `entries/000`.
impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level {
            ENTRIES => f.write_str("entries")?,
            level => write!(f, "{level}")?,
        }
        let digits = self.index.to_string();
        let padded = format!("{digits:0>width$}", width = digits.len().div_ceil(3) * 3);
        for (at, digit) in padded.chars().enumerate() {
            if at % 3 == 0 {
                f.write_str(if at + 3 < padded.len() { "/x" } else { "/" })?;
            }
            write!(f, "{digit}")?;
        }
        if self.width < WIDTH { write!(f, ".p/{}", self.width) } else { Ok(()) }
    }
}

/// A path that no log of ours has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a tile's path is `<level>/<number>`, or `entries/<number>`, the number in groups of three digits"
)]
pub struct PathError;

impl FromStr for Tile {
    type Err = PathError;

    /// Reads what `to_string` writes, and nothing else.
    fn from_str(path: &str) -> Result<Self, PathError> {
        read(path).filter(|tile| tile.to_string() == path).ok_or(PathError)
    }
}

fn read(path: &str) -> Option<Tile> {
    let (level, rest) = path.split_once('/')?;
    let level = match level {
        "entries" => ENTRIES,
        level => level.parse().ok().filter(|level| (0..LEVELS).contains(level))?,
    };
    let (number, width) = match rest.split_once(".p/") {
        Some((number, width)) => (number, usize::try_from(decimal(width)?).ok()?),
        None => (rest, WIDTH),
    };
    // `to_string` says which leading zeros and marks belong there.
    let digits: String = number.chars().filter(|c| !matches!(c, 'x' | '/')).collect();
    let trimmed = digits.trim_start_matches('0');
    let index = decimal(if trimmed.is_empty() { "0" } else { trimmed })?;
    (1..=WIDTH).contains(&width).then_some(Tile { level, index, width })
}
