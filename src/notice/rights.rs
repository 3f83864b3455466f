//! The data subject's rights, each with its article. They follow from the law, not from the table.

use volens_model::view::NoticeView;
use yew::prelude::*;

pub(super) fn rights(view: &NoticeView) -> Html {
    let (words, rights) = (&view.words, &view.legal.rights);
    let listed = [
        (&rights.withdraw, "7"),
        (&rights.access, "15"),
        (&rights.rectification, "16"),
        (&rights.erasure, "17"),
        (&rights.restriction, "18"),
        (&rights.portability, "20"),
        (&rights.object, "21"),
        (&rights.complaint, "77"),
    ];
    let right = |(name, article): (&String, &str)| {
        let cited = view.legal.article.replace("{article}", article);
        html! { <li>{ name }{ " " }<span class="article">{ cited }</span></li> }
    };
    html! {
        <section class="rights">
            <h2>{ &words.rights }</h2>
            <p>{ &words.rights_lede }</p>
            <ul>{ for listed.into_iter().map(right) }</ul>
        </section>
    }
}
