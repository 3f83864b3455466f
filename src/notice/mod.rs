//! The processing overview: what is done with personal data, why it may be, and what a person can
//! do about it. Complete without script.

mod activity;
mod basis;
mod data;
mod header;
mod rights;
mod verbatim;

use crate::shared::Shared;
use crate::ui::table::table;
use volens_model::view::NoticeView;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct NoticeProps {
    pub view: Shared<NoticeView>,
}

#[component]
pub fn Notice(NoticeProps { view }: &NoticeProps) -> Html {
    let words = &view.words;
    let caption = format!("{} ({})", words.notice.caption, view.activities.len());
    let columns = view.columns.each_ref().map(String::as_str);
    let activities = view.activities.iter().map(|a| activity::activity(a, words, columns));
    html! {
        <article class="volens-notice" lang={view.language.clone()}
            dir={words.direction.as_str()}>
            { header::header(view) }
            { table(&caption, &columns, activities.collect()) }
            { rights::rights(words) }
            <footer><p>{ format!("{} {}", words.notice.version, view.version) }</p></footer>
        </article>
    }
}
