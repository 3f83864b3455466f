//! `volens import`, as it is typed.

use crate::source::site;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn import(file: &Path, out: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_volens"))
        .arg("import")
        .arg(file)
        .args(["--lang", "lv", "--out"])
        .arg(out)
        .args(more)
        .output()
        .expect("the command runs")
}

fn said(output: &Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(both).expect("UTF-8")
}

#[test]
fn the_table_is_imported_once_and_never_over_edits() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = site().join("source.lv.txt");
    let out = folder.path().join("shop");

    let first = import(&source, &out, &[]);
    let text = said(&first);
    assert_eq!(first.status.code(), Some(0), "{text}");
    assert!(text.contains("line 9: D2 repaired: "), "{text}");
    assert!(text.contains("line 15: D10 warning: "), "{text}");
    assert!(text.contains("15 activities, 24 legal bases: "), "{text}");

    let notice = out.join("notice.toml");
    fs::write(&notice, "edited").expect("an edit");
    let second = import(&source, &out, &[]);
    assert_eq!(second.status.code(), Some(2));
    assert!(said(&second).contains("--force"), "{}", said(&second));
    assert_eq!(fs::read_to_string(&notice).expect("the edit"), "edited");

    assert_eq!(import(&source, &out, &["--force"]).status.code(), Some(0));
    assert!(fs::read_to_string(&notice).expect("a notice").contains("id = \"p15\""));
}

#[test]
fn a_table_saved_as_html_is_the_same_overview() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = fs::read_to_string(site().join("source.lv.txt")).expect("the table");
    let mut html =
        String::from("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>");
    let mut blank = true;
    for line in source.lines() {
        let safe = line.replace('&', "&amp;").replace('<', "&lt;");
        match line.split('\t').count() {
            _ if line.trim().is_empty() => {
                html.push_str(if blank { "" } else { "</table><table>" })
            }
            1 => html.push_str(&format!("<h2>{safe}</h2><table>")),
            _ => html.push_str(&format!(
                "<tr><td><p>\n {}</p></td></tr>\n",
                safe.replace('\t', "</p></td><td><p>")
            )),
        }
        blank = line.trim().is_empty() || !line.contains('\t');
    }
    let file = folder.path().join("table.html");
    fs::write(&file, html + "</table></body></html>").expect("a document");

    let (from_text, from_html) = (folder.path().join("text"), folder.path().join("html"));
    assert_eq!(import(&site().join("source.lv.txt"), &from_text, &[]).status.code(), Some(0));
    let output = import(&file, &from_html, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let notice = |folder: &Path| {
        let text = fs::read_to_string(folder.join("notice.toml")).expect("a notice");
        let all: toml::Table = toml::from_str(&text).expect("TOML");
        all
    };
    assert_eq!(notice(&from_html), notice(&from_text));
    let read_as = fs::read_to_string(from_html.join("source.lv.txt")).expect("its text");
    assert_eq!(
        import(&from_html.join("source.lv.txt"), &folder.path().join("again"), &[]).status.code(),
        Some(0)
    );
    assert!(read_as.starts_with("Pārskats par svarīgāko"), "{read_as}");
}

#[test]
fn html_without_a_table_is_exit_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    fs::write(&file, "<html><p>Mērķis</p></html>").expect("a document");
    let output = import(&file, &folder.path().join("out"), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("no <table> in the document"), "{}", said(&output));
}

#[test]
fn an_unclear_table_becomes_a_draft_and_exit_1() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("table.txt");
    let basis = "Leģitīma interese (VDAR 6. panta 1. punkta f) daļa)";
    let text = format!("T\nM\tP\tD\nAtbalsts\t{basis}\tKontakti\n\nTirdzniecība\t\t\n");
    fs::write(&file, text).expect("a table");

    let output = import(&file, folder.path(), &[]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("line 5: page-break UNDECIDED: "), "{text}");
    assert!(!folder.path().join("notice.toml").exists());
    let draft = fs::read_to_string(folder.path().join("notice.draft.toml")).expect("a draft");
    assert!(draft.contains("# UNDECIDED, page-break: "), "{draft}");
}

#[test]
fn what_cannot_be_read_is_exit_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let missing = import(&folder.path().join("nowhere.txt"), &out, &[]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(said(&missing).contains("nowhere.txt"), "{}", said(&missing));

    let file = folder.path().join("table.txt");
    fs::write(&file, b"M\tP\tD\n\xff\n").expect("a file");
    let garbage = import(&file, &out, &[]);
    assert_eq!(garbage.status.code(), Some(2));
    assert!(said(&garbage).contains("UTF-8"), "{}", said(&garbage));

    fs::write(&file, "no table").expect("a file");
    let other = import(&file, &out, &[]);
    assert_eq!(other.status.code(), Some(2));
    assert!(said(&other).contains("three headings"), "{}", said(&other));
    assert!(!out.exists());
}
