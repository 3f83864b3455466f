//! Words that a site's texts must not say, in a list for each language.

mod phrase;

use phrase::Phrase;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Each language with the text of its list.
const LISTS: [(&str, &str); 6] = [
    ("lv", include_str!("lv.toml")),
    ("en", include_str!("en.toml")),
    ("et", include_str!("et.toml")),
    ("lt", include_str!("lt.toml")),
    ("ru", include_str!("ru.toml")),
    ("fi", include_str!("fi.toml")),
];

/// The list of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    /// Feelings, pressure and rewards in place of information.
    steering: Vec<Phrase>,
    /// What a visitor would lose by refusing.
    loss: Vec<Phrase>,
    /// Words for what is necessary.
    essential: Vec<Phrase>,
    /// Legitimate interests.
    interest: Vec<Phrase>,
}

/// Why something must not be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Steering,
    Loss,
    Essential,
    Interest,
}

impl Wording {
    /// The list of `language` (BCP 47); empty where there is none.
    pub(super) fn of(language: &str) -> &'static Self {
        static READ: LazyLock<BTreeMap<&str, Wording>> = LazyLock::new(|| {
            // A list that cannot be read fails the test below.
            LISTS
                .iter()
                .filter_map(|(name, text)| Some((*name, toml::from_str(text).ok()?)))
                .collect()
        });
        static NONE: Wording =
            Wording { steering: vec![], loss: vec![], essential: vec![], interest: vec![] };
        READ.get(language.split('-').next().unwrap_or_default()).unwrap_or(&NONE)
    }

    /// What `text` says that it must not: each phrase with why. Of what is optional more is asked.
    pub(super) fn find(&self, text: &str, optional: bool) -> Vec<(&str, Wrong)> {
        let words = phrase::words(text);
        let mut lists = vec![(&self.steering, Wrong::Steering)];
        if optional {
            lists.push((&self.loss, Wrong::Loss));
            lists.push((&self.essential, Wrong::Essential));
            lists.push((&self.interest, Wrong::Interest));
        }
        let all = lists.into_iter().flat_map(|(list, why)| list.iter().map(move |one| (one, why)));
        all.filter(|(one, _)| one.is_in(&words)).map(|(one, why)| (one.written(), why)).collect()
    }
}

/// Whether two texts say the same, letter for letter but for case, accents and punctuation, in three
/// words or more.
pub(super) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (phrase::words(one), phrase::words(other));
    one.len() >= 3 && one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::LOCALES;

    #[test]
    fn every_language_has_a_list() {
        for (language, _) in LOCALES {
            assert!(!Wording::of(language).steering.is_empty(), "{language} has no list");
        }
        for (language, text) in LISTS {
            let list: Wording = toml::from_str(text).unwrap();
            for part in [&list.steering, &list.loss, &list.essential, &list.interest] {
                assert!(!part.is_empty(), "{language}");
                // An entry that cannot match is a mistake in the list.
                for one in part {
                    let said = one.written().replace('*', "");
                    assert!(one.is_in(&phrase::words(&said)), "{language}: {}", one.written());
                }
            }
        }
    }

    #[test]
    fn more_is_asked_of_what_is_optional() {
        let english = Wording::of("en-GB");
        let text = "Necessary: without it the basket will not work.";
        assert_eq!(english.find(text, false), []);
        let wrong = [("will not work", Wrong::Loss), ("necessary", Wrong::Essential)];
        assert_eq!(english.find(text, true), wrong);
        assert_eq!(english.find("Enjoy!", false), [("enjoy", Wrong::Steering)]);
        assert_eq!(Wording::of("tlh").find("Enjoy!", true), []);
    }

    /// Words that look like others once their accents and endings are gone.
    #[test]
    fn plain_sentences_are_not_refused() {
        for (language, text) in [
            ("lv", "Palīdz mums saskaitīt apmeklējumus."),
            ("en", "Used exclusively by the shop."),
            ("et", "Andmeid võidakse säilitada; aitab meil külastusi loendada."),
            ("lt", "Naudojama išskirtinai parduotuvėje."),
        ] {
            assert_eq!(Wording::of(language).find(text, true), [], "{language}");
        }
    }

    #[test]
    fn imperatives_and_inflected_forms_are_found() {
        for (language, text) in [
            ("lv", "Palīdziet mums!"),
            ("et", "Nautige!"),
            ("et", "Nõustuge kõigega!"),
            ("lt", "Spustelėkite „Leisti viską“."),
            ("fi", "Paras käyttökokemus, aivan vaarattomasti."),
            ("ru", "Рекомендуемый выбор."),
        ] {
            assert!(!Wording::of(language).find(text, false).is_empty(), "{language}: {text}");
        }
    }
}
