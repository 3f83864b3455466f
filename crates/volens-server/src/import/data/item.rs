//! One category of data in a list: its name, its key, and what limits it.

use super::tidy;
use crate::import::language::Language;
use crate::import::text::{
    Word, after_word, begins, matches, opens_with, places, slice, trailing_bracket, words,
};

#[derive(Default)]
pub(super) struct Item<'a> {
    pub(super) name: &'a str,
    /// `None`: the table of words does not know it.
    pub(super) key: Option<&'static str>,
    /// "Personal data" alone: no category.
    pub(super) generic: bool,
    /// "depending on the campaign", "for example", before the name.
    pub(super) prefix: Option<&'a str>,
    /// "(if requested)".
    pub(super) bracket: Option<&'a str>,
    /// "to the extent necessary", after the name.
    pub(super) extent: Option<&'a str>,
}

/// The categories that a list names.
pub(super) fn all<'a>(list: &'a str, language: &Language) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let mut example = None;
    for part in parts(list, language) {
        let part = tidy(part);
        if after_word(part, language.data.example) == Some("") {
            example = Some(part);
            continue;
        }
        let mut group = members(part, language);
        // "name and e-mail (if requested)": each of them.
        let (bracket, extent) =
            group.last().map_or((None, None), |last| (last.bracket, last.extent));
        for item in &mut group {
            item.bracket = item.bracket.or(bracket);
            item.extent = item.extent.or(extent);
            item.prefix = item.prefix.or(example);
        }
        example = None;
        items.extend(group);
    }
    items
}

/// The parts of a list, at commas that do not open a relative clause.
fn parts<'a>(list: &'a str, language: &Language) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let ends = |rest: &str| {
        rest.strip_prefix(',').is_some_and(|rest| !opens_with(rest, language.data.relative))
    };
    for at in places(list, ends) {
        parts.push(slice(list, from..at));
        from = at + 1;
    }
    parts.push(slice(list, from..list.len()));
    parts.retain(|part| !tidy(part).is_empty());
    parts
}

/// The members of "A and B"; an "and" inside a category's own name joins nothing.
fn members<'a>(part: &'a str, language: &Language) -> Vec<Item<'a>> {
    let mut members = Vec::new();
    let mut rest = part;
    'members: loop {
        let whole = Item::parse(rest, language);
        if !whole.known() {
            for at in places(rest, |rest| rest.starts_with(' ')) {
                let Some(after) = after_word(slice(rest, at..rest.len()), language.and) else {
                    continue;
                };
                let left = Item::parse(slice(rest, 0..at), language);
                if left.known() && after.starts_with(' ') {
                    members.push(left);
                    rest = after.trim();
                    continue 'members;
                }
            }
        }
        members.push(whole);
        return members;
    }
}

impl<'a> Item<'a> {
    fn known(&self) -> bool {
        self.key.is_some() || self.generic
    }

    fn parse(text: &'a str, language: &Language) -> Self {
        let (text, bracket) = match trailing_bracket(text.trim()) {
            Some((before, inner)) if !before.trim().is_empty() => {
                (before.trim(), Some(inner.trim()))
            }
            _ => (text.trim(), None),
        };
        let (text, extent) = without_extent(text, language);
        let item = Self { name: text, bracket, extent, ..Self::default() };
        let all_words = words(text);
        // A condition before the name ends where the longest known name begins.
        let opens = [language.data.conditions, language.data.example];
        let starts =
            if opens.iter().any(|list| opens_with(text, list)) { all_words.len() } else { 1 };
        let named = (0..starts).find_map(|at| {
            let rest = all_words.get(at..)?;
            let (key, generic) = recognised(rest, language)?;
            Some((rest.first()?.span.start, key, generic))
        });
        let Some((start, key, generic)) = named else { return item };
        let prefix = without_process(slice(text, 0..start), language);
        let name = slice(text, start..text.len());
        Self { name, key, generic, prefix: (!prefix.is_empty()).then_some(prefix), ..item }
    }
}

fn recognised(words: &[Word], language: &Language) -> Option<(Option<&'static str>, bool)> {
    let data = &language.data;
    let category = data.categories.iter().find(|(_, stems)| matches(words, stems));
    let generic = || data.generic.iter().any(|stems| matches(words, stems));
    match category {
        Some((key, _)) => Some((Some(key), false)),
        None => generic().then_some((None, true)),
    }
}

/// "technical information to the extent necessary": the last two words.
fn without_extent<'a>(text: &'a str, language: &Language) -> (&'a str, Option<&'a str>) {
    let words = words(text);
    match words.as_slice() {
        [_, .., before, last]
            if last.is_one_of(language.data.extent) && last.span.end == text.len() =>
        {
            let start = before.span.start;
            (slice(text, 0..start).trim(), Some(slice(text, start..text.len())))
        }
        _ => (text, None),
    }
}

/// A condition without the "process" that it ends with.
fn without_process<'a>(prefix: &'a str, language: &Language) -> &'a str {
    let prefix = tidy(prefix);
    let words = words(prefix);
    match words.last() {
        Some(last)
            if language
                .data
                .process
                .iter()
                .any(|stem| begins(std::slice::from_ref(last), &[*stem])) =>
        {
            slice(prefix, 0..last.span.start).trim()
        }
        _ => prefix,
    }
}
