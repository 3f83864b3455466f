//! Measurements that are unequal are mistakes, each by its rule.

#![cfg(feature = "host")]
#![expect(clippy::expect_used, reason = "a test stops where something is not as expected")]

use serde_json::{Value, json};
use volens_model::evidence::{Manifest, findings};

fn control(name: &str) -> Value {
    let font = json!({"family": "serif", "size": "16px", "weight": "600"});
    json!({"name": name, "element": "button", "words": name, "x": 20, "y": 500, "width": 140.5,
           "height": 44, "font": font, "color": "#ffffff", "background": "#1f4d43", "contrast": 9.54,
           "border": "1px solid rgb(31, 77, 67)", "flaw": null})
}

fn manifest() -> Value {
    let screenshot = json!({"file": "screenshots/lv.png", "sha256": "0".repeat(64)});
    let controls = ["refuse", "accept", "settings"].map(control);
    let look = json!({"width": 360, "height": 640, "scheme": "light", "screenshot": screenshot,
                      "focus": null, "controls": controls, "unlike": []});
    let hash = "0".repeat(64);
    let entry = json!({"shown": "0123456789ab", "language": "lv", "layout": "corner", "words": hash,
                       "sheet": hash, "looks": [look]});
    json!({"site": "apollo", "browser": {"name": "chrome", "version": "1"}, "entries": [entry]})
}

/// What is found once the value at `pointer` below the look is another; `asks` as the site does.
fn found(pointer: &str, value: Value, asks: bool) -> Vec<String> {
    let mut manifest = manifest();
    let place = manifest.pointer_mut(&format!("/entries/0/looks/0{pointer}")).expect(pointer);
    *place = value;
    let manifest: Manifest = serde_json::from_value(manifest).expect("a manifest");
    findings(&manifest, asks).iter().map(ToString::to_string).collect()
}

#[test]
fn each_inequality_is_an_error_of_its_rule() {
    let (refuse, accept, settings) = ("/controls/0", "/controls/1", "/controls/2");
    let unlike = json!([{"property": "font-weight", "accept": "700", "refuse": "400"}]);
    for (pointer, value, rule) in [
        (format!("{refuse}/width"), json!(139.4), "L05"),
        (format!("{accept}/height"), json!(46), "L05"),
        (format!("{refuse}/color"), json!("#eeeeee"), "L05"),
        (format!("{accept}/background"), json!("#000000"), "L05"),
        (format!("{refuse}/contrast"), json!(4.49), "L05"),
        (format!("{accept}/contrast"), json!(null), "L05"),
        (format!("{refuse}/flaw"), json!("hidden"), "L02"),
        (format!("{refuse}/flaw"), json!("outside"), "L02"),
        (format!("{refuse}/flaw"), json!("covered"), "L02"),
        (format!("{refuse}/flaw"), json!("cut"), "L02"),
        (format!("{accept}/flaw"), json!("covered"), "L05"),
        (format!("{refuse}/name"), json!("other"), "L02"),
        (format!("{accept}/name"), json!("other"), "L05"),
        (format!("{settings}/flaw"), json!("outside"), "L09"),
        (format!("{settings}/name"), json!("other"), "L09"),
        ("/focus".to_owned(), json!("accept"), "L05"),
        ("/unlike".to_owned(), unlike, "L05"),
    ] {
        let found = found(&pointer, value, true);
        assert_eq!(found.len(), 1, "{pointer}: {found:?}");
        let begins = format!("lv 360×640 light: error [{rule}] ");
        assert!(found.iter().all(|finding| finding.starts_with(&begins)), "{found:?}");
    }
    // Two buttons that refuse are no fair one.
    let more = ["refuse", "refuse", "accept", "settings"].map(control);
    assert_eq!(found("/controls", json!(more), true).len(), 1);
}

#[test]
fn what_is_equal_passes_and_a_rounded_pixel_is_equal() {
    assert_eq!(found("/focus", json!(null), true), [""; 0]);
    assert_eq!(found("/focus", json!("refuse"), true), [""; 0]);
    assert_eq!(found("/controls/0/width", json!(139.5), true), [""; 0]);
    assert_eq!(found("/controls/0/contrast", json!(4.5), true), [""; 0]);
    assert_eq!(found("/controls", json!(["refuse", "link"].map(control)), false), [""; 0]);
    let hidden = found("/controls/0/flaw", json!("hidden"), false);
    assert_eq!(hidden.len(), 1, "what only informs can be dismissed, too: {hidden:?}");
}

#[test]
fn the_same_mistake_in_other_looks_is_counted() {
    let mut manifest = manifest();
    let looks = manifest.pointer_mut("/entries/0/looks").expect("looks");
    let mut look = looks.get(0).expect("a look").clone();
    *look.pointer_mut("/controls/0/flaw").expect("a flaw") = json!("hidden");
    *looks = json!([look, look, look]);
    let manifest: Manifest = serde_json::from_value(manifest).expect("a manifest");
    let found: Vec<String> = findings(&manifest, true).iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found.iter().all(|one| one.contains("It is so in 2 more looks.")), "{found:?}");
}

#[test]
fn a_manifest_is_of_the_ids_it_names_and_no_others() {
    let manifest: Manifest = serde_json::from_value(manifest()).expect("a manifest");
    assert!(manifest.is_of(["0123456789ab"]));
    assert!(!manifest.is_of([]));
    assert!(!manifest.is_of(["0123456789ac"]));
    assert!(!manifest.is_of(["0123456789ab", "0123456789ac"]));
}
