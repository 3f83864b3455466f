//! A service: who provides it, what for, who has access, and what it stores (L10, L19).

use super::List;
use crate::ui::switch::{Position, Switch};
use crate::ui::table::{row, table};
use volens_model::view::{ServiceView, TrackerView};
use volens_model::words::SettingsWords;
use yew::prelude::*;

pub(super) fn service(service: &ServiceView, necessary: bool, list: &List<'_>) -> Html {
    let words = list.words;
    let id = format!("volens-{}", service.id);
    let access = if service.third_party { &words.third_party } else { &words.own };
    html! {
        <section class="service" hidden={!list.has(&service.id)}>
            <h4>
                if necessary { { &service.name } }
                else { <label for={id.clone()}>{ &service.name }</label> }
                if service.example { { " " }<em class="example">{ &words.example }</em> }
            </h4>
            if !necessary { { control(service, id, list) } }
            <dl>
                { fact(&words.provider, &service.provider) }
                { fact(&words.purpose, &service.purpose) }
                { fact(&words.access, access) }
                { for service.reason.iter().map(|reason| fact(&words.reason, reason)) }
            </dl>
            { trackers(&service.trackers, words) }
        </section>
    }
}

fn control(service: &ServiceView, id: String, list: &List<'_>) -> Html {
    let on = list.granted.contains(&service.id);
    let mut next = list.granted.to_vec();
    next.retain(|id| *id != service.id);
    if !on {
        next.push(service.id.clone());
    }
    html! {
        <Switch {id} name={service.id.clone()} position={Position::from(on)}
            on_toggle={list.set.reform(move |()| next.clone())} />
    }
}

fn fact(name: &str, value: &str) -> Html {
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}

fn trackers(trackers: &[TrackerView], words: &SettingsWords) -> Html {
    if trackers.is_empty() {
        return html! { <p>{ &words.no_trackers }</p> };
    }
    let columns = [&*words.name, &*words.kind, &*words.purpose, &*words.duration];
    let rows = trackers.iter().map(|tracker| {
        let cells = vec![
            (&*words.kind, html! { &tracker.kind }),
            (&*words.purpose, html! { &tracker.purpose }),
            (&*words.duration, html! { &tracker.duration }),
        ];
        row(html! { &tracker.name }, cells)
    });
    table(&words.trackers, &columns, rows.collect())
}
