//! Points of Article 6(1): their letters, what they are called, what they mean for a person and
//! which rights they bring.

use volens_model::notice::Article;
use volens_model::view::NoticeView;
use volens_model::words::LegalWords;
use yew::prelude::*;

const ALL: [Article; 6] = [
    Article::Consent,
    Article::Contract,
    Article::LegalObligation,
    Article::VitalInterests,
    Article::PublicTask,
    Article::LegitimateInterests,
];

/// The letter of the point.
pub(super) fn point(article: Article) -> &'static str {
    match article {
        Article::Consent => "a",
        Article::Contract => "b",
        Article::LegalObligation => "c",
        Article::VitalInterests => "d",
        Article::PublicTask => "e",
        Article::LegitimateInterests => "f",
    }
}

/// The rights that this basis brings beside those that every processing does, each with its
/// article: 7(3); 20(1)(a); 21(1).
pub(super) fn rights(article: Article, words: &LegalWords) -> Vec<(&str, &'static str)> {
    let rights = &words.rights;
    let portability = (&*rights.portability, "20");
    match article {
        Article::Consent => vec![(&*rights.withdraw, "7"), portability],
        Article::Contract => vec![portability],
        Article::PublicTask | Article::LegitimateInterests => vec![(&*rights.object, "21")],
        Article::LegalObligation | Article::VitalInterests => Vec::new(),
    }
}

/// The points that the overview names, in the Regulation's order.
pub(super) fn named(view: &NoticeView) -> impl Iterator<Item = Article> {
    let bases = view.activities.iter().flat_map(|activity| &activity.bases);
    let named: Vec<Article> = bases.map(|basis| basis.article).collect();
    ALL.into_iter().filter(move |article| named.contains(article))
}

/// What each of them means.
pub(super) fn explained(view: &NoticeView) -> Html {
    let means = |article: Article| {
        let words = &view.words.means;
        let means = match article {
            Article::Consent => &words.consent,
            Article::Contract => &words.contract,
            Article::LegalObligation => &words.legal_obligation,
            Article::VitalInterests => &words.vital_interests,
            Article::PublicTask => &words.public_task,
            Article::LegitimateInterests => &words.legitimate_interests,
        };
        let point = point(article);
        html! {
            <>
                <dt id={format!("basis-{point}")}>
                    { view.legal.basis(article) }{ " " }
                    <span class="article">{ view.legal.point.replace("{point}", point) }</span>
                </dt>
                <dd>{ means }</dd>
            </>
        }
    };
    html! {
        <section class="means">
            <h2>{ &view.words.bases }</h2>
            <dl>{ for named(view).map(means) }</dl>
        </section>
    }
}
