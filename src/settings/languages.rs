//! The settings' other languages. Links, each with an address of its own; the gate's script follows
//! them in place.

use volens_model::view::{LanguageLink, View};
use yew::prelude::*;

pub(super) fn languages(view: &View, base: &str) -> Html {
    if view.languages.is_empty() {
        return Html::default();
    }
    let link = |LanguageLink { language, name, path }: &LanguageLink| {
        html! {
            <a href={format!("{base}{path}")} hreflang={language.clone()} lang={language.clone()}
                data-volens="language">{ name }</a>
        }
    };
    html! {
        <nav aria-label={view.words.notice.languages.clone()}>
            { for view.languages.iter().map(link) }
        </nav>
    }
}
