//! The kinds of defects, each with its id, its weight, what is said of it and what helps.

use super::Severity;

/// What is wrong. docs/import.md explains the ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    HeadingInCell,
    BrokenRow,
    BrokenCell,
    AnonymisationGlued,
    AnonymisationLine,
    AnonymisationParagraph,
    LeakedTags,
    UnusualPoint,
    OnlyReference,
    InferredArticle,
    Garbled,
    StraySpace,
    TermDrift,
    CategoryDrift,
    CookiesWithoutConsent,
    AllData,
    UnresolvedReference,
    UnknownCategory,
    NoCategory,
    Unread,
    Markup,
    NoTitle,
    KeptApart,
    UnclearBreak,
    MissingCell,
    ExtraCell,
    NoBasis,
    SeveralBases,
    Conflict,
    UnknownCitation,
}

impl Kind {
    /// The defect's id in docs/import.md.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.entry().0
    }

    #[must_use]
    pub fn severity(self) -> Severity {
        self.entry().1
    }

    /// What is wrong, and what was done about it.
    pub(in crate::import) fn said(self) -> &'static str {
        self.entry().2
    }

    /// What a person can do; empty when nothing is left to do.
    pub(in crate::import) fn remedy(self) -> &'static str {
        self.entry().3
    }

    fn entry(self) -> (&'static str, Severity, &'static str, &'static str) {
        use Severity::{Repaired, Undecided, Warning};
        match self {
            Self::HeadingInCell => (
                "D1",
                Warning,
                "the cell repeats the column's heading: the categories of data are missing; kept as a reference",
                "ask the controller which data are used",
            ),
            Self::BrokenRow => {
                ("D2", Repaired, "a page break cut the row in several cells; joined", "")
            }
            Self::BrokenCell => {
                ("D3", Repaired, "a page break cut the row in one cell; joined", "")
            }
            Self::AnonymisationGlued => (
                "D4",
                Repaired,
                "the anonymisation sentence is glued to the purpose; put into `anonymisation`",
                "",
            ),
            Self::AnonymisationLine => (
                "D5",
                Repaired,
                "the anonymisation sentence opens a line and looks like a row; it ends the row above",
                "",
            ),
            Self::AnonymisationParagraph => (
                "D5b",
                Repaired,
                "the anonymisation sentence is a paragraph of the purpose; put into `anonymisation`",
                "",
            ),
            Self::LeakedTags => {
                ("D6", Repaired, "paragraph tags leaked into the text; taken out", "")
            }
            Self::UnusualPoint => (
                "D7",
                Warning,
                "points of Article 6(1) are not cited in the usual way; kept verbatim",
                "cite from `article`",
            ),
            Self::OnlyReference => (
                "D8",
                Warning,
                "purpose and data only point to a clause that is not here",
                "ask the controller for the clause's text before publishing",
            ),
            Self::InferredArticle => (
                "D9",
                Warning,
                "the source names no article for this basis; inferred from its words, `stated = false`",
                "ask the controller to confirm it",
            ),
            Self::Garbled => (
                "D10",
                Warning,
                "the basis stands in the middle of other words; these are kept as its condition, with … in its place",
                "ask the controller what is meant",
            ),
            Self::StraySpace => (
                "D11",
                Warning,
                "a space stands before punctuation; kept verbatim",
                "typographic only",
            ),
            Self::TermDrift => (
                "D12",
                Warning,
                "one legal basis has several names; kept verbatim, `article` is the same",
                "ask the controller to choose one",
            ),
            Self::CategoryDrift => (
                "D13",
                Warning,
                "one category of data has several names; kept verbatim, `key` is the same",
                "ask the controller to choose one",
            ),
            Self::CookiesWithoutConsent => (
                "L18",
                Warning,
                "cookie data rest on no consent; storing on a device needs it (ePrivacy Directive, Article 5(3))",
                "ask the controller to name consent; Volens asks for it all the same",
            ),
            Self::AllData => (
                "all-data",
                Warning,
                "“all personal data” is hardly specific enough (GDPR Articles 5(1)(c) and 12(1))",
                "ask the controller for categories",
            ),
            Self::UnresolvedReference => (
                "reference",
                Warning,
                "a clause is pointed to whose text is not here",
                "add its address as `url`",
            ),
            Self::UnknownCategory => (
                "category",
                Warning,
                "a category of data that the table of words does not know; its key is made from its name",
                "use the key of the same category elsewhere, if there is one",
            ),
            Self::NoCategory => (
                "no-category",
                Warning,
                "no category of data could be read",
                "add `category` by hand",
            ),
            Self::Unread => (
                "unread",
                Warning,
                "these words are kept in the cell only",
                "add them by hand where they belong",
            ),
            Self::Markup => {
                ("markup", Warning, "this looks like markup; kept as text", "mend the source")
            }
            Self::NoTitle => (
                "no-title",
                Warning,
                "nothing stands above the headings; the title is empty",
                "write it by hand",
            ),
            Self::KeptApart => (
                "page-break",
                Repaired,
                "both sides of the page break are whole rows; kept apart",
                "",
            ),
            Self::UnclearBreak => (
                "page-break",
                Undecided,
                "one row cut by a page break, or two rows? kept apart",
                "if it is one row, bring both lines together, cell by cell; if it is two, delete the empty line; then import again",
            ),
            Self::MissingCell => (
                "missing-cell",
                Undecided,
                "a row has three cells, but one is empty here",
                "bring the parts of the row together in the source, or ask the controller for the text",
            ),
            Self::ExtraCell => (
                "extra-cell",
                Undecided,
                "more than three cells; what follows the third was added to it",
                "take the tabs out of the source's texts",
            ),
            Self::NoBasis => (
                "no-basis",
                Undecided,
                "no legal basis could be read here",
                "add `[[activity.basis]]` by hand",
            ),
            Self::SeveralBases => (
                "several-bases",
                Undecided,
                "several legal bases are mixed here and could not be told apart",
                "complete `[[activity.basis]]` by hand",
            ),
            Self::Conflict => (
                "conflict",
                Undecided,
                "the words name another legal basis than the citation; the citation was followed",
                "ask the controller which one is meant",
            ),
            Self::UnknownCitation => (
                "citation",
                Undecided,
                "the law is cited in a way that could not be read",
                "complete `[[activity.basis]]` by hand",
            ),
        }
    }
}
