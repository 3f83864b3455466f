//! The widget's entry: what the gate calls (`docs/formats.md`, *Gate and widget*).

use volens_widget::browser::port::Port;
use volens_widget::browser::{mount, outbox};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

fn main() {}

/// Mounts the settings; resolves to whether it could.
#[wasm_bindgen]
pub fn settings(root: Element, port: Port, view: &str, granted: Option<Vec<String>>) -> bool {
    mount::settings(root, port, view, granted)
}

/// Mounts the overview; resolves to whether it could. For the workbench.
#[cfg(feature = "overview")]
#[wasm_bindgen]
pub fn notice(root: Element, view: &str) -> bool {
    mount::notice(root, view)
}

/// Starts the outbox; called again, wakes it.
#[wasm_bindgen]
pub fn deliver(port: &Port) {
    outbox::deliver(port);
}
