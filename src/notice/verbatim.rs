//! The controller's own words.

use yew::prelude::*;

/// A cell as the source has it, a paragraph for each of its lines. `cell` marks it, so that a test
/// can hold it against the source table.
pub(super) fn verbatim(cell: &'static str, text: &str) -> Html {
    html! {
        <div class="verbatim" data-verbatim={cell}>
            { for text.split('\n').map(|paragraph| html! { <p>{ paragraph }</p> }) }
        </div>
    }
}

/// The same below our reading of it, and said to be the source.
pub(super) fn source(cell: &'static str, text: &str, label: &str) -> Html {
    html! {
        <div class="source"><p class="label">{ label }</p>{ verbatim(cell, text) }</div>
    }
}
