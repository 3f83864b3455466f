//! A page may end anywhere: between rows, or inside one, two or three cells of any of them.

use crate::source::{LINES, SOURCE, cells, reading};
use proptest::prelude::*;
use volens_server::import::{Kind, Reading};

/// The rows as they stood before anything broke them: whole cells, tags where the source has them.
fn whole_rows() -> Vec<[String; 3]> {
    let row = |lines: &&[usize]| match lines {
        [line] => {
            let line = SOURCE.lines().nth(line - 1).expect("a line");
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            cells.try_into().expect("three cells")
        }
        lines => cells(lines),
    };
    LINES.iter().map(row).collect()
}

/// How a page's end meets a row.
#[derive(Clone, Debug)]
enum Page {
    Goes,
    EndsAfter,
    /// Where it cuts each cell, and what happens to the halves.
    Cuts([Cut; 3], Tags),
}

/// Which halves of an untagged cell are put into paragraph tags.
#[derive(Clone, Copy, Debug)]
enum Tags {
    Neither,
    /// As in the source's eleventh row.
    Later,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Cut {
    /// The whole cell stands before the break.
    None,
    /// The break takes the place of this space.
    At(usize),
    /// The whole cell stands after the break.
    All,
}

/// The table with its rows laid out on pages.
fn lay_out(pages: &[Page]) -> String {
    let mut text: String = SOURCE.lines().take(5).flat_map(|line| [line, "\n"]).collect();
    for (cells, page) in whole_rows().iter().zip(pages) {
        match page {
            Page::Goes => text.push_str(&format!("{}\n", cells.join("\t"))),
            Page::EndsAfter => text.push_str(&format!("{}\n\n", cells.join("\t"))),
            Page::Cuts(cuts, tags) => {
                let parts: Vec<(String, String)> =
                    cells.iter().zip(cuts).map(|(cell, cut)| halves(cell, *cut, *tags)).collect();
                let (before, after): (Vec<String>, Vec<String>) = parts.into_iter().unzip();
                text.push_str(&format!("{}\n\n{}\n", before.join("\t"), after.join("\t")));
            }
        }
    }
    text
}

fn halves(cell: &str, cut: Cut, tags: Tags) -> (String, String) {
    let spaces: Vec<usize> = cell.match_indices(' ').map(|(at, _)| at).collect();
    let (before, after) = match cut {
        Cut::At(n) if !spaces.is_empty() => {
            let at = spaces[n % spaces.len()];
            (cell[..at].to_owned(), &cell[at + 1..])
        }
        Cut::All => (String::new(), cell),
        _ => return (cell.to_owned(), String::new()),
    };
    match tags {
        _ if cell.contains("<p>") || before.is_empty() => (before, after.to_owned()),
        Tags::Neither => (before, after.to_owned()),
        Tags::Later => (before, format!("<p>{after}</p>")),
        Tags::Both => (format!("<p>{before}</p>"), format!("<p>{after}</p>")),
    }
}

fn spaces(cell: &str) -> usize {
    cell.matches(' ').count()
}

fn unclear(reading: &Reading) -> bool {
    reading.findings.iter().any(|finding| finding.kind == Kind::UnclearBreak)
}

#[test]
fn whole_rows_read_as_the_broken_source_does() {
    let read = reading(&lay_out(&[const { Page::Goes }; 15]));
    assert_eq!(read.notice, reading(SOURCE).notice);
}

#[test]
fn pages_that_end_between_rows_change_nothing() {
    let read = reading(&lay_out(&[const { Page::EndsAfter }; 15]));
    assert!(read.decided());
    assert_eq!(read.notice, reading(SOURCE).notice);
}

/// All cuts of a single cell. Two of them leave a purpose that ends and one that begins like any
/// other, with nothing beside it: these are not decided, and these only.
#[test]
fn a_cut_in_one_cell_is_joined_or_called_unclear() {
    let expected = reading(SOURCE).notice;
    let mut left: Vec<(usize, usize, usize)> = Vec::new();
    for (row, cells) in whole_rows().iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            for cut in 0..spaces(cell) {
                let mut pages = [const { Page::Goes }; 15];
                let mut cuts = [Cut::None; 3];
                cuts[column] = Cut::At(cut);
                pages[row] = Page::Cuts(cuts, Tags::Neither);
                let read = reading(&lay_out(&pages));
                if read.decided() {
                    assert_eq!(read.notice, expected, "row {row}, cell {column}, space {cut}");
                } else {
                    assert!(unclear(&read));
                    left.push((row, column, cut));
                }
            }
        }
    }
    // "Apstrāde | Apollo Kluba …" and "Apstrāde Apollo | Kluba …".
    assert_eq!(left, [(0, 0, 0), (0, 0, 1)]);
}

fn page() -> impl Strategy<Value = Page> {
    let space = || prop_oneof![1 => Just(Cut::None), 2 => (0..100_usize).prop_map(Cut::At)];
    let tags = prop_oneof![Just(Tags::Neither), Just(Tags::Later), Just(Tags::Both)];
    // A row begins with its purpose: some of it stands before the break.
    let cell = || prop_oneof![3 => space(), 1 => Just(Cut::All)];
    prop_oneof![
        2 => Just(Page::Goes),
        1 => Just(Page::EndsAfter),
        3 => ((space(), cell(), cell()), tags)
            .prop_map(|((purpose, basis, data), tags)| Page::Cuts([purpose, basis, data], tags)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Fifteen rows, word for word, wherever the pages end; or an unclear break, and then only in
    /// the first row, whose purpose and legal basis can be cut into halves that look whole.
    #[test]
    fn rows_survive_any_pages(pages in proptest::collection::vec(page(), 15)) {
        let read = reading(&lay_out(&pages));
        if read.decided() {
            prop_assert_eq!(read.notice, reading(SOURCE).notice);
        } else {
            prop_assert!(unclear(&read));
            prop_assert!(matches!(pages[0], Page::Cuts([Cut::At(_), ..], _)));
            let mut mended = pages.clone();
            mended[0] = Page::Goes;
            let read = reading(&lay_out(&mended));
            prop_assert!(read.decided());
            prop_assert_eq!(read.notice, reading(SOURCE).notice);
        }
    }
}
