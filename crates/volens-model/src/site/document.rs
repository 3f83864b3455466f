//! A TOML file that knows the line of everything in it, held against a JSON Schema.

use super::attempts::{Attempt, attempt};
use crate::finding::{Finding, Severity};
use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::paths::LocationSegment;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// One file of a site: its values, and where each of them stands.
#[derive(Debug)]
pub struct Document<'a> {
    name: &'a str,
    text: &'a str,
    spans: Spanned<DeValue<'a>>,
    value: Value,
}

/// A step into a document: a key or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Key(String),
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl<'a> Document<'a> {
    /// Reads TOML.
    ///
    /// # Errors
    /// Every syntax mistake, with its line.
    pub fn parse(name: &'a str, text: &'a str) -> Result<Self, Vec<Finding>> {
        if text.len() > MAX_BYTES {
            let remedy = "split the texts or shorten them; a site needs a few kilobytes.";
            let message = format!("The file is larger than {MAX_BYTES} bytes.");
            return Err(vec![error(name, 0, "too-large", message, remedy)]);
        }
        let (table, mistakes) = DeTable::parse_recoverable(text);
        let spans = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
        let mut findings: Vec<Finding> = mistakes
            .iter()
            .map(|mistake| {
                let at = mistake.span().map_or(0, |span| line_of(text, span.start));
                let message = format!("This is not TOML: {}.", mistake.message());
                error(name, at, "syntax", message, "see https://toml.io for the syntax.")
            })
            .collect();
        match toml::from_str(text) {
            Ok(value) if findings.is_empty() => Ok(Self { name, text, spans, value }),
            Ok(_) => Err(findings),
            Err(mistake) => {
                if findings.is_empty() {
                    let at = mistake.span().map_or(0, |span| line_of(text, span.start));
                    let message = format!("This is not TOML: {}.", mistake.message());
                    findings.push(error(name, at, "syntax", message, "mend the line."));
                }
                Err(findings)
            }
        }
    }

    /// Everything in which the document departs from `schema`.
    #[must_use]
    pub fn hold_against(&self, schema: &Validator) -> Vec<Finding> {
        schema.iter_errors(&self.value).flat_map(|mistake| self.explain(&mistake)).collect()
    }

    /// Tells `visit` of every key and every text, with the path to it.
    pub(super) fn each_text(&self, visit: &mut impl FnMut(&[Step], &str)) {
        each_text(&self.value, &mut Vec::new(), visit);
    }

    /// The document as a value of `T`. Where something does not fit `schema`, what is left without it:
    /// one mistake of shape must not hide the mistakes of meaning. `None` where too little is left.
    #[must_use]
    pub fn read<T: serde::de::DeserializeOwned>(&self, schema: &Validator) -> Option<T> {
        let mut sound = self.value.clone();
        for mistake in schema.iter_errors(&self.value) {
            let path = mistake.instance_path().as_str();
            match mistake.kind() {
                ValidationErrorKind::AdditionalProperties { unexpected } => {
                    if let Some(table) = sound.pointer_mut(path).and_then(Value::as_object_mut) {
                        table.retain(|key, _| !unexpected.contains(key));
                    }
                }
                ValidationErrorKind::Type { .. } | ValidationErrorKind::Enum { .. } => {
                    let (parent, key) = path.rsplit_once('/').unwrap_or_default();
                    if let Some(table) = sound.pointer_mut(parent).and_then(Value::as_object_mut) {
                        table.remove(key);
                    }
                }
                _ => {}
            }
        }
        serde_json::from_value(sound).ok()
    }

    /// An error at `path`.
    pub fn error<const N: usize>(
        &self,
        path: [Step; N],
        rule: &str,
        message: impl Into<String>,
        remedy: &str,
    ) -> Finding {
        self.error_at(&path, rule, message, remedy)
    }

    /// An error at a path that is as long as it happens to be.
    pub(super) fn error_at(
        &self,
        path: &[Step],
        rule: &str,
        message: impl Into<String>,
        remedy: &str,
    ) -> Finding {
        error(self.name, self.line(path), rule, message, remedy)
    }

    /// A warning at `path`.
    pub fn warning<const N: usize>(
        &self,
        path: [Step; N],
        rule: &str,
        message: impl Into<String>,
        remedy: &str,
    ) -> Finding {
        Finding { severity: Severity::Warning, ..self.error(path, rule, message, remedy) }
    }

    /// The line of what `path` leads to, or of the last thing on the way that exists.
    fn line(&self, path: &[Step]) -> usize {
        let mut at = &self.spans;
        for step in path {
            let next = match step {
                Step::Key(key) => at.get_ref().as_table().and_then(|table| table.get(key.as_str())),
                Step::Index(index) => at.get_ref().as_array().and_then(|array| array.get(*index)),
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        line_of(self.text, at.span().start)
    }

    fn explain(&self, mistake: &ValidationError<'_>) -> Vec<Finding> {
        let path: Vec<Step> = mistake
            .instance_path()
            .iter()
            .map(|segment| match segment {
                LocationSegment::Property(key) => Step::Key(key.into_owned()),
                LocationSegment::Index(index) => Step::Index(index),
            })
            .collect();
        let name = path_name(&path);
        let at = |path: &[Step]| self.line(path);
        let one = |rule: &str, message: String, remedy: &str| {
            vec![error(self.name, at(&path), rule, message, remedy)]
        };
        match mistake.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
                .iter()
                .map(|key| {
                    let mut inside = path.clone();
                    inside.push(Step::Key(key.clone()));
                    // The overview has bases of its own; what is asked stands in the other files.
                    let attempt = if self.name.starts_with("notice") { None } else { attempt(key) };
                    if let Some(Attempt { rule, why, remedy, .. }) = attempt {
                        let message = format!("There is no `{key}` in {name}: {why}.");
                        return error(self.name, at(&inside), rule, message, remedy);
                    }
                    let message = format!("`{key}` is not known in {name}.");
                    let remedy = "remove it, or mend its spelling; `volens schema` prints the keys there are.";
                    error(self.name, at(&inside), "unknown-key", message, remedy)
                })
                .collect(),
            ValidationErrorKind::Required { property } => {
                let key = property.as_str().unwrap_or_default();
                one("missing-key", format!("{name} has no `{key}`."), "add it.")
            }
            ValidationErrorKind::Type { kind: TypeKind::Single(kind) } => {
                one("wrong-type", format!("{name} must be a {kind}."), "write it as one.")
            }
            ValidationErrorKind::Pattern { pattern } => one(
                "wrong-form",
                format!("{name} is {} and does not match `{pattern}`.", short(mistake.instance())),
                "write it in that form.",
            ),
            ValidationErrorKind::Enum { options } => one(
                "unknown-word",
                format!("{name} is {}, not one of {options}.", short(mistake.instance())),
                "choose one of them.",
            ),
            _ => one("wrong-value", format!("{name}: {}.", mistake.masked()), "mend the value."),
        }
    }
}

fn each_text(value: &Value, path: &mut Vec<Step>, visit: &mut impl FnMut(&[Step], &str)) {
    match value {
        Value::String(text) => visit(path, text),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                path.push(Step::Index(i));
                each_text(item, path, visit);
                path.pop();
            }
        }
        Value::Object(table) => {
            for (key, value) in table {
                path.push(Step::Key(key.clone()));
                visit(path, key);
                each_text(value, path, visit);
                path.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn error(file: &str, line: usize, rule: &str, message: impl Into<String>, remedy: &str) -> Finding {
    Finding {
        file: file.to_owned(),
        line,
        severity: Severity::Error,
        rule: rule.to_owned(),
        message: message.into(),
        remedy: remedy.to_owned(),
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn path_name(path: &[Step]) -> String {
    let mut name = String::new();
    for step in path {
        match step {
            Step::Key(key) if name.is_empty() => name.push_str(key),
            Step::Key(key) => {
                name.push('.');
                name.push_str(key);
            }
            // People count from one.
            Step::Index(index) => name.push_str(&format!("[{}]", index + 1)),
        }
    }
    if name.is_empty() { "the file".to_owned() } else { format!("`{name}`") }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
