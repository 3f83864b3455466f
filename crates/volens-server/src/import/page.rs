//! Rows that a page break has cut. An empty line marks a page's end; the row before it and the line
//! after it may be one row.

mod seam;

use super::cell::Cell;
use super::finding::{Finding, Kind, Place};
use super::language::Language;
use super::purpose;
use super::table::{Line, MAX_CELL, MAX_ROWS, TableError};
use seam::{Sign, Verdict, verdict};

/// A row of the table, whole again.
pub(super) struct Row {
    /// The source lines it stands on.
    pub(super) lines: Vec<usize>,
    pub(super) cells: [Cell; 3],
    /// A page ended before it, and it did not visibly go on from the row above.
    after_break: bool,
    /// The anonymisation sentence opened a line of its own, and has been reported so.
    pub(super) anonymisation_line: bool,
}

/// The lines as rows, and what was found on the way.
pub(super) fn rows(
    lines: Vec<Line>,
    language: &'static Language,
) -> Result<(Vec<Row>, Vec<Finding>), TableError> {
    let mut pages = Pages { language, rows: Vec::new(), findings: Vec::new() };
    for line in lines {
        pages.add(line)?;
    }
    pages.judge();
    Ok((pages.rows, pages.findings))
}

struct Pages {
    language: &'static Language,
    rows: Vec<Row>,
    findings: Vec<Finding>,
}

impl Pages {
    fn add(&mut self, line: Line) -> Result<(), TableError> {
        let number = line.number;
        let next = self.rows.len();
        let before = self.rows.last().filter(|_| line.after_break);
        let verdict = before.map(|row| verdict(&row.cells, &line.cells, self.language));
        let at = match verdict {
            Some(Verdict::OneRow(_)) => next.saturating_sub(1),
            _ => next,
        };
        if line.extra {
            self.say(number, Kind::ExtraCell, at, String::new());
        }
        let tagged = names(&line.cells, |cell| cell.tagged);
        if !tagged.is_empty() {
            self.say(number, Kind::LeakedTags, at, tagged);
        }
        match verdict {
            Some(Verdict::OneRow(signs)) => return self.join(at, line, signs),
            _ if next == MAX_ROWS => return Err(TableError::TooManyRows),
            _ => {}
        }
        let Line { cells, after_break, .. } = line;
        let lines = vec![number];
        self.rows.push(Row { lines, cells, after_break, anonymisation_line: false });
        Ok(())
    }

    /// Looks again at the breaks that joined nothing, now that what follows each of them may have
    /// been completed from the page after it.
    fn judge(&mut self) {
        let pairs: Vec<(usize, &Row, &Row)> = (1..)
            .zip(&self.rows)
            .zip(self.rows.iter().skip(1))
            .map(|((n, a), b)| (n, a, b))
            .collect();
        let mut found = Vec::new();
        for (at, before, after) in pairs.into_iter().filter(|(.., after)| after.after_break) {
            let (kind, seen) = match verdict(&before.cells, &after.cells, self.language) {
                Verdict::TwoRows => (Kind::KeptApart, String::new()),
                Verdict::Unclear(why) => (Kind::UnclearBreak, why.to_owned()),
                Verdict::OneRow(_) => (Kind::UnclearBreak, String::new()),
            };
            let line = after.lines.first().copied().unwrap_or_default();
            found.push(Finding { line, kind, seen, place: Some((at, Place::Row)) });
        }
        self.findings.extend(found);
    }

    fn join(&mut self, at: usize, line: Line, signs: [Sign; 3]) -> Result<(), TableError> {
        let Some(row) = self.rows.last_mut() else { return Ok(()) };
        let cut = line.cells.iter().filter(|cell| !cell.is_empty()).count();
        let kind = if cut > 1 { Kind::BrokenRow } else { Kind::BrokenCell };
        let (first, last) = (row.lines.first().copied(), row.lines.last().copied());
        let (first, last) = (first.unwrap_or(line.number), last.unwrap_or(line.number));
        let seen =
            format!("lines {last} and {}: {}", line.number, names(&line.cells, |c| !c.is_empty()));
        let [purpose, ..] = &line.cells;
        let sentence = purpose::is_anonymisation(&purpose.text(), self.language);

        row.lines.push(line.number);
        row.anonymisation_line |= sentence;
        for ((cell, later), sign) in row.cells.iter_mut().zip(line.cells).zip(signs) {
            cell.join(later, sign == Sign::GoesOn);
        }
        if row.cells.iter().any(|cell| cell.text().len() > MAX_CELL) {
            return Err(TableError::CellTooLong(line.number));
        }
        self.say(first, kind, at, seen);
        if sentence {
            self.say(line.number, Kind::AnonymisationLine, at, String::new());
        }
        Ok(())
    }

    fn say(&mut self, line: usize, kind: Kind, row: usize, seen: String) {
        self.findings.push(Finding { line, kind, seen, place: Some((row, Place::Row)) });
    }
}

/// The names of the cells that `pick` says yes to.
fn names(cells: &[Cell; 3], pick: impl Fn(&Cell) -> bool) -> String {
    let names = ["purpose", "legal basis", "personal data"].into_iter().zip(cells);
    let picked: Vec<&str> = names.filter(|(_, cell)| pick(cell)).map(|(name, _)| name).collect();
    picked.join(", ")
}
