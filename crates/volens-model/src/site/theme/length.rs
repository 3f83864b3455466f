//! Lengths: a number and a unit, within bounds.

use std::fmt;

/// How a length is written: `0.5em`, `8px`.
pub(super) const PATTERN: &str = "^[0-9]{1,2}([.][0-9]{1,3})?(em|px)$";

/// Thousandths of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    thousandths: u32,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Em,
    Px,
}

impl Length {
    pub(super) const fn em(thousandths: u32) -> Self {
        Self { thousandths, unit: Unit::Em }
    }

    /// Reads a number of at most two digits, with at most three behind the point, and its unit.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = match text.strip_suffix("em") {
            Some(number) => (number, Unit::Em),
            None => (text.strip_suffix("px")?, Unit::Px),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |text: &str, most: usize| {
            let fine = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            fine.then(|| text.parse::<u32>().ok()).flatten()
        };
        let whole = digits(whole, 2)?;
        let scale = [0, 100, 10, 1].get(fraction.len())?;
        Some(Self { thousandths: whole * 1000 + digits(fraction, 3)? * scale, unit })
    }

    /// Whether the length is from `least` to `most`, both in `em` of 16 pixels.
    #[must_use]
    pub fn is_within(self, least: f64, most: f64) -> bool {
        let value = f64::from(self.thousandths) / 1000.0;
        let ems = if self.unit == Unit::Px { value / 16.0 } else { value };
        (least..=most).contains(&ems)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.thousandths / 1000, self.thousandths % 1000);
        write!(f, "{whole}")?;
        if rest > 0 {
            let digits = format!("{rest:03}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str(if self.unit == Unit::Em { "em" } else { "px" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_numbers_with_a_unit() {
        for (text, printed) in
            [("0.5em", "0.5em"), ("08px", "8px"), ("0em", "0em"), ("1.250em", "1.25em")]
        {
            assert_eq!(
                Length::parse(text).map(|length| length.to_string()).as_deref(),
                Some(printed)
            );
        }
        for wrong in
            ["", "1", "em", ".5em", "1.em", "100em", "1.2345em", "-1em", "1e3px", "1rem", "1 em"]
        {
            assert_eq!(Length::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn bounds_are_the_same_in_both_units() {
        let within = |text: &str| Length::parse(text).is_some_and(|one| one.is_within(0.75, 1.5));
        assert!(within("0.75em") && within("12px") && within("24px") && within("1.5em"));
        assert!(!within("0.749em") && !within("11px") && !within("25px"));
    }
}
