//! Whether what was measured gives Accept and Refuse equal standing.

use super::{Control, Entry, Flaw, Look, Manifest, Unlike};
use crate::finding::{Finding, Severity};

/// By how many pixels two boxes may differ: one is lost by rounding.
const ROUNDING: f64 = 1.0;

/// WCAG 2.2, 1.4.3, for text of any size.
const CONTRAST: f64 = 4.5;

/// How many properties are named.
const MOST: usize = 12;

const TELLING: &[&str] = &[
    "localName",
    "font-size",
    "font-weight",
    "font-family",
    "color",
    "background-color",
    "border-top-width",
    "opacity",
    "visibility",
    "text-decoration-line",
];

const REBUILD: &str = "no site can style one button alone: take the sheets and the gate in --assets as \
                       `cargo xtask dist` builds them.";
const SHORTEN: &str =
    "shorten what the banner says (texts/), or choose another layout in [banner].";
const COLOURS: &str = "change `accent` or `on_accent` in [theme].";

/// Everything that makes the first layer unfair, each kind of mistake once, where it is seen first.
/// `asks`: whether there is anything to consent to; where not, the banner only informs and has nothing
/// to compare (L26).
#[must_use]
pub fn findings(manifest: &Manifest, asks: bool) -> Vec<Finding> {
    let looks = manifest.entries.iter().flat_map(|entry| {
        entry.looks.iter().map(move |look| Measured { entry, look, found: Vec::new() })
    });
    let mut kinds: Vec<(Kind, Finding, usize)> = Vec::new();
    for (kind, finding) in looks.flat_map(|measured| measured.all(asks)) {
        match kinds.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, _, more)) => *more += 1,
            None => kinds.push((kind, finding, 0)),
        }
    }
    let counted = |(_, mut finding, more): (Kind, Finding, usize)| {
        match more {
            0 => {}
            1 => finding.message.push_str(" It is so in one more look."),
            _ => finding.message.push_str(&format!(" It is so in {more} more looks.")),
        }
        finding
    };
    kinds.into_iter().map(counted).collect()
}

/// What is wrong, with which control.
type Kind = (&'static str, &'static str);

struct Measured<'a> {
    entry: &'a Entry,
    look: &'a Look,
    found: Vec<(Kind, Finding)>,
}

impl<'a> Measured<'a> {
    fn all(mut self, asks: bool) -> Vec<(Kind, Finding)> {
        let refuse = self.one("refuse", "Refuse", "L02");
        if asks {
            let accept = self.one("accept", "Accept", "L05");
            if let (Some(accept), Some(refuse)) = (accept, refuse) {
                self.compare(accept, refuse);
            }
            self.rest();
        }
        self.found
    }

    /// The only control of that name, and what is wrong with it by itself.
    fn one(&mut self, name: &'static str, title: &str, rule: &'static str) -> Option<&'a Control> {
        let mut named = self.look.controls.iter().filter(|control| control.name == name);
        let (Some(control), None) = (named.next(), named.next()) else {
            let message = format!("The first layer has not exactly one {title} button.");
            self.add((name, "number"), rule, message, REBUILD);
            return None;
        };
        if let Some(flaw) = control.flaw {
            let (kind, wrong, remedy) = match flaw {
                Flaw::Hidden => ("hidden", "is hidden", REBUILD),
                Flaw::Covered => ("covered", "is covered, or cannot be pressed", REBUILD),
                Flaw::Outside => ("outside", "is not wholly within the window", SHORTEN),
                Flaw::Cut => ("cut", "has words that do not fit into it", SHORTEN),
            };
            self.add((name, kind), rule, format!("{title} {wrong}."), remedy);
        }
        let Control { color, background, contrast, .. } = control;
        match contrast {
            Some(contrast) if *contrast >= CONTRAST => {}
            Some(contrast) => {
                let message = format!(
                    "The words on {title}, {color} on {background}, have a contrast of \
                     {contrast:.2}:1, below {CONTRAST}:1."
                );
                self.add((name, "contrast"), "L05", message, COLOURS);
            }
            None => {
                let message = format!("{title} has an image, a filter or a mask on or behind it.");
                self.add((name, "image"), "L05", message, REBUILD);
            }
        }
        Some(control)
    }

    fn compare(&mut self, accept: &Control, refuse: &Control) {
        let differ = |one: f64, other: f64| (one - other).abs() > ROUNDING;
        if differ(accept.width, refuse.width) || differ(accept.height, refuse.height) {
            let message = format!(
                "Refuse is {} × {} px and Accept {} × {} px.",
                refuse.width, refuse.height, accept.width, accept.height
            );
            self.add(("both", "size"), "L05", message, REBUILD);
        }
        if (&accept.color, &accept.background) != (&refuse.color, &refuse.background) {
            let message = format!(
                "Refuse is seen as {} on {} and Accept as {} on {}.",
                refuse.color, refuse.background, accept.color, accept.background
            );
            self.add(("both", "colours"), "L05", message, REBUILD);
        }
        if !self.look.unlike.is_empty() {
            let message = format!("Refuse and Accept differ: {}.", differences(&self.look.unlike));
            self.add(("both", "style"), "L05", message, REBUILD);
        }
    }

    /// What else makes one of the choices harder.
    fn rest(&mut self) {
        let mut settings = self.look.controls.iter().filter(|control| control.name == "settings");
        if !settings.any(|control| control.flaw.is_none()) {
            let message = "No control that opens the settings can be seen and pressed.";
            self.add(("settings", "hidden"), "L09", message, SHORTEN);
        }
        if self.look.focus.as_deref() == Some("accept") {
            let message = "Accept has the focus when the page opens: Enter would press it.";
            self.add(("accept", "focus"), "L05", message, REBUILD);
        }
    }

    fn add(&mut self, kind: Kind, rule: &str, message: impl Into<String>, remedy: &str) {
        let finding = Finding {
            file: format!("{} {}", self.entry.language, self.look),
            line: 0,
            severity: Severity::Error,
            rule: rule.to_owned(),
            message: message.into(),
            remedy: remedy.to_owned(),
        };
        self.found.push((kind, finding));
    }
}

/// The properties with the values of Refuse and Accept; of many, those that a person sees first.
fn differences(unlike: &[Unlike]) -> String {
    let telling = |unlike: &&Unlike| TELLING.iter().position(|name| *name == unlike.property);
    let mut unlike: Vec<&Unlike> = unlike.iter().collect();
    unlike.sort_by_key(|unlike| telling(unlike).unwrap_or(TELLING.len()));
    let more = unlike.len().saturating_sub(MOST);
    let each = unlike.into_iter().take(MOST);
    let each =
        each.map(|Unlike { property, accept, refuse }| format!("{property} {refuse} and {accept}"));
    let text = each.collect::<Vec<String>>().join("; ");
    if more == 0 { text } else { format!("{text}; and {more} more") }
}
