//! Clauses of other documents: "skatīt 4.2. punktā".

use super::language::Language;
use super::text::slice;
use volens_model::notice::{Cell, CrossReference};

/// The clauses a text points to, each once. A clause's number has two parts or more: "1. punkts" is
/// a point of an article.
pub(super) fn read(text: &str, cell: Cell, language: &Language) -> Vec<CrossReference> {
    let mut found: Vec<CrossReference> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = slice(rest, start..rest.len());
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number = slice(rest, 0..end).trim_end_matches('.');
        rest = slice(rest, end..rest.len());
        let parts: Vec<&str> = number.split('.').collect();
        let numbered = parts.len() > 1 && parts.iter().all(|part| !part.is_empty());
        let named = rest.trim_start().starts_with(language.clause);
        if numbered && named && found.iter().all(|reference| reference.clause != number) {
            found.push(CrossReference { clause: number.to_owned(), cell, url: None });
        }
    }
    found
}
