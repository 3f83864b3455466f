//! The first layer: who asks, for what, and three controls (L02–L11).

use crate::choice::{Choice, Press, press};
use crate::shared::Shared;
use crate::ui::button::{Rank, button};
use volens_model::view::{CategoryView, Layout, View};
use volens_model::words::BannerWords;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct BannerProps {
    pub view: Shared<View>,
    /// The consent origin, put before the overview's path; empty for the page's own.
    pub base: AttrValue,
    pub on_press: Callback<Press>,
}

impl BannerProps {
    #[must_use]
    pub fn new(view: Shared<View>) -> Self {
        Self { view, base: AttrValue::default(), on_press: Callback::noop() }
    }
}

/// A region, not a dialog: the page behind it stays usable, so focus is neither moved nor held
/// (PEERS 3.13). It has no close button: there is nothing between refusing and accepting.
#[component]
pub fn Banner(BannerProps { view, base, on_press }: &BannerProps) -> Html {
    let words = &view.words.banner;
    let layout = match view.layout {
        Layout::Corner => "corner",
        Layout::Bar => "bar",
        Layout::Centre => "centre",
    };
    let optional = view.categories.iter().filter(|category| !category.necessary);
    let decide =
        |act, label, choice| button(act, Rank::Decide, label, Some(press(on_press, choice)));
    html! {
        <section class={classes!("volens-banner", layout)} role="region"
            aria-label={words.label.clone()} lang={view.language.clone()}
            dir={view.words.direction.as_str()}>
            <div class="text">
                <h2>{ &words.title }</h2>
                <p>{ words.lede.replace("{controller}", &view.controller) }</p>
                <ul>{ for optional.map(|category| purpose(category, words)) }</ul>
                <p>{ &words.free }</p>
                <p>
                    { &words.change }{ " " }
                    { button("settings", Rank::Link, &view.words.settings.title, None) }
                    { ". " }
                    <a href={format!("{base}{}", view.notice_path)}>{ &view.words.notice.link }</a>
                </p>
            </div>
            <div class="actions">
                { decide("refuse", &words.refuse, Choice::Refuse) }
                { decide("accept", &words.accept, Choice::Accept) }
                { button("settings", Rank::Quiet, &words.settings, None) }
            </div>
        </section>
    }
}

fn purpose(category: &CategoryView, words: &BannerWords) -> Html {
    let third_party = category.services.iter().any(|service| service.third_party);
    html! {
        <li>
            <strong>{ &category.title }</strong>{ " " }
            <small>{ if third_party { &words.third_party } else { &words.own } }</small>{ " " }
            <span>{ &category.purpose }</span>
        </li>
    }
}
