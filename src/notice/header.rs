//! Title, first sentence, languages, and what a translation is worth.

use volens_model::view::{LanguageLink, NoticeView};
use yew::prelude::*;

pub(super) fn header(view: &NoticeView) -> Html {
    let words = &view.words;
    html! {
        <header>
            <h1>{ &view.title }</h1>
            <p class="lede">{ words.lede.replace("{controller}", &view.controller) }</p>
            if !view.languages.is_empty() {
                <nav aria-label={view.notice.languages.clone()}>
                    <ul>{ for view.languages.iter().map(|link| language(link, view)) }</ul>
                </nav>
            }
            if view.language != view.source_language { { translation(view) } }
            { for view.unresolved.iter().map(|clause| html! {
                <p class="unresolved">{ words.unresolved.replace("{clause}", clause) }</p>
            }) }
        </header>
    }
}

fn language(link: &LanguageLink, view: &NoticeView) -> Html {
    let current = (link.language == view.language).then_some("page");
    html! { <li>{ anchor(link, current) }</li> }
}

fn anchor(link: &LanguageLink, current: Option<&'static str>) -> Html {
    html! {
        <a href={link.path.clone()} lang={link.language.clone()} hreflang={link.language.clone()}
            aria-current={current}>{ &link.name }</a>
    }
}

/// Which text is official, with a link to it, and that this one is not.
fn translation(view: &NoticeView) -> Html {
    let words = &view.words;
    let source = view.languages.iter().find(|link| link.language == view.source_language);
    let (before, after) = words.official.split_once("{language}").unwrap_or((&words.official, ""));
    html! {
        <p class="translation">
            if let Some(link) = source { { before }{ anchor(link, None) }{ after }{ " " } }
            { &words.translation }
        </p>
    }
}
