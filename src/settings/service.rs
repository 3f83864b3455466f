//! A service: who provides it, what for, who has access, and what it stores (L10, L19).

use crate::ui::switch::{Position, Switch};
use crate::ui::table::{row, table};
use volens_model::view::{ServiceView, TrackerView};
use volens_model::words::SettingsWords;
use yew::prelude::*;

pub(super) fn service(
    service: &ServiceView,
    words: &SettingsWords,
    necessary: bool,
    granted: &[String],
    set: &Callback<Vec<String>>,
) -> Html {
    let id = format!("volens-{}", service.id);
    let access = if service.third_party { &words.third_party } else { &words.own };
    html! {
        <section class="service">
            <h4>
                if necessary { { &service.name } }
                else { <label for={id.clone()}>{ &service.name }</label> }
                if service.example { { " " }<em class="example">{ &words.example }</em> }
            </h4>
            if !necessary { { control(service, id, granted, set) } }
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

fn control(
    service: &ServiceView,
    id: String,
    granted: &[String],
    set: &Callback<Vec<String>>,
) -> Html {
    let on = granted.contains(&service.id);
    let mut next = granted.to_vec();
    next.retain(|id| *id != service.id);
    if !on {
        next.push(service.id.clone());
    }
    html! {
        <Switch {id} name={service.id.clone()} position={Position::from(on)}
            on_toggle={set.reform(move |()| next.clone())} />
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
        row(None, html! { &tracker.name }, cells)
    });
    table(&words.trackers, &columns, rows.collect())
}
