//! A notice as `notice.toml`: made to be read and edited by hand, the same for the same source.

use super::finding::{Finding, Place, Severity};
use super::read::Reading;
use std::fmt::Write as _;
use volens_model::notice::{Activity, Cell, Control, CrossReference, DataCategory, DataMode};
use volens_model::notice::{Article, LegalBasis};

/// Columns of a comment line.
const WIDTH: usize = 100;

impl Reading {
    /// The text of `notice.toml`; `source` is the name of the file that was read.
    #[must_use]
    pub fn to_toml(&self, source: &str) -> String {
        write(self, &source.escape_debug().to_string())
    }
}

fn write(reading: &Reading, source: &str) -> String {
    let notice = &reading.notice;
    let mut file = File { text: String::new(), findings: &reading.findings };
    file.comment(&format!(
        "The processing overview in the controller's own words, read from {source} by `volens import`. \
         Texts are verbatim, after the repairs described in docs/import.md. What the source does not \
         say is marked missing or inferred, never invented."
    ));
    file.comment(
        "Edit by hand: `withdraw` and `object` (\"request\", or \"category:<id>\" of site.toml), `plain` (a \
         sentence in plain words, shown as not approved by the controller), and `url` in a \
         cross-reference: without it, the clause's text is missing. Missing altogether, because \
         the source's table has no place for them: retention periods, recipients, transfers, \
         contacts, rights, complaint authority (GDPR Articles 13 and 14).",
    );
    file.pair("language", &notice.language);
    file.pair("title", &notice.title);
    file.references(&notice.cross_references);
    file.line("\n[columns]");
    file.pair("purpose", &notice.columns.purpose);
    file.pair("legal_basis", &notice.columns.legal_basis);
    file.pair("personal_data", &notice.columns.personal_data);
    for (n, (activity, lines)) in notice.activities.iter().zip(&reading.lines).enumerate() {
        file.activity(n, activity, lines);
    }
    file.text
}

struct File<'a> {
    text: String,
    findings: &'a [Finding],
}

impl File<'_> {
    fn activity(&mut self, n: usize, activity: &Activity, lines: &[usize]) {
        let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
        let word = if lines.len() == 1 { "line" } else { "lines" };
        self.line(&format!("\n# Source {word} {}.", lines.join(" and ")));
        self.said(n, Place::Row);
        self.line("[[activity]]");
        self.pair("id", &activity.id);
        self.pair("purpose", &activity.purpose);
        self.optional("anonymisation", activity.anonymisation.as_ref());
        self.said(n, Place::LegalBasis);
        self.pair("legal_basis", &activity.legal_basis);
        self.pair("personal_data", &activity.personal_data);
        self.references(&activity.cross_references);
        for (at, basis) in activity.bases.iter().enumerate() {
            self.line("");
            self.said(n, Place::Basis(at));
            self.basis(basis);
        }
        self.line("");
        self.said(n, Place::PersonalData);
        self.data(activity);
    }

    fn basis(&mut self, basis: &LegalBasis) {
        self.line("[[activity.basis]]");
        self.pair("article", article(basis.article));
        self.line(&format!("stated = {}", basis.stated));
        self.pair("term", &basis.term);
        self.optional("scope", basis.scope.as_ref());
        self.optional("condition", basis.condition.as_ref());
        self.control("withdraw", basis.withdraw.as_ref());
        self.control("object", basis.object.as_ref());
    }

    fn data(&mut self, activity: &Activity) {
        let data = &activity.data;
        self.line("[activity.data]");
        self.pair("mode", mode(data.mode));
        self.line(&format!("all_possible = {}", data.all_possible));
        self.optional("qualifier", data.qualifier.as_ref());
        if !data.categories.is_empty() {
            self.list("category", data.categories.iter().map(category));
        }
    }

    fn references(&mut self, references: &[CrossReference]) {
        if !references.is_empty() {
            self.list("cross_references", references.iter().map(reference));
        }
    }

    /// An array of inline tables, one a line.
    fn list(&mut self, key: &str, entries: impl Iterator<Item = String>) {
        self.line(&format!("{key} = ["));
        for entry in entries {
            self.line(&format!("  {{ {entry} }},"));
        }
        self.line("]");
    }

    fn control(&mut self, key: &str, control: Option<&Control>) {
        if let Some(control) = control {
            self.pair(key, &String::from(control.clone()));
        }
    }

    fn optional(&mut self, key: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.pair(key, text);
        }
    }

    fn pair(&mut self, key: &str, text: &str) {
        self.line(&format!("{key} = {}", string(text)));
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// What a person should know of a place: all that was found there and not mended.
    fn said(&mut self, row: usize, place: Place) {
        let here = |finding: &&Finding| {
            finding.place == Some((row, place)) && finding.kind.severity() != Severity::Repaired
        };
        let comments: Vec<String> = self.findings.iter().filter(here).map(comment).collect();
        for text in comments {
            self.comment(&text);
        }
    }

    fn comment(&mut self, text: &str) {
        let mut line = String::from("#");
        for word in text.split_whitespace() {
            if line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&line);
                line = String::from("#");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(&line);
    }
}

fn comment(finding: &Finding) -> String {
    let kind = finding.kind;
    let mark = if kind.severity() == Severity::Undecided { "UNDECIDED, " } else { "" };
    let mut text = format!("{mark}{}: {}", kind.code(), kind.said());
    if !finding.seen.is_empty() {
        let _ = write!(text, " ({})", finding.seen);
    }
    text.push('.');
    if !kind.remedy().is_empty() {
        let _ = write!(text, " Remedy: {}.", kind.remedy());
    }
    text
}

fn category(category: &DataCategory) -> String {
    let mut entry = format!("key = {}, name = {}", string(&category.key), string(&category.name));
    if let Some(condition) = &category.condition {
        let _ = write!(entry, ", condition = {}", string(condition));
    }
    entry
}

fn reference(reference: &CrossReference) -> String {
    let cell = match reference.cell {
        Cell::Purpose => "purpose",
        Cell::LegalBasis => "legal_basis",
        Cell::PersonalData => "personal_data",
    };
    format!("clause = {}, cell = {}", string(&reference.clause), string(cell))
}

fn article(article: Article) -> &'static str {
    match article {
        Article::Consent => "consent",
        Article::Contract => "contract",
        Article::LegalObligation => "legal_obligation",
        Article::VitalInterests => "vital_interests",
        Article::PublicTask => "public_task",
        Article::LegitimateInterests => "legitimate_interests",
    }
}

fn mode(mode: DataMode) -> &'static str {
    match mode {
        DataMode::List => "list",
        DataMode::All => "all",
        DataMode::Reference => "reference",
    }
}

/// A TOML string; of several lines where the text has several.
fn string(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    if text.contains('\n') {
        // TOML drops a line break right after the opening quotes.
        format!("\"\"\"\n{escaped}\"\"\"")
    } else {
        format!("\"{}\"", escaped.replace('\t', "\\t"))
    }
}
