//! Two versions of the overview in one language.

use crate::notice::Control;
use crate::view::{ActivityView, BasisView, NoticeView};
use serde::Serialize;

/// What a later version of an overview says otherwise than an earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NoticeDifference {
    /// Of what stands above the activities.
    pub heading: Vec<Change>,
    pub added: Vec<NamedActivity>,
    pub removed: Vec<NamedActivity>,
    pub changed: Vec<ActivityChange>,
}

/// An activity, by its id and the controller's words for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedActivity {
    pub id: String,
    pub purpose: String,
}

/// An activity that both versions have, with its purpose in the later one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActivityChange {
    pub id: String,
    pub purpose: String,
    pub changes: Vec<Change>,
}

/// A text before and after; `None` where the version has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change<F = Field> {
    pub field: F,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Title,
    Controller,
    Contact,
    Purpose,
    Plain,
    LegalBasis,
    PersonalData,
    Anonymisation,
    /// How the legal-basis cell is read: articles, scopes, conditions and what a visitor can do.
    Bases,
    /// How the personal-data cell is read: categories, conditions, what holds for all of them.
    Data,
    /// Clauses that the activity refers to.
    Clauses,
}

impl NoticeDifference {
    /// Whether the versions say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { heading, added, removed, changed } = self;
        heading.is_empty() && added.is_empty() && removed.is_empty() && changed.is_empty()
    }
}

/// Compares two versions of one site's overview in one language. Activities are told by their ids;
/// where they stand says nothing.
#[must_use]
pub fn notices(before: &NoticeView, after: &NoticeView) -> NoticeDifference {
    let heading = |view: &NoticeView| {
        [
            (Field::Title, Some(view.title.clone())),
            (Field::Controller, Some(view.controller.clone())),
            (Field::Contact, view.contact.clone()),
        ]
    };
    let mut changed = Vec::new();
    for activity in &after.activities {
        let Some(earlier) = find(before, &activity.id) else { continue };
        let changes = changes(fields(earlier, before), fields(activity, after));
        if !changes.is_empty() {
            let NamedActivity { id, purpose } = named(activity);
            changed.push(ActivityChange { id, purpose, changes });
        }
    }
    NoticeDifference {
        heading: changes(heading(before), heading(after)),
        added: only_in(after, before),
        removed: only_in(before, after),
        changed,
    }
}

pub(super) fn changes<F: PartialEq, const N: usize>(
    before: [(F, Option<String>); N],
    after: [(F, Option<String>); N],
) -> Vec<Change<F>> {
    let pairs = before.into_iter().zip(after).filter(|(before, after)| before != after);
    pairs.map(|((field, before), (_, after))| Change { field, before, after }).collect()
}

fn only_in(view: &NoticeView, other: &NoticeView) -> Vec<NamedActivity> {
    let own = view.activities.iter().filter(|activity| find(other, &activity.id).is_none());
    own.map(named).collect()
}

fn find<'a>(view: &'a NoticeView, id: &str) -> Option<&'a ActivityView> {
    view.activities.iter().find(|activity| activity.id == id)
}

fn named(activity: &ActivityView) -> NamedActivity {
    NamedActivity { id: activity.id.clone(), purpose: activity.purpose.clone() }
}

fn fields(activity: &ActivityView, view: &NoticeView) -> [(Field, Option<String>); 8] {
    let clauses = activity.unresolved.iter().cloned();
    let read = activity.references.iter().map(|one| format!("{} <{}>", one.clause, one.url));
    [
        (Field::Purpose, Some(activity.purpose.clone())),
        (Field::Plain, activity.plain.clone()),
        (Field::LegalBasis, Some(activity.legal_basis.clone())),
        (Field::PersonalData, Some(activity.personal_data.clone())),
        (Field::Anonymisation, activity.anonymisation.clone()),
        (Field::Bases, lines(activity.bases.iter().map(|basis| worded(basis, view)))),
        (Field::Data, lines(data(activity, view))),
        (Field::Clauses, lines(clauses.chain(read))),
    ]
}

/// One line each; `None` of nothing.
pub(super) fn lines(all: impl IntoIterator<Item = String>) -> Option<String> {
    let all: Vec<String> = all.into_iter().collect();
    (!all.is_empty()).then(|| all.join("\n"))
}

fn worded(basis: &BasisView, view: &NoticeView) -> String {
    let words = &view.words;
    let detail = |name: &str, text: &String| format!("{name}: {text}.");
    let inferred = (!basis.stated).then(|| words.inferred.replace("{term}", &basis.term));
    let act = |control: &Option<Control>, [here, request]: [&String; 2]| {
        control.as_ref().map(|control| match control {
            Control::Category(_) => here.clone(),
            Control::Request => request.clone(),
        })
    };
    let withdraw = act(&basis.withdraw, [&words.withdraw_settings, &words.withdraw_request]);
    let object = act(&basis.object, [&words.object_settings, &words.object_request]);
    let parts = [
        Some(format!("{}.", view.legal.basis(basis.article))),
        inferred,
        basis.scope.as_ref().map(|text| detail(&words.scope, text)),
        basis.condition.as_ref().map(|text| detail(&words.condition, text)),
        withdraw,
        object,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn data(activity: &ActivityView, view: &NoticeView) -> Vec<String> {
    let all = activity.all_possible.then(|| view.words.all_data.clone());
    let categories = activity.categories.iter().map(|category| match &category.condition {
        Some(condition) => format!("{} ({condition})", category.name),
        None => category.name.clone(),
    });
    all.into_iter().chain(activity.qualifier.clone()).chain(categories).collect()
}
