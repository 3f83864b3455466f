//! From a folder's files to a [`Site`], or to everything that is wrong with them at once.

use super::{Document, Site, SiteFile, Texts, rules};
use crate::finding::{Finding, Severity};
use crate::notice::{Notice, Translation};
use jsonschema::Validator;
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A folder's files: path below it, and text.
pub type Files = BTreeMap<String, String>;

/// The published JSON Schema of one of the files (2020-12).
#[must_use]
pub fn schema<T: JsonSchema>() -> serde_json::Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}

/// Reads and checks a site. There is a site only if no finding is an error.
#[must_use]
pub fn load(files: &Files) -> (Option<Site>, Vec<Finding>) {
    let mut loader = Loader { files, findings: Vec::new() };
    let site = loader.site();
    let mut findings = loader.findings;
    findings.sort();
    findings.dedup();
    let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
    (site.filter(|_| !broken), findings)
}

struct Loader<'a> {
    files: &'a Files,
    findings: Vec<Finding>,
}

impl<'a> Loader<'a> {
    fn site(&mut self) -> Option<Site> {
        let file = self.read::<SiteFile>("site.toml", &SITE);
        let notice = self.read::<Notice>("notice.toml", &NOTICE);
        let (file_document, file) = file?;
        self.findings.extend(rules::site(&file_document, &file));

        let mut texts = BTreeMap::new();
        for language in &file.languages {
            if let Some((document, read)) =
                self.read::<Texts>(&format!("texts/{language}.toml"), &TEXTS)
            {
                self.findings.extend(rules::texts(&document, &read, &file));
                self.findings.extend(rules::wording(&document, &read, &file, language));
                let earlier = texts.iter();
                self.findings.extend(rules::untranslated(&document, &read, &file, earlier));
                texts.insert(language.clone(), read);
            }
        }
        let (notice_document, notice) = notice?;
        self.findings.extend(rules::notice(&notice_document, &notice, &file));
        let mut translations = BTreeMap::new();
        for language in file.languages.iter().filter(|language| **language != notice.language) {
            let name = format!("notice.{language}.toml");
            if let Some((document, read)) = self.read::<Translation>(&name, &TRANSLATION) {
                self.findings.extend(rules::translation(&document, &read, &notice, language));
                translations.insert(language.clone(), read);
            }
        }
        Some(Site { file, texts, notice, translations })
    }

    fn read<T: DeserializeOwned>(
        &mut self,
        name: &str,
        schema: &Schema,
    ) -> Option<(Document<'a>, T)> {
        let Some((name, text)) = self.files.get_key_value(name) else {
            self.findings.push(missing_file(name));
            return None;
        };
        let document = match Document::parse(name, text) {
            Ok(document) => document,
            Err(findings) => {
                self.findings.extend(findings);
                return None;
            }
        };
        self.findings.extend(rules::characters(&document));
        let schema = schema.as_ref()?;
        let mistakes = document.hold_against(schema);
        let value = document.read::<T>(schema);
        if mistakes.is_empty() && value.is_none() {
            let remedy = "compare it with the published schema (`volens schema`).";
            let message = "The file does not have the expected shape.";
            self.findings.push(document.error([], "wrong-value", message, remedy));
        }
        self.findings.extend(mistakes);
        Some((document, value?))
    }
}

/// A schema made ready once. `None` only if what is made from our own types were no schema, which a
/// test rules out.
type Schema = LazyLock<Option<Validator>>;

static SITE: Schema = LazyLock::new(validator::<SiteFile>);
static TEXTS: Schema = LazyLock::new(validator::<Texts>);
static NOTICE: Schema = LazyLock::new(validator::<Notice>);
static TRANSLATION: Schema = LazyLock::new(validator::<Translation>);

fn validator<T: JsonSchema>() -> Option<Validator> {
    jsonschema::validator_for(&schema::<T>()).ok()
}

fn missing_file(name: &str) -> Finding {
    let remedy = match name {
        "site.toml" => "write it; docs/site.md explains its keys.",
        "notice.toml" => "make it from the controller's table with `volens import`.",
        _ => "add it beside the others, or take its language out of `languages` in site.toml.",
    };
    Finding {
        file: name.to_owned(),
        line: 0,
        severity: Severity::Error,
        rule: "missing-file".to_owned(),
        message: "The file is missing.".to_owned(),
        remedy: remedy.to_owned(),
    }
}
