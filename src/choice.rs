//! What a visitor decides with a control.

use yew::Callback;
use yew::events::MouseEvent;

/// Only the pressed buttons make one: closing, scrolling or leaving decides nothing (L06).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    Refuse,
    Accept,
    /// The services that are switched on.
    Save(Vec<String>),
    /// Takes back the consent to a contact purpose; nothing else changes.
    Unsubscribe(String),
    /// Closes the settings and decides nothing.
    Close,
}

/// A choice, and whether a real user gesture was behind it (`Event.isTrusted`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    pub choice: Choice,
    pub trusted: bool,
}

/// A click handler that reports `choice`.
pub(crate) fn press(on_press: &Callback<Press>, choice: Choice) -> Callback<MouseEvent> {
    on_press.reform(move |event: MouseEvent| Press {
        choice: choice.clone(),
        trusted: event.is_trusted(),
    })
}
