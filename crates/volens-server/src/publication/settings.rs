//! The settings' script, which a page fetches on intent. What is fetched after it, it says itself: so
//! the bundle, which every visitor pays for, says nothing of it.

use super::script::safe_json;
use crate::assets::Assets;
use serde::Serialize;
use volens_model::base32;

/// The script and its path, named by its content.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) path: String,
    pub(super) script: String,
}

/// What the script fetches: absolute paths on the consent origin.
#[derive(Serialize)]
struct Lazy<'a> {
    styles: &'a str,
    /// `None` where the widget was not built.
    wasm: Option<Wasm>,
}

#[derive(Serialize)]
struct Wasm {
    glue: String,
    module: String,
}

impl Settings {
    /// The script of a site whose settings have the style sheet at that path.
    pub(super) fn new(assets: &Assets, styles: &str) -> Self {
        let wasm = assets.wasm.as_ref().map(|wasm| Wasm {
            glue: format!("/assets/{}", wasm.glue.name),
            module: format!("/assets/{}", wasm.module.name),
        });
        let lazy = safe_json(&Lazy { styles, wasm });
        let script = format!("const lazy={lazy};{}", assets.settings);
        let path = format!("/assets/settings-{}.js", base32::short_hash(script.as_bytes()));
        Self { path, script }
    }
}
