//! The views as HTML, made on the host: texts and attributes escaped, no hydration marks.

use crate::banner::{Banner, BannerProps};
use crate::consent_box::{ConsentBox, ConsentBoxProps};
use crate::floating::{Floating, FloatingProps};
use crate::notice::{Foot, Notice, NoticeProps};
use crate::placeholder::{Placeholder, PlaceholderProps};
use crate::settings::{Settings, SettingsProps};
use crate::shared::Shared;
use volens_model::view::{ContactView, NoticeView, View};
use yew::{BaseComponent, ServerRenderer};

/// The banner, as the bundle carries it.
pub async fn render_banner(view: View) -> String {
    render::<Banner>(|| BannerProps::new(Shared::new(view))).await
}

/// The consent box of one contact purpose.
pub async fn render_box(view: View, contact: ContactView) -> String {
    render::<ConsentBox>(|| ConsentBoxProps { view: Shared::new(view), contact }).await
}

/// What rests on the page after a choice, with the small `control` that opens the settings or without.
pub async fn render_floating(view: View, control: bool) -> String {
    render::<Floating>(move || FloatingProps { view: Shared::new(view), control }).await
}

/// What stands in a held frame's place; `{name}` and `{purpose}` are the gate's to fill in.
pub async fn render_placeholder(view: View) -> String {
    render::<Placeholder>(|| PlaceholderProps { view: Shared::new(view) }).await
}

/// The settings of a visitor who has not decided yet: nothing optional is switched on (L04).
pub async fn render_settings(view: View) -> String {
    render::<Settings>(|| SettingsProps::new(Shared::new(view))).await
}

/// The processing overview, with what it leads to at its end.
pub async fn render_notice(view: NoticeView, foot: Foot) -> String {
    render::<Notice>(|| NoticeProps { view: Shared::new(view), foot }).await
}

/// Properties are made where they are rendered: what they share does not cross threads.
async fn render<C: BaseComponent>(
    properties: impl FnOnce() -> C::Properties + Send + 'static,
) -> String {
    ServerRenderer::<C>::with_props(properties).hydratable(false).render().await
}
