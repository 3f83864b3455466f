//! `volens check --browser`, as its users start it: what is equal passes and is written down, and what a
//! style sheet makes unequal fails by its rule.

#![cfg(test)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use volens_model::digest::digest;
use volens_model::evidence::Manifest;

/// Behind the built sheet: how it is spoiled, and what is said by which rule.
const SPOILED: &[(&str, &[(&str, &str)])] = &[
    (
        "[data-volens=refuse]{font-size:12px;inline-size:6em;opacity:.5;background:none;border:0;\
         text-decoration:underline;color:var(--accent)}",
        &[
            ("L05", "Refuse is 72 × 44 px and Accept "),
            ("L05", "Refuse is seen as #8fa59e on #fffdf9 and Accept as #ffffff on #1f4d43"),
            ("L05", "have a contrast of 2.57:1, below 4.5:1"),
            ("L05", "font-size 12px and 16px"),
            ("L05", "text-decoration-line underline and none"),
        ],
    ),
    (
        ".decide{color:#46786d}.actions .quiet{display:none}",
        &[
            ("L05", "The words on Accept, #46786d on #1f4d43, have a contrast of 1.89:1"),
            ("L09", "No control that opens the settings"),
        ],
    ),
    (
        ".decide{background:url(data:,)}[data-volens=refuse]{text-indent:99em;overflow:hidden}",
        &[("L05", "Accept has an image"), ("L02", "Refuse has words that do not fit into it")],
    ),
    ("[data-volens=refuse]{visibility:hidden}", &[("L02", "Refuse is hidden")]),
    (
        ".volens-banner{inset-block-end:-9em}",
        &[("L02", "Refuse is not wholly within the window"), ("L05", "Accept is not wholly")],
    ),
    (
        ".actions{position:relative}.actions::after{content:\"\";position:absolute;inset:0}",
        &[("L02", "Refuse is covered"), ("L05", "Accept is covered")],
    ),
    ("[data-volens=accept]::after{content:\"!\"}", &[("L05", "content::after none and \"!\"")]),
];

#[test]
fn six_languages_are_measured_and_written_down() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (site, out) = (folder.path(), out.path());
    copy(&root().join("sites/apollo"), site);
    let output = check(site, &dist(), &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("36 looks measured in chrome "), "{}", said(&output));

    let text = fs::read_to_string(site.join("evidence/manifest.json")).unwrap();
    let manifest: Manifest = serde_json::from_str(&text).unwrap();
    let languages: Vec<&str> = manifest.entries.iter().map(|entry| &*entry.language).collect();
    assert_eq!(languages, ["lv", "en", "et", "lt", "ru", "fi"]);
    let built = build(site, out);
    assert!(built.contains("measured in chrome"), "{built}");
    let (mut words, mut pictures) = (BTreeSet::new(), BTreeSet::new());
    for entry in &manifest.entries {
        let bundle = fs::read_to_string(out.join(format!("apollo/{}.js", entry.language))).unwrap();
        assert!(bundle.contains(&format!("\"shown\":\"{}\"", entry.shown)), "{}", entry.language);
        words.insert(&entry.words);
        let looks: BTreeSet<String> = entry.looks.iter().map(ToString::to_string).collect();
        let expected = ["1280×800 dark", "1280×800 light", "320×256 dark", "320×256 light"];
        let expected = expected.into_iter().chain(["360×640 dark", "360×640 light"]);
        assert_eq!(looks, expected.map(str::to_owned).collect());
        for look in &entry.looks {
            let picture = fs::read(site.join("evidence").join(&look.screenshot.file)).unwrap();
            assert_eq!(digest(&picture), look.screenshot.sha256, "{}", look.screenshot.file);
            assert_eq!(size(&picture), (look.width, look.height), "{}", look.screenshot.file);
            pictures.insert(&look.screenshot.sha256);
            let named = |name| look.controls.iter().find(|control| control.name == name).unwrap();
            let (accept, refuse) = (named("accept"), named("refuse"));
            assert_eq!(accept.height, refuse.height);
            assert!((accept.width - refuse.width).abs() < 0.1, "{accept:?} {refuse:?}");
            assert!(accept.height >= 44.0 && accept.contrast.unwrap() >= 4.5, "{accept:?}");
            assert_eq!(look.focus, None);
        }
    }
    assert_eq!((words.len(), pictures.len()), (6, 36), "no two look the same");

    // One word more, and what was measured is no longer what is published.
    let site_toml = site.join("site.toml");
    let text = fs::read_to_string(&site_toml).unwrap();
    fs::write(&site_toml, text.replacen("Apollo Group OÜ", "Apollo Group", 1)).unwrap();
    let built = build(site, out);
    assert!(built.contains("the measurements are of another version"), "{built}");
}

#[test]
fn a_sheet_that_makes_them_unequal_fails_by_its_rule() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    copy(&root().join("tests/e2e/site"), &site);
    let path = site.join("site.toml");
    let text = fs::read_to_string(&path).unwrap();
    let light = text.replacen("[controller]", "[theme]\nscheme = \"light\"\n\n[controller]", 1);
    fs::write(path, light).unwrap();
    for (number, (css, expected)) in SPOILED.iter().enumerate() {
        let assets = folder.path().join(number.to_string());
        copy(&dist(), &assets);
        let sheet = assets.join("banner.css");
        let text = fs::read_to_string(&sheet).unwrap();
        fs::write(&sheet, text + css).unwrap();
        let output = check(&site, &assets, &[]);
        let said = said(&output);
        assert_eq!(output.status.code(), Some(1), "{css}: {said}");
        for (rule, message) in *expected {
            let finding = said.lines().find(|line| line.contains(message));
            let finding = finding.unwrap_or_else(|| panic!("{css}: {message}: {said}"));
            assert!(finding.contains(&format!("error [{rule}]")), "{css}: {finding}");
            assert!(finding.contains("Remedy: "), "{finding}");
        }
        assert!(!site.join("evidence").exists(), "what is unequal is no evidence");
    }
}

#[test]
fn a_site_that_only_informs_has_nothing_to_compare() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("plain.json");
    let site = root().join("tests/e2e/plain");
    let output = check(&site, &dist(), &["--out", out.to_str().unwrap()]);
    assert!(output.status.success(), "{}", said(&output));
    let manifest: Value = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
    let names = manifest.pointer("/entries/0/looks/0/controls").unwrap().as_array().unwrap();
    let names: Vec<&str> = names.iter().map(|control| control["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["settings", "link", "refuse"]);
}

fn check(site: &Path, assets: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(program());
    command.arg("check").arg(site).arg("--browser").arg("--assets").arg(assets);
    command.args(more).output().unwrap()
}

/// What it said, on both streams.
fn build(site: &Path, out: &Path) -> String {
    let mut command = Command::new(program());
    command.arg("build").arg("--site").arg(site).arg("--out").arg(out);
    let output = command.arg("--assets").arg(dist()).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    said(&output)
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// Of a PNG, by its header.
fn size(picture: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
    }
}

/// Beside the test's own program, where cargo puts both.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().and_then(Path::parent).unwrap().join("volens")
}

fn dist() -> PathBuf {
    root().join("dist")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
