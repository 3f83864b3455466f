//! What cannot be decided is said, and never decided in silence.

use crate::source::reading;
use volens_server::import::{Kind, Severity};

const F: &str = "(VDAR 6. panta 1. punkta f) daļa)";

/// A table with these lines below its headings.
fn table(lines: &str) -> String {
    format!("Pārskats\n\nMērķis\tPamats\tPersonas dati\n{lines}\n")
}

/// The number of rows, and the kinds of what was left undecided.
fn undecided(lines: &str) -> (usize, Vec<Kind>) {
    let read = reading(&table(lines));
    let kinds = read.findings.iter().map(|finding| finding.kind);
    let kinds: Vec<Kind> = kinds.filter(|kind| kind.severity() == Severity::Undecided).collect();
    assert_eq!(read.decided(), kinds.is_empty());
    (read.notice.activities.len(), kinds)
}

#[test]
fn two_whole_rows_around_a_page_break_stay_two() {
    let lines = format!(
        "Atbalsts\tLeģitīma interese {F}\tKontakti\n\nTirdzniecība\tLīgums (VDAR 6. panta 1. punkta b) daļa)\tKontakti"
    );
    assert_eq!(undecided(&lines), (2, vec![]));
}

#[test]
fn a_row_after_a_page_break_is_not_swallowed_for_an_empty_cell() {
    let whole = format!("Atbalsts\tLeģitīma interese {F}\tKontakti");
    let (rows, kinds) = undecided(&format!("{whole}\n\nTirdzniecība\t\tKontakti"));
    assert_eq!(rows, 2);
    assert!(kinds.contains(&Kind::UnclearBreak) && kinds.contains(&Kind::MissingCell));
    let (rows, kinds) = undecided(&format!("{whole}\n\nTirdzniecība\tLīgums\t"));
    assert_eq!(rows, 2);
    assert!(kinds.contains(&Kind::UnclearBreak));
    let (rows, kinds) = undecided(&format!("{whole}\n\nTirdzniecība"));
    assert_eq!(rows, 2);
    assert!(kinds.contains(&Kind::UnclearBreak));
}

#[test]
fn a_row_after_a_page_break_is_not_swallowed_for_a_small_letter() {
    let lines = format!(
        "Atbalsts\tLeģitīma interese {F}\tKontakti\n\ntirdzniecība\tLeģitīma interese {F}\tKontakti"
    );
    assert_eq!(undecided(&lines), (2, vec![Kind::UnclearBreak]));
}

#[test]
fn a_row_with_unknown_words_after_a_page_break_is_not_swallowed() {
    let lines = format!(
        "Atbalsts\tLeģitīma interese {F}\tKontakti\n\nTirdzniecība\tMūsu vajadzības\tKontakti"
    );
    assert_eq!(undecided(&lines), (2, vec![Kind::UnclearBreak, Kind::NoBasis]));
}

#[test]
fn an_incomplete_row_before_a_page_break_is_not_completed_from_another() {
    let lines = format!("Atbalsts\t\tKontakti\n\nTirdzniecība\tLeģitīma interese {F}\tKontakti");
    assert_eq!(undecided(&lines), (2, vec![Kind::MissingCell, Kind::UnclearBreak]));
}

#[test]
fn without_an_empty_line_nothing_is_joined() {
    let lines = format!("Atbalsts un\tLeģitīma interese {F}\tKontakti\ntirdzniecība\t\t");
    assert_eq!(undecided(&lines), (2, vec![Kind::MissingCell, Kind::MissingCell]));
}

#[test]
fn a_legal_basis_is_not_guessed() {
    let basis = |basis: &str| undecided(&format!("Atbalsts\t{basis}\tKontakti")).1;
    assert_eq!(basis("Leģitīma interese (VDAR 6. panta 1. punkta f) daļa)"), []);
    assert_eq!(basis("Leģitīma interese (VDAR 6. panta 1. punkta f) apakšpunkts)"), []);
    assert_eq!(basis("Mūsu vajadzības"), [Kind::NoBasis]);
    assert_eq!(basis(&format!("Piekrišana {F}")), [Kind::Conflict]);
    assert_eq!(basis("Līgums un piekrišana"), [Kind::SeveralBases]);
    assert_eq!(basis("Līgums (VDAR 6. panta 1. punkta b) un f) daļa)"), [Kind::UnknownCitation]);
    assert_eq!(
        basis(&format!("Leģitīma interese {F} Līgums {F}")),
        [Kind::SeveralBases, Kind::Conflict]
    );
    let mixed = format!("Līgums (VDAR 6. panta 1. punkta b) daļa), ja ir līgums, un interese {F}");
    assert_eq!(basis(&mixed), [Kind::SeveralBases, Kind::Conflict]);
}

#[test]
fn a_basis_in_words_after_a_cited_one_counts() {
    let read = reading(&table(&format!("Atbalsts\tLeģitīma interese {F} un piekrišana\tKontakti")));
    let bases: Vec<(&str, bool)> =
        read.notice.activities[0].bases.iter().map(|b| (b.term.as_str(), b.stated)).collect();
    assert_eq!(bases, [("Leģitīma interese", true), ("piekrišana", false)]);
}

#[test]
fn a_category_without_a_known_name_keeps_its_own() {
    let read = reading(&table(&format!(
        "Atbalsts\tLeģitīma interese {F}\tVeselības dati (ja nepieciešams), vārds un dzīvesvieta"
    )));
    let data = &read.notice.activities[0].data;
    let categories: Vec<(&str, &str, Option<&str>)> = data
        .categories
        .iter()
        .map(|c| (c.key.as_str(), c.name.as_str(), c.condition.as_deref()))
        .collect();
    let expected = [
        ("veselibas_dati", "Veselības dati", Some("ja nepieciešams")),
        ("name", "vārds", None),
        ("dzivesvieta", "dzīvesvieta", None),
    ];
    assert_eq!(categories, expected);
    let unknown = read.findings.iter().filter(|f| f.kind == Kind::UnknownCategory);
    assert_eq!(unknown.count(), 2);
}

#[test]
fn more_cells_than_columns_are_said() {
    let lines = format!("Atbalsts\tLeģitīma interese {F}\tKontakti\tvēl");
    assert_eq!(undecided(&lines), (1, vec![Kind::ExtraCell]));
}
