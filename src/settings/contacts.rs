//! Contact purposes: which of them one has consented to on this device, and a button that takes each
//! back (GDPR Article 7(3)). They are given in forms of the site's, never here.

use crate::choice::{Choice, Press};
use crate::ui::button::{Rank, button};
use volens_model::view::{ContactView, View};
use volens_model::words::ContactWords;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// `ended` is told of a purpose whose consent is withdrawn.
pub(super) fn contacts(
    view: &View,
    granted: &[String],
    ended: &Callback<String>,
    on_press: &Callback<Press>,
) -> Html {
    if view.contacts.is_empty() {
        return Html::default();
    }
    let words = &view.words.contacts;
    html! {
        <section class="category">
            <h3>{ &words.title }</h3>
            <p>{ &words.lede }</p>
            { for view.contacts.iter().map(|one| {
                contact(one, words, granted.contains(&one.id), ended, on_press)
            }) }
        </section>
    }
}

/// Both states are in the markup, so that the gate can show what holds without knowing a word.
fn contact(
    contact: &ContactView,
    words: &ContactWords,
    granted: bool,
    ended: &Callback<String>,
    on_press: &Callback<Press>,
) -> Html {
    let withdraw = {
        let (id, ended, on_press) = (contact.id.clone(), ended.clone(), on_press.clone());
        Callback::from(move |event: MouseEvent| {
            let choice = Choice::Unsubscribe(id.clone());
            on_press.emit(Press { choice, trusted: event.is_trusted() });
            ended.emit(id.clone());
            // The button goes: what has the focus must not go with it.
            let place =
                event.target_dyn_into::<Element>().and_then(|it| it.closest("section").ok()?);
            let title = place.and_then(|place| place.query_selector("h4").ok()?);
            if let Some(title) = title.and_then(|title| title.dyn_into::<HtmlElement>().ok()) {
                let _ = title.focus();
            }
        })
    };
    let label = format!("{}: {}", words.withdraw, contact.title);
    html! {
        <section class="service" data-contact={contact.id.clone()}>
            <h4 tabindex="-1">{ &contact.title }</h4>
            <p>{ &contact.purpose }</p>
            <p>{ &contact.withdraw }</p>
            <div role="status">
                <p data-state="on" hidden={!granted}>{ &words.on }</p>
                <p data-state="off" hidden={granted}>{ &words.off }</p>
            </div>
            <p data-state="on" hidden={!granted}>
                { button("unsubscribe", Rank::Decide, &label, Some(withdraw)) }
            </p>
        </section>
    }
}
