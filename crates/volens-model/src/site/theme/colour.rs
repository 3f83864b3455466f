//! Colours that contrast can be computed of: opaque, in sRGB.

use std::fmt;

/// How a colour is written: `#rgb` or `#rrggbb`. Names, functions and transparency are not taken: what
/// is behind a transparent colour is not known here.
pub(super) const PATTERN: &str = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$";

/// An opaque sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// `0xrrggbb`.
    pub(super) const fn hex(value: u32) -> Self {
        let [_, red, green, blue] = value.to_be_bytes();
        Self { red, green, blue }
    }

    /// Reads `#rgb` or `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        // `from_str_radix` alone would take a sign.
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            6 => Some(Self::hex(value)),
            3 => {
                let nibble = |shift: u32| (value >> shift) & 0xf;
                Some(Self::hex(nibble(8) * 0x11_0000 + nibble(4) * 0x1100 + nibble(0) * 0x11))
            }
            _ => None,
        }
    }

    /// The contrast of two colours, from 1 to 21 (WCAG 2.2, *contrast ratio*).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// WCAG 2.2, *relative luminance*.
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.0722f64.mul_add(
            linear(self.blue),
            0.2126f64.mul_add(linear(self.red), 0.7152 * linear(self.green)),
        )
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_hexadecimal_and_nothing_else() {
        assert_eq!(Colour::parse("#Fa0"), Colour::parse("#ffaa00"));
        assert_eq!(Colour::hex(0x00_1f_4d).to_string(), "#001f4d");
        for wrong in ["", "#", "#ff", "#ffff", "#ffffff80", "red", "#+ff", "#ggg", "#fff;", "#āāā"]
        {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_as_wcag_computes_it() {
        let [white, black] = [Colour::hex(0xff_ff_ff), Colour::hex(0)];
        assert!((white.contrast(black) - 21.0).abs() < 1e-9);
        assert!((white.contrast(white) - 1.0).abs() < 1e-9);
        // The grey that is known to miss 4.5:1 by a hair, and the next darker one.
        assert!(white.contrast(Colour::hex(0x77_77_77)) < 4.5);
        assert!(white.contrast(Colour::hex(0x76_76_76)) >= 4.5);
    }
}
