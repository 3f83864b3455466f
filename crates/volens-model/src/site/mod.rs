//! A site: a set of origins under one controller with one policy, read from its folder.

mod aliases;
mod attempts;
mod contact;
mod document;
mod file;
mod gpc;
mod imports;
mod load;
mod rules;
mod signals;
mod texts;
mod theme;
mod trackers;
mod views;
mod wording;

pub use aliases::{Aliases, Convention};
pub use contact::{Channel, Contact};
pub use document::{Document, MAX_BYTES};
pub use file::{
    Banner, Category, Controller, Cookie, Gpc, Lifetimes, Service, SiteFile, Storage, Tracker,
    Withdrawal,
};
pub use gpc::GpcSupport;
pub use imports::Imports;
pub use load::{Files, load, schema};
pub use signals::Signals;
pub use texts::{CategoryTexts, ContactTexts, ServiceTexts, Texts};
pub use theme::{Colour, Font, Length, Palette, PaletteFile, Preset, Scheme, Theme, ThemeFile};

use crate::decision::Terms;
use crate::notice::{Control, Notice, Translation};
use std::collections::BTreeMap;

/// A site whose files have been checked.
#[derive(Clone, Debug)]
pub struct Site {
    pub file: SiteFile,
    /// The site's texts by language; one for each of `file.languages`.
    pub texts: BTreeMap<String, Texts>,
    pub notice: Notice,
    /// Translations of the notice by language; the source language has none.
    pub translations: BTreeMap<String, Translation>,
}

impl Site {
    /// The optional categories, in the file's order.
    pub fn optional_categories(&self) -> impl Iterator<Item = &Category> {
        self.file.categories.iter().filter(|category| !category.necessary)
    }

    /// What each optional service leaves on the device where scripts see it, as expressions.
    pub(crate) fn expressions(&self) -> BTreeMap<String, String> {
        let services = self.optional_categories().flat_map(|category| &category.services);
        services
            .filter_map(|service| Some((service.id.clone(), trackers::expression(service)?)))
            .collect()
    }

    /// How the site's views are coloured, set and spaced.
    #[must_use]
    pub fn theme(&self) -> Theme {
        self.file.theme.resolve()
    }

    /// What a decision cookie of this site is held against.
    #[must_use]
    pub fn decision_terms(&self) -> Terms {
        let categories = self
            .optional_categories()
            .map(|category| (category.id.clone(), category.service_ids().collect()))
            .collect();
        Terms {
            fingerprints: vec![self.fingerprint().chars().take(12).collect()],
            categories,
            grant_seconds: u64::from(self.file.lifetimes.grant_days) * 86_400,
            refuse_seconds: u64::from(self.file.lifetimes.refuse_days) * 86_400,
        }
    }

    /// Activities whose objection acts on this device, with the category that it closes.
    #[must_use]
    pub fn objections(&self) -> BTreeMap<String, String> {
        let mut objections = BTreeMap::new();
        for activity in &self.notice.activities {
            for basis in &activity.bases {
                if let Some(Control::Category(category)) = &basis.object {
                    objections.insert(activity.id.clone(), category.clone());
                }
            }
        }
        objections
    }
}
