//! Any text is read or refused; what is read can be written and read again.

use crate::source::{SOURCE, reading};
use proptest::prelude::*;
use volens_model::notice::Notice;
use volens_server::import::{MAX_BYTES, MAX_CELL, MAX_ROWS, ReadError, TableError, read};

fn refused(text: &str) -> TableError {
    match read(text, "lv") {
        Err(ReadError::Table(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn sizes_are_limited() {
    let heading = "Mērķis\tPamats\tPersonas dati\n";
    assert_eq!(refused(&" ".repeat(MAX_BYTES + 1)), TableError::TooLarge);
    let cell = format!("{heading}{}\tLīgums\tKontakti\n", "a".repeat(MAX_CELL + 1));
    assert_eq!(refused(&cell), TableError::CellTooLong(2));
    let grown = format!("{heading}A\tLīgums\tKontakti\n{}", "\nun vēl\n".repeat(MAX_CELL));
    assert!(matches!(refused(&grown), TableError::CellTooLong(_)));
    let rows = format!("{heading}{}", "A\tLīgums\tKontakti\n".repeat(MAX_ROWS + 1));
    assert_eq!(refused(&rows), TableError::TooManyRows);
    let rows = format!("{heading}{}", "A\tLīgums\tKontakti\n".repeat(MAX_ROWS));
    assert_eq!(reading(&rows).notice.activities.len(), MAX_ROWS);
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(refused(""), TableError::NoHeadings);
    assert_eq!(refused("Mērķis\tPamats\n"), TableError::NoHeadings);
    assert_eq!(refused("a\tb\tc\td\n"), TableError::NoHeadings);
    assert_eq!(refused("Mērķis\tPamats\tPersonas dati\n\n"), TableError::NoRows);
    assert_eq!(refused("T\n\u{1b}[2J\n"), TableError::ControlCharacter(2));
    assert!(matches!(read(SOURCE, "xx"), Err(ReadError::Language(_))));
}

#[test]
fn markup_stays_text() {
    let read = reading("M\tP\tD\n<img src=x onerror=alert(1)>\tLīgums\tKontakti\n");
    assert_eq!(read.notice.activities[0].purpose, "<img src=x onerror=alert(1)>");
    assert!(read.findings.iter().any(|finding| finding.kind.code() == "markup"));
}

/// Pieces that the grammar looks for, in any order.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "\t",
        "\n",
        "\n\n",
        "<p>",
        "</p>",
        " – ",
        "; ",
        ", ",
        "(",
        ")",
        " un ",
        "ja ",
        "\"",
        "\\",
        "\"\"\"",
        "Parasti ",
        "piekrišana",
        "Līgums",
        "(VDAR 6. panta 1. punkta f) daļa)",
        "VDAR",
        "visi dati",
        "var tikt apstrādāti ",
        "bet ",
        "4.2. punktā",
        "apmērā",
        "piemēram",
        "Tiek izmantota arī anonimizācija",
        "atkarībā ",
        "\u{feff}",
        "\r\n",
        "ß",
        "İ",
        "e\u{301}",
    ];
    prop_oneof![proptest::sample::select(known.to_vec()).prop_map(str::to_owned), "\\PC{0,6}"]
}

fn written_and_read_again(text: &str) {
    if let Ok(reading) = read(text, "lv") {
        let written = reading.to_toml("a\n\u{1b}b.txt");
        let again: Notice = toml::from_str(&written).expect("TOML that fits the model");
        assert_eq!(again, reading.notice);
        for activity in &reading.notice.activities {
            for category in &activity.data.categories {
                assert!(volens_model::id::is_id(&category.key), "{}", category.key);
            }
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(?s).{0,400}") {
        written_and_read_again(&text);
    }

    #[test]
    fn any_mixture_is_read_or_refused(pieces in proptest::collection::vec(piece(), 0..60)) {
        written_and_read_again(&format!("M\tP\tD\n{}", pieces.concat()));
    }

    #[test]
    fn the_source_with_holes_is_read_or_refused(
        from in 0..SOURCE.len(),
        length in 0..400_usize,
        put in piece(),
    ) {
        let start = SOURCE.floor_char_boundary(from);
        let end = SOURCE.floor_char_boundary((start + length).min(SOURCE.len()));
        written_and_read_again(&format!("{}{put}{}", &SOURCE[..start], &SOURCE[end..]));
    }
}
