//! Names of legal bases in running text: "piekrišana", "likumīgām interesēm".

use crate::import::language::{Language, Term};
use crate::import::text::{begins, slice, words};
use std::ops::Range;

/// A name, and where it stands.
pub(super) struct Named {
    pub(super) span: Range<usize>,
    pub(super) term: &'static Term,
}

/// Every name in a text, in order; where several fit, the longest.
pub(super) fn all(text: &str, language: &'static Language) -> Vec<Named> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let fits = language.terms.iter().filter(|term| begins(rest, term.stems));
        let longest = fits.max_by_key(|term| term.stems.len());
        let length = longest.map_or(1, |term| term.stems.len());
        let ends = (rest.first(), length.checked_sub(1).and_then(|last| rest.get(last)));
        if let (Some(term), (Some(first), Some(last))) = (longest, ends) {
            let span = first.span.start..last.span.end;
            // One name, not words from both sides of a bracket or a clause.
            if !slice(text, span.clone()).contains(['(', ')', ';', '\n']) {
                found.push(Named { span, term });
            }
        }
        at += length;
    }
    found
}

/// The names that a text uses.
pub(in crate::import) fn names(text: &str, language: &'static Language) -> Vec<&'static Term> {
    all(text, language).into_iter().map(|named| named.term).collect()
}
