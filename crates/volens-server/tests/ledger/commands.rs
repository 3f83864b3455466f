//! The command line.

use crate::stand_ins;
use crate::support::{Ledger, copy, site};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

#[test]
fn a_sound_site_passes_the_check() {
    let output = volens(&["check", site().to_str().unwrap()]);
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    assert!(!said.contains(": error ["), "{said}");
}

#[test]
fn five_mistakes_are_five_findings_each_with_line_rule_and_remedy() {
    let folder = tempfile::tempdir().unwrap();
    copy(&site(), folder.path());
    let path = folder.path().join("site.toml");
    let mut mistaken = std::fs::read_to_string(&path).unwrap();
    for (right, wrong) in [
        ("layout = \"corner\"", "layout = \"everywhere\""),
        ("grant_days = 182", "grant_days = 0"),
        ("https://shop.example", "https://shop.example/basket"),
        ("floating = false", "flaoting = false"),
        ("analytics_storage = \"statistics\"", "analytics_storage = \"numbers\""),
    ] {
        assert!(mistaken.contains(right), "{right}");
        mistaken = mistaken.replacen(right, wrong, 1);
    }
    std::fs::write(&path, mistaken).unwrap();

    let output = volens(&["check", folder.path().to_str().unwrap()]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let findings: Vec<&str> = said.lines().filter(|line| line.contains(": error [")).collect();
    assert_eq!(findings.len(), 5, "{said}");
    for finding in findings {
        let mut parts = finding.splitn(3, ':');
        assert_eq!(parts.next(), Some("site.toml"), "{finding}");
        assert!(parts.next().unwrap().parse::<u32>().is_ok_and(|line| line > 0), "{finding}");
        assert!(finding.contains("] ") && finding.contains("Remedy: "), "{finding}");
    }
}

#[test]
fn a_folder_that_is_no_site_is_a_finding_or_an_error_never_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    assert!(said(&volens(&["check", dir])).contains("missing-file"));
    std::fs::write(folder.path().join("site.toml"), [0xff, 0xfe]).unwrap();
    let output = volens(&["check", dir]);
    assert!(said(&output).contains("site.toml: error [not-utf8]"), "{}", said(&output));
    assert_eq!(output.status.code(), Some(1));
    std::fs::write(folder.path().join("site.toml"), "é".repeat(600_001)).unwrap();
    assert!(said(&volens(&["check", dir])).contains("too-large"));
    let missing = volens(&["check", "/no/such/folder"]);
    assert_eq!(missing.status.code(), Some(1));
    assert!(said(&missing).contains("volens: cannot read /no/such/folder"), "{}", said(&missing));
}

#[test]
fn what_keeps_a_ledger_from_starting_is_said_with_its_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let built = folder.path().join("assets");
    stand_ins::assets(&built);
    let (site, built) = (site(), built.to_str().unwrap().to_owned());
    let site = site.to_str().unwrap();
    let serve = |arguments: &[&str]| {
        let output = volens(&[&["serve", "--listen", "127.0.0.1:0"], arguments].concat());
        assert!(!output.status.success());
        assert!(output.stdout.is_empty(), "no address was promised");
        said(&output)
    };
    let nothing_built = serve(&["--site", site, "--assets", "/no/such/folder"]);
    assert!(nothing_built.contains("cargo xtask dist"), "{nothing_built}");
    let no_store = serve(&["--site", site, "--assets", &built, "--store", "mysql://x"]);
    assert!(no_store.contains("write `sqlite:PATH`"), "{no_store}");
    let twice = serve(&["--site", site, "--site", site, "--assets", &built]);
    assert!(twice.contains("two folders hold a site `apollo`"), "{twice}");
    let origin = serve(&["--site", site, "--also-origin", "https://shop.example/"]);
    assert!(origin.contains("as a browser sends it"), "{origin}");
    let empty = serve(&["--site", folder.path().to_str().unwrap(), "--assets", &built]);
    assert!(empty.contains("missing-file"), "{empty}");
}

#[tokio::test]
async fn build_writes_what_serve_answers() {
    let ledger = Ledger::start().await;
    let out = tempfile::tempdir().unwrap();
    let (site, built) = (site(), ledger.folder().join("assets"));
    let log = ledger.get("/log/apollo/key").await.text().await.unwrap();
    let output = volens(&[
        "build",
        "--log",
        log.trim_end(),
        "--site",
        site.to_str().unwrap(),
        "--out",
        out.path().to_str().unwrap(),
        "--assets",
        built.to_str().unwrap(),
    ]);
    assert!(output.status.success(), "{}", said(&output));
    for (file, address) in [
        ("apollo/lv.js", "/apollo/lv.js"),
        ("apollo/en.js", "/apollo/en.js"),
        ("apollo/settings.lv.html", "/apollo/settings.lv.html"),
        ("apollo/view.lv.json", "/apollo/view.lv.json"),
        ("apollo/policy.json", "/apollo/policy.json"),
        ("apollo/gpc.json", "/apollo/gpc.json"),
        ("apollo/notice/index.html", "/apollo/notice"),
        ("apollo/notice.json", "/apollo/notice.json"),
        ("apollo/notice.en.html", "/apollo/notice?lang=en"),
        ("assets/volens-widget-0123_bg.wasm", "/assets/volens-widget-0123_bg.wasm"),
    ] {
        let served = ledger.get(address).await.bytes().await.unwrap();
        let written = std::fs::read(out.path().join(file)).expect(file);
        assert_eq!(written, served, "{file}");
    }
}

#[test]
fn the_command_prints_the_published_schemas() {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    for name in ["site", "texts", "notice", "translation", "evidence"] {
        let printed: Value = serde_json::from_slice(&volens(&["schema", name]).stdout).unwrap();
        let text = std::fs::read(published.join(format!("{name}.schema.json"))).unwrap();
        assert_eq!(printed, serde_json::from_slice::<Value>(&text).unwrap(), "{name}");
    }
}

/// The operator's guide names every option of `volens serve` with its default, and no other.
#[test]
fn the_guide_has_every_option() {
    let help = said(&volens(&["serve", "--help"]));
    let guide = guide();
    let rows = guide.lines().filter(|line| line.starts_with("| `--"));
    let named: BTreeMap<&str, &str> =
        rows.map(|row| (row.split('`').nth(1).unwrap(), row)).collect();
    let mut options = BTreeSet::new();
    for block in help.split("\n      --").skip(1) {
        let option = format!("--{}", block.split([' ', '\n']).next().unwrap());
        let row =
            named.get(option.as_str()).unwrap_or_else(|| panic!("{option} is not in the guide"));
        if let Some((_, rest)) = block.split_once("[default: ") {
            let default = rest.split(']').next().unwrap();
            assert!(
                row.contains(&format!("`{default}`")),
                "{option} is {default} by default: {row}"
            );
        }
        options.insert(option);
    }
    assert!(options.len() > 10, "{help}");
    let strange: Vec<_> = named.keys().filter(|name| !options.contains(**name)).collect();
    assert_eq!(strange, [&""; 0]);
}

/// And every metric.
#[tokio::test]
async fn the_guide_has_every_metric() {
    let ledger = Ledger::start_with(crate::metrics::listening).await;
    ledger.post(&[ledger.refusal(1)]).await;
    let page = crate::metrics::read(&ledger).await;
    let names = page.lines().filter_map(|line| line.strip_prefix("# HELP "));
    let names: Vec<&str> = names.map(|line| line.split(' ').next().unwrap()).collect();
    assert!(names.len() > 6, "{page}");
    for name in names {
        assert!(guide().contains(&format!("`{name}")), "{name} is not in the guide");
    }
}

fn guide() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operating.md");
    std::fs::read_to_string(path).unwrap()
}

fn volens(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_volens")).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}
