//! What stands where a frame of a service is held: what it would load, why it waits, and two ways to
//! load it. `{name}` and `{purpose}` are left for the gate, which knows what the frame waits for.

use crate::shared::Shared;
use crate::ui::button::{Rank, button};
use volens_model::view::View;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct PlaceholderProps {
    pub view: Shared<View>,
}

/// A group named by its first line: it stands within the page's own outline, so it is no heading.
#[component]
pub fn Placeholder(PlaceholderProps { view }: &PlaceholderProps) -> Html {
    let words = &view.words.placeholder;
    html! {
        <div class="volens-placeholder" role="group" aria-labelledby="volens-placeholder-title"
            lang={view.language.clone()} dir={view.words.direction.as_str()}>
            <p id="volens-placeholder-title"><strong>{ &words.title }</strong></p>
            <p>{ &words.lede }{ " " }{ &words.purpose }</p>
            <div class="actions">
                { button("once", Rank::Decide, &words.once, None) }
                { button("always", Rank::Decide, &words.always, None) }
                { button("settings", Rank::Quiet, &view.words.settings.title, None) }
            </div>
        </div>
    }
}
