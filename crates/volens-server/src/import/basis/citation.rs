//! Citations of a point of Article 6(1) GDPR: "(VDAR 6. panta 1. punkta b) daļa)".

use crate::import::language::{Language, PointName};
use crate::import::text::slice;
use std::ops::Range;
use volens_model::notice::Article;

pub(super) struct Cited {
    pub(super) span: Range<usize>,
    pub(super) article: Article,
    pub(super) name: PointName,
}

/// Every citation in a text, in order.
pub(super) fn all(text: &str, language: &Language) -> Vec<Cited> {
    let citation = &language.citation;
    text.match_indices(citation.before)
        .filter_map(|(start, before)| {
            let letter_at = start + before.len();
            let letter = slice(text, letter_at..text.len()).chars().next()?;
            let rest = slice(text, letter_at + letter.len_utf8()..text.len());
            let (after, name) = citation.after.iter().find(|(after, _)| rest.starts_with(after))?;
            let end = letter_at + letter.len_utf8() + after.len();
            Some(Cited { span: start..end, article: point(letter)?, name: *name })
        })
        .collect()
}

fn point(letter: char) -> Option<Article> {
    Some(match letter {
        'a' => Article::Consent,
        'b' => Article::Contract,
        'c' => Article::LegalObligation,
        'd' => Article::VitalInterests,
        'e' => Article::PublicTask,
        'f' => Article::LegitimateInterests,
        _ => return None,
    })
}
