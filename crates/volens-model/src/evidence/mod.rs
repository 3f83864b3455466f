//! What a site's banner was measured to be in a real browser: the manifest of a version (L05, L16;
//! CNIL 2020-092, section 48). `volens check --browser` writes it; `docs/evidence.md` says what it
//! proves.

mod compare;

pub use compare::findings;

use crate::view::Layout;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// The measurements of everything that a site shows in one version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub site: String,
    /// What it was measured in, as its driver names it.
    pub browser: Browser,
    /// One for each of the site's languages, in site.toml's order.
    pub entries: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Browser {
    pub name: String,
    pub version: String,
}

/// The banner in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What events name as `shown`.
    #[schemars(regex(pattern = "^[0-9a-hjkmnp-tv-z]{12}$"))]
    pub shown: String,
    pub language: String,
    pub layout: Layout,
    /// SHA-256 of the words on the banner, as the browser gives them (`innerText`).
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub words: String,
    /// SHA-256 of its style sheet, the theme's part included.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sheet: String,
    /// One for each window and each colour scheme that the theme ever shows.
    pub looks: Vec<Look>,
}

/// The banner in one window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// Of the window, in CSS pixels.
    pub width: u32,
    pub height: u32,
    /// What the visitor's system asks for.
    pub scheme: Shade,
    pub screenshot: Screenshot,
    /// What has the focus when the page is there: the name of a control or of an element; nothing
    /// where the page keeps it.
    pub focus: Option<String>,
    /// The banner's controls, in the order of its markup.
    pub controls: Vec<Control>,
    /// Every computed style and attribute in which Accept and Refuse differ, but for their place and
    /// size.
    pub unlike: Vec<Unlike>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shade {
    Light,
    Dark,
}

impl Shade {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Screenshot {
    /// Path below the manifest's folder.
    pub file: String,
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
}

/// A button or link of the banner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// `accept`, `refuse`, `settings`, or `link`.
    pub name: String,
    pub element: String,
    pub words: String,
    /// Its box in the window, in CSS pixels.
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
    pub font: Font,
    /// As on screen, with everything behind and before it: `#rrggbb`.
    pub color: String,
    pub background: String,
    /// Between the two (WCAG 2.2, 1.4.3); missing where an image, a filter or a mask hides it.
    pub contrast: Option<f64>,
    pub border: String,
    /// What keeps it from being seen and pressed.
    pub flaw: Option<Flaw>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Font {
    pub family: String,
    pub size: String,
    pub weight: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Flaw {
    /// Not rendered, invisible or transparent.
    Hidden,
    /// Not wholly within the window.
    Outside,
    /// Something else is where it would be pressed, or it cannot be pressed.
    Covered,
    /// Its words do not stand within its box.
    Cut,
}

/// One property of Accept and of Refuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unlike {
    pub property: String,
    pub accept: String,
    pub refuse: String,
}

impl Manifest {
    /// Whether it measures exactly what is published: the entries of these ids and no other.
    pub fn is_of<'a>(&self, shown: impl IntoIterator<Item = &'a str>) -> bool {
        let measured: BTreeSet<&str> = self.entries.iter().map(|entry| &*entry.shown).collect();
        measured == shown.into_iter().collect()
    }
}

impl fmt::Display for Look {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}×{} {}", self.width, self.height, self.scheme.name())
    }
}
