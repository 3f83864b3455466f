//! The processing overview: what is done with personal data, why it may be, and what a person can
//! do about it. Complete without script.

mod activity;
mod basis;
mod data;
mod find;
mod header;
mod law;
mod request;
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
            { footer(view) }
        </article>
    }
}

fn footer(view: &NoticeView) -> Html {
    let other = |form: &str, name: &'static str, media: &'static str| {
        let path = format!("/{}/notice.{form}?lang={}", view.site, view.language);
        html! { <a href={path} type={media} rel="alternate">{ name }</a> }
    };
    html! {
        <footer>
            <p>{ format!("{} {}", view.words.version, view.version) }</p>
            <p class="programs">
                { &view.words.programs }{ ": " }{ other("json", "JSON", "application/json") }{ " " }
                { other("jsonld", "JSON-LD", "application/ld+json") }
            </p>
        </footer>
    }
}
