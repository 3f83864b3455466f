//! A button that does something on this page.

use yew::prelude::*;

/// How much a button stands out. There is one rank for every decision, so that none of them can
/// look more important than another (L05).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rank {
    Decide,
    Quiet,
    /// Within a sentence.
    Link,
}

/// `act` is the stable hook, `data-volens` (`docs/formats.md`).
pub(crate) fn button(
    act: &'static str,
    rank: Rank,
    label: &str,
    onclick: Option<Callback<MouseEvent>>,
) -> Html {
    let class = match rank {
        Rank::Decide => "decide",
        Rank::Quiet => "quiet",
        Rank::Link => "link",
    };
    html! { <button type="button" {class} data-volens={act} {onclick}>{ label }</button> }
}
