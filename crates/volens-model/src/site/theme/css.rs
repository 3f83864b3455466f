//! A theme as a style sheet, to stand behind each view's own: only what is not the default.

use super::{Colour, Font, Palette, Preset, Scheme, Theme};
use std::fmt::{Display, Write};

/// A view in a page's shadow root, and the overview as a page of its own.
const ROOTS: &str = ":host,.volens-notice";
/// Only where there is a page around.
const HOSTED: &str = ":host,:host .volens-notice";

impl Theme {
    /// Custom properties of every view. Empty for the default theme, whose tokens are the sheets' own.
    #[must_use]
    pub fn css(&self) -> String {
        let default = Preset::default().theme();
        let mut always = String::new();
        let mut in_dark = String::new();
        let mut hosted = String::new();
        if self.scheme != Scheme::System {
            let name = if self.scheme == Scheme::Light { "light" } else { "dark" };
            declare(&mut always, "--scheme", name);
        }
        // This sheet comes behind the one with the defaults: what it says once holds in both schemes.
        let (light, dark) = self.shown();
        for (token, default) in
            pairs(light, dark).into_iter().zip(pairs(&default.light, &default.dark))
        {
            let (name, light, dark) = token;
            if token != default {
                declare(&mut always, &format!("--{name}"), light);
            }
            if token != default && light != dark {
                declare(&mut in_dark, &format!("--{name}"), dark);
            }
        }
        if self.radius != default.radius {
            declare(&mut always, "--radius", self.radius);
        }
        if self.space != default.space {
            declare(&mut always, "--space", self.space);
        }
        for (name, font, default) in
            [("--font", &self.font, &default.font), ("--heading", &self.heading, &default.heading)]
        {
            let place = if *font == Font::Host { &mut hosted } else { &mut always };
            if font != default {
                declare(place, name, font);
            }
        }
        let mut css = String::new();
        let mut rule = |before: &str, selector: &str, declarations: &str, after: &str| {
            if !declarations.is_empty() {
                let _ = write!(css, "{before}{selector}{{{declarations}}}{after}");
            }
        };
        rule("", ROOTS, &always, "");
        rule("@media (prefers-color-scheme:dark){", ROOTS, &in_dark, "}");
        rule("", HOSTED, &hosted, "");
        css
    }

    /// What is shown in light and in dark.
    fn shown(&self) -> (&Palette, &Palette) {
        match self.scheme {
            Scheme::System => (&self.light, &self.dark),
            Scheme::Light => (&self.light, &self.light),
            Scheme::Dark => (&self.dark, &self.dark),
        }
    }
}

/// Each colour's name, and what it is in light and in dark.
fn pairs(light: &Palette, dark: &Palette) -> Vec<(&'static str, Colour, Colour)> {
    let pairs = light.tokens().into_iter().zip(dark.tokens());
    pairs.map(|((name, light), (_, dark))| (name, light, dark)).collect()
}

fn declare(to: &mut String, name: &str, value: impl Display) {
    let semicolon = if to.is_empty() { "" } else { ";" };
    // Writing to a String cannot fail.
    let _ = write!(to, "{semicolon}{name}:{value}");
}
