//! The processing overview: what is done with personal data, why it may be, and what a person can
//! do about it. Complete without script.

mod activity;
mod basis;
mod data;
mod find;
mod foot;
mod header;
mod law;
mod request;
mod rights;
mod verbatim;

pub use foot::{Foot, Form, Link};

use crate::shared::Shared;
use crate::ui::table::table;
use volens_model::view::NoticeView;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct NoticeProps {
    pub view: Shared<NoticeView>,
    pub foot: Foot,
}

impl NoticeProps {
    /// The overview in force.
    pub fn new(view: Shared<NoticeView>) -> Self {
        let foot = Foot::of(&view);
        Self { view, foot }
    }
}

#[component]
pub fn Notice(NoticeProps { view, foot }: &NoticeProps) -> Html {
    let words = &view.words;
    let caption = format!("{} ({})", words.caption, view.activities.len());
    let columns = view.columns.each_ref().map(String::as_str);
    let activities = view.activities.iter().map(|a| activity::activity(a, view, columns));
    html! {
        <article class="volens-notice" lang={view.language.clone()}
            dir={view.direction.as_str()}>
            { header::header(view) }
            { find::form(view) }
            { table(&caption, &columns, activities.collect()) }
            { law::explained(view) }
            { rights::rights(view) }
            { foot::foot(view, foot) }
        </article>
    }
}
