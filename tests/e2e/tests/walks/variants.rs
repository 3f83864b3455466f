//! Sites like those of the project, in another theme, layout or extent, so that each view is there in every
//! language and theme.

use super::axe::View;
use anyhow::Result;
use std::path::{Path, PathBuf};
use volens_e2e::vary;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theme {
    Bookshop,
    Plain,
}

impl Theme {
    pub(crate) const ALL: [Self; 2] = [Self::Bookshop, Self::Plain];

    fn preset(self) -> &'static str {
        match self {
            Self::Bookshop => "bookshop",
            Self::Plain => "plain",
        }
    }
}

/// What a site of these has that its model has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Apollo's, which has the most to read.
    Large,
    /// A small one that asks consent to be contacted too.
    Bar,
    Modal,
    /// Of which nobody is asked anything.
    Necessary,
}

const KINDS: [Kind; 4] = [Kind::Large, Kind::Bar, Kind::Modal, Kind::Necessary];
const SMALL: &str = "crates/volens-model/testdata/positive/bookshop";

impl Kind {
    fn id(self, theme: Theme) -> String {
        match (self, theme) {
            // Every stage has it.
            (Self::Large, Theme::Bookshop) => "apollo".to_owned(),
            _ => format!("{self:?}_{}", theme.preset()).to_lowercase(),
        }
    }

    fn model(self) -> (&'static str, &'static str) {
        match self {
            Self::Large => ("sites/apollo", "apollo"),
            Self::Bar | Self::Modal | Self::Necessary => (SMALL, "bookshop"),
        }
    }

    /// A file of the model's as this site has it.
    fn text(self, text: &str, id: &str, theme: Theme) -> String {
        let (_, was) = self.model();
        let text = text
            .replace(&format!("id = \"{was}\""), &format!("id = \"{id}\""))
            .replace(&format!("volens_{was}"), &format!("volens_{id}"))
            .replace(&format!("volens.{was}"), &format!("volens.{id}"));
        let preset = format!("preset = \"{}\"", theme.preset());
        match self {
            Self::Large if text.contains("[controller]") => format!("{text}\n[theme]\n{preset}\n"),
            Self::Large => text,
            _ => self.layout(&text.replace("preset = \"bookshop\"", &preset)),
        }
    }

    fn layout(self, text: &str) -> String {
        match self {
            Self::Large => text.to_owned(),
            Self::Bar => text.replace("\"corner\"", "\"bar\""),
            Self::Modal => text.replace("\"corner\"", "\"dialog\"\nmodal = true"),
            Self::Necessary => necessary(text),
        }
    }
}

/// Without the second category, its service, and whatever is said of them or asked besides.
fn necessary(text: &str) -> String {
    let text = text.split("\n[[category]]\nid = \"statistics\"").next().unwrap_or_default();
    let about = ["category.statistics", "service.counter", "contact."];
    let kept = text.split("\n[").filter(|part| !about.iter().any(|name| part.starts_with(name)));
    kept.collect::<Vec<_>>().join("\n[").replace("\"category:statistics\"", "\"request\"") + "\n"
}

/// Makes the folders of all of them below `folder`.
pub(crate) fn sites(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut made = Vec::new();
    for kind in KINDS {
        for theme in Theme::ALL {
            let id = kind.id(theme);
            if id != "apollo" {
                let site = folder.join(&id);
                vary(kind.model().0, &site, &|text| kind.text(text, &id, theme))?;
                made.push(site);
            }
        }
    }
    Ok(made)
}

/// The site of these that has the view.
pub(crate) fn site_of(view: View, theme: Theme) -> String {
    let kind = match view {
        View::Bar | View::Placeholder | View::Contact | View::Contacts => Kind::Bar,
        View::Modal => Kind::Modal,
        View::Necessary => Kind::Necessary,
        _ => Kind::Large,
    };
    kind.id(theme)
}
