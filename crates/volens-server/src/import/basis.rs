//! The legal-basis column, read by a small grammar:
//!
//! ```text
//! cell      = paragraph *( "\n" paragraph )
//! paragraph = clause *( ";" clause )
//! clause    = entry *( "and" entry ) [ "." ]
//! entry     = [ scope "–" ] [ scope [ "usually" ] "based on" ] term [ citation ] [ condition ]
//! condition = ", if" … / "(if" … ")"
//! ```

mod citation;
mod entry;
mod term;

use super::finding::{Kind, Note, Place, Severity};
use super::language::{Language, PointName};
use super::text::{excerpt, opens_with, slice, split};
use citation::Cited;
use volens_model::notice::LegalBasis;

pub(super) use term::names;

/// What a cell says, and what could not be read.
pub(super) struct Bases {
    pub(super) entries: Vec<LegalBasis>,
    pub(super) notes: Vec<Note>,
    /// Citations that do not name the point in the usual way.
    pub(super) unusual: usize,
}

/// The words of one entry.
struct Piece<'a> {
    /// What stands before the citation, or all of it where there is none.
    head: &'a str,
    cited: Option<Cited>,
    condition: Option<&'a str>,
}

/// Whether a cell can be read from beginning to end, so that it may be a whole one.
pub(super) fn reads_whole(cell: &str, language: &'static Language) -> bool {
    let open =
        |note: &Note| note.kind == Kind::Unread || note.kind.severity() == Severity::Undecided;
    !read(cell, language).notes.iter().any(open)
}

/// At least one entry, or a note that says why not.
pub(super) fn read(cell: &str, language: &'static Language) -> Bases {
    let cited = citation::all(cell, language);
    let mut notes = Vec::new();
    if cell.matches(language.citation.law).count() > cited.len() {
        notes.push(Note::new(Kind::UnknownCitation, Place::LegalBasis, excerpt(cell)));
    }
    let mut entries: Vec<LegalBasis> = Vec::new();
    for paragraph in cell.split('\n') {
        // An entry that says nothing of what it covers goes on with the one before it.
        let mut scope: Option<String> = None;
        for clause in split(paragraph, &[';']) {
            for piece in pieces(clause, language, entries.len(), &mut notes) {
                if let Some(entry) =
                    entry::read(&piece, scope.as_ref(), entries.len(), language, &mut notes)
                {
                    scope.clone_from(&entry.scope);
                    entries.push(entry);
                }
            }
        }
    }
    if entries.is_empty() && notes.is_empty() {
        notes.push(Note::new(Kind::NoBasis, Place::LegalBasis, excerpt(cell)));
    }
    let unusual = cited.iter().filter(|cited| cited.name == PointName::Unusual).count();
    Bases { entries, notes, unusual }
}

/// A clause, cut behind each citation. What follows the last one is its condition, or one more
/// basis in words.
fn pieces<'a>(
    clause: &'a str,
    language: &'static Language,
    before: usize,
    notes: &mut Vec<Note>,
) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut from = 0;
    for cited in citation::all(clause, language) {
        let head = slice(clause, from..cited.span.start);
        let mixed = entry::condition(head, language).is_some() || !joins(head, language);
        if !pieces.is_empty() && mixed {
            // Where one basis ends and the next begins, nothing says.
            notes.push(Note::new(Kind::SeveralBases, Place::LegalBasis, excerpt(tidy(clause))));
        }
        from = cited.span.end;
        pieces.push(Piece { head, cited: Some(cited), condition: None });
    }
    let rest = slice(clause, from..clause.len());
    let last = before + pieces.len().saturating_sub(1);
    match (pieces.last_mut(), entry::condition(rest, language)) {
        _ if tidy(rest).is_empty() => {}
        (Some(piece), Some(condition)) => piece.condition = Some(condition),
        (Some(_), None) if term::all(rest, language).is_empty() => {
            notes.push(Note::new(Kind::Unread, Place::Basis(last), excerpt(tidy(rest))));
        }
        (last, None) => {
            if last.is_some() && !joins(rest, language) {
                notes.push(Note::new(Kind::SeveralBases, Place::LegalBasis, excerpt(tidy(clause))));
            }
            pieces.push(Piece { head: rest, cited: None, condition: None });
        }
        (None, Some(_)) => pieces.push(Piece { head: rest, cited: None, condition: None }),
    }
    pieces
}

/// Whether a text says that it goes on from the basis before it: "un …", ", …", ". …".
fn joins(text: &str, language: &Language) -> bool {
    text.trim_start().starts_with([',', '.']) || opens_with(text, language.and)
}

fn tidy(text: &str) -> &str {
    text.trim_start_matches([',', '.', ' ']).trim_end_matches(['.', ' '])
}
