//! Each view's style sheet: the widget's own and behind it what the site's theme changes. Sheets are
//! named by their content, so that a copy never goes stale.

use crate::assets::Assets;
use volens_model::base32;
use volens_model::site::{Banner, Theme};
use volens_model::view::Layout;

/// The sheets of one site.
#[derive(Debug)]
pub(super) struct Styles {
    /// The one that is in the bundle.
    pub(super) banner: String,
    pub(super) settings: Sheet,
    pub(super) notice: Sheet,
    pub(super) choices: Sheet,
}

/// A sheet that is a file of its own.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) path: String,
    pub(super) css: String,
}

impl Styles {
    pub(super) fn new(assets: &Assets, banner: Banner, boxes: bool, theme: &Theme) -> Self {
        let theme = theme.css();
        let themed = |css: &str| format!("{css}{theme}");
        let sheet = |view: &str, css: &str| {
            let css = themed(css);
            let path = format!("/assets/{view}-{}.css", base32::short_hash(css.as_bytes()));
            Sheet { path, css }
        };
        let piece = |name| assets.pieces_css.get(name).map_or("", String::as_str);
        let layout = piece(match banner.layout {
            Layout::Corner => "corner",
            Layout::Bar => "bar",
            Layout::Dialog => "dialog",
        });
        let floating = if banner.floating { piece("floating") } else { "" };
        let boxes = if boxes { piece("box") } else { "" };
        Self {
            banner: themed(&format!("{}{layout}{floating}{boxes}", assets.banner_css)),
            settings: sheet("settings", &assets.settings_css),
            notice: sheet("notice", &assets.notice_css),
            choices: sheet("choices", &assets.choices_css),
        }
    }

    /// What is served at which path.
    pub(super) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        [&self.settings, &self.notice, &self.choices]
            .into_iter()
            .map(|sheet| (sheet.path.as_str(), sheet.css.as_str()))
    }
}
