//! Themes: what a site may colour, what it may not, and what becomes of it in a style sheet.

#![cfg(feature = "host")]
#![expect(clippy::expect_used, reason = "a test stops where something is not as expected")]

use proptest::prelude::*;
use std::path::Path;
use volens_model::finding::Severity;
use volens_model::site::{Files, Preset, Site, load};

fn apollo(theme: &str) -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sites/apollo");
    let names = ["site.toml", "notice.toml", "texts/lv.toml"];
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the site's file");
    let mut files: Files = names.iter().map(|name| ((*name).to_owned(), read(name))).collect();
    let site = files.get_mut("site.toml").expect("site.toml");
    let spoken = site.lines().find(|line| line.starts_with("languages = ")).expect("languages");
    *site = site.replacen(spoken, "languages = [\"lv\"]", 1);
    *site = site.replacen("[lifetimes]", &format!("{theme}\n\n[lifetimes]"), 1);
    files
}

fn site(theme: &str) -> Site {
    let (site, findings) = load(&apollo(theme));
    assert!(site.is_some(), "{theme}: {findings:?}");
    site.expect("a sound site")
}

/// Rule and message of every error.
fn errors(theme: &str) -> Vec<(String, String)> {
    let (_, findings) = load(&apollo(theme));
    let errors = findings.into_iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| (finding.rule, finding.message)).collect()
}

#[test]
fn the_default_theme_is_the_sheets_own_and_costs_nothing() {
    assert_eq!(site("").theme().css(), "");
    assert_eq!(site("[theme]\npreset = \"bookshop\"").theme().css(), "");
    assert_eq!(site("[theme.light]\naccent = \"#1F4D43\"").theme().css(), "");

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../styles/tokens.css");
    let sheet = std::fs::read_to_string(path).expect("styles/tokens.css");
    let (light, dark) = sheet.split_once("prefers-color-scheme: dark").expect("a dark scheme");
    let said = |sheet: &str, name: &str| {
        let (_, rest) = sheet.split_once(&format!("--{name}:")).expect(name);
        let value = rest.split(';').next().unwrap_or_default().trim().replace(", ", ",");
        if value == "#fff" { "#ffffff".to_owned() } else { value }
    };
    let theme = Preset::Bookshop.theme();
    for (sheet, palette) in [(light, theme.light), (dark, theme.dark)] {
        for (name, colour) in palette.tokens() {
            assert_eq!(said(sheet, name), colour.to_string(), "--{name} in styles/tokens.css");
        }
    }
    let shapes = [("radius", theme.radius), ("space", theme.space)];
    for (name, length) in shapes {
        assert_eq!(said(light, name), length.to_string(), "--{name} in styles/tokens.css");
    }
    // What is one word needs no quotes in the sheet.
    let unquoted = |text: String| text.replace('"', "");
    for (name, font) in [("font", theme.font), ("heading", theme.heading)] {
        assert_eq!(unquoted(said(light, name)), unquoted(font.to_string()), "--{name}");
    }
}

#[test]
fn every_preset_can_be_read_in_every_scheme() {
    for preset in ["bookshop", "plain"] {
        for scheme in ["system", "light", "dark"] {
            let theme = format!("[theme]\npreset = \"{preset}\"\nscheme = \"{scheme}\"");
            assert_eq!(errors(&theme), [], "{theme}");
        }
    }
}

#[test]
fn a_theme_is_printed_as_custom_properties() {
    let css = |theme: &str| site(theme).theme().css();
    let both =
        "[theme]\nradius = \"0px\"\nfont = \"Literata, serif\"\n\n[theme.light]\naccent = \"#123\"";
    assert_eq!(
        css(both),
        ":host,.volens-notice{--accent:#112233;--radius:0px;--font:\"Literata\",serif;--heading:var(--font)}\
         @media (prefers-color-scheme:dark){:host,.volens-notice{--accent:#9fd6c6}}"
    );
    let light = css("[theme]\nscheme = \"light\"");
    assert!(light.starts_with(":host,.volens-notice{--scheme:light;--paper:#fffdf9;"), "{light}");
    assert!(!light.contains("@media"), "{light}");
    // The page's font comes in only where there is a page.
    assert_eq!(
        css("[theme]\nfont = \"host\""),
        ":host,.volens-notice{--heading:var(--font)}:host,:host .volens-notice{--font:initial}"
    );
}

#[test]
fn what_cannot_be_read_is_refused_in_the_scheme_where_it_cannot() {
    let faint = [
        // Accept and Refuse have one pair of colours between them.
        ("light", "on_accent = \"#2f5d53\"", "L05", "`on_accent` #2f5d53 on `accent` #1f4d43"),
        ("light", "ink = \"#aaa\"", "L31", "`ink` #aaaaaa on `paper` #fffdf9"),
        ("light", "accent = \"#e0b040\"", "L31", "`accent` #e0b040 on `paper`"),
        ("light", "focus = \"#eee\"", "L31", "`focus` #eeeeee on `paper`"),
        ("dark", "paper = \"#888\"", "L31", "`soft` #b8ae9f on `paper` #888888"),
        ("dark", "fill = \"#777\"", "L31", "`accent` #9fd6c6 on `fill` #777777"),
        ("dark", "soft = \"#555\"", "L31", "`soft` #555555 on `fill`"),
    ];
    for (scheme, colour, rule, beginning) in faint {
        let theme = format!("[theme.{scheme}]\n{colour}");
        let found = errors(&theme);
        let such = |(found, message): &(String, String)| {
            found == rule && message.starts_with(beginning) && message.contains(scheme)
        };
        assert!(found.iter().any(such), "{theme}: {found:?}");
        // A scheme that is never shown need not be readable.
        let other = if scheme == "light" { "dark" } else { "light" };
        assert_eq!(errors(&format!("[theme]\nscheme = \"{other}\"\n\n{theme}")), [], "{theme}");
    }
}

#[test]
fn hostile_values_reach_no_style_sheet() {
    let hostile = [
        ("[theme.light]\nink = \"red;} button{display:none\"", "wrong-form"),
        ("[theme.light]\nink = \"url(//evil.example)\"", "wrong-form"),
        ("[theme.light]\nink = \"#00000000\"", "wrong-form"),
        ("[theme.dark]\nink = \"var(--paper)\"", "wrong-form"),
        ("[theme]\nradius = \"99999999999999999999em\"", "wrong-form"),
        ("[theme]\nradius = \"calc(1em*9)\"", "wrong-form"),
        ("[theme]\nradius = \"99em\"", "wrong-value"),
        ("[theme]\nspace = \"0em\"", "wrong-value"),
        ("[theme]\nspace = \"-1em\"", "wrong-form"),
        ("[theme]\nfont = \"a\\\"}:host{display:none}\"", "wrong-form"),
        ("[theme]\nfont = \"\"", "wrong-form"),
        ("[theme]\nfont = \"text\"", "wrong-value"),
        ("[theme]\nheading = \"x;y\"", "wrong-form"),
        ("[theme]\npreset = \"invisible\"", "unknown-word"),
        ("[theme]\nscheme = \"both\"", "unknown-word"),
        ("[theme]\nspace = 1", "wrong-value"),
    ];
    for (theme, rule) in hostile {
        let found = errors(theme);
        assert!(found.iter().any(|(found, _)| found == rule), "{theme}: {found:?}");
    }
}

/// A sheet of this shape is one rule after another, and nothing in it can have come from outside.
fn is_made_of_tokens(css: &str) -> bool {
    let names = css.matches('{').count() == css.matches('}').count();
    let quoted = css.matches('"').count().is_multiple_of(2);
    let outside = css.split('"').step_by(2).collect::<String>();
    let inside = css.split('"').skip(1).step_by(2).collect::<String>();
    let plain = |c: char| c.is_ascii_alphanumeric() || ":-.,;#{}()@ ".contains(c);
    let word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-');
    names
        && quoted
        && outside.chars().all(plain)
        && inside.chars().all(word)
        && !css.contains("url")
        && outside.matches('{').count() <= 6
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_written_either_fails_or_is_a_token(
        key in prop::sample::select(vec!["font", "heading", "radius", "space", "light.ink", "dark.accent"]),
        value in prop_oneof![
            ".{0,20}",
            "#[0-9a-fA-F]{0,8}",
            "[0-9]{0,3}[.]?[0-9]{0,4}(em|px|rem)?",
            "[a-zA-Zāčžš0-9 ,;{}\"\\\\-]{0,30}",
        ],
    ) {
        let quoted = serde_json::to_string(&value).expect("a string");
        let (table, key) = key.split_once('.').unwrap_or(("", key));
        let table = if table.is_empty() { "theme".to_owned() } else { format!("theme.{table}") };
        let (site, findings) = load(&apollo(&format!("[{table}]\n{key} = {quoted}")));
        match site {
            Some(site) => prop_assert!(is_made_of_tokens(&site.theme().css()), "{}", site.theme().css()),
            None => prop_assert!(!findings.is_empty()),
        }
    }
}
