//! The words of the pages that list and compare versions. Only the host renders them, so they are read
//! apart from [`Words`](super::Words), as those of the visitor's own page are.

use super::locale::LOCALES;
use serde::Deserialize;

/// The pages in one language, as `[versions]` in `locales/<lang>.toml` holds them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionsWords {
    pub title: String,
    pub lede: String,
    /// Beside the version that is published.
    pub now: String,
    /// Beside one that was rolled back to.
    pub again: String,
    /// `{date}`.
    pub published: String,
    /// Links to the difference from the version before.
    pub compare: String,
    /// Above a difference; `{from}` and `{to}`.
    pub changes: String,
    pub same: String,
    pub added: String,
    pub removed: String,
    pub changed: String,
    /// Above what does not belong to one activity.
    pub heading: String,
    pub before: String,
    pub after: String,
    /// In the place of a text that a version does not have.
    pub nothing: String,
    /// On a version that is not in force.
    pub earlier: String,
    pub current: String,
    pub older: String,
    pub all: String,
    /// On everything of a site that is only being looked at.
    pub draft: String,
    pub fields: FieldWords,
}

/// What a text is, where the overview's columns do not say it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldWords {
    pub title: String,
    pub controller: String,
    pub contact: String,
    pub plain: String,
    pub anonymisation: String,
    pub bases: String,
    pub data: String,
    pub clauses: String,
}

#[derive(Deserialize)]
struct Locale {
    versions: VersionsWords,
}

/// The pages' words in `language`; `None` where Volens does not speak it.
#[must_use]
pub fn versions(language: &str) -> Option<VersionsWords> {
    let (_, text) = LOCALES.iter().find(|(known, _)| *known == language)?;
    toml::from_str::<Locale>(text).ok().map(|locale| locale.versions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_has_every_word() {
        for (language, text) in LOCALES {
            if let Err(error) = toml::from_str::<Locale>(text) {
                panic!("locales/{language}.toml: {error}");
            }
        }
    }
}
