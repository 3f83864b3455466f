//! A category: its switch stands for all its services.

use super::List;
use super::service::service;
use crate::ui::switch::{Position, Switch};
use volens_model::view::CategoryView;
use yew::prelude::*;

pub(super) fn category(category: &CategoryView, list: &List<'_>) -> Html {
    let id = format!("volens-{}", category.id);
    let purpose = format!("{id}-purpose");
    let (title, control) = if category.necessary {
        let always_on = html! { <span class="state">{ &list.words.always_on }</span> };
        (html! { &category.title }, always_on)
    } else {
        let control = control(category, list, &id, &purpose);
        (html! { <label for={id}>{ &category.title }</label> }, control)
    };
    let summary = format!("{} ({})", list.words.services, category.services.len());
    let hidden = !category.services.iter().any(|service| list.has(&service.id));
    html! {
        <section class="category" {hidden}>
            <h3>{ title }</h3>
            <p id={purpose}>{ &category.purpose }</p>
            { control }
            <details open={list.found.is_some()}>
                <summary>{ summary }</summary>
                { for category.services.iter().map(|s| service(s, category.necessary, list)) }
            </details>
        </section>
    }
}

fn control(category: &CategoryView, list: &List<'_>, id: &str, purpose: &str) -> Html {
    let services = || category.services.iter().map(|service| &service.id);
    let position = match services().filter(|id| list.granted.contains(id)).count() {
        0 => Position::Off,
        on if on == category.services.len() => Position::On,
        _ => Position::Mixed,
    };
    let mut next = list.granted.to_vec();
    next.retain(|id| services().all(|service| service != id));
    if position != Position::On {
        next.extend(services().cloned());
    }
    html! {
        <>
            <Switch id={id.to_owned()} category={category.id.clone()} {position}
                described_by={purpose.to_owned()} on_toggle={list.set.reform(move |()| next.clone())} />
            // Shown by CSS beside a mixed switch; assistive technology says so of itself.
            <span class="partly" aria-hidden="true">{ &list.words.partly }</span>
        </>
    }
}
