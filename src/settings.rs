//! The settings: every category, service and tracker, with the choice that holds now (L08–L11).

mod category;
mod service;

use crate::choice::{Choice, Press, press};
use crate::shared::Shared;
use crate::ui::button::{Rank, button};
use volens_model::view::View;
use volens_model::words::SettingsWords;
use yew::prelude::*;

/// The heading's id: the dialog around the settings is named by it.
pub const TITLE_ID: &str = "volens-settings-title";

/// What holds on this device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Current {
    pub granted: Vec<String>,
    /// When the visitor decided, in words; `None` before any decision.
    pub decided: Option<String>,
    /// Whether the browser sends Global Privacy Control.
    pub gpc: bool,
}

#[derive(Debug, PartialEq, Properties)]
pub struct SettingsProps {
    pub view: Shared<View>,
    /// The consent origin, put before the overview's path; empty for the page's own.
    pub base: AttrValue,
    pub current: Current,
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
            on_press: Callback::noop(),
        }
    }
}

/// Refuse, accept and save are of one rank. Escape and the close button decide nothing.
#[component]
pub fn Settings(SettingsProps { view, base, current, on_press }: &SettingsProps) -> Html {
    let granted = use_state(|| current.granted.clone());
    let words = &view.words;
    let set = {
        let granted = granted.clone();
        Callback::from(move |next| granted.set(next))
    };
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
                <p>{ &words.settings.lede }</p>
                <p>
                    <a href={format!("{base}{}", view.notice_path)}>{ &words.notice.link }</a>
                </p>
                { notes(current, &words.settings) }
                { for categories.map(|c| category::category(c, &words.settings, &granted, &set)) }
            </div>
            <div class="actions">
                { decide("refuse", &words.banner.refuse, Choice::Refuse) }
                { decide("accept", &words.banner.accept, Choice::Accept) }
                { decide("save", &words.settings.save, Choice::Save(granted.to_vec())) }
            </div>
        </div>
    }
}

/// All of them are in the markup, so that the gate can show what holds without knowing a word.
fn notes(current: &Current, words: &SettingsWords) -> Html {
    let (before, after) = words.since.split_once("{date}").unwrap_or((&words.since, ""));
    html! {
        <>
            <p class="note" data-note="undecided" hidden={current.decided.is_some()}>
                { &words.undecided }
            </p>
            <p class="note" data-note="since" hidden={current.decided.is_none()}>
                { before }<time>{ current.decided.clone().unwrap_or_default() }</time>{ after }
            </p>
            <p class="note" data-note="gpc" hidden={!current.gpc}>{ &words.gpc }</p>
        </>
    }
}
