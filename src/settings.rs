//! The settings: every category, service and tracker, with the choice that holds now (L08–L11).

mod category;
mod contacts;
mod history;
mod languages;
mod search;
mod service;

pub use history::{Changes, Past};

use crate::choice::{Choice, Press, press};
use crate::shared::Shared;
use crate::ui::button::{Rank, button};
use volens_model::view::View;
use volens_model::words::SettingsWords;
use yew::prelude::*;

/// The heading's id: the dialog around the settings is named by it.
pub const TITLE_ID: &str = "volens-settings-title";

/// What holds on this device, and what it remembers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Current {
    pub granted: Vec<String>,
    /// The contact purposes that the visitor has consented to.
    pub contacts: Vec<String>,
    /// When the visitor decided, in words; `None` before any decision.
    pub decided: Option<String>,
    /// Whether the browser sends Global Privacy Control.
    pub gpc: bool,
    /// Newest first.
    pub past: Vec<Past>,
    /// `None` where the visitor was asked the same as now, or nothing is known of it.
    pub changes: Option<Changes>,
}

#[derive(Debug, PartialEq, Properties)]
pub struct SettingsProps {
    pub view: Shared<View>,
    /// The consent origin, put before links' paths; empty for the page's own.
    pub base: AttrValue,
    pub current: Current,
    /// Whether a browser runs this.
    pub live: bool,
    pub on_press: Callback<Press>,
}

impl SettingsProps {
    /// The settings before any decision.
    #[must_use]
    pub fn new(view: Shared<View>) -> Self {
        Self {
            view,
            base: AttrValue::default(),
            current: Current::default(),
            live: false,
            on_press: Callback::noop(),
        }
    }
}

/// What the parts of the list share.
struct List<'a> {
    words: &'a SettingsWords,
    granted: &'a [String],
    set: &'a Callback<Vec<String>>,
    /// The services that a search has left; `None` without one.
    found: Option<&'a [String]>,
}

impl List<'_> {
    fn has(&self, service: &String) -> bool {
        self.found.is_none_or(|found| found.contains(service))
    }
}

/// Refuse, accept and save are of one rank. Escape and the close button decide nothing.
#[component]
pub fn Settings(SettingsProps { view, base, current, live, on_press }: &SettingsProps) -> Html {
    let granted = use_state(|| current.granted.clone());
    let found = use_state(|| None::<Vec<String>>);
    let words = &view.words;
    let set = {
        let granted = granted.clone();
        Callback::from(move |next| granted.set(next))
    };
    let search = {
        let (view, found) = (view.clone(), found.clone());
        Callback::from(move |text: String| found.set(search::find(&view, &text)))
    };
    let contacts = use_state(|| current.contacts.clone());
    let ended = {
        let contacts = contacts.clone();
        Callback::from(move |id| {
            contacts.set(contacts.iter().filter(|one| **one != id).cloned().collect());
        })
    };
    let found = found.as_deref();
    let list = List { words: &words.settings, granted: &granted, set: &set, found };
    let categories = view.categories.iter();
    let decide =
        |act, label, choice| button(act, Rank::Decide, label, Some(press(on_press, choice)));
    html! {
        <div class="volens-settings" lang={view.language.clone()} dir={words.direction.as_str()}>
            <div class="head">
                <h2 id={TITLE_ID} tabindex="-1">{ &words.settings.title }</h2>
                { button("close", Rank::Quiet, &words.settings.close, Some(press(on_press, Choice::Close))) }
            </div>
            <div class="text">
                { for current.changes.iter().map(|changes| history::changes(changes, view, base)) }
                { languages::languages(view, base) }
                <p>{ lede(view) }</p>
                <p>
                    <a href={format!("{base}{}", view.notice_path)}>{ &words.notice.link }</a>
                </p>
                if view.asks() { { notes(current, &words.settings) } }
                { search::field(view, *live, found, &search) }
                { for categories.map(|c| category::category(c, &list)) }
                { contacts::contacts(view, &contacts, &ended, on_press) }
                { history::history(&current.past, view) }
            </div>
            if view.asks() {
                <div class="actions">
                    { decide("refuse", &words.banner.refuse, Choice::Refuse) }
                    { decide("accept", &words.banner.accept, Choice::Accept) }
                    { decide("save", &words.settings.save, Choice::Save(granted.to_vec())) }
                </div>
            }
        </div>
    }
}

fn lede(view: &View) -> String {
    if view.asks() {
        view.words.settings.lede.clone()
    } else {
        view.words.information.lede.replace("{controller}", &view.controller)
    }
}

/// All of them are in the markup, so that the gate can show what holds without knowing a word.
fn notes(current: &Current, words: &SettingsWords) -> Html {
    let (before, after) = words.since.split_once("{date}").unwrap_or((&words.since, ""));
    html! {
        <>
            // Who has chosen before has been told above what is new since then.
            <p
                class="note"
                data-note="undecided"
                hidden={current.decided.is_some() || current.changes.is_some()}
            >
                { &words.undecided }
            </p>
            <p class="note" data-note="since" hidden={current.decided.is_none()}>
                { before }<time>{ current.decided.clone().unwrap_or_default() }</time>{ after }
            </p>
            <p class="note" data-note="gpc" hidden={!current.gpc}>{ &words.gpc }</p>
        </>
    }
}
