//! What the importer says about a source: what it mended, what a person should look at, and what
//! it could not decide. docs/import.md explains each kind.

mod kind;

pub use kind::Kind;

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Mended; nothing is open.
    Repaired,
    /// Rows and legal bases are certain; something else deserves a person's look.
    Warning,
    /// Which rows or legal bases there are is uncertain: a person decides, the exit code is 1.
    Undecided,
}

/// One defect of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Line of the source, from 1.
    pub line: usize,
    pub kind: Kind,
    /// What was seen there.
    pub seen: String,
    /// The row meant, counted from 0, and the part of it; `None` when the whole table is meant.
    pub(super) place: Option<(usize, Place)>,
}

/// A part of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Row,
    LegalBasis,
    PersonalData,
    Basis(usize),
}

/// A finding that does not yet know its row.
pub(super) struct Note {
    pub(super) kind: Kind,
    pub(super) place: Place,
    pub(super) seen: String,
}

impl Note {
    pub(super) fn new(kind: Kind, place: Place, seen: impl Into<String>) -> Self {
        Self { kind, place, seen: seen.into() }
    }

    pub(super) fn at(self, row: usize, line: usize) -> Finding {
        Finding { line, kind: self.kind, seen: self.seen, place: Some((row, self.place)) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.kind.severity() {
            Severity::Repaired => "repaired",
            Severity::Warning => "warning",
            Severity::Undecided => "UNDECIDED",
        };
        let (code, said, remedy) = (self.kind.code(), self.kind.said(), self.kind.remedy());
        write!(f, "line {}: {code} {severity}: {said}", self.line)?;
        if !self.seen.is_empty() {
            write!(f, " ({})", self.seen)?;
        }
        f.write_str(".")?;
        if !remedy.is_empty() {
            write!(f, " Remedy: {remedy}.")?;
        }
        Ok(())
    }
}
