//! The legal-basis cell: each basis with its article, scope and condition, what a person can do,
//! and the controller's text.

use super::verbatim::source;
use volens_model::notice::{Article, Control};
use volens_model::view::{ActivityView, BasisView};
use volens_model::words::{LegalWords, NoticeWords, Words};
use yew::prelude::*;

pub(super) fn cell(activity: &ActivityView, words: &Words) -> Html {
    let bases = activity.bases.iter();
    let mut told: Vec<&str> = Vec::new();
    for act in bases.clone().flat_map(|b| acts(b, &words.notice)) {
        if !told.contains(&act) {
            told.push(act);
        }
    }
    html! {
        <>
            <ul class="bases">{ for bases.map(|b| basis(b, words)) }</ul>
            { source("legal_basis", &activity.legal_basis, &words.notice.source) }
            { for told.into_iter().map(|act| html! { <p class="act">{ act }</p> }) }
        </>
    }
}

fn basis(basis: &BasisView, words: &Words) -> Html {
    let (point, term) = article(basis.article, &words.legal);
    let notice = &words.notice;
    html! {
        <li data-article={format!("6(1)({point})")}>
            <strong>{ term }</strong>{ " " }
            <span class="article">{ words.legal.point.replace("{point}", point) }</span>
            { for basis.scope.iter().map(|text| detail(&notice.scope, text)) }
            { for basis.condition.iter().map(|text| detail(&notice.condition, text)) }
            if !basis.stated {
                <p class="inferred">{ notice.inferred.replace("{term}", &basis.term) }</p>
            }
        </li>
    }
}

fn detail(name: &str, text: &str) -> Html {
    html! { <p><span class="label">{ name }{ ":" }</span>{ " " }{ text }</p> }
}

/// The point of Article 6(1), and what it is called.
fn article(article: Article, words: &LegalWords) -> (&'static str, &str) {
    match article {
        Article::Consent => ("a", &words.consent),
        Article::Contract => ("b", &words.contract),
        Article::LegalObligation => ("c", &words.legal_obligation),
        Article::VitalInterests => ("d", &words.vital_interests),
        Article::PublicTask => ("e", &words.public_task),
        Article::LegitimateInterests => ("f", &words.legitimate_interests),
    }
}

/// What follows from a basis for the person, and where to do it.
fn acts<'w>(basis: &BasisView, words: &'w NoticeWords) -> impl Iterator<Item = &'w str> {
    let withdraw = basis.withdraw.as_ref().map(|control| match control {
        Control::Category(_) => &*words.withdraw_settings,
        Control::Request => &*words.withdraw_request,
    });
    let object = basis.object.as_ref().map(|control| match control {
        Control::Category(_) => &*words.object_settings,
        Control::Request => &*words.object_request,
    });
    withdraw.into_iter().chain(object)
}
