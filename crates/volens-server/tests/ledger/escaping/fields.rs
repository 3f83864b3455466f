//! The text fields of a site's files: every quoted value and key.

use serde_json::Value;
use std::cmp::Reverse;
use volens_model::notice::{Notice, Translation};
use volens_model::site::{Files, SiteFile, Texts, schema};

/// One quoted string of a file.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) file: String,
    /// Its number among the file's strings.
    place: usize,
    pub(super) text: String,
}

impl Field {
    /// Free text, which is a word that stands for nothing.
    pub(super) fn is_text(&self) -> bool {
        self.text.starts_with("zq")
    }

    /// Says `new` there; what names a tracker says so wherever it is named.
    pub(super) fn replace(&self, files: &mut Files, new: &str) {
        let quoted = serde_json::to_string(new).unwrap().replace('\u{7f}', "\\u007f");
        if self.is_text() {
            let old = format!("\"{}\"", self.text);
            files.values_mut().for_each(|text| *text = text.replace(&old, &quoted));
            return;
        }
        let text = files.get_mut(&self.file).unwrap();
        let start = text.match_indices('"').nth(2 * self.place).unwrap().0;
        text.replace_range(start..start + self.text.len() + 2, &quoted);
    }
}

/// Each once: a tracker's name stands in three files. The site's strings hold no escapes.
pub(super) fn fields(files: &Files) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for (file, text) in files {
        for (place, text) in text.split('"').skip(1).step_by(2).enumerate() {
            let field = Field { file: file.clone(), place, text: text.to_owned() };
            if !field.is_text() || fields.iter().all(|other| other.text != text) {
                fields.push(field);
            }
        }
    }
    // A replacement may hold quotes, which would move the places behind it: from the end, and what has
    // no place last.
    fields.sort_by_key(|field| (field.is_text(), Reverse(field.place)));
    fields
}

/// Every text that a schema has and no file of the site says.
pub(super) fn unsaid(files: &Files) -> Vec<String> {
    let schemas = [
        ("site.toml", schema::<SiteFile>()),
        ("notice.toml", schema::<Notice>()),
        ("notice.en.toml", schema::<Translation>()),
        ("texts/lv.toml", schema::<Texts>()),
    ];
    let mut missing = Vec::new();
    for (file, schema) in schemas {
        let said: Value = toml::from_str(&files[file]).unwrap();
        let mut walk = Walk { schema: &schema, missing: Vec::new() };
        walk.texts(&schema, &[&said], file.to_owned());
        missing.append(&mut walk.missing);
    }
    missing
}

struct Walk<'a> {
    schema: &'a Value,
    missing: Vec<String>,
}

impl Walk<'_> {
    /// `said`: everything that stands in the places which `schema` describes.
    fn texts(&mut self, schema: &Value, said: &[&Value], path: String) {
        if let Some(name) = schema["$ref"].as_str() {
            let target = self.schema.pointer(name.trim_start_matches('#')).unwrap().clone();
            return self.texts(&target, said, path);
        }
        let types =
            [&schema["type"]].into_iter().chain(schema["type"].as_array().into_iter().flatten());
        if types.into_iter().any(|kind| kind == "string") && !said.iter().any(|one| one.is_string())
        {
            self.missing.push(path.clone());
        }
        for (key, below) in schema["properties"].as_object().into_iter().flatten() {
            let said: Vec<&Value> = said.iter().filter_map(|one| one.get(key)).collect();
            self.texts(below, &said, format!("{path}/{key}"));
        }
        let said_inside: Vec<&Value> = said.iter().flat_map(|one| inside(one)).collect();
        for key in ["items", "additionalProperties"] {
            if schema[key].is_object() {
                self.texts(&schema[key], &said_inside, format!("{path}/*"));
            }
        }
        for key in ["anyOf", "oneOf", "allOf"] {
            for below in schema[key].as_array().into_iter().flatten() {
                self.texts(below, said, path.clone());
            }
        }
    }
}

fn inside(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(table) => table.values().collect(),
        _ => Vec::new(),
    }
}
