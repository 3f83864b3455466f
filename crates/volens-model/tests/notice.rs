//! The overview in its source language and translated.

#![cfg(feature = "host")]
#![expect(clippy::expect_used, reason = "a test stops where something is not as expected")]

use std::path::Path;
use volens_model::notice::{Control, Notice, Translation, gaps, notice_view};
use volens_model::site::Controller;
use volens_model::view::{LanguageLink, NoticeView};
use volens_model::words::Words;

fn file(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join(path)).expect("a file of the project")
}

fn notice() -> Notice {
    toml::from_str(&file("sites/apollo/notice.toml")).expect("a notice")
}

fn english() -> Translation {
    toml::from_str(&file("sites/apollo/notice.en.toml")).expect("a translation")
}

fn controller() -> Controller {
    Controller { name: "Apollo".to_owned(), contact: None, revision: 1 }
}

fn view(notice: &Notice, translation: Option<&Translation>) -> NoticeView {
    let words: Words = toml::from_str(&file("locales/en.toml")).expect("words");
    let languages = vec![LanguageLink {
        language: "lv".to_owned(),
        name: "Latviešu".to_owned(),
        path: "/apollo/notice?lang=lv".to_owned(),
    }];
    notice_view(notice, translation, "apollo", &controller(), &words, "abcdefghijkl", languages)
}

#[test]
fn the_source_is_shown_as_it_is() {
    let notice = notice();
    let view = view(&notice, None);
    assert_eq!((view.language.as_str(), view.source_language.as_str()), ("lv", "lv"));
    assert_eq!(view.title, notice.title);
    assert_eq!(view.activities.len(), 15);
    for (shown, source) in view.activities.iter().zip(&notice.activities) {
        assert_eq!(shown.purpose, source.purpose);
        assert_eq!(shown.anonymisation, source.anonymisation);
        assert_eq!(shown.legal_basis, source.legal_basis);
        assert_eq!(shown.personal_data, source.personal_data);
        assert_eq!(shown.bases.len(), source.bases.len());
        assert_eq!(shown.categories.len(), source.data.categories.len());
    }
}

#[test]
fn a_translation_changes_words_and_nothing_else() {
    let (notice, english) = (notice(), english());
    let (lv, en) = (view(&notice, None), view(&notice, Some(&english)));
    assert_eq!((en.language.as_str(), en.source_language.as_str()), ("en", "lv"));
    assert_eq!(en.columns[0], "Purpose");
    for (lv, en) in lv.activities.iter().zip(&en.activities) {
        assert_ne!(lv.purpose, en.purpose);
        assert_eq!(lv.anonymisation.is_some(), en.anonymisation.is_some());
        assert_eq!((lv.mode, lv.all_possible), (en.mode, en.all_possible));
        assert_eq!(lv.unresolved, en.unresolved);
        for (lv, en) in lv.bases.iter().zip(&en.bases) {
            assert_eq!((lv.article, lv.stated, &lv.object), (en.article, en.stated, &en.object));
            assert_eq!(lv.scope.is_some(), en.scope.is_some());
        }
        for (lv, en) in lv.categories.iter().zip(&en.categories) {
            assert_eq!(lv.key, en.key);
            assert_ne!(lv.name, en.name);
        }
    }
    assert_eq!(en.activities[3].bases[0].object, Some(Control::Category("marketing".to_owned())));
}

#[test]
fn clauses_without_an_address_are_unresolved_once() {
    let mut notice = notice();
    let unresolved =
        |notice: &Notice, n: usize| view(notice, None).activities[n - 1].unresolved.clone();
    assert_eq!(unresolved(&notice, 1), ["1.3", "4.2"]);
    assert_eq!(unresolved(&notice, 14), ["5.3.5"]);
    notice.activities[0].cross_references[0].url = Some("https://example.com/#1.3".to_owned());
    assert_eq!(unresolved(&notice, 1), ["4.2"]);
}

#[test]
fn every_departure_from_the_source_is_named() {
    let notice = notice();
    assert_eq!(english().mismatches(&notice), [""; 0]);

    let mut broken = english();
    broken.language = "lv".to_owned();
    broken.title = " ".to_owned();
    let gone = broken.activities.remove("p02").expect("p02");
    broken.activities.insert("p99".to_owned(), gone);
    let club = broken.activities.get_mut("p01").expect("p01");
    club.anonymisation = Some("Anonymised".to_owned());
    club.bases[0].scope = None;
    club.bases.pop();
    let support = broken.activities.get_mut("p03").expect("p03");
    support.data.qualifier = None;
    support.data.categories[0].condition = Some("if".to_owned());
    support.data.categories[1].name = String::new();

    let expected = [
        "`language` is the source's own language, `lv`.",
        "`title` is empty.",
        "`activity.p01.anonymisation` translates a text that the source does not have.",
        "`activity.p01.basis` has 3 entries, the source has 4.",
        "`activity.p01.basis[0].scope` is missing.",
        "`activity.p02` is missing.",
        "`activity.p03.data.qualifier` is missing.",
        "`activity.p03.data.category[0].condition` translates a text that the source does not have.",
        "`activity.p03.data.category[1].name` is empty.",
        "`activity.p99` translates an activity that does not exist.",
    ];
    assert_eq!(broken.mismatches(&notice), expected);
}

/// L21: what nobody has told us is said to the operator, with the line, and is never filled in.
#[test]
fn what_the_controller_has_not_said_is_listed() {
    let (notice, text) = (notice(), file("sites/apollo/notice.toml"));
    let controller =
        |contact: Option<&str>| Controller { contact: contact.map(str::to_owned), ..controller() };
    let found = gaps(&text, &notice, &controller(None));
    let count = |part: &str| found.iter().filter(|f| f.message.contains(part)).count();
    assert!(found.iter().all(|finding| finding.rule == "L21"));
    assert_eq!((count("clause 4.2,"), count("clause 1.3,"), count("clause 5.3.5,")), (2, 1, 2));
    assert_eq!(count("legitimate interests without saying which"), 14);
    assert_eq!(count("names no article for"), 3);
    assert_eq!(count("names no categories of data"), 2);
    assert_eq!(count("13(1)(a)"), 1);
    for asked in ["13(1)(b)", "13(1)(e)", "13(1)(f)", "13(2)(a)", "13(2)(d)", "14(2)(f)"] {
        assert_eq!(count(asked), 1, "{asked}");
    }
    let clause = found.iter().find(|f| f.message.contains("clause 1.3,")).expect("a finding");
    let line = text.lines().nth(clause.line - 1).expect("a line");
    assert!(line.contains("1.3"), "{line}");

    let told = gaps(&text, &notice, &controller(Some("data@shop.example")));
    assert_eq!(told.len(), found.len() - 1);
}
