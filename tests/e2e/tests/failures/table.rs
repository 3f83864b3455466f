//! docs/failures.md says what is tested, and all of it.

use super::ROWS;
use std::collections::BTreeMap;

const TABLE: &str = include_str!("../../../../docs/failures.md");

#[test]
fn the_table_of_failures_and_the_tests_name_each_other() {
    let written: BTreeMap<&str, Vec<&str>> = TABLE.lines().filter_map(row).collect();
    let tested: BTreeMap<&str, Vec<&str>> =
        ROWS.iter().map(|(row, engines)| (*row, engines.to_vec())).collect();
    assert_eq!(written, tested);
    assert_eq!(TABLE.lines().filter_map(row).count(), ROWS.len(), "a row stands there twice");
}

/// `| what fails | what then | `test` | engines |`
fn row(line: &str) -> Option<(&str, Vec<&str>)> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [_, _, _, test, engines, _] = cells.as_slice() else { return None };
    let test = test.strip_prefix('`')?.strip_suffix('`')?;
    let engines = match *engines {
        "all" => vec!["chromium", "firefox", "webkit"],
        some => some.split(", ").collect(),
    };
    Some((test, engines))
}
