//! The words of pages that only the host renders. They are read apart from [`Words`](super::Words): in
//! the browser's Wasm they would only take room.

use super::choices::ChoicesWords;
use super::locale::LOCALES;
use super::versions::VersionsWords;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Apart {
    choices: ChoicesWords,
    versions: VersionsWords,
}

/// Read once: pages are rendered while somebody waits for them.
static APART: LazyLock<BTreeMap<&str, Apart>> = LazyLock::new(|| {
    let read = LOCALES.iter().map(|(language, text)| (*language, toml::from_str(text)));
    read.filter_map(|(language, apart)| Some((language, apart.ok()?))).collect()
});

/// The words of the visitor's own page in `language`; `None` where Volens does not speak it.
#[must_use]
pub fn choices(language: &str) -> Option<&'static ChoicesWords> {
    APART.get(language).map(|apart| &apart.choices)
}

/// The words of the pages of versions in `language`; `None` where Volens does not speak it.
#[must_use]
pub fn versions(language: &str) -> Option<&'static VersionsWords> {
    APART.get(language).map(|apart| &apart.versions)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_locale_has_every_word() {
        for (language, text) in LOCALES {
            if let Err(error) = toml::from_str::<Apart>(text) {
                panic!("locales/{language}.toml: {error}");
            }
        }
    }
}
