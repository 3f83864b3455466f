//! The themes that come with Volens.

use super::{Colour, Font, Length, Palette, Scheme, Theme};
use schemars::JsonSchema;
use serde::Deserialize;

/// A theme to start from: `bookshop` is warm paper, serif headings and a binding's green, `plain` is
/// white, blue and the system's font throughout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    // Its tokens are those of `styles/tokens.css`.
    #[default]
    Bookshop,
    Plain,
}

impl Preset {
    pub const ALL: [Self; 2] = [Self::Bookshop, Self::Plain];

    /// Its tokens.
    #[must_use]
    pub fn theme(self) -> Theme {
        match self {
            Self::Bookshop => bookshop(),
            Self::Plain => plain(),
        }
    }
}

fn bookshop() -> Theme {
    Theme {
        scheme: Scheme::System,
        light: palette([
            0xff_fdf9, 0x22_1f1a, 0x5f_574c, 0xe0_d9cc, 0xf7_f2e9, 0x1f_4d43, 0xff_ffff, 0xa8_480b,
        ]),
        dark: palette([
            0x1c_1a17, 0xf0_eae0, 0xb8_ae9f, 0x3d_3932, 0x26_231f, 0x9f_d6c6, 0x10_251f, 0xf4_b76c,
        ]),
        radius: Length::em(750),
        space: Length::em(1000),
        font: system(),
        heading: families(&["Iowan Old Style", "Palatino", "Georgia", "serif"]),
    }
}

fn plain() -> Theme {
    Theme {
        light: palette([
            0xff_ffff, 0x1a_1c1f, 0x55_5b63, 0xd9_dde2, 0xf4_f6f8, 0x1b_4b91, 0xff_ffff, 0xb3_450b,
        ]),
        dark: palette([
            0x17_191d, 0xec_eef1, 0xae_b4bd, 0x36_3b43, 0x20_242a, 0xa8_c7fa, 0x0b_2347, 0xfb_bf77,
        ]),
        radius: Length::em(375),
        heading: Font::Text,
        ..bookshop()
    }
}

/// Colours in the order in which [`Palette`] declares them.
fn palette(colours: [u32; 8]) -> Palette {
    let [paper, ink, soft, line, fill, accent, on_accent, focus] = colours.map(Colour::hex);
    Palette { paper, ink, soft, line, fill, accent, on_accent, focus }
}

fn system() -> Font {
    families(&["system-ui", "sans-serif"])
}

fn families(names: &[&str]) -> Font {
    Font::Families(names.iter().map(|name| (*name).to_owned()).collect())
}
