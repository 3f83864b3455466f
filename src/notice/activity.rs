//! One row: an activity, its legal bases, its data.

use super::law::point;
use super::verbatim::verbatim;
use super::{basis, data};
use crate::ui::table::cell;
use volens_model::notice::DataMode;
use volens_model::view::{ActivityView, NoticeView};
use yew::prelude::*;

/// `data-…` is what the filters go by.
pub(super) fn activity(activity: &ActivityView, view: &NoticeView, columns: [&str; 3]) -> Html {
    let words = &view.words;
    let [_, legal_basis, personal_data] = columns;
    let points = join(activity.bases.iter().map(|basis| point(basis.article)));
    let keys = join(activity.categories.iter().map(|category| &*category.key));
    html! {
        <tr role="row" id={activity.id.clone()} data-basis={points} data-data={keys}
            data-can={join(can(activity).into_iter())}>
            <th scope="row" role="rowheader">
                { verbatim("purpose", &activity.purpose) }
                { for activity.plain.iter().map(|text| html! {
                    <p class="plain"><span class="label">{ &words.plain }</span>{ " " }{ text }</p>
                }) }
                { for activity.anonymisation.iter().map(|text| verbatim("anonymisation", text)) }
            </th>
            { cell(legal_basis, basis::cell(activity, view)) }
            { cell(personal_data, data::cell(activity, words)) }
        </tr>
    }
}

/// The questions of a visitor that this activity answers with yes.
pub(super) fn can(activity: &ActivityView) -> Vec<&'static str> {
    let bases = &activity.bases;
    let answers = [
        ("object", bases.iter().any(|basis| basis.object.is_some())),
        ("withdraw", bases.iter().any(|basis| basis.withdraw.is_some())),
        ("all", all_data(activity)),
    ];
    answers.into_iter().filter(|(_, yes)| *yes).map(|(name, _)| name).collect()
}

pub(super) fn all_data(activity: &ActivityView) -> bool {
    activity.all_possible || activity.mode == DataMode::All
}

/// Each once, in the order in which they come.
fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut once: Vec<&str> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once.join(" ")
}
