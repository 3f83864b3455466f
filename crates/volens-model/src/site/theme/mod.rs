//! `[theme]` of site.toml: tokens that are read into typed values and printed again, so that no text
//! of a site's reaches a style sheet, and contrast can be checked before anything is published.

mod colour;
mod css;
mod file;
mod font;
mod length;
mod preset;

pub use colour::Colour;
pub use file::{PaletteFile, ThemeFile};
pub use font::Font;
pub use length::Length;
pub use preset::Preset;

use schemars::JsonSchema;
use serde::Deserialize;

/// Every token with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub scheme: Scheme,
    pub light: Palette,
    pub dark: Palette,
    pub radius: Length,
    pub space: Length,
    pub font: Font,
    pub heading: Font,
}

/// The colours of one scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    pub paper: Colour,
    pub ink: Colour,
    pub soft: Colour,
    pub line: Colour,
    pub fill: Colour,
    pub accent: Colour,
    pub on_accent: Colour,
    pub focus: Colour,
}

/// Which colours are shown; `system` is what the visitor's system asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// The palettes that are ever shown, by name.
    pub fn palettes(&self) -> impl Iterator<Item = (&'static str, &Palette)> {
        let light = (self.scheme != Scheme::Dark).then_some(("light", &self.light));
        let dark = (self.scheme != Scheme::Light).then_some(("dark", &self.dark));
        light.into_iter().chain(dark)
    }
}

impl Palette {
    /// Each colour with the name of its custom property.
    #[must_use]
    pub fn tokens(&self) -> [(&'static str, Colour); 8] {
        [
            ("paper", self.paper),
            ("ink", self.ink),
            ("soft", self.soft),
            ("line", self.line),
            ("fill", self.fill),
            ("accent", self.accent),
            ("on-accent", self.on_accent),
            ("focus", self.focus),
        ]
    }
}
