//! What rests on a page once a choice has been made: words about it, shown one at a time, and where a
//! site wants it the small control that opens the settings from any page (L11).

use crate::banner::end;
use crate::shared::Shared;
use crate::ui::button::{Rank, button};
use volens_model::view::View;
use yew::prelude::*;

#[derive(Debug, PartialEq, Properties)]
pub struct FloatingProps {
    pub view: Shared<View>,
    /// Whether the site wants the control.
    pub control: bool,
}

/// The region is there before any of its notes is shown, so that each is announced (WCAG 4.1.3).
#[component]
pub fn Floating(FloatingProps { view, control }: &FloatingProps) -> Html {
    let words = &view.words.status;
    html! {
        <div class={classes!("volens-floating", end(view))} lang={view.language.clone()}
            dir={view.words.direction.as_str()}>
            // Where nothing was asked there is nothing to say of it (L26).
            if view.asks() {
                <div role="status">
                    <p data-note="saved" hidden=true>{ &words.saved }</p>
                    <p data-note="reloaded" hidden=true>{ &words.reloaded }</p>
                    <p data-note="stale" hidden=true>
                        { &words.stale }{ " " }{ button("reload", Rank::Link, &words.reload, None) }
                    </p>
                </div>
            }
            if *control {
                { button("settings", Rank::Quiet, &view.words.settings.title, None) }
            }
        </div>
    }
}
