//! A consent box, as a form of the site's holds it: what one consents to, in the site's own words,
//! how one withdraws, and from which age one can decide it oneself (L04, L29, L30).

use crate::shared::Shared;
use crate::ui::button::{Rank, button};
use volens_model::view::{ContactView, View};
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct ConsentBoxProps {
    pub view: Shared<View>,
    pub contact: ContactView,
}

/// A native checkbox, not ticked; browsers are asked not to tick it again by themselves. It has no
/// name: what the form sends is the hidden field beside it.
#[component]
pub fn ConsentBox(ConsentBoxProps { view, contact }: &ConsentBoxProps) -> Html {
    let words = &view.words;
    html! {
        <div class="volens-box" lang={view.language.clone()} dir={words.direction.as_str()}>
            <label>
                <input type="checkbox" autocomplete="off" aria-describedby="about" />
                <span>{ &contact.title }</span>
            </label>
            <div id="about">
                <p>{ &contact.purpose }</p>
                <p>{ &contact.withdraw }{ " " }{ &contact.age }</p>
            </div>
            <p>{ button("settings", Rank::Link, &words.settings.title, None) }</p>
            <div role="status">
                <p data-box="failed" hidden=true>{ &words.consent_box.failed }</p>
            </div>
        </div>
    }
}
