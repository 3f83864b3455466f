//! The legal-basis cell: each basis with its article, scope, condition and the rights it brings,
//! the controller's text, and what a person can do.

use super::law::{point, rights};
use super::request::{Act, act};
use super::verbatim::source;
use volens_model::notice::Control;
use volens_model::view::{ActivityView, BasisView, NoticeView};
use yew::prelude::*;

pub(super) fn cell(activity: &ActivityView, view: &NoticeView) -> Html {
    html! {
        <>
            <ul class="bases">{ for activity.bases.iter().map(|b| basis(b, view)) }</ul>
            { source("legal_basis", &activity.legal_basis, &view.words.source) }
            { for acts(activity).into_iter().map(|(what, control)| act(what, control, activity, view)) }
        </>
    }
}

fn basis(basis: &BasisView, view: &NoticeView) -> Html {
    let (words, legal, point) = (&view.words, &view.legal, point(basis.article));
    let rights = rights(basis.article, legal);
    html! {
        <li data-article={format!("6(1)({point})")}>
            <strong><a href={format!("#basis-{point}")}>{ legal.basis(basis.article) }</a></strong>{ " " }
            <span class="article">{ legal.point.replace("{point}", point) }</span>
            { for basis.scope.iter().map(|text| detail(&words.scope, text)) }
            { for basis.condition.iter().map(|text| detail(&words.condition, text)) }
            if !basis.stated {
                <p class="inferred">{ words.inferred.replace("{term}", &basis.term) }</p>
            }
            if !rights.is_empty() {
                { detail(&words.follows, &cited(&rights, &legal.article)) }
            }
        </li>
    }
}

fn cited(rights: &[(&str, &str)], article: &str) -> String {
    let cited = |(name, number): &(&str, &str)| {
        format!("{name} ({})", article.replace("{article}", number))
    };
    rights.iter().map(cited).collect::<Vec<_>>().join("; ")
}

fn detail(name: &str, text: &str) -> Html {
    html! { <p><span class="label">{ name }{ ":" }</span>{ " " }{ text }</p> }
}

/// What a person can do, each once: two consents are withdrawn by one request.
fn acts(activity: &ActivityView) -> Vec<(Act, &Control)> {
    let mut acts: Vec<(Act, &Control)> = Vec::new();
    for basis in &activity.bases {
        let withdraw = basis.withdraw.as_ref().map(|control| (Act::Withdraw, control));
        let object = basis.object.as_ref().map(|control| (Act::Object, control));
        for act in withdraw.into_iter().chain(object) {
            if !acts.contains(&act) {
                acts.push(act);
            }
        }
    }
    acts
}
