//! What only the whole table shows, each found once, with the lines it is found on.

use super::basis;
use super::finding::{Finding, Kind};
use super::language::{ALL, Language};
use std::collections::BTreeMap;
use volens_model::notice::{Activity, Notice};

/// Things by name, and the lines that use each.
type Names = BTreeMap<String, Vec<usize>>;

/// `lines`: the first source line of each activity.
pub(super) fn findings(
    notice: &Notice,
    lines: &[usize],
    heading_line: usize,
    language: &'static Language,
) -> Vec<Finding> {
    let rows: Vec<(&Activity, usize)> =
        notice.activities.iter().zip(lines.iter().copied()).collect();
    let mut found: Vec<Finding> = Vec::new();
    found.extend(points(&rows, language));
    found.extend(terms(&rows, language));
    found.extend(categories(&rows));
    found.extend(all_data(&rows));
    found.extend(references(notice, &rows, heading_line));
    found
}

/// Citations that name the point in an unusual way.
fn points(rows: &[(&Activity, usize)], language: &'static Language) -> Option<Finding> {
    let count = |(activity, line): &(&Activity, usize)| {
        (basis::read(&activity.legal_basis, language).unusual, *line)
    };
    let unusual: Vec<(usize, usize)> = rows.iter().map(count).filter(|(n, _)| *n > 0).collect();
    let (_, line) = *unusual.first()?;
    let citations: usize = unusual.iter().map(|(n, _)| n).sum();
    let seen = format!("{citations} citations in {} rows", unusual.len());
    Some(Finding { line, kind: Kind::UnusualPoint, seen, place: None })
}

/// Legal bases that the legal-basis column calls by several names, wherever these stand.
fn terms(rows: &[(&Activity, usize)], language: &'static Language) -> Vec<Finding> {
    let mut names: BTreeMap<_, Names> = BTreeMap::new();
    for (activity, line) in rows {
        for term in basis::names(&activity.legal_basis, language) {
            add(names.entry(term.article).or_default(), term.name, *line);
        }
    }
    names.retain(|_, names| names.len() > 1);
    for (activity, line) in rows {
        let elsewhere = [&activity.purpose, &activity.personal_data];
        for term in elsewhere.into_iter().flat_map(|text| basis::names(text, language)) {
            if let Some(names) = names.get_mut(&term.article) {
                add(names, term.name, *line);
            }
        }
    }
    names.into_values().filter_map(|names| several(Kind::TermDrift, names)).collect()
}

/// Categories of data with several names.
fn categories(rows: &[(&Activity, usize)]) -> Vec<Finding> {
    let mut names: BTreeMap<&str, Names> = BTreeMap::new();
    for (activity, line) in rows {
        for category in activity.data.categories.iter().filter(|category| category.key != ALL) {
            add(names.entry(&category.key).or_default(), &category.name.to_lowercase(), *line);
        }
    }
    names.retain(|_, names| names.len() > 1);
    names.into_values().filter_map(|names| several(Kind::CategoryDrift, names)).collect()
}

fn all_data(rows: &[(&Activity, usize)]) -> Option<Finding> {
    let lines: Vec<usize> =
        rows.iter().filter(|(a, _)| a.data.all_possible).map(|(_, line)| *line).collect();
    let seen = format!("lines {}", numbers(&lines));
    Some(Finding { line: *lines.first()?, kind: Kind::AllData, seen, place: None })
}

/// Clauses of other documents, each once.
fn references(notice: &Notice, rows: &[(&Activity, usize)], heading_line: usize) -> Vec<Finding> {
    let mut clauses = Names::new();
    for reference in &notice.cross_references {
        add(&mut clauses, &reference.clause, heading_line);
    }
    for (activity, line) in rows {
        for reference in &activity.cross_references {
            add(&mut clauses, &reference.clause, *line);
        }
    }
    let one = |(clause, lines)| several(Kind::UnresolvedReference, Names::from([(clause, lines)]));
    clauses.into_iter().filter_map(one).collect()
}

fn add(names: &mut Names, name: &str, line: usize) {
    let lines = names.entry(name.to_owned()).or_default();
    if !lines.contains(&line) {
        lines.push(line);
    }
}

/// One finding at the first line that uses one of the names.
fn several(kind: Kind, names: Names) -> Option<Finding> {
    let mut names: Vec<(String, Vec<usize>)> = names.into_iter().collect();
    names.sort_by_key(|(_, lines)| lines.iter().min().copied());
    let line = *names.first()?.1.iter().min()?;
    let seen: Vec<String> = names
        .into_iter()
        .map(|(name, mut lines)| {
            lines.sort_unstable();
            let word = if lines.len() == 1 { "line" } else { "lines" };
            format!("“{name}” in {word} {}", numbers(&lines))
        })
        .collect();
    Some(Finding { line, kind, seen: seen.join("; "), place: None })
}

fn numbers(lines: &[usize]) -> String {
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    lines.join(", ")
}
