//! One row: an activity, its legal bases, its data.

use super::{basis, data, verbatim::verbatim};
use crate::ui::table::row;
use volens_model::view::ActivityView;
use volens_model::words::Words;
use yew::prelude::*;

pub(super) fn activity(activity: &ActivityView, words: &Words, columns: [&str; 3]) -> Html {
    let [_, legal_basis, personal_data] = columns;
    let purpose = html! {
        <>
            { verbatim("purpose", &activity.purpose) }
            { for activity.anonymisation.iter().map(|text| verbatim("anonymisation", text)) }
        </>
    };
    let cells = vec![
        (legal_basis, basis::cell(activity, words)),
        (personal_data, data::cell(activity, &words.notice)),
    ];
    row(Some(activity.id.clone()), purpose, cells)
}
