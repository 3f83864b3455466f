//! ISO 8601 durations in words, with the plural rules of the language.

use super::{Durations, Forms, Words};

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

/// The CLDR plural category of a whole number.
fn plural(language: &str, count: u32) -> &'static str {
    let primary = language.split('-').next().unwrap_or_default();
    match (primary, count % 10, count % 100) {
        ("lv", 0, _) | ("lv", _, 11..=19) => "zero",
        ("lv", 1, _) => "one",
        ("lv", _, _) => "other",
        _ if count == 1 => "one",
        _ => "other",
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

    #[test]
    fn latvian() {
        for (iso, words) in [
            ("P1Y", "1 gads"),
            ("P2Y", "2 gadi"),
            ("P10Y", "10 gadu"),
            ("P1M", "1 mēnesis"),
            ("P11M", "11 mēnešu"),
            ("P13M", "13 mēnešu"),
            ("P21D", "21 diena"),
            ("P111D", "111 dienu"),
            ("P182D", "182 dienas"),
            ("PT30M", "30 minūšu"),
            ("P1Y6M", "1 gads 6 mēneši"),
            ("session", "līdz pārlūka aizvēršanai"),
            ("persistent", "līdz dzēšanai"),
        ] {
            assert_eq!(say("lv", iso), words, "{iso}");
        }
    }

    #[test]
    fn english() {
        for (iso, words) in [
            ("P1Y", "1 year"),
            ("P13M", "13 months"),
            ("P1DT12H", "1 day 12 hours"),
            ("P2W", "2 weeks"),
            ("PT1M", "1 minute"),
            ("PT45S", "45 seconds"),
            ("session", "until you close the browser"),
            ("persistent", "until it is deleted"),
        ] {
            assert_eq!(say("en", iso), words, "{iso}");
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
