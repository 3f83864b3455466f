//! `[theme]` as it is written.

use super::{Colour, Font, Length, Palette, Preset, Scheme, Theme, colour, font, length};
use schemars::JsonSchema;
use serde::Deserialize;

/// How everything a visitor sees is coloured, set and spaced.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThemeFile {
    /// What every token is that is not given below.
    #[serde(default)]
    pub preset: Preset,
    #[serde(default)]
    pub scheme: Scheme,
    /// Families by name, with commas between; `host` for the page's own.
    #[schemars(regex(pattern = font::PATTERN))]
    pub font: Option<String>,
    /// Families of the headings; `text` for the same as texts, `host` for the page's own.
    #[schemars(regex(pattern = font::PATTERN))]
    pub heading: Option<String>,
    /// How round corners are, up to 2em or 32px.
    #[schemars(regex(pattern = length::PATTERN))]
    pub radius: Option<String>,
    /// The measure of gaps, from 0.75em or 12px to 1.5em or 24px.
    #[schemars(regex(pattern = length::PATTERN))]
    pub space: Option<String>,
    #[serde(default)]
    pub light: PaletteFile,
    #[serde(default)]
    pub dark: PaletteFile,
}

/// Colours of one scheme, each `#rgb` or `#rrggbb`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaletteFile {
    /// Surface.
    #[schemars(regex(pattern = colour::PATTERN))]
    pub paper: Option<String>,
    /// Text.
    #[schemars(regex(pattern = colour::PATTERN))]
    pub ink: Option<String>,
    /// Secondary text.
    #[schemars(regex(pattern = colour::PATTERN))]
    pub soft: Option<String>,
    /// Hairlines.
    #[schemars(regex(pattern = colour::PATTERN))]
    pub line: Option<String>,
    /// Quiet surface.
    #[schemars(regex(pattern = colour::PATTERN))]
    pub fill: Option<String>,
    /// Both buttons that decide, switches and links.
    #[schemars(regex(pattern = colour::PATTERN))]
    pub accent: Option<String>,
    /// The text on both buttons that decide.
    #[schemars(regex(pattern = colour::PATTERN))]
    pub on_accent: Option<String>,
    /// The ring around what has the focus.
    #[schemars(regex(pattern = colour::PATTERN))]
    pub focus: Option<String>,
}

impl ThemeFile {
    /// The tokens: those given where they can be read, else the preset's. What cannot be read does
    /// not fit the schema and is reported there.
    #[must_use]
    pub fn resolve(&self) -> Theme {
        let mut theme = self.preset.theme();
        theme.scheme = self.scheme;
        self.light.apply(&mut theme.light);
        self.dark.apply(&mut theme.dark);
        set(&mut theme.radius, self.radius.as_deref().and_then(Length::parse));
        set(&mut theme.space, self.space.as_deref().and_then(Length::parse));
        if let Some(font) = self.font.as_deref().and_then(Font::parse) {
            // A site that chooses a font has chosen it for its headings too, unless it says so.
            (theme.font, theme.heading) = (font, Font::Text);
        }
        set(&mut theme.heading, self.heading.as_deref().and_then(Font::parse));
        theme
    }
}

impl PaletteFile {
    /// Whether the site gives the colour itself.
    pub(in crate::site) fn has(&self, name: &str) -> bool {
        let given = match name {
            "paper" => &self.paper,
            "ink" => &self.ink,
            "soft" => &self.soft,
            "line" => &self.line,
            "fill" => &self.fill,
            "accent" => &self.accent,
            "on_accent" => &self.on_accent,
            "focus" => &self.focus,
            _ => &None,
        };
        given.is_some()
    }

    fn apply(&self, palette: &mut Palette) {
        let given = [
            (&mut palette.paper, &self.paper),
            (&mut palette.ink, &self.ink),
            (&mut palette.soft, &self.soft),
            (&mut palette.line, &self.line),
            (&mut palette.fill, &self.fill),
            (&mut palette.accent, &self.accent),
            (&mut palette.on_accent, &self.on_accent),
            (&mut palette.focus, &self.focus),
        ];
        for (colour, text) in given {
            set(colour, text.as_deref().and_then(Colour::parse));
        }
    }
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}
