//! Font families by name. Nothing is loaded: a family is one that the page or the system has.

use std::fmt;

/// How families are written: names with commas between.
pub(super) const PATTERN: &str = "^[A-Za-z0-9 -]{1,60}(,[A-Za-z0-9 -]{1,60}){0,9}$";

/// CSS keywords that stand for a family of the system's; every other name is quoted.
const GENERIC: [&str; 9] = [
    "serif",
    "sans-serif",
    "monospace",
    "system-ui",
    "ui-serif",
    "ui-sans-serif",
    "ui-rounded",
    "ui-monospace",
    "fangsong",
];

/// What texts or headings are set in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Font {
    /// The page's own font, where a view stands in a page.
    Host,
    /// For headings: the same as texts.
    Text,
    /// The first of these that there is.
    Families(Vec<String>),
}

impl Font {
    /// Reads `host`, `text`, or up to ten names.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "host" => return Some(Self::Host),
            "text" => return Some(Self::Text),
            _ => {}
        }
        let fine = |name: &str| {
            let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-');
            !name.is_empty() && name.chars().count() <= 60 && name.chars().all(known)
        };
        let names: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
        (names.len() <= 10 && names.iter().all(|name| fine(name))).then_some(Self::Families(names))
    }
}

/// The value of a custom property.
impl fmt::Display for Font {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The value that makes `font-family` inherit.
            Self::Host => f.write_str("initial"),
            Self::Text => f.write_str("var(--font)"),
            Self::Families(names) => {
                for (i, name) in names.iter().enumerate() {
                    let comma = if i == 0 { "" } else { "," };
                    if GENERIC.contains(&name.as_str()) {
                        write!(f, "{comma}{name}")?;
                    } else {
                        write!(f, "{comma}\"{name}\"")?;
                    }
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_quoted_names() {
        let printed = |text: &str| Font::parse(text).map(|font| font.to_string());
        let wanted = "\"Source Serif 4\",\"inherit\",serif";
        assert_eq!(printed("Source Serif 4, inherit, serif").as_deref(), Some(wanted));
        assert_eq!(printed("host").as_deref(), Some("initial"));
        for wrong in ["", ",", "a,", "a\"b", "a;b", "url(x)", "a\\62", "a}b", "a\nb", "a/*b"] {
            assert_eq!(printed(wrong), None, "{wrong}");
        }
        assert_eq!(printed(&"x".repeat(61)), None);
        assert_eq!(printed(&["x"; 11].join(",")), None);
    }
}
