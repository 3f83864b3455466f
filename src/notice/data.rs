//! The personal-data cell: the categories, what is said of all of them, and the controller's text.

use super::activity::all_data;
use super::verbatim::{source, verbatim};
use volens_model::view::{ActivityView, DataCategoryView, ReferenceView};
use volens_model::words::OverviewWords;
use yew::prelude::*;

pub(super) fn cell(activity: &ActivityView, words: &OverviewWords) -> Html {
    let all = all_data(activity);
    let read = all || activity.qualifier.is_some() || !activity.categories.is_empty();
    html! {
        <>
            if all { <p class="all">{ &words.all_data }</p> }
            if let Some(qualifier) = &activity.qualifier {
                <p><span class="label">{ &words.condition }{ ":" }</span>{ " " }{ qualifier }</p>
            }
            if !activity.categories.is_empty() {
                <ul class="data">{ for activity.categories.iter().map(category) }</ul>
            }
            if read { { source("personal_data", &activity.personal_data, &words.source) } }
            else { { verbatim("personal_data", &activity.personal_data) } }
            { for activity.unresolved.iter().map(|clause| html! {
                <p class="unresolved">{ words.unresolved.replace("{clause}", clause) }</p>
            }) }
            { for activity.references.iter().map(|found| reference(found, &words.clause)) }
        </>
    }
}

fn reference(reference: &ReferenceView, words: &str) -> Html {
    html! {
        <p><a href={reference.url.clone()} rel="noopener">
            { words.replace("{clause}", &reference.clause) }
        </a></p>
    }
}

fn category(category: &DataCategoryView) -> Html {
    html! {
        <li data-key={category.key.clone()}>
            { &category.name }
            if let Some(condition) = &category.condition {
                { " " }<small>{ condition }</small>
            }
        </li>
    }
}
