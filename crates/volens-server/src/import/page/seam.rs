//! Whether the two sides of a page break are one row. docs/import.md gives the rule in words.

use super::super::cell::Cell;
use super::super::language::Language;
use super::super::text::{bracket_open, words};
use super::super::{basis, purpose};

/// What one cell says about the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// The text after the break goes on with the text before it.
    GoesOn,
    /// Both sides are complete.
    Complete,
    Silent,
}

pub(super) enum Verdict {
    OneRow([Sign; 3]),
    TwoRows,
    Unclear(&'static str),
}

pub(super) fn verdict(
    before: &[Cell; 3],
    after: &[Cell; 3],
    language: &'static Language,
) -> Verdict {
    let signs = signs(before, after, language);
    let [purpose, ..] = after;
    let goes_on = signs.contains(&Sign::GoesOn);
    let complete = signs.contains(&Sign::Complete);
    let filled = |cells: &[Cell; 3]| cells.iter().all(|cell| !cell.is_empty());
    match (goes_on, complete) {
        // A row begins with its purpose.
        _ if purpose.is_empty() => Verdict::OneRow(signs),
        (true, false) => Verdict::OneRow(signs),
        (false, true) if filled(before) && filled(after) => Verdict::TwoRows,
        (true, true) => Verdict::Unclear(
            "a text goes on after the break, but the legal bases on both sides are complete",
        ),
        (false, _) => {
            Verdict::Unclear("no text goes on after the break, but what follows is no whole row")
        }
    }
}

fn signs(before: &[Cell; 3], after: &[Cell; 3], language: &'static Language) -> [Sign; 3] {
    let [purpose_before, basis_before, data_before] = before;
    let [purpose_after, basis_after, data_after] = after;
    let purpose = if purpose::is_anonymisation(&purpose_after.text(), language) {
        Sign::GoesOn
    } else {
        running_on(purpose_before, purpose_after, language)
    };
    let whole = |cell: &Cell| basis::reads_whole(&cell.text(), language);
    let basis = match running_on(basis_before, basis_after, language) {
        Sign::Silent if whole(basis_before) && whole(basis_after) => Sign::Complete,
        sign => sign,
    };
    [purpose, basis, running_on(data_before, data_after, language)]
}

/// Whether the text after a break visibly goes on with the text before it.
fn running_on(before: &Cell, after: &Cell, language: &Language) -> Sign {
    let (Some(last), Some(first)) = (before.paragraphs.last(), after.paragraphs.first()) else {
        return Sign::Silent;
    };
    let goes_on = before.left_open
        || after.began_elsewhere
        || unfinished(last, language)
        || mid_sentence(first);
    if goes_on { Sign::GoesOn } else { Sign::Silent }
}

/// A text that no cell ends with: an open bracket, a comma, a dash, "and".
fn unfinished(text: &str, language: &Language) -> bool {
    let open_ended = || {
        let words = words(text);
        let last = words.last().filter(|last| last.span.end == text.len());
        last.is_some_and(|last| last.is_one_of(language.open_ended))
    };
    bracket_open(text) || text.ends_with([',', ';', ':', '–', '—', '-', '/', '…']) || open_ended()
}

/// A text that no cell begins with: a small letter, or punctuation.
fn mid_sentence(text: &str) -> bool {
    text.starts_with(|c: char| c.is_lowercase() || ".,;:()–—-/…!?%".contains(c))
}
