//! ISO 8601 durations in words, with the plural rules of the language.

use super::{Durations, Forms, Words};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};

impl Words {
    /// `P13M` as "13 months", `session` as "until you close the browser". What is not a duration
    /// stays as it is: `volens check` has refused it long before a visitor could see it.
    #[must_use]
    pub fn duration(&self, language: &str, iso: &str) -> String {
        match iso {
            "session" => return self.durations.session.clone(),
            "persistent" => return self.durations.persistent.clone(),
            _ => {}
        }
        let Some(amounts) = amounts(iso) else { return iso.to_owned() };
        let worded = amounts.into_iter().filter_map(|(count, unit)| {
            let forms = unit.forms(&self.durations);
            let noun = forms.get(plural(language, count)).or_else(|| forms.get("other"))?;
            Some(format!("{count} {noun}"))
        });
        worded.collect::<Vec<_>>().join(" ")
    }
}

#[derive(Clone, Copy)]
enum Unit {
    Year,
    Month,
    Week,
    Day,
    Hour,
    Minute,
    Second,
}

impl Unit {
    fn forms(self, words: &Durations) -> &Forms {
        match self {
            Self::Year => &words.year,
            Self::Month => &words.month,
            Self::Week => &words.week,
            Self::Day => &words.day,
            Self::Hour => &words.hour,
            Self::Minute => &words.minute,
            Self::Second => &words.second,
        }
    }
}

/// The parts of `PnYnMnWnDTnHnMnS`: whole numbers, at least one, in any order.
fn amounts(iso: &str) -> Option<Vec<(u32, Unit)>> {
    let (date, time) = match iso.strip_prefix('P')?.split_once('T') {
        Some((date, time)) if !time.is_empty() => (date, time),
        Some(_) => return None,
        None => (iso.strip_prefix('P')?, ""),
    };
    let mut found = Vec::new();
    for (part, is_time) in [(date, false), (time, true)] {
        let mut rest = part;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_digit())?;
            let (count, tail) = (rest.get(..end)?.parse().ok()?, rest.get(end..)?);
            let unit = match (tail.chars().next()?, is_time) {
                ('Y', false) => Unit::Year,
                ('M', false) => Unit::Month,
                ('W', false) => Unit::Week,
                ('D', false) => Unit::Day,
                ('H', true) => Unit::Hour,
                ('M', true) => Unit::Minute,
                ('S', true) => Unit::Second,
                _ => return None,
            };
            found.push((count, unit));
            rest = tail.get(1..)?;
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The CLDR plural category of a whole number; `other` where CLDR does not know the language.
fn plural(language: &str, count: u32) -> &'static str {
    let rules = language.parse().ok().and_then(|locale: Locale| {
        PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into()).ok()
    });
    match rules.map_or(PluralCategory::Other, |rules| rules.category_for(count)) {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{LOCALES, locale};
    use std::collections::BTreeSet;

    fn say(language: &str, iso: &str) -> String {
        locale(language).expect("a language we speak").duration(language, iso)
    }

    /// Where the plural rules of our languages part: one, two, five, the teens, what ends in one
    /// and two, and the lifetime of a decision.
    #[test]
    fn days_in_six_languages() {
        for (language, days) in [
            ("lv", ["1 diena", "2 dienas", "5 dienas", "11 dienu", "21 diena", "22 dienas"]),
            ("en", ["1 day", "2 days", "5 days", "11 days", "21 days", "22 days"]),
            ("et", ["1 päev", "2 päeva", "5 päeva", "11 päeva", "21 päeva", "22 päeva"]),
            ("lt", ["1 diena", "2 dienos", "5 dienos", "11 dienų", "21 diena", "22 dienos"]),
            ("ru", ["1 день", "2 дня", "5 дней", "11 дней", "21 день", "22 дня"]),
            ("fi", ["1 päivä", "2 päivää", "5 päivää", "11 päivää", "21 päivää", "22 päivää"]),
        ] {
            let said = ["P1D", "P2D", "P5D", "P11D", "P21D", "P22D"].map(|iso| say(language, iso));
            assert_eq!(said, days, "{language}");
        }
        for (language, days) in [
            ("lv", "182 dienas"),
            ("en", "182 days"),
            ("et", "182 päeva"),
            ("lt", "182 dienos"),
            ("ru", "182 дня"),
            ("fi", "182 päivää"),
        ] {
            assert_eq!(say(language, "P182D"), days);
        }
    }

    #[test]
    fn years_months_and_compounds() {
        for (language, iso, words) in [
            ("lv", "P1Y", "1 gads"),
            ("lv", "P10Y", "10 gadu"),
            ("lv", "P13M", "13 mēnešu"),
            ("lv", "P111D", "111 dienu"),
            ("lv", "P1Y6M", "1 gads 6 mēneši"),
            ("lv", "PT30M", "30 minūšu"),
            ("en", "P13M", "13 months"),
            ("en", "P1DT12H", "1 day 12 hours"),
            ("en", "PT45S", "45 seconds"),
            ("et", "P1Y", "1 aasta"),
            ("et", "P2Y", "2 aastat"),
            ("et", "P13M", "13 kuud"),
            ("lt", "P1Y", "1 metai"),
            ("lt", "P2Y", "2 metai"),
            ("lt", "P10Y", "10 metų"),
            ("lt", "P13M", "13 mėnesių"),
            ("ru", "P1Y", "1 год"),
            ("ru", "P2Y", "2 года"),
            ("ru", "P5Y", "5 лет"),
            ("ru", "P13M", "13 месяцев"),
            ("ru", "P111D", "111 дней"),
            ("fi", "P1Y", "1 vuosi"),
            ("fi", "P2Y", "2 vuotta"),
            ("fi", "P13M", "13 kuukautta"),
        ] {
            assert_eq!(say(language, iso), words, "{language} {iso}");
        }
    }

    #[test]
    fn without_an_end_that_can_be_counted() {
        for (language, session, persistent) in [
            ("lv", "līdz pārlūka aizvēršanai", "līdz dzēšanai"),
            ("en", "until you close the browser", "until it is deleted"),
            ("et", "kuni brauseri sulgemiseni", "kuni kustutamiseni"),
            ("lt", "iki naršyklės uždarymo", "iki ištrynimo"),
            ("ru", "до закрытия браузера", "до удаления"),
            ("fi", "selaimen sulkemiseen asti", "poistamiseen asti"),
        ] {
            assert_eq!(say(language, "session"), session);
            assert_eq!(say(language, "persistent"), persistent);
        }
    }

    #[test]
    fn what_is_not_a_duration_stays_as_it_is() {
        for text in ["", "P", "PT", "P1", "1Y", "P1S", "P1YT", "P-1D", "P99999999999Y", "P1ā"] {
            assert_eq!(say("en", text), text);
        }
    }

    #[test]
    fn every_language_has_exactly_the_forms_its_plural_rule_asks_for() {
        for (language, _) in LOCALES {
            let asked: BTreeSet<&str> = (0..200).map(|count| plural(language, count)).collect();
            let words = locale(language).expect("a language we speak").durations;
            let units = [
                ("year", words.year),
                ("month", words.month),
                ("week", words.week),
                ("day", words.day),
                ("hour", words.hour),
                ("minute", words.minute),
                ("second", words.second),
            ];
            for (unit, forms) in units {
                let has: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
                assert_eq!(has, asked, "locales/{language}.toml: durations.{unit}");
            }
        }
    }
}
