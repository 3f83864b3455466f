//! No dark pattern can be configured: each file of `testdata/negative/` spoils the sound bookshop in one
//! way, and `volens check` refuses it by its rule. Everything in `testdata/positive/` is accepted.

#![cfg(feature = "host")]
#![expect(clippy::expect_used, reason = "a test stops where something is not as expected")]

use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use volens_model::finding::{Finding, Severity};
use volens_model::site::{Files, load};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Attempt {
    /// Who calls it a dark pattern.
    source: String,
    file: String,
    find: String,
    replace: String,
    line: String,
    rule: String,
    says: String,
}

fn testdata(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(folder)
}

/// What is in a folder, by name.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// A site's files, as `volens check` reads them.
fn site(folder: &Path) -> Files {
    let inside = [folder.to_owned(), folder.join("texts")];
    let paths = inside.iter().flat_map(|folder| entries(folder));
    let files = paths.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    files
        .map(|path| {
            let name = path.strip_prefix(folder).expect("a path below").display().to_string();
            (name, std::fs::read_to_string(&path).expect("a file"))
        })
        .collect()
}

fn errors(files: &Files) -> Vec<Finding> {
    let (site, findings) = load(files);
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    let errors: Vec<Finding> = findings.into_iter().filter(is_error).collect();
    assert_eq!(site.is_none(), !errors.is_empty(), "a site exactly when nothing is wrong");
    errors
}

#[test]
fn every_positive_example_is_accepted() {
    let mut examples = entries(&testdata("positive"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let ours = [
        "sites/apollo",
        "sites/club",
        "tests/e2e/durable",
        "tests/e2e/modal",
        "tests/e2e/plain",
        "tests/e2e/site",
        "tests/pages/site",
    ];
    examples.extend(ours.iter().map(|folder| root.join(folder)));
    for folder in examples {
        assert_eq!(errors(&site(&folder)), [], "{}", folder.display());
    }
}

#[test]
fn a_page_is_not_locked_for_what_is_merely_told() {
    let mut files = site(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/e2e/plain"));
    let text = files.get_mut("site.toml").expect("the site's file");
    let banner = "[banner]\nlayout = \"dialog\"\nmodal = true\n\n[[category]]";
    *text = text.replacen("[[category]]", banner, 1);
    let errors = errors(&files);
    let [error] = errors.as_slice() else { panic!("{errors:?}") };
    assert_eq!((error.rule.as_str(), error.file.as_str()), ("L07", "site.toml"));
    assert!(error.message.contains("nothing to decide"), "{error:?}");
}

#[test]
fn every_dark_pattern_is_refused_by_its_rule_and_line() {
    let sound = site(&testdata("positive/bookshop"));
    let documented = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let documented = std::fs::read_to_string(documented).expect("docs/rules.md");
    let mut rules = BTreeSet::new();
    let mut missed = Vec::new();
    let fixtures = entries(&testdata("negative"));
    assert!(fixtures.len() > 40, "{}", fixtures.len());
    for path in fixtures {
        let name = path.display();
        let text = std::fs::read_to_string(&path).expect("a fixture");
        let attempt: Attempt = toml::from_str(&text).expect("a fixture of this shape");
        assert!(!attempt.source.is_empty(), "{name}");
        let mut files = sound.clone();
        let spoilt = files.get_mut(&attempt.file).expect("a file of the bookshop");
        assert!(spoilt.contains(&attempt.find), "{name}: the bookshop has no such text");
        *spoilt = spoilt.replacen(&attempt.find, &attempt.replace, 1);
        let line = spoilt.lines().position(|line| line.contains(&attempt.line));
        let line = line.expect("the line that is refused") + 1;

        let found = errors(&files);
        let is_it = |finding: &Finding| {
            (finding.file.as_str(), finding.line, finding.rule.as_str())
                == (attempt.file.as_str(), line, attempt.rule.as_str())
                && finding.message.contains(&attempt.says)
                && finding.remedy.ends_with('.')
        };
        if !found.iter().any(is_it) {
            missed.push(format!("{name}: line {line}: {found:#?}"));
        }
        assert!(
            documented.contains(&attempt.rule),
            "{name}: docs/rules.md does not know {}",
            attempt.rule
        );
        rules.insert(attempt.rule);
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    // One for each of the violations that noyb and the Taskforce count, and more.
    for rule in
        ["L02", "L03", "L04", "L05", "L06", "L07", "L11", "L14", "L18", "L19", "L25", "stirring"]
    {
        assert!(rules.contains(rule), "{rule} has no fixture");
    }
}
