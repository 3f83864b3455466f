//! The gate, which alone decides and writes the cookie (`docs/formats.md`, *Gate and widget*).

use super::json::{get, text, texts};
use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// What the gate offers. It is JavaScript of the page's world: every call may throw.
    #[derive(Clone, Debug)]
    pub type Port;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn site(this: &Port) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn base(this: &Port) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn decision(this: &Port) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub fn commit(
        this: &Port,
        action: &str,
        control: &str,
        granted: Vec<String>,
        objected: Vec<String>,
        trusted: bool,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    fn contacts(this: &Port) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub fn unsubscribe(this: &Port, purpose: &str, trusted: bool) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub fn close(this: &Port) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, structural, catch)]
    pub fn lock(this: &Port, run: &Function) -> Result<Promise, JsValue>;
}

/// What the widget needs of the bundle's `site` object.
#[derive(Clone, Debug)]
pub struct Site {
    pub id: String,
    pub language: String,
    /// Of what is asked now.
    pub fingerprint: String,
    /// Every optional service.
    pub services: Vec<String>,
}

/// The decision that holds now.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Unix seconds.
    pub at: f64,
    pub granted: Vec<String>,
    pub objected: Vec<String>,
}

impl Port {
    #[must_use]
    pub fn known_site(&self) -> Option<Site> {
        let site = self.site().ok()?;
        let categories = Object::values(get(&site, "categories")?.dyn_ref()?);
        let services = categories.iter().flat_map(|services| texts(&services)).collect();
        Some(Site {
            id: text(&site, "id")?,
            language: text(&site, "language")?,
            fingerprint: text(&site, "fingerprint")?,
            services,
        })
    }

    /// The consent origin, without a slash at its end.
    #[must_use]
    pub fn origin(&self) -> String {
        self.base().ok().and_then(|base| base.as_string()).unwrap_or_default()
    }

    /// `None` where no valid decision holds.
    #[must_use]
    pub fn held(&self) -> Option<Decision> {
        let decision = self.decision().ok()?;
        Some(Decision {
            at: get(&decision, "at")?.as_f64()?,
            granted: texts(&get(&decision, "granted")?).collect(),
            objected: texts(&get(&decision, "objected")?).collect(),
        })
    }

    /// The contact purposes that the visitor has consented to on this device.
    #[must_use]
    pub fn consented(&self) -> Vec<String> {
        self.contacts().map(|ids| texts(&ids).collect()).unwrap_or_default()
    }

    /// Whether the page's browser sends Global Privacy Control.
    #[must_use]
    pub fn gpc() -> bool {
        let navigator = get(&js_sys::global(), "navigator");
        navigator.and_then(|n| get(&n, "globalPrivacyControl")) == Some(JsValue::TRUE)
    }
}
