//! One cell: paragraphs of text, and the tags that leaked into it.

use super::html::PARAGRAPH;
use super::text::slice;

/// A cell, or the part of one that stands on one side of a page break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) paragraphs: Vec<String>,
    /// A paragraph tag is opened and not closed: the text goes on elsewhere.
    pub(super) left_open: bool,
    /// A paragraph tag is closed that was not opened: the text began elsewhere.
    pub(super) began_elsewhere: bool,
    /// The text stands in paragraph tags, whole or in part.
    pub(super) tagged: bool,
}

impl Cell {
    /// Takes the paragraph tags out; each paragraph stands for itself. Other markup stays, as text.
    pub(super) fn parse(raw: &str) -> Self {
        let mut cell = Self::default();
        let mut text = String::new();
        let mut rest = raw;
        while let Some((before, tag, after)) = next_tag(rest) {
            text.push_str(before);
            cell.end_paragraph(&mut text);
            cell.tagged = true;
            match tag {
                Tag::Open => cell.left_open = true,
                Tag::Close if cell.left_open => cell.left_open = false,
                Tag::Close => cell.began_elsewhere = true,
            }
            rest = after;
        }
        text.push_str(rest);
        cell.end_paragraph(&mut text);
        cell
    }

    fn ends_sentence(&self) -> bool {
        self.paragraphs.last().is_some_and(|last| last.ends_with(['.', '!', '?']))
    }

    fn end_paragraph(&mut self, text: &mut String) {
        let paragraphs = text.split(PARAGRAPH).map(str::trim).filter(|text| !text.is_empty());
        self.paragraphs.extend(paragraphs.map(str::to_owned));
        text.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// The text, with `\n` between paragraphs.
    pub(super) fn text(&self) -> String {
        self.paragraphs.join("\n")
    }

    /// Adds what stands after a page break: as a paragraph of its own where the tags on both sides
    /// say so, a sentence has ended, and none goes on; else with one space.
    pub(super) fn join(&mut self, later: Self, goes_on: bool) {
        if later.is_empty() {
            return;
        }
        let own_paragraph = !goes_on && self.tagged && later.tagged && self.ends_sentence();
        let mut paragraphs = later.paragraphs.into_iter();
        if let (Some(last), false) = (self.paragraphs.last_mut(), own_paragraph) {
            for first in paragraphs.by_ref().take(1) {
                last.push(' ');
                last.push_str(&first);
            }
        }
        self.paragraphs.extend(paragraphs);
        self.left_open = later.left_open;
        self.tagged |= later.tagged;
    }
}

#[derive(Clone, Copy)]
enum Tag {
    Open,
    Close,
}

/// The next paragraph tag: what stands before it, which it is, what stands after it.
fn next_tag(text: &str) -> Option<(&str, Tag, &str)> {
    [("<p>", Tag::Open), ("</p>", Tag::Close)]
        .into_iter()
        .filter_map(|(written, tag)| Some((text.find(written)?, written.len(), tag)))
        .min_by_key(|(at, ..)| *at)
        .map(|(at, length, tag)| (slice(text, 0..at), tag, slice(text, at + length..text.len())))
}

/// Something that looks like a tag and is none we know.
pub(super) fn markup(text: &str) -> Option<&str> {
    let at = text.match_indices('<').map(|(at, _)| at).find(|at| {
        let next = slice(text, at + 1..text.len()).chars().next();
        next.is_some_and(|next| next.is_ascii_alphabetic() || next == '/')
    })?;
    let tag = slice(text, at..text.len());
    Some(tag.split_inclusive('>').next().unwrap_or(tag))
}

#[cfg(test)]
mod tests {
    use super::Cell;

    #[test]
    fn a_paragraph_of_its_own_needs_tags_and_a_sentence_that_has_ended() {
        let joined = |before: &str, after: &str, goes_on| {
            let mut cell = Cell::parse(before);
            cell.join(Cell::parse(after), goes_on);
            cell.text()
        };
        assert_eq!(joined("<p>A.</p>", "<p>B</p>", false), "A.\nB");
        assert_eq!(joined("<p>A utt.</p>", "<p>un B</p>", true), "A utt. un B");
        assert_eq!(joined("<p>A</p>", "<p>B</p>", false), "A B");
        assert_eq!(joined("A.", "<p>B</p>", false), "A. B");
        assert_eq!(joined("<p>A.</p>", "", false), "A.");
    }
}
