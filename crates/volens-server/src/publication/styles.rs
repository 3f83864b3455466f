//! Style sheets and the settings' script are named by their content, so that a copy never goes stale.

use crate::assets::Assets;
use std::collections::BTreeMap;
use volens_model::base32;

/// The paths of the style sheets that are not part of the bundle.
#[derive(Debug)]
pub(super) struct Styles {
    pub(super) settings: String,
    pub(super) notice: String,
}

/// The path of the settings' script.
pub(super) fn settings_script(assets: &Assets) -> String {
    format!("/assets/settings-{}.js", base32::short_hash(assets.settings.as_bytes()))
}

impl Styles {
    pub(super) fn new(assets: &Assets) -> Self {
        let path = |view: &str, css: &str| {
            format!("/assets/{view}-{}.css", base32::short_hash(css.as_bytes()))
        };
        Self {
            settings: path("settings", &assets.settings_css),
            notice: path("notice", &assets.notice_css),
        }
    }

    pub(super) fn by_view(&self) -> BTreeMap<String, String> {
        let views = [("settings", &self.settings), ("notice", &self.notice)];
        views.into_iter().map(|(view, path)| (view.to_owned(), path.clone())).collect()
    }
}
