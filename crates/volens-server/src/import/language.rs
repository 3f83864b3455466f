//! What the importer must know of a language: a table of words. Another language is another
//! table; no other file here holds a word of any.

mod lv;

use volens_model::notice::Article;

pub(super) struct Language {
    /// BCP 47.
    pub(super) tag: &'static str,
    pub(super) citation: Citation,
    /// Names of legal bases, as stems. The longest that fits wins.
    pub(super) terms: &'static [Term],
    /// Words that open a condition: "if".
    pub(super) conditions: &'static [&'static str],
    /// Words that weaken a statement: "usually".
    pub(super) usually: &'static [&'static str],
    /// "based on", between what is processed and its basis; stems.
    pub(super) rests_on: &'static [&'static [&'static str]],
    pub(super) and: &'static [&'static str],
    /// Words that no sentence ends with: "and", "or", "with".
    pub(super) open_ended: &'static [&'static str],
    /// The sentences that say that anonymisation is used, without their full stop.
    pub(super) anonymisation: &'static [&'static str],
    /// What follows a clause's number: "4.2. punktā"; a stem.
    pub(super) clause: &'static str,
    pub(super) data: DataWords,
}

/// How the source cites a point of Article 6(1) GDPR, around its letter.
pub(super) struct Citation {
    /// The law's short name: elsewhere it is a citation we cannot read.
    pub(super) law: &'static str,
    pub(super) before: &'static str,
    /// The ends of a citation, and whether each names the point in the usual way.
    pub(super) after: &'static [(&'static str, PointName)],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PointName {
    Usual,
    Unusual,
}

pub(super) struct Term {
    pub(super) article: Article,
    /// The name itself; two names for one article in one table are a drift.
    pub(super) name: &'static str,
    pub(super) stems: &'static [&'static str],
}

/// Words of the personal-data column.
pub(super) struct DataWords {
    /// Categories' canonical keys and names, as stems.
    pub(super) categories: &'static [(&'static str, &'static [&'static str])],
    /// "Personal data" alone: no category.
    pub(super) generic: &'static [&'static [&'static str]],
    /// Stems of "anonymous", "anonymised", "non-personal".
    pub(super) anonymous: &'static [&'static str],
    /// "may be processed", longest first; stems.
    pub(super) processed: &'static [&'static [&'static str]],
    /// "to process", which says nothing of a condition.
    pub(super) process: &'static [&'static str],
    /// Words that open a condition: "depending on", "if".
    pub(super) conditions: &'static [&'static str],
    pub(super) example: &'static [&'static str],
    /// "but", "however".
    pub(super) contrast: &'static [&'static str],
    /// Words after a comma that does not end a category's name: "which".
    pub(super) relative: &'static [&'static str],
    /// "extent", as in "to the extent necessary": one word before it belongs to it.
    pub(super) extent: &'static [&'static str],
    /// "see", opening a cell that only points elsewhere.
    pub(super) see: &'static [&'static str],
}

const LANGUAGES: &[&Language] = &[&lv::LATVIAN];

/// The key of "all personal data".
pub(super) const ALL: &str = "all_personal_data";

impl Language {
    pub(super) fn of(tag: &str) -> Result<&'static Self, UnknownLanguage> {
        let known = LANGUAGES.iter().find(|language| language.tag == tag);
        known.copied().ok_or_else(|| UnknownLanguage(tag.to_owned()))
    }
}

/// A language without a table of words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no table of words for the language `{}`; known: {}", .0.escape_debug(), known())]
pub struct UnknownLanguage(String);

fn known() -> String {
    let tags: Vec<&str> = LANGUAGES.iter().map(|language| language.tag).collect();
    tags.join(", ")
}
