//! From text to a title, three headings and lines of three cells.

use super::cell::Cell;

/// No overview is a hundredth of this; what is larger is something else.
pub const MAX_BYTES: usize = 256 * 1024;
/// Bytes of one cell, after repair.
pub const MAX_CELL: usize = 4 * 1024;
/// Rows of a table.
pub const MAX_ROWS: usize = 200;

/// A table as it stands in the text, before rows are repaired.
pub(super) struct Table {
    pub(super) title: String,
    pub(super) heading: [String; 3],
    pub(super) heading_line: usize,
    pub(super) lines: Vec<Line>,
}

/// One line of the table's body.
pub(super) struct Line {
    /// From 1.
    pub(super) number: usize,
    pub(super) cells: [Cell; 3],
    /// Empty lines stand before it: a page ends there.
    pub(super) after_break: bool,
    /// It had more than three cells.
    pub(super) extra: bool,
}

/// Why a text is not a table we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    #[error("the file is larger than {MAX_BYTES} bytes; is it the overview alone?")]
    TooLarge,
    #[error("line {0}: a cell is longer than {MAX_CELL} bytes; are its rows separated?")]
    CellTooLong(usize),
    #[error("more than {MAX_ROWS} rows; is it the overview alone?")]
    TooManyRows,
    #[error("line {0}: a control character; save the file as plain text")]
    ControlCharacter(usize),
    #[error("no line with three headings (purpose, legal basis, personal data), separated by tabs")]
    NoHeadings,
    #[error("no <table> in the document")]
    NoTable,
    #[error("no rows below the headings")]
    NoRows,
}

impl Table {
    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        if text.len() > MAX_BYTES {
            return Err(TableError::TooLarge);
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut numbered = (1..).zip(text.lines());
        let mut title: Vec<&str> = Vec::new();
        let (heading_line, headings) = loop {
            let (number, line) = numbered.next().ok_or(TableError::NoHeadings)?;
            check_characters(number, line)?;
            match line.trim() {
                "" => {}
                trimmed if trimmed.contains('\t') => break (number, line),
                trimmed => title.push(trimmed),
            }
        };
        let (headings, extra) = cells(headings);
        let heading = headings.map(|cell| cell.text());
        if extra || heading.iter().any(String::is_empty) {
            return Err(TableError::NoHeadings);
        }
        let mut lines = Vec::new();
        let mut after_break = false;
        for (number, line) in numbered {
            check_characters(number, line)?;
            if line.trim().is_empty() {
                // Empty lines between headings and body are the text's layout, not a page's end.
                after_break = !lines.is_empty();
                continue;
            }
            let (cells, extra) = cells(line);
            if cells.iter().any(|cell| cell.text().len() > MAX_CELL) {
                return Err(TableError::CellTooLong(number));
            }
            lines.push(Line { number, cells, after_break, extra });
            after_break = false;
        }
        if lines.is_empty() {
            return Err(TableError::NoRows);
        }
        Ok(Self { title: title.join(" "), heading, heading_line, lines })
    }
}

/// Three cells; what stands after a third tab is kept in the third.
fn cells(line: &str) -> ([Cell; 3], bool) {
    let mut parts = line.splitn(3, '\t');
    let mut next = || parts.next().unwrap_or_default();
    let (first, second, third) = (next(), next(), next().trim_end());
    let extra = third.contains('\t');
    let third = third.replace('\t', " ");
    ([Cell::parse(first), Cell::parse(second), Cell::parse(&third)], extra)
}

/// Other control characters would reach terminals and files; form feeds are page ends.
fn check_characters(number: usize, line: &str) -> Result<(), TableError> {
    let bad = |c: char| c.is_control() && c != '\t' && c != '\u{c}';
    if line.contains(bad) { Err(TableError::ControlCharacter(number)) } else { Ok(()) }
}
