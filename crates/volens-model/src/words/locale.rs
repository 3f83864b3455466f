//! The languages Volens speaks.

use super::Words;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Each language with the text of its file.
pub const LOCALES: &[(&str, &str)] = &[
    ("lv", include_str!("../../../../locales/lv.toml")),
    ("en", include_str!("../../../../locales/en.toml")),
    ("et", include_str!("../../../../locales/et.toml")),
    ("lt", include_str!("../../../../locales/lt.toml")),
    ("ru", include_str!("../../../../locales/ru.toml")),
    ("fi", include_str!("../../../../locales/fi.toml")),
];

/// The words in `language`; `None` where Volens does not speak it.
#[must_use]
pub fn locale(language: &str) -> Option<Words> {
    READ.get(language).cloned()
}

static READ: LazyLock<BTreeMap<&str, Words>> = LazyLock::new(|| {
    let read = LOCALES.iter().map(|(language, text)| (*language, parse(text)));
    read.filter_map(|(language, words)| Some((language, words.ok()?))).collect()
});

/// Reads a locale file.
///
/// # Errors
///
/// Names the key that is missing, extra, or of the wrong shape, with its line.
pub fn parse(text: &str) -> Result<Words, toml::de::Error> {
    toml::from_str(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_has_every_word() {
        for (language, text) in LOCALES {
            if let Err(error) = parse(text) {
                panic!("locales/{language}.toml: {error}");
            }
        }
    }

    #[test]
    fn no_word_is_empty() {
        for (language, text) in LOCALES {
            let table: toml::Value = toml::from_str(text).expect("TOML");
            assert_eq!(empty_at(&table, language), None);
        }
    }

    /// Where a text holds nothing.
    fn empty_at(value: &toml::Value, path: &str) -> Option<String> {
        match value {
            toml::Value::String(text) => text.trim().is_empty().then(|| path.to_owned()),
            toml::Value::Table(table) => {
                table.iter().find_map(|(key, inner)| empty_at(inner, &format!("{path}.{key}")))
            }
            _ => Some(path.to_owned()),
        }
    }

    #[test]
    fn a_missing_and_an_extra_key_are_errors() {
        let (_, text) = LOCALES[0];
        let missing: String =
            text.lines().filter(|line| !line.starts_with("refuse ")).collect::<Vec<_>>().join("\n");
        assert!(parse(&missing).unwrap_err().to_string().contains("refuse"));
        let extra = text.replacen("refuse = ", "refuze = \"\"\nrefuse = ", 1);
        assert!(parse(&extra).unwrap_err().to_string().contains("refuze"));
    }

    #[test]
    fn placeholders_are_the_same_in_every_language() {
        let placeholders = |text: &str| -> Vec<String> {
            let keyed = text.lines().filter_map(|line| line.split_once(" = "));
            keyed
                .flat_map(|(key, words)| {
                    let names = words.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
                    names.map(|(name, _)| format!("{key}: {name}")).collect::<Vec<_>>()
                })
                .filter(|found| !found.contains('"'))
                .collect()
        };
        let (_, first) = LOCALES[0];
        for (language, text) in LOCALES {
            assert_eq!(placeholders(text), placeholders(first), "locales/{language}.toml");
        }
        assert!(placeholders(first).contains(&"since: date".to_owned()));
    }
}
