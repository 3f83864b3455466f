//! A theme can be read by everyone: contrast in each scheme that is ever shown, and lengths that keep
//! controls what they are.

use crate::finding::Finding;
use crate::site::{Colour, Document, Length, Palette, PaletteFile, SiteFile};

/// Text on its ground (WCAG 2.2, 1.4.3).
const TEXT: f64 = 4.5;
/// What a control or its focus is known by (WCAG 2.2, 1.4.11).
const CONTROL: f64 = 3.0;

pub(super) fn theme(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let theme = file.theme.resolve();
    let mut findings = lengths(document, file);
    for (scheme, palette) in theme.palettes() {
        let given = if scheme == "light" { &file.theme.light } else { &file.theme.dark };
        findings.extend(contrast(document, scheme, palette, given));
    }
    if file.theme.font.as_deref() == Some("text") {
        let remedy = "name families, or `host` for the page's own.";
        let path = ["theme".into(), "font".into()];
        findings.push(document.error(path, "wrong-value", "Texts cannot follow texts.", remedy));
    }
    findings
}

fn contrast(
    document: &Document<'_>,
    scheme: &str,
    palette: &Palette,
    given: &PaletteFile,
) -> Vec<Finding> {
    let Palette { paper, ink, soft, fill, accent, on_accent, focus, .. } = *palette;
    // What is set in these colours, what it stands on, and what that asks for. Buttons that decide
    // have one pair of colours, so that they cannot differ (L05).
    let pairs = [
        ("L05", ("on_accent", on_accent), ("accent", accent), TEXT),
        ("L31", ("ink", ink), ("paper", paper), TEXT),
        ("L31", ("ink", ink), ("fill", fill), TEXT),
        ("L31", ("soft", soft), ("paper", paper), TEXT),
        ("L31", ("soft", soft), ("fill", fill), TEXT),
        ("L31", ("accent", accent), ("paper", paper), TEXT),
        ("L31", ("accent", accent), ("fill", fill), TEXT),
        ("L31", ("focus", focus), ("paper", paper), CONTROL),
        ("L31", ("focus", focus), ("fill", fill), CONTROL),
    ];
    let faint = |one: Colour, other: Colour, least: f64| one.contrast(other) < least;
    pairs
        .into_iter()
        .filter(|(_, (_, one), (_, other), least)| faint(*one, *other, *least))
        .map(|(rule, (name, one), (ground, other), least)| {
            // Rounded down: 4.499 is not 4.5.
            let contrast = (one.contrast(other) * 100.0).floor() / 100.0;
            let message = format!(
                "`{name}` {one} on `{ground}` {other} has a contrast of {contrast}:1 in {scheme}, not {least}:1."
            );
            let key = if given.has(name) { name } else { ground };
            let remedy = "make one of the two lighter or darker; docs/themes.md lists the pairs.";
            let path = ["theme".into(), scheme.into(), key.into()];
            document.error(path, rule, message, remedy)
        })
        .collect()
}

fn lengths(document: &Document<'_>, file: &SiteFile) -> Vec<Finding> {
    let given = [
        ("radius", &file.theme.radius, 0.0, 2.0, "from 0em to 2em"),
        ("space", &file.theme.space, 0.75, 1.5, "from 0.75em to 1.5em"),
    ];
    let mut findings = Vec::new();
    for (key, text, least, most, range) in given {
        let Some(length) = text.as_deref().and_then(Length::parse) else { continue };
        if !length.is_within(least, most) {
            let message = format!("`{key}` is {length}, not {range}.");
            let path = ["theme".into(), key.into()];
            findings.push(document.error(
                path,
                "wrong-value",
                message,
                "choose one in that range.",
            ));
        }
    }
    findings
}
