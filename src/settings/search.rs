//! A field that leaves only the services which contain a text, where there are many.

use volens_model::view::{CategoryView, ServiceView, View};
use volens_model::words::SettingsWords;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// From how many services on a list is too long to look through.
const MANY: usize = 10;

/// The field, and how many services it has left. The host only keeps its room: without Wasm nobody
/// would answer.
pub(super) fn field(
    view: &View,
    live: bool,
    found: Option<&[String]>,
    search: &Callback<String>,
) -> Html {
    let count: usize = view.categories.iter().map(|category| category.services.len()).sum();
    if count < MANY {
        return Html::default();
    }
    let words: &SettingsWords = &view.words.settings;
    let oninput = search.reform(|event: InputEvent| {
        event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default()
    });
    let said = found.map(|found| words.found.replace("{count}", &found.len().to_string()));
    html! {
        <div role="search" class={classes!("search", (!live).then_some("room"))}>
            <label for="volens-search">{ &words.search }</label>
            <input type="search" id="volens-search" autocomplete="off" {oninput} />
            <p role="status">{ said }</p>
        </div>
    }
}

/// The ids of the services that contain `text`; `None` where it is empty.
pub(super) fn find(view: &View, text: &str) -> Option<Vec<String>> {
    let text = fold(text.trim());
    if text.is_empty() {
        return None;
    }
    let found = view.categories.iter().flat_map(|category| {
        let services = category.services.iter();
        services.filter(|service| fold(&said(category, service)).contains(&text))
    });
    Some(found.map(|service| service.id.clone()).collect())
}

/// What is said of a service, and what its category is called.
fn said(category: &CategoryView, service: &ServiceView) -> String {
    let own = [&category.title, &service.name, &service.provider, &service.purpose];
    let trackers = service.trackers.iter().map(|tracker| &tracker.name);
    own.into_iter().chain(trackers).map(String::as_str).collect::<Vec<_>>().join("\n")
}

#[cfg(feature = "csr")]
use crate::browser::fold::fold;

/// The host renders the field; nobody types into it there.
#[cfg(not(feature = "csr"))]
fn fold(text: &str) -> String {
    text.to_owned()
}
