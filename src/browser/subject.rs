//! The subject that a visitor's key stands for (`docs/formats.md`, *Subject*).

use js_sys::Uint8Array;
use std::fmt::Write;
use wasm_bindgen_futures::JsFuture;

/// `None` where `crypto.subtle` is missing (plain http).
pub async fn subject(site: &str, key: &str) -> Option<String> {
    let window = web_sys::window()?;
    let origin = window.location().origin().ok()?;
    let text = format!("volens-subject-v1\n{site}\n{origin}\n{key}");
    let subtle = window.crypto().ok()?.subtle();
    if subtle.is_undefined() {
        return None;
    }
    let bytes = Uint8Array::from(text.as_bytes());
    let digest = subtle.digest_with_str_and_buffer_source("SHA-256", &bytes).ok()?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await.ok()?).to_vec();
    Some(digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}
