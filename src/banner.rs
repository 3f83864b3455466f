//! The first layer: who asks, for what, and three controls (L02–L11).

use crate::choice::{Choice, Press, press};
use crate::shared::Shared;
use crate::ui::button::{Rank, button};
use volens_model::view::{CategoryView, Layout, Position, View};
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
    let layout = match view.layout {
        Layout::Corner => "corner",
        Layout::Bar => "bar",
        Layout::Dialog => "dialog",
    };
    let (words, information) = (&view.words.banner, &view.words.information);
    let asks = view.asks();
    let (label, title, lede) = if asks {
        (&words.label, &words.title, &words.lede)
    } else {
        (&information.title, &information.title, &information.lede)
    };
    let decide =
        |act, label, choice| button(act, Rank::Decide, label, Some(press(on_press, choice)));
    // A modal one is shown by the gate (`gate/src/modal.js`); its title takes the focus, no decision.
    let tag = if view.modal { "dialog" } else { "section" };
    html! {
        <@{tag} class={classes!("volens-banner", layout, end(view))}
            role={(!view.modal).then_some("region")} aria-label={label.clone()}
            lang={view.language.clone()} dir={view.words.direction.as_str()}>
            <div class="text">
                <h2 tabindex={view.modal.then_some("-1")} autofocus={view.modal}>{ title }</h2>
                <p>{ lede.replace("{controller}", &view.controller) }</p>
                if asks {
                    { purposes(view) }
                    <p>{ &words.free }</p>
                }
                <p>
                    if asks { { &words.change }{ " " } }
                    { button("settings", Rank::Link, &view.words.settings.title, None) }
                    { ". " }
                    <a href={format!("{base}{}", view.notice_path)}>{ &view.words.notice.link }</a>
                </p>
            </div>
            <div class="actions">
                if asks {
                    { decide("refuse", &words.refuse, Choice::Refuse) }
                    { decide("accept", &words.accept, Choice::Accept) }
                    { button("settings", Rank::Quiet, &words.settings, None) }
                } else {
                    // Nothing to refuse: it says that the notice was seen (L26).
                    { decide("refuse", &information.got_it, Choice::Refuse) }
                }
            </div>
        </@>
    }
}

/// The class of what stands at the side where reading ends.
pub(crate) fn end(view: &View) -> Option<&'static str> {
    (view.position == Position::End).then_some("end")
}

fn purposes(view: &View) -> Html {
    let optional = view.categories.iter().filter(|category| !category.necessary);
    html! { <ul>{ for optional.map(|category| purpose(category, &view.words.banner)) }</ul> }
}

fn purpose(category: &CategoryView, words: &BannerWords) -> Html {
    let third_party = category.services.iter().any(|service| service.third_party);
    html! {
        <li>
            <strong>{ &category.title }</strong>{ " " }
            { &category.purpose }{ " " }
            <small>{ if third_party { &words.third_party } else { &words.own } }</small>
        </li>
    }
}
