//! The overview in one language, as the view shows it.

use super::translation::{BasisTranslation, CategoryTranslation};
use super::{
    Activity, ActivityTranslation, CrossReference, DataCategory, LegalBasis, Notice, Translation,
};
use crate::site::Controller;
use crate::view::{
    ActivityView, BasisView, DataCategoryView, LanguageLink, NoticeView, ReferenceView,
};
use crate::words::Words;

/// Dresses a notice in one language: the source's own, or that of `translation`. Texts that a
/// translation lacks stay in the source's language; [`Translation::mismatches`] names them
/// beforehand, so that a checked site has none.
#[must_use]
pub fn notice_view(
    notice: &Notice,
    translation: Option<&Translation>,
    site: &str,
    controller: &Controller,
    words: &Words,
    version: &str,
    languages: Vec<LanguageLink>,
) -> NoticeView {
    let columns = translation.map_or(&notice.columns, |ours| &ours.columns).clone();
    let activities = notice.activities.iter();
    NoticeView {
        site: site.to_owned(),
        language: translation.map_or(&notice.language, |ours| &ours.language).clone(),
        source_language: notice.language.clone(),
        version: version.to_owned(),
        direction: words.direction,
        controller: controller.name.clone(),
        contact: controller.contact.clone(),
        title: translation.map_or(&notice.title, |ours| &ours.title).clone(),
        columns: [columns.purpose, columns.legal_basis, columns.personal_data],
        unresolved: unresolved(&notice.cross_references),
        activities: activities
            .map(|source| activity(source, translation.and_then(|t| t.activities.get(&source.id))))
            .collect(),
        languages,
        notice: words.notice.clone(),
        words: words.overview.clone(),
        legal: words.legal.clone(),
    }
}

fn activity(source: &Activity, ours: Option<&ActivityTranslation>) -> ActivityView {
    let bases = source.bases.iter().enumerate();
    let categories = source.data.categories.iter().enumerate();
    ActivityView {
        id: source.id.clone(),
        purpose: ours.map_or(&source.purpose, |o| &o.purpose).clone(),
        plain: optional(source.plain.as_ref(), ours.map(|o| o.plain.as_ref())),
        anonymisation: optional(
            source.anonymisation.as_ref(),
            ours.map(|o| o.anonymisation.as_ref()),
        ),
        legal_basis: ours.map_or(&source.legal_basis, |o| &o.legal_basis).clone(),
        personal_data: ours.map_or(&source.personal_data, |o| &o.personal_data).clone(),
        bases: bases.map(|(n, source)| basis(source, ours.and_then(|o| o.bases.get(n)))).collect(),
        mode: source.data.mode,
        all_possible: source.data.all_possible,
        qualifier: optional(
            source.data.qualifier.as_ref(),
            ours.map(|o| o.data.qualifier.as_ref()),
        ),
        categories: categories
            .map(|(n, source)| category(source, ours.and_then(|o| o.data.categories.get(n))))
            .collect(),
        unresolved: unresolved(&source.cross_references),
        references: source.cross_references.iter().filter_map(reference).collect(),
    }
}

fn basis(source: &LegalBasis, ours: Option<&BasisTranslation>) -> BasisView {
    BasisView {
        article: source.article,
        stated: source.stated,
        term: ours.map_or(&source.term, |o| &o.term).clone(),
        scope: optional(source.scope.as_ref(), ours.map(|o| o.scope.as_ref())),
        condition: optional(source.condition.as_ref(), ours.map(|o| o.condition.as_ref())),
        withdraw: source.withdraw.clone(),
        object: source.object.clone(),
    }
}

fn category(source: &DataCategory, ours: Option<&CategoryTranslation>) -> DataCategoryView {
    DataCategoryView {
        key: source.key.clone(),
        name: ours.map_or(&source.name, |o| &o.name).clone(),
        condition: optional(source.condition.as_ref(), ours.map(|o| o.condition.as_ref())),
    }
}

/// The translated text where there is one to translate; never one that the source does not have.
fn optional(source: Option<&String>, ours: Option<Option<&String>>) -> Option<String> {
    source.map(|source| ours.flatten().unwrap_or(source).clone())
}

fn reference(reference: &CrossReference) -> Option<ReferenceView> {
    let url = reference.url.clone()?;
    Some(ReferenceView { clause: reference.clause.clone(), url })
}

/// Each clause whose text nobody has pointed us to, once.
fn unresolved(references: &[CrossReference]) -> Vec<String> {
    let mut clauses: Vec<String> = Vec::new();
    for reference in references.iter().filter(|reference| reference.url.is_none()) {
        if !clauses.contains(&reference.clause) {
            clauses.push(reference.clause.clone());
        }
    }
    clauses
}
