//! Small readings of running text: words, brackets, dashes. Nothing here knows a language.

use std::ops::Range;

/// A run of letters and digits, in lower case, with its place in the text.
pub(super) struct Word {
    pub(super) span: Range<usize>,
    lower: String,
}

impl Word {
    pub(super) fn is_one_of(&self, list: &[&str]) -> bool {
        list.contains(&self.lower.as_str())
    }
}

pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, character) in ends {
        match (start, character.is_alphanumeric()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(Word { span: from..at, lower: slice(text, from..at).to_lowercase() });
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Whether the words begin with these stems, one word each: inflection changes endings only.
pub(super) fn begins(words: &[Word], stems: &[&str]) -> bool {
    words.len() >= stems.len()
        && words.iter().zip(stems).all(|(word, stem)| word.lower.starts_with(stem))
}

/// Whether the words are exactly these stems.
pub(super) fn matches(words: &[Word], stems: &[&str]) -> bool {
    words.len() == stems.len() && begins(words, stems)
}

/// The part of `text` at `range`; empty where there is none.
pub(super) fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// Whether the text's first word is one of `list`.
pub(super) fn opens_with(text: &str, list: &[&str]) -> bool {
    let first = text.trim_start().split(|c: char| !c.is_alphanumeric()).next();
    first.is_some_and(|first| list.contains(&first.to_lowercase().as_str()))
}

/// The text after its first word, if that is one of `list`.
pub(super) fn after_word<'a>(text: &'a str, list: &[&str]) -> Option<&'a str> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    opens_with(text, list).then(|| slice(text, end..text.len()))
}

/// Whether a bracket stays open. A closing one too many, as in "b)", counts for nothing.
pub(super) fn bracket_open(text: &str) -> bool {
    text.chars().fold(0_usize, depth_after) > 0
}

fn depth_after(depth: usize, character: char) -> usize {
    match character {
        '(' => depth.saturating_add(1),
        ')' => depth.saturating_sub(1),
        _ => depth,
    }
}

/// The places outside brackets where `pick` says yes to the text from there on.
pub(super) fn places(text: &str, pick: impl Fn(&str) -> bool) -> Vec<usize> {
    let mut depth = 0;
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        if depth == 0 && pick(slice(text, at..text.len())) {
            found.push(at);
        }
        depth = depth_after(depth, character);
    }
    found
}

/// The parts between separators that stand outside brackets.
pub(super) fn split<'a>(text: &'a str, separators: &[char]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for at in places(text, |rest| rest.starts_with(separators)) {
        parts.push(slice(text, from..at));
        // Every separator we use is a single byte.
        from = at + 1;
    }
    parts.push(slice(text, from..text.len()));
    parts
}

/// What stands before and after the last dash outside brackets.
pub(super) fn around_dash(text: &str) -> Option<(&str, &str)> {
    const DASHES: [&str; 2] = [" – ", " — "];
    let dash = |rest: &str| DASHES.into_iter().find(|dash| rest.starts_with(dash));
    let at = places(text, |rest| dash(rest).is_some()).pop()?;
    let length = dash(slice(text, at..text.len()))?.len();
    Some((slice(text, 0..at), slice(text, at + length..text.len())))
}

/// A text that ends in brackets: what stands before them, and inside.
pub(super) fn trailing_bracket(text: &str) -> Option<(&str, &str)> {
    let body = text.strip_suffix(')')?;
    let mut depth = 1_usize;
    for (at, character) in body.char_indices().rev() {
        match character {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((slice(body, 0..at), slice(body, at + 1..body.len())));
        }
    }
    None
}

/// The beginning of a text, for a message.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 80;
    let line = text.replace('\n', " / ");
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("“{}…”", slice(&line, 0..at).trim_end()),
        None => format!("“{line}”"),
    }
}
