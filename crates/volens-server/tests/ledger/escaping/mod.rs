//! Whatever stands in a text field of a site, it is refused with its rule or stays a text: in pages,
//! JSON, linked data, scripts, and scripts for putting into a page. Held on a site that says everything
//! (`site/`), against its twin that says harmless words in the same places.

mod fields;
mod output;

use crate::stand_ins;
use fields::{Field, fields};
use output::Output;
use std::path::Path;
use std::process::Command;
use volens_model::finding::Severity;
use volens_model::site::{Files, load};

/// What the twin says in a payload's place. No letter first: an entry of a list begins with a capital.
const HARMLESS: &str = "-qq";

/// Where in a field a payload stands.
#[derive(Clone, Copy, Debug)]
enum Side {
    Before,
    Behind,
}

#[test]
fn markup_is_text() {
    stays_text("</script><script>alert(1)</script>");
    stays_text("<!--<script>");
    stays_text("</noscript></title></style></template><base href=//evil.example>");
    stays_text("\"'><img src=x onerror=alert(1)>&lt;");
}

#[test]
fn an_address_that_runs_is_text() {
    stays_text("javascript:alert(1)//");
}

#[test]
fn a_style_is_text() {
    stays_text("} body { background: url(//evil.example/x) } /");
}

#[test]
fn what_ends_a_line_of_a_script_is_text() {
    stays_text("\u{2028}'`${alert(1)}");
}

#[test]
fn a_word_of_ten_kilobytes_is_refused_or_text() {
    stays_text(&"m".repeat(10_000));
}

#[test]
fn hidden_characters_are_refused_everywhere() {
    let files = site();
    for hidden in ["\u{202e}a", "\u{2066}a", "\u{0}", "\u{7}", "\u{9b}"] {
        for field in fields(&files) {
            for side in [Side::Before, Side::Behind] {
                let changed = changed(&files, &[&field], hidden, side);
                let (site, findings) = load(&changed);
                assert!(site.is_none(), "{field:?}: {hidden:?} is let through");
                assert!(findings.iter().any(|f| f.file == field.file), "{field:?}: {findings:?}");
            }
        }
    }
}

/// Otherwise a new kind of text would go untested.
#[test]
fn the_site_says_everything_that_a_site_can_say() {
    assert_eq!(fields::unsaid(&site()), [""; 0]);
}

fn stays_text(payload: &str) {
    let files = site();
    for side in [Side::Before, Side::Behind] {
        let all = fields(&files);
        let taken: Vec<&Field> =
            all.iter().filter(|field| is_taken(&files, field, payload, side)).collect();
        let texts = taken.iter().filter(|field| field.is_text()).count();
        assert!(texts > 40, "{payload:.40}: only {texts} texts of {} take it", all.len());
        let evil = built(&changed(&files, &taken, payload, side));
        let twin = built(&changed(&files, &taken, HARMLESS, side));
        output::compare(&evil, &twin, payload, HARMLESS);
    }
}

/// Whether the site may say so there; if not, the finding names the file.
fn is_taken(files: &Files, field: &Field, payload: &str, side: Side) -> bool {
    let (site, findings) = load(&changed(files, &[field], payload, side));
    let mut errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    if site.is_none() {
        let named = errors.any(|f| f.file == field.file && !f.rule.is_empty() && f.line > 0);
        assert!(named, "{field:?} is refused for something else: {findings:?}");
    }
    site.is_some()
}

fn changed(files: &Files, fields: &[&Field], payload: &str, side: Side) -> Files {
    let mut files = files.clone();
    for field in fields {
        let old = &field.text;
        let new = match side {
            Side::Before => format!("{payload}{old}"),
            Side::Behind => format!("{old}{payload}"),
        };
        field.replace(&mut files, &new);
    }
    files
}

fn site() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ledger/escaping/site");
    let names = ["site.toml", "notice.toml", "notice.en.toml", "texts/lv.toml", "texts/en.toml"];
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect(name);
    names.into_iter().map(|name| (name.to_owned(), read(name))).collect()
}

/// What `volens build` makes of it.
fn built(files: &Files) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let (site, assets, out) =
        (folder.path().join("site"), folder.path().join("assets"), folder.path().join("out"));
    std::fs::create_dir_all(site.join("texts")).unwrap();
    for (name, text) in files {
        std::fs::write(site.join(name), text).unwrap();
    }
    stand_ins::assets(&assets);
    let mut command = Command::new(env!("CARGO_BIN_EXE_volens"));
    command.arg("build").arg("--site").arg(&site).arg("--out").arg(&out);
    command.arg("--assets").arg(&assets).args(["--origin", "https://consent.example"]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Output::read(&out)
}
