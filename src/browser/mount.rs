//! Puts the views into the elements that the gate hands over, and their choices into the gate.

use super::port::{Port, Site};
use super::{data, outbox};
use crate::banner::{Banner, BannerProps};
use crate::choice::{Choice, Press};
use crate::notice::{Notice, NoticeProps};
use crate::settings::{Current, Settings, SettingsProps};
use crate::shared::Shared;
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::{Callback, Renderer};

/// Mounts the settings with the choice that holds now. Resolves to whether it could: otherwise what
/// the gate has put into `root` stays.
pub async fn settings(root: Element, port: Port) -> bool {
    let base = port.origin();
    let Some(site) = port.known_site() else { return false };
    let Some(view) = data::view(&base, &site).await else { return false };
    let held = port.held();
    let current = Current {
        decided: held.as_ref().map(|decision| date(decision.at, &site.language)),
        granted: held.into_iter().flat_map(|decision| decision.granted).collect(),
        gpc: Port::gpc(),
    };
    let on_press = choose(port, site, "settings");
    Renderer::<Settings>::with_root_and_props(
        root,
        SettingsProps { view: Shared::new(view), base: base.into(), current, on_press },
    )
    .render();
    true
}

/// Mounts the banner.
pub async fn banner(root: Element, port: Port) -> bool {
    let base = port.origin();
    let Some(site) = port.known_site() else { return false };
    let Some(view) = data::view(&base, &site).await else { return false };
    let on_press = choose(port, site, "banner");
    let properties = BannerProps { view: Shared::new(view), base: base.into(), on_press };
    Renderer::<Banner>::with_root_and_props(root, properties).render();
    true
}

/// Mounts the overview.
pub async fn notice(root: Element, port: Port) -> bool {
    let Some(site) = port.known_site() else { return false };
    let Some(view) = data::notice(&port.origin(), &site).await else { return false };
    Renderer::<Notice>::with_root_and_props(root, NoticeProps { view: Shared::new(view) }).render();
    true
}

/// Hands a press to the gate, closes, and wakes the outbox.
fn choose(port: Port, site: Site, control: &'static str) -> Callback<Press> {
    Callback::from(move |Press { choice, trusted }| {
        if let Some((action, granted)) = action(choice, &site) {
            // Objections stay; the gate lifts the one whose category is granted now.
            let objected = port.held().map(|held| held.objected).unwrap_or_default();
            // Where the gate fails it stays shut, and the view stays open to try again.
            if port.commit(action, control, granted, objected, trusted).is_err() {
                return;
            }
        }
        let _ = port.close();
        outbox::deliver(&port);
    })
}

/// The action a choice is, and the services it grants; `None` decides nothing.
fn action(choice: Choice, site: &Site) -> Option<(&'static str, Vec<String>)> {
    match choice {
        Choice::Close => None,
        Choice::Refuse => Some(("refuse", Vec::new())),
        Choice::Accept => Some(("accept", site.services.clone())),
        Choice::Save(granted) => Some(("save", granted)),
    }
}

/// A time on the visitor's clock, in words of the view's language.
fn date(seconds: f64, language: &str) -> String {
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "long"), ("timeStyle", "short")] {
        // Setting a field of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&options, &name.into(), &value.into());
    }
    let date = js_sys::Date::new(&JsValue::from_f64(seconds * 1000.0));
    date.to_locale_string(language, &options).into()
}
