//! From the text of a table to a notice and what was found on the way. Pure.

use super::finding::{Finding, Kind, Note, Place, Severity};
use super::language::{Language, UnknownLanguage};
use super::page::{self, Row};
use super::table::{Table, TableError};
use super::text::{excerpt, slice};
use super::{basis, data, purpose, reference, whole};
use volens_model::notice::{Activity, Article, Cell, Columns, CrossReference, DataMode, Notice};

/// What was read.
#[derive(Clone, Debug)]
pub struct Reading {
    pub notice: Notice,
    /// In the order of the source's lines.
    pub findings: Vec<Finding>,
    /// The source lines of each activity.
    pub lines: Vec<Vec<usize>>,
}

impl Reading {
    /// Whether it is certain which rows and which legal bases there are.
    #[must_use]
    pub fn decided(&self) -> bool {
        self.findings.iter().all(|finding| finding.kind.severity() != Severity::Undecided)
    }
}

/// Why a text could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error(transparent)]
    Language(#[from] UnknownLanguage),
    #[error(transparent)]
    Table(#[from] TableError),
}

/// Reads a table: a title, a line of three headings, and rows of purpose, legal basis and personal
/// data, separated by tabs.
pub fn read(text: &str, language: &str) -> Result<Reading, ReadError> {
    let language = Language::of(language)?;
    let table = Table::parse(text)?;
    let (rows, mut findings) = page::rows(table.lines, language)?;
    let [purpose, legal_basis, personal_data] = table.heading;
    let headings = Columns { purpose, legal_basis, personal_data };

    let Columns { purpose, legal_basis, personal_data } = &headings;
    let cross_references = references([purpose, legal_basis, personal_data], language);
    if table.title.is_empty() {
        let (line, seen) = (table.heading_line, String::new());
        findings.push(Finding { line, kind: Kind::NoTitle, seen, place: None });
    }
    let mut activities = Vec::new();
    let mut lines = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        let (activity, notes) = activity(n, row, &headings, language);
        let line = row.lines.first().copied().unwrap_or_default();
        findings.extend(notes.into_iter().map(|note| note.at(n, line)));
        activities.push(activity);
        lines.push(row.lines.clone());
    }
    let notice = Notice {
        language: language.tag.to_owned(),
        title: table.title,
        columns: headings,
        cross_references,
        activities,
    };
    let firsts: Vec<usize> = lines.iter().filter_map(|lines| lines.first().copied()).collect();
    findings.extend(whole::findings(&notice, &firsts, table.heading_line, language));
    findings.sort_by_key(|finding| finding.line);
    Ok(Reading { notice, findings, lines })
}

fn activity(
    n: usize,
    row: &Row,
    headings: &Columns,
    language: &'static Language,
) -> (Activity, Vec<Note>) {
    let texts = row.cells.each_ref().map(super::cell::Cell::text);
    let mut notes = cells(&texts);
    let [purpose, legal_basis, personal_data] = texts;
    let cross_references = references([&purpose, &legal_basis, &personal_data], language);

    let purpose = purpose::read(&purpose, language);
    if let Some(kind) = purpose.found.filter(|_| !row.anonymisation_line) {
        notes.push(Note::new(kind, Place::Row, ""));
    }
    let mut bases = Vec::new();
    if !legal_basis.is_empty() {
        let read = basis::read(&legal_basis, language);
        notes.extend(read.notes);
        bases = read.entries;
    }
    let points_elsewhere = cross_references.iter().any(|r| r.cell == Cell::PersonalData);
    let (data, said) =
        data::read(&personal_data, &headings.personal_data, points_elsewhere, language);
    if !personal_data.is_empty() {
        notes.extend(said);
    }
    let activity = Activity {
        id: format!("p{:02}", n + 1),
        purpose: purpose.text,
        plain: None,
        anonymisation: purpose.anonymisation,
        legal_basis,
        personal_data,
        bases,
        data,
        cross_references,
    };
    notes.extend(content(&activity, headings));
    (activity, notes)
}

/// What is wrong with the cells as such.
fn cells(texts: &[String; 3]) -> Vec<Note> {
    let mut notes = Vec::new();
    for (name, text) in ["purpose", "legal basis", "personal data"].into_iter().zip(texts) {
        if text.is_empty() {
            notes.push(Note::new(Kind::MissingCell, Place::Row, name));
        }
        if let Some(tag) = super::cell::markup(text) {
            notes.push(Note::new(Kind::Markup, Place::Row, excerpt(tag)));
        }
        if let Some(at) = [" ;", " ,", " ."].into_iter().find_map(|stray| text.find(stray)) {
            let around = slice(text, 0..at).char_indices().rev().nth(10).map_or(0, |(at, _)| at);
            let seen = format!("{name}, before {}", excerpt(slice(text, around..text.len())));
            notes.push(Note::new(Kind::StraySpace, Place::Row, seen));
        }
    }
    notes
}

/// What a controller's text should not say, or not leave open.
fn content(activity: &Activity, headings: &Columns) -> Vec<Note> {
    let mut notes = Vec::new();
    let data = &activity.data;
    let consent = activity.bases.iter().any(|basis| basis.article == Article::Consent);
    if data.categories.iter().any(|category| category.key == "cookies") && !consent {
        notes.push(Note::new(Kind::CookiesWithoutConsent, Place::LegalBasis, ""));
    }
    let references = &activity.cross_references;
    let points = |cell: Cell| references.iter().filter(move |r| r.cell == cell);
    let same = |r: &CrossReference| points(Cell::Purpose).any(|other| other.clause == r.clause);
    let only = data.mode == DataMode::Reference && activity.personal_data != headings.personal_data;
    if only && points(Cell::PersonalData).any(same) {
        notes.push(Note::new(Kind::OnlyReference, Place::PersonalData, clauses(references)));
    }
    notes
}

fn references(texts: [&String; 3], language: &Language) -> Vec<CrossReference> {
    let cells = [Cell::Purpose, Cell::LegalBasis, Cell::PersonalData];
    let pairs = texts.into_iter().zip(cells);
    pairs.flat_map(|(text, cell)| reference::read(text, cell, language)).collect()
}

fn clauses(references: &[CrossReference]) -> String {
    let mut clauses: Vec<&str> = references.iter().map(|r| r.clause.as_str()).collect();
    clauses.dedup();
    clauses.join(", ")
}
