//! Puts the views into the elements that the gate hands over, and their choices into the gate.

use super::port::{Port, Site};
use super::{decode, outbox, past};
use crate::choice::{Choice, Press};
use crate::notice::{Notice, NoticeProps};
use crate::settings::{Current, Settings, SettingsProps};
use crate::shared::Shared;
use js_sys::Date;
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::{Callback, Renderer};

/// Mounts the settings with the switches as in `granted`, or with the choice that holds now.
/// Resolves once they stand in `root`, to whether they do: otherwise what the gate has stays.
pub fn settings(root: Element, port: Port, view: &str, granted: Option<Vec<String>>) -> bool {
    let base = port.origin();
    let Some(site) = port.known_site() else { return false };
    let Some(view) = decode::view(view) else { return false };
    let held = port.held();
    let time = |seconds: f64| Date::new(&JsValue::from_f64(seconds * 1000.0));
    let (past, changes) = past::past(&site, &view.language);
    let current = Current {
        contacts: port.consented(),
        decided: held.as_ref().map(|decision| past::date(&time(decision.at), &view.language)),
        granted: granted.or(held.map(|decision| decision.granted)).unwrap_or_default(),
        gpc: Port::gpc(),
        past,
        changes,
    };
    let on_press = choose(port, site, "settings");
    let (view, base) = (Shared::new(view), base.into());
    Renderer::<Settings>::with_root_and_props(
        root,
        SettingsProps { view, base, current, live: true, on_press },
    )
    .render();
    true
}

/// Mounts the overview.
pub fn notice(root: Element, view: &str) -> bool {
    let Some(view) = decode::notice(view) else { return false };
    Renderer::<Notice>::with_root_and_props(root, NoticeProps::new(Shared::new(view))).render();
    true
}

/// Hands a press to the gate, closes, and wakes the outbox.
fn choose(port: Port, site: Site, control: &'static str) -> Callback<Press> {
    Callback::from(move |Press { choice, trusted }| {
        if let Choice::Unsubscribe(purpose) = &choice {
            // It stays open: whoever ends one may want to end another.
            let _ = port.unsubscribe(purpose, trusted);
            outbox::deliver(&port);
            return;
        }
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
        Choice::Close | Choice::Unsubscribe(_) => None,
        Choice::Refuse => Some(("refuse", Vec::new())),
        Choice::Accept => Some(("accept", site.services.clone())),
        Choice::Save(granted) => Some(("save", granted)),
    }
}
