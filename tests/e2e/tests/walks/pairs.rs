//! A pairwise selection of what `tests/views/` sees whole in Chromium: each two values of view, language,
//! theme, width and mode meet in Firefox, and in WebKitGTK, and axe-core finds nothing.

use super::axe::{LANGUAGES, View, WIDTHS, has_no_violation};
use super::variants::{Theme, site_of, sites};
use anyhow::{Result, ensure};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::time::Instant;
use volens_e2e::Stage;

const VIEWS: [View; 12] = [
    View::Banner,
    View::Bar,
    View::Modal,
    View::Necessary,
    View::Status,
    View::Placeholder,
    View::Contact,
    // Before the views in which the widget is: what a browser has of it, it does not ask for again.
    View::Settings,
    View::Widget,
    View::Contacts,
    View::Choices,
    View::Overview,
];

/// What a visitor's browser asks pages for: each is a browser of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Light,
    Dark,
    /// Colours that the visitor forces on pages.
    Forced,
}

impl Mode {
    pub(crate) const OF_FIREFOX: &[Self] = &[Self::Light, Self::Dark, Self::Forced];
    /// It has no forced colours.
    pub(crate) const OF_WEBKIT: &[Self] = &[Self::Light, Self::Dark];

    fn query(self) -> &'static str {
        match self {
            Self::Light => "(prefers-color-scheme: light)",
            Self::Dark => "(prefers-color-scheme: dark)",
            Self::Forced => "(forced-colors: active)",
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Case {
    view: View,
    language: &'static str,
    theme: Theme,
    width: u32,
    mode: Mode,
}

impl Case {
    /// Each two values that meet in it.
    fn pairs(self) -> HashSet<(String, String)> {
        let values = [
            format!("{:?}", self.view),
            self.language.to_owned(),
            format!("{:?}", self.theme),
            self.width.to_string(),
            format!("{:?}", self.mode),
        ];
        let with_later = |(at, one): (usize, &String)| {
            let one = one.clone();
            let later: Vec<_> = values.iter().skip(at + 1).cloned().collect();
            later.into_iter().map(move |other| (one.clone(), other))
        };
        values.iter().enumerate().flat_map(with_later).collect()
    }
}

fn all(modes: &[Mode]) -> Vec<Case> {
    let mut all = Vec::new();
    for view in VIEWS {
        for language in LANGUAGES {
            for theme in Theme::ALL {
                for width in WIDTHS {
                    let of = |mode: &Mode| Case { view, language, theme, width, mode: *mode };
                    all.extend(modes.iter().map(of));
                }
            }
        }
    }
    all
}

fn met<'a>(cases: impl IntoIterator<Item = &'a Case>) -> HashSet<(String, String)> {
    cases.into_iter().flat_map(|case| case.pairs()).collect()
}

/// So few that each pair is met: whatever brings the most that is new comes next; of several as good ones what
/// has been seen least.
fn selection(modes: &[Mode]) -> Vec<Case> {
    let all: Vec<_> = all(modes).into_iter().map(|case| (case, case.pairs())).collect();
    let mut times: HashMap<_, usize> =
        all.iter().flat_map(|(_, pairs)| pairs.clone()).map(|pair| (pair, 0)).collect();
    let mut chosen = Vec::new();
    while times.values().any(|met| *met == 0) {
        let worth = |(_, pairs): &&(Case, HashSet<_>)| {
            let met = pairs.iter().filter_map(|pair| times.get(pair));
            (met.clone().filter(|met| **met == 0).count(), Reverse(met.sum::<usize>()))
        };
        let Some((case, pairs)) = all.iter().max_by_key(worth) else { break };
        chosen.push(*case);
        for pair in pairs {
            times.entry(pair.clone()).and_modify(|met| *met += 1);
        }
    }
    chosen
}

/// The cases of this browser's mode, of those that together are the engine's selection.
pub(crate) async fn every_pair(stage: &mut Stage, mode: Mode, of: &[Mode]) -> Result<()> {
    let asked = format!("return matchMedia('{}').matches", mode.query());
    let asked = stage.page().session.execute(asked, []).await?;
    ensure!(asked.json() == true, "this browser does not ask for {mode:?}");
    let sites = sites(stage.folder())?;
    stage.serve_too(sites).await?;
    let mut cases = selection(of);
    cases.retain(|case| case.mode == mode);
    cases.sort_by_key(|case| VIEWS.iter().position(|view| *view == case.view));
    let begun = Instant::now();
    for Case { view, language, theme, width, .. } in &cases {
        has_no_violation(stage, *view, &site_of(*view, *theme), language, *width).await?;
    }
    println!("{} views in {mode:?}, {} s", cases.len(), begun.elapsed().as_secs());
    Ok(())
}

/// In Firefox and in WebKitGTK.
#[test]
fn firefox_and_webkit_meet_every_pair_and_no_case_can_be_left_out() {
    for modes in [Mode::OF_FIREFOX, Mode::OF_WEBKIT] {
        let chosen = selection(modes);
        let axes = [VIEWS.len(), LANGUAGES.len(), Theme::ALL.len(), WIDTHS.len(), modes.len()];
        let pairs: usize = axes
            .iter()
            .enumerate()
            .map(|(at, length)| length * axes.iter().skip(at + 1).sum::<usize>())
            .sum();
        assert_eq!(met(&chosen).len(), pairs);
        for left_out in 0..chosen.len() {
            let rest = chosen.iter().enumerate().filter(|(at, _)| *at != left_out);
            let met = met(rest.map(|(_, case)| case));
            assert!(met.len() < pairs, "{:?} is needless", chosen[left_out]);
        }
    }
}
