//! What the visitor has chosen before, from this device alone, and what is otherwise since then.

use volens_model::view::{ComparedLink, View};
use yew::prelude::*;

/// A choice that this device remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// When, in words.
    pub at: String,
    /// Ids of services.
    pub granted: Vec<String>,
}

/// What the last choice was asked about otherwise than now; both empty where services are the same
/// and something about them is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Ids of services that it was not asked about.
    pub added: Vec<String>,
    /// Ids of services that are not asked about any more.
    pub removed: Vec<String>,
    /// The fingerprint of what it was asked.
    pub since: String,
}

/// Before everything else: whoever is asked again wants to know why. Which services there are, this
/// device knows; what is said of them otherwise, the ledger keeps, and a link leads there.
pub(super) fn changes(changes: &Changes, view: &View, base: &str) -> Html {
    let words = &view.words.settings;
    let lists = [(&words.added, &changes.added), (&words.removed, &changes.removed)];
    let mut said: Vec<String> = lists
        .into_iter()
        .filter(|(_, services)| !services.is_empty())
        .map(|(words, services)| words.replace("{services}", &names(services, view)))
        .collect();
    if said.is_empty() {
        said.push(words.altered.clone());
    }
    html! {
        <div class="note">
            { for said.into_iter().map(|said| html! { <p>{ said }</p> }) }
            { for view.compared.iter().map(|link| compared(link, &changes.since, base)) }
        </div>
    }
}

fn compared(ComparedLink { text, path }: &ComparedLink, since: &str, base: &str) -> Html {
    // What stands in a page's storage may be anything.
    let since: String = since.chars().filter(char::is_ascii_alphanumeric).collect();
    html! { <p><a href={format!("{base}{}", path.replace("{from}", &since))}>{ text }</a></p> }
}

/// The choices, newest first.
pub(super) fn history(past: &[Past], view: &View) -> Html {
    if past.is_empty() {
        return Html::default();
    }
    let words = &view.words.settings;
    let choice = |past: &Past| {
        let said = if past.granted.is_empty() {
            words.nothing_allowed.clone()
        } else {
            words.allowed.replace("{services}", &names(&past.granted, view))
        };
        html! { <li><time>{ &past.at }</time>{ " " }{ said }</li> }
    };
    html! {
        <details class="history">
            <summary>{ format!("{} ({})", words.history, past.len()) }</summary>
            <ol>{ for past.iter().map(choice) }</ol>
        </details>
    }
}

/// The services' names; the id of one that the site no longer knows.
fn names(services: &[String], view: &View) -> String {
    let known = || view.categories.iter().flat_map(|category| &category.services);
    let names = services.iter().map(|id| {
        let service = known().find(|service| service.id == *id);
        service.map_or(id, |service| &service.name).as_str()
    });
    names.collect::<Vec<_>>().join(", ")
}
