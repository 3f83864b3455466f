//! The table as it was handed over, and an independent, naive reading of it.

use std::path::{Path, PathBuf};
use volens_server::import::{Reading, read};

pub(crate) const SOURCE: &str = include_str!("../../../../sites/apollo/source.lv.txt");

pub(crate) fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sites/apollo")
}

pub(crate) fn reading(text: &str) -> Reading {
    read(text, "lv").expect("a table")
}

/// A row as a person who looks at the source would put it together: its cells without tags.
pub(crate) fn cells(lines: &[usize]) -> [String; 3] {
    let mut joined = [const { String::new() }; 3];
    for line in lines {
        let line = SOURCE.lines().nth(line - 1).expect("a line of the source");
        for (joined, cell) in joined.iter_mut().zip(line.split('\t')) {
            joined.push(' ');
            joined.push_str(cell);
        }
    }
    joined.map(|cell| {
        let cell = cell.replace("</p> <p>", "\n").replace("<p>", "").replace("</p>", "");
        cell.trim().to_owned()
    })
}

/// The source lines of each row, counted by hand.
pub(crate) const LINES: [&[usize]; 15] = [
    &[6],
    &[7],
    &[8],
    &[9, 11],
    &[12],
    &[13],
    &[14],
    &[15],
    &[16],
    &[17],
    &[18, 20],
    &[21],
    &[22],
    &[23],
    &[24],
];
