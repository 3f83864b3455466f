//! The personal-data column: a list of categories, "all personal data", or a pointer elsewhere.

mod item;

use super::finding::{Kind, Note, Place};
use super::language::{ALL, Language};
use super::text::{after_word, begins, excerpt, opens_with, places, slice, split, words};
use item::Item;
use volens_model::notice::{DataCategory, DataMode, PersonalData};

/// Reads a cell. `heading` is the column's own; `points_elsewhere`: the cell names a clause.
pub(super) fn read(
    cell: &str,
    heading: &str,
    points_elsewhere: bool,
    language: &Language,
) -> (PersonalData, Vec<Note>) {
    let words = &language.data;
    let reference = PersonalData {
        mode: DataMode::Reference,
        all_possible: false,
        qualifier: None,
        categories: Vec::new(),
    };
    if cell == heading {
        let note = Note::new(Kind::HeadingInCell, Place::PersonalData, "");
        return (reference, vec![note]);
    }
    if points_elsewhere && opens_with(cell, words.see) {
        return (reference, Vec::new());
    }
    let mut reading = Reading::default();
    for (n, statement) in statements(cell, language).into_iter().enumerate() {
        let statement = if n == 0 { reading.usually(statement, language) } else { statement };
        reading.statement(statement, language);
    }
    reading.finish(cell)
}

/// The statements of a cell: between semicolons, and before "but".
fn statements<'a>(cell: &'a str, language: &Language) -> Vec<&'a str> {
    let mut statements = Vec::new();
    for part in split(cell, &[';', '\n']) {
        let but = |rest: &str| {
            rest.strip_prefix(',').is_some_and(|rest| opens_with(rest, language.data.contrast))
        };
        let mut from = 0;
        for at in places(part, but) {
            statements.push(slice(part, from..at));
            from = at + 1;
        }
        statements.push(slice(part, from..part.len()));
    }
    let contrast = language.data.contrast;
    statements.into_iter().map(|s| tidy(after_word(s, contrast).unwrap_or(s))).collect()
}

#[derive(Default)]
struct Reading {
    qualifier: Option<String>,
    categories: Vec<DataCategory>,
    notes: Vec<Note>,
}

impl Reading {
    /// Takes "usually", or "usually anonymous", from the cell's first statement.
    fn usually<'a>(&mut self, statement: &'a str, language: &Language) -> &'a str {
        let Some(rest) = after_word(statement, language.usually) else { return statement };
        let said = words(rest);
        let anonymous = |stem: &&str| begins(&said, &[*stem]);
        if said.len() == 1 && language.data.anonymous.iter().any(anonymous) {
            self.qualifier = Some(statement.to_owned());
            return "";
        }
        self.qualifier = Some(slice(statement, 0..statement.len() - rest.len()).to_owned());
        rest.trim()
    }

    fn statement(&mut self, statement: &str, language: &Language) {
        let frame = Frame::of(statement, language);
        let mut items = item::all(frame.body, language);
        // "A, B and C may be processed to a limited extent": of each of them.
        let extent = frame.verb.then(|| items.last().and_then(|item| item.extent)).flatten();
        for item in &mut items {
            item.extent = item.extent.or(extent);
        }
        for item in items.iter().filter(|item| !item.generic) {
            self.category(item, &frame);
        }
        if let Some(unread) = frame.unread {
            self.notes.push(Note::new(Kind::Unread, Place::PersonalData, excerpt(unread)));
        }
    }

    fn category(&mut self, item: &Item<'_>, frame: &Frame<'_>) {
        let said = [frame.lead, item.prefix, item.bracket, item.extent, frame.trail];
        let conditions: Vec<&str> = said.into_iter().flatten().filter(|c| !c.is_empty()).collect();
        let key = item.key.map_or_else(|| key_of(item.name), str::to_owned);
        if item.key.is_none() {
            let seen = format!("{} as `{key}`", excerpt(item.name));
            self.notes.push(Note::new(Kind::UnknownCategory, Place::PersonalData, seen));
        }
        let condition = (!conditions.is_empty()).then(|| conditions.join("; "));
        self.categories.push(DataCategory { key, name: item.name.to_owned(), condition });
    }

    fn finish(mut self, cell: &str) -> (PersonalData, Vec<Note>) {
        let all = |category: &DataCategory| category.key == ALL;
        let all_possible = self.categories.iter().any(all);
        if self.categories.is_empty() {
            self.notes.push(Note::new(Kind::NoCategory, Place::PersonalData, excerpt(cell)));
        }
        let only_all = all_possible && self.categories.iter().all(all);
        let mode = if only_all { DataMode::All } else { DataMode::List };
        let Self { qualifier, categories, notes } = self;
        (PersonalData { mode, all_possible, qualifier, categories }, notes)
    }
}

/// What stands around a statement's categories: "depending on X may be processed A and B".
struct Frame<'a> {
    lead: Option<&'a str>,
    body: &'a str,
    trail: Option<&'a str>,
    /// The statement has "may be processed".
    verb: bool,
    unread: Option<&'a str>,
}

impl<'a> Frame<'a> {
    fn of(statement: &'a str, language: &Language) -> Self {
        let plain = Self { lead: None, body: statement, trail: None, verb: false, unread: None };
        let Some((before, after)) = around_verb(statement, language) else { return plain };
        let conditional = |text: &str| opens_with(text, language.data.conditions);
        if before.is_empty() || conditional(before) {
            return Self { lead: Some(before), body: after, verb: true, ..plain };
        }
        match after {
            "" => Self { body: before, verb: true, ..plain },
            _ if conditional(after) => {
                Self { body: before, trail: Some(after), verb: true, ..plain }
            }
            _ => Self { body: before, verb: true, unread: Some(after), ..plain },
        }
    }
}

fn around_verb<'a>(statement: &'a str, language: &Language) -> Option<(&'a str, &'a str)> {
    let words = words(statement);
    (0..words.len()).find_map(|at| {
        let rest = words.get(at..)?;
        let verb = language.data.processed.iter().find(|verb| begins(rest, verb))?;
        let (first, last) = (rest.first()?, rest.get(verb.len().checked_sub(1)?)?);
        let before = slice(statement, 0..first.span.start);
        let after = slice(statement, last.span.end..statement.len());
        Some((tidy(before), tidy(after)))
    })
}

fn tidy(text: &str) -> &str {
    text.trim_matches([',', '.', ' '])
}

/// A key made from a name that the table of words does not know: `medicinas_dati`.
fn key_of(name: &str) -> String {
    let mut key = String::new();
    for character in name.to_lowercase().chars() {
        match plain(character) {
            Some(letter) => key.push(letter),
            None if !key.is_empty() && !key.ends_with('_') => key.push('_'),
            None => {}
        }
    }
    let key: String =
        key.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).chars().take(24).collect();
    let key = key.trim_end_matches('_');
    if key.is_empty() { "other".to_owned() } else { key.to_owned() }
}

/// The letter without its mark, as far as the languages around the Baltic go.
fn plain(character: char) -> Option<char> {
    Some(match character {
        'ā' | 'ä' | 'å' | 'ą' => 'a',
        'č' => 'c',
        'ē' | 'ė' | 'ę' => 'e',
        'ģ' => 'g',
        'ī' | 'į' => 'i',
        'ķ' => 'k',
        'ļ' => 'l',
        'ņ' => 'n',
        'ö' | 'õ' => 'o',
        'š' => 's',
        'ū' | 'ü' | 'ų' => 'u',
        'ž' => 'z',
        _ if character.is_ascii_alphanumeric() => character,
        _ => return None,
    })
}
