//! The small control that opens the settings from any page (L11), where a site wants one.

use crate::shared::Shared;
use crate::ui::button::{Rank, button};
use volens_model::view::View;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct FloatingProps {
    pub view: Shared<View>,
}

#[component]
pub fn Floating(FloatingProps { view }: &FloatingProps) -> Html {
    html! {
        <div class="volens-floating" lang={view.language.clone()}
            dir={view.words.direction.as_str()}>
            { button("settings", Rank::Quiet, &view.words.settings.title, None) }
        </div>
    }
}
