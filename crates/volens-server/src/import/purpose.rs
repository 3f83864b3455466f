//! The purpose column: the sentence on anonymisation is no purpose and stands for itself.

use super::finding::Kind;
use super::language::Language;

/// A purpose, and the anonymisation sentence that stood at its end.
pub(super) struct Purpose {
    pub(super) text: String,
    pub(super) anonymisation: Option<String>,
    pub(super) found: Option<Kind>,
}

/// Whether the text is the anonymisation sentence, or begins with it.
pub(super) fn is_anonymisation(text: &str, language: &Language) -> bool {
    language.anonymisation.iter().any(|sentence| text.starts_with(sentence))
}

/// Takes the sentence from the end of a purpose, verbatim.
pub(super) fn read(text: &str, language: &Language) -> Purpose {
    let whole = text.trim_end().trim_end_matches('.');
    let lifted = language.anonymisation.iter().find_map(|sentence| {
        let purpose = whole.strip_suffix(sentence)?;
        let glue = purpose.chars().next_back()?;
        (glue.is_whitespace() && !purpose.trim().is_empty()).then_some((purpose, glue))
    });
    match lifted {
        Some((purpose, glue)) => Purpose {
            text: purpose.trim_end().to_owned(),
            anonymisation: text.strip_prefix(purpose).map(str::to_owned),
            found: Some(match glue {
                '\n' => Kind::AnonymisationParagraph,
                _ => Kind::AnonymisationGlued,
            }),
        },
        None => Purpose { text: text.to_owned(), anonymisation: None, found: None },
    }
}
