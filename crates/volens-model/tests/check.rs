//! `volens check` through its pure half: every mistake at once, each with file, line and rule.

#![cfg(feature = "host")]
#![expect(clippy::expect_used, reason = "a test stops where something is not as expected")]

use std::path::{Path, PathBuf};
use volens_model::finding::{Finding, Severity};
use volens_model::site::{Files, SiteFile, Texts, load, schema};

fn apollo() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sites/apollo");
    let read = |path: PathBuf| std::fs::read_to_string(path).expect("the site's file");
    let translated =
        ["en", "et", "lt", "ru", "fi"].map(|language| format!("notice.{language}.toml"));
    let texts =
        ["lv", "en", "et", "lt", "ru", "fi"].map(|language| format!("texts/{language}.toml"));
    let names = ["site.toml", "notice.toml"].map(str::to_owned).into_iter();
    let names = names.chain(translated).chain(texts);
    names.map(|name| (name.clone(), read(folder.join(name)))).collect()
}

fn edit(files: &mut Files, name: &str, from: &str, to: &str) {
    let text = files.get_mut(name).expect("the file");
    assert!(text.contains(from), "{name} has no {from:?}");
    *text = text.replacen(from, to, 1);
}

fn errors(files: &Files) -> Vec<(String, usize, String)> {
    let (site, findings) = load(files);
    let errors: Vec<Finding> =
        findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert_eq!(site.is_none(), !errors.is_empty(), "a site exactly when nothing is wrong");
    assert!(errors.iter().all(|finding| finding.remedy.ends_with('.')), "{errors:?}");
    errors.into_iter().map(|finding| (finding.file, finding.line, finding.rule)).collect()
}

/// The line in which `text` stands, from 1.
fn line(files: &Files, name: &str, text: &str) -> usize {
    let found = files[name].lines().position(|line| line.contains(text));
    found.expect("the line") + 1
}

#[test]
fn the_apollo_site_is_sound() {
    assert_eq!(errors(&apollo()), Vec::new());
}

#[test]
fn device_storage_on_legitimate_interests_is_told_to_the_operator() {
    let (_, findings) = load(&apollo());
    let warnings: Vec<&Finding> = findings.iter().filter(|finding| finding.rule == "L18").collect();
    assert_eq!(warnings.len(), 1, "{findings:?}");
    assert!(warnings[0].message.contains("Article 5(3)"), "{:?}", warnings[0]);
}

#[test]
fn five_mistakes_are_five_findings() {
    let mut files = apollo();
    edit(&mut files, "site.toml", "layout = \"corner\"", "layout = \"everywhere\"");
    edit(&mut files, "site.toml", "refuse_days = 182", "refuse_days = 7");
    edit(&mut files, "site.toml", "id = \"shop_stats\"", "id = \"Shop Stats\"");
    edit(&mut files, "site.toml", "duration = \"P13M\"", "duration = \"13 months\"");
    edit(&mut files, "site.toml", "floating = false", "flaoting = false");
    let at = |text: &str| ("site.toml".to_owned(), line(&files, "site.toml", text));
    let wanted = [
        (at("everywhere"), "unknown-word"),
        (at("refuse_days"), "L14"),
        (at("Shop Stats"), "wrong-form"),
        (at("13 months"), "wrong-form"),
        (at("flaoting"), "unknown-key"),
    ];
    let mut wanted: Vec<_> =
        wanted.into_iter().map(|((file, line), rule)| (file, line, rule.to_owned())).collect();
    wanted.sort();
    let found: Vec<_> =
        errors(&files).into_iter().filter(|(file, ..)| file == "site.toml").collect();
    assert_eq!(found, wanted);
}

#[test]
fn each_rule_finds_its_mistake() {
    let cases: [(&str, &str, &str, &str); 21] = [
        (
            "site.toml",
            "[lifetimes]",
            "[aliases]\nklaro = { matomo = \"shop_session\" }\n\n[lifetimes]",
            "unknown-category",
        ),
        (
            "site.toml",
            "id = \"shop_stats\"",
            "id = \"shop_stats\"\naddresses = [\"https://stats.example\"]",
            "wrong-form",
        ),
        ("site.toml", "id = \"apollo\"", "id = \"admin\"", "reserved-id"),
        ("site.toml", "id = \"search_ads\"", "id = \"social_ads\"", "duplicate-id"),
        ("site.toml", "default_language = \"lv\"", "default_language = \"sv\"", "unknown-language"),
        ("site.toml", "\"lv\", \"en\"", "\"lv\", \"en\", \"en\"", "duplicate-language"),
        ("site.toml", "https://shop.example", "https://shop.example/", "L27"),
        ("site.toml", "https://partner.example", "https://shop.example", "duplicate-origin"),
        ("site.toml", "necessary = true", "necessary = false", "L19"),
        ("site.toml", "name = \"volens_apollo\"", "name = \"other\"", "L19"),
        (
            "site.toml",
            "ad_storage = \"marketing\"",
            "ad_storage = \"necessary\"",
            "unknown-category",
        ),
        ("site.toml", "[controller]", "[controller", "syntax"),
        ("site.toml", "name = \"Apollo Group OÜ\"\n", "", "missing-key"),
        ("texts/lv.toml", "reason = ", "# ", "L19"),
        ("texts/lv.toml", "\"_ga\" = ", "\"_gb\" = ", "L10"),
        ("texts/en.toml", "[category.marketing]", "[category.advertising]", "L25"),
        ("notice.toml", "id = \"p02\"", "id = \"p01\"", "duplicate-id"),
        ("notice.toml", "category:marketing", "category:necessary", "unknown-category"),
        ("notice.toml", "key = \"contact\"", "key = \"two words\"", "wrong-form"),
        ("notice.en.toml", "language = \"en\"", "language = \"et\"", "L25"),
        (
            "texts/en.toml",
            "title = \"Necessary\"",
            "title = \"Nec\\u202Eessary\"",
            "hidden-character",
        ),
    ];
    for (name, from, to, rule) in cases {
        let mut files = apollo();
        edit(&mut files, name, from, to);
        let found = errors(&files);
        assert!(
            found.iter().any(|(file, _, found)| file == name && found == rule),
            "{to}: {found:?}"
        );
    }
    let mut files = apollo();
    files.remove("texts/en.toml");
    assert_eq!(errors(&files), [("texts/en.toml".to_owned(), 0, "missing-file".to_owned())]);
}

#[test]
fn a_choice_that_its_cookie_could_not_hold_is_refused() {
    let grown_by = |services: usize| {
        let more = (0..services).map(|number| {
            format!(
                "[[category.service]]\nid = \"a_long_id_of_a_tag_{number:02}\"\nname = \"A tag\"\n\
                 provider = \"Example\"\ntracker = []\n\n"
            )
        });
        let before = "[[category.service]]\nid = \"shop_stats\"";
        let mut files = apollo();
        edit(&mut files, "site.toml", before, &(more.collect::<String>() + before));
        let is_such = |(_, _, rule): &(_, _, String)| rule == "decision-too-long";
        errors(&files).iter().any(is_such)
    };
    assert!(!grown_by(50) && grown_by(80));
}

/// What a site may be told about signals, imports and withdrawal, put before its categories.
fn with(text: &str) -> Files {
    let mut files = apollo();
    edit(&mut files, "site.toml", "[signals.google]", &format!("{text}\n\n[signals.google]"));
    files
}

fn rules(files: &Files, severity: Severity) -> Vec<String> {
    let (_, findings) = load(files);
    let such = findings.into_iter().filter(|finding| finding.severity == severity);
    such.map(|finding| finding.rule).collect()
}

const IMPORT: &str = "[import.cookiebot.grants]\npreferences = \"functional\"\n\
                      statistics = \"statistics\"\nmarketing = \"marketing\"";

#[test]
fn signals_imports_and_cookies_that_make_sense_are_sound() {
    for fine in [
        "[signals.microsoft_uet]\nad_storage = \"marketing\"",
        "[signals.clarity]\nad_storage = \"marketing\"\nanalytics_storage = \"statistics\"",
        "[signals.meta]\nconsent = \"marketing\"",
        "[signals.data_layer]",
        "[cookie]\nserver = true\ndomain = \"shop.example\"",
        "[withdrawal]\nreload = false",
        IMPORT,
        "[import.klaro.grants]\na = \"session_prefs\"\nb = \"statistics\"\nc = \"marketing\"",
    ] {
        assert_eq!(errors(&with(fine)), Vec::new(), "{fine}");
    }
}

#[test]
fn nothing_is_signalled_imported_or_deleted_that_nobody_was_asked_about() {
    let cases = [
        ("[signals.meta]\nconsent = \"necessary\"", "unknown-category"),
        ("[signals.microsoft_uet]\nad_storage = \"social_ads\"", "unknown-category"),
        ("[signals.clarity]\nad_storage = \"marketing\"", "missing-key"),
        ("[signals.google.region]\n", "wrong-type"),
        ("[[signals.google.region]]\ncodes = [\"US\", \"LV\"]\ngranted = [\"ad_storage\"]", "L01"),
        ("[import.klaro.grants]\na = \"shop_stats\"", "import-gap"),
        ("[import.klaro.grants]\na = \"necessary\"", "unknown-category"),
        ("[import.klaro.grants]\na = \"volens\"", "unknown-category"),
        ("[import.cookiebot.grants]\nmarkting = \"marketing\"", "unknown-key"),
        ("[cookie]\ndomain = \"example\"", "L27"),
        ("[cookie]\ndomain = \"hop.example\"", "L27"),
        ("[cookie]\ndomain = \"other.example\"", "L27"),
    ];
    for (text, rule) in cases {
        let found = rules(&with(text), Severity::Error);
        assert!(found.iter().any(|one| one == rule), "{text}: {found:?}");
    }
    for (from, to) in [
        ("name = \"_fbp\"", "name = \"shop_*\""),
        ("name = \"_fbp\"", "name = \"*\""),
        ("name = \"_fbp\"", "name = \"volens_apollo\""),
    ] {
        let mut files = apollo();
        edit(&mut files, "site.toml", from, to);
        let found = rules(&files, Severity::Error);
        assert!(found.contains(&"L07".to_owned()), "{to}: {found:?}");
    }
}

#[test]
fn what_is_allowed_but_doubtful_is_a_warning() {
    let region = "[[signals.google.region]]\ncodes = [\"US-CA\"]\ngranted = [\"ad_storage\"]";
    let mut passthrough = apollo();
    let key = "url_passthrough = true\nad_storage";
    edit(&mut passthrough, "site.toml", "ad_storage", key);
    let mut http_only = apollo();
    let (from, to) = ("name = \"_fbp\",", "name = \"_fbp\", http_only = true,");
    edit(&mut http_only, "site.toml", from, to);
    for (files, rule) in [(with(region), "L01"), (passthrough, "L01"), (http_only, "L12")] {
        assert_eq!(errors(&files), Vec::new());
        let found = rules(&files, Severity::Warning);
        assert!(found.iter().any(|one| one == rule), "{found:?}");
    }
}

#[test]
fn the_fingerprint_follows_what_is_asked_and_not_the_words() {
    let fingerprint = |edits: &[(&str, &str, &str)]| {
        let mut files = apollo();
        for (name, from, to) in edits {
            edit(&mut files, name, from, to);
        }
        let (site, findings) = load(&files);
        site.unwrap_or_else(|| panic!("{findings:?}")).fingerprint()
    };
    let now = fingerprint(&[]);
    assert_eq!(now.len(), 52);
    let words = [("texts/lv.toml", "Statistika", "Uzskaite")];
    assert_eq!(fingerprint(&words), now, "wording is not asked about");
    let asked = [
        ("site.toml", "[controller]\n", "[controller]\nrevision = 2\n"),
        ("site.toml", "id = \"marketing\"\n", "id = \"marketing\"\nrevision = 2\n"),
        ("site.toml", "duration = \"P13M\"", "duration = \"P14M\""),
        ("site.toml", "provider = \"Meta Platforms Ireland Limited\"", "provider = \"Someone\""),
    ];
    for change in asked {
        assert_ne!(fingerprint(&[change]), now, "{change:?}");
    }
}

#[test]
fn no_file_is_a_panic() {
    use proptest::prelude::*;
    let sound = apollo();
    let mut runner = proptest::test_runner::TestRunner::default();
    let damage = (0..5usize, any::<prop::sample::Index>(), ".{0,8}");
    let outcome = runner.run(&damage, |(file, place, junk)| {
        let mut files = sound.clone();
        let text = files.values_mut().nth(file).expect("a file");
        let mut at = place.index(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text.insert_str(at, &junk);
        let _ = load(&files);
        Ok(())
    });
    outcome.expect("no panic");
}

#[test]
fn the_published_schemas_are_the_ones_in_force() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
    let schemas = [
        ("site.schema.json", schema::<SiteFile>()),
        ("texts.schema.json", schema::<Texts>()),
        ("notice.schema.json", schema::<volens_model::notice::Notice>()),
        ("translation.schema.json", schema::<volens_model::notice::Translation>()),
        ("overview.schema.json", schema::<volens_model::view::NoticeView>()),
        ("evidence.schema.json", schema::<volens_model::evidence::Manifest>()),
    ];
    for (name, schema) in schemas {
        let text = format!("{}\n", serde_json::to_string_pretty(&schema).expect("JSON"));
        let path = folder.join(name);
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::create_dir_all(&folder).expect("docs/schema");
            std::fs::write(&path, &text).expect("docs/schema");
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(published, text, "{name}: run with UPDATE_SNAPSHOTS=1 and review the change");
    }
}
