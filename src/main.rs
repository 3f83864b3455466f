//! The widget's entry: what the gate calls (`docs/formats.md`, *Gate and widget*).

use volens_widget::browser::port::Port;
use volens_widget::browser::{mount, outbox};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

fn main() {}

/// Mounts the settings; resolves to whether it could.
#[wasm_bindgen]
pub async fn settings(root: Element, port: Port) -> bool {
    mount::settings(root, port).await
}

/// Mounts the overview; resolves to whether it could.
#[wasm_bindgen]
pub async fn notice(root: Element, port: Port) -> bool {
    mount::notice(root, port).await
}

/// Mounts the banner; resolves to whether it could. Pages show the prerendered one.
#[wasm_bindgen]
pub async fn banner(root: Element, port: Port) -> bool {
    mount::banner(root, port).await
}

/// Starts the outbox; called again, wakes it.
#[wasm_bindgen]
pub fn deliver(port: &Port) {
    outbox::deliver(port);
}
