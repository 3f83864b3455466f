//! One legal basis: what it covers, its name, its condition.

use super::term::{self, Named};
use super::{Piece, tidy};
use crate::import::finding::{Kind, Note, Place};
use crate::import::language::Language;
use crate::import::text::{
    after_word, around_dash, begins, excerpt, opens_with, places, slice, trailing_bracket, words,
};
use volens_model::notice::{Article, Control, LegalBasis};

/// Reads a piece as entry number `at` of its row. `inherited` is what the entry before it covers.
pub(super) fn read(
    piece: &Piece<'_>,
    inherited: Option<&String>,
    at: usize,
    language: &'static Language,
    notes: &mut Vec<Note>,
) -> Option<LegalBasis> {
    let head = tidy(piece.head);
    let head = after_word(head, language.and).map_or(head, str::trim_start);
    let stated = piece.cited.as_ref().map(|cited| cited.article);
    let mut say = |kind, place| notes.push(Note::new(kind, place, excerpt(head)));

    let Some(found) = find(head, stated, language) else {
        // Without a name it takes a citation to know the basis; its own words are the name then.
        let Some(article) = stated else {
            say(Kind::NoBasis, Place::LegalBasis);
            return None;
        };
        if !term::all(head, language).is_empty() {
            say(Kind::Conflict, Place::Basis(at));
        }
        let (scope, name) = around_dash(head).unwrap_or(("", head));
        return Some(entry(article, true, name, text(scope), piece.condition.and_then(text)));
    };
    if stated.is_none() {
        if found.several {
            say(Kind::SeveralBases, Place::LegalBasis);
            return None;
        }
        say(Kind::InferredArticle, Place::Basis(at));
    }
    let around = around(&found, language);
    if around.garbled {
        say(Kind::Garbled, Place::Basis(at));
    }
    let mut conditions = around.conditions;
    conditions.extend(piece.condition.and_then(text));
    let scope = match found.lead {
        // "Ja pārstāvis – …" says when, not what; unless the condition has its place already.
        Some(lead) if conditions.is_empty() && opens_with(lead, language.conditions) => {
            conditions.push(lead.to_owned());
            around.scope
        }
        Some(lead) => around.scope.map(|scope| format!("{lead} – {scope}")).or_else(|| text(lead)),
        None if found.before().is_empty() => inherited.cloned(),
        None => around.scope,
    };
    let article = stated.unwrap_or(found.named.term.article);
    let name = slice(found.main, found.named.span.clone());
    let condition = (!conditions.is_empty()).then(|| conditions.join("; "));
    Some(entry(article, stated.is_some(), name, scope, condition))
}

fn entry(
    article: Article,
    stated: bool,
    name: &str,
    scope: Option<String>,
    condition: Option<String>,
) -> LegalBasis {
    let request = |of: Article| (article == of).then_some(Control::Request);
    LegalBasis {
        article,
        stated,
        term: name.trim().to_owned(),
        scope,
        condition,
        withdraw: request(Article::Consent),
        object: request(Article::LegitimateInterests),
    }
}

/// A basis's name in its head.
struct Found<'a> {
    /// What stands before the dash.
    lead: Option<&'a str>,
    /// What the name stands in.
    main: &'a str,
    named: Named,
    /// Names of other articles stand beside it.
    several: bool,
}

impl<'a> Found<'a> {
    fn before(&self) -> &'a str {
        slice(self.main, 0..self.named.span.start).trim()
    }

    fn after(&self) -> &'a str {
        slice(self.main, self.named.span.end..self.main.len()).trim()
    }
}

/// The name after the dash or, if none is there, anywhere: of the cited article, or the first.
fn find<'a>(
    head: &'a str,
    stated: Option<Article>,
    language: &'static Language,
) -> Option<Found<'a>> {
    let in_text = |lead: Option<&'a str>, main: &'a str| {
        // The name of an uncited basis does not stand in its condition.
        let end = if stated.is_none() { condition_at(main, language) } else { None };
        let names = term::all(slice(main, 0..end.unwrap_or(main.len())), language);
        let several = names.windows(2).any(|pair| match pair {
            [one, other] => one.term.article != other.term.article,
            _ => false,
        });
        let fits = |named: &Named| stated.is_none_or(|article| named.term.article == article);
        names.into_iter().find(fits).map(|named| Found { lead, main, named, several })
    };
    around_dash(head)
        .and_then(|(lead, main)| in_text(Some(lead.trim()), main))
        .or_else(|| in_text(None, head))
}

#[derive(Default)]
struct Around {
    scope: Option<String>,
    conditions: Vec<String>,
    garbled: bool,
}

/// What the words before and after the name say: "X are usually based on NAME, if Y".
fn around(found: &Found<'_>, language: &Language) -> Around {
    let (before, after) = (found.before(), found.after());
    let mut around = Around::default();
    let (covered, based) = match without_rests_on(before, language) {
        Some(covered) => (covered, true),
        None => (before, false),
    };
    let (covered, usually) = without_usually(covered, language);
    let said = condition(after, language);
    if (!covered.is_empty() && !based) || (!after.is_empty() && said.is_none()) {
        around.conditions.push(format!("{before} … {after}").trim().to_owned());
        around.garbled = true;
        return around;
    }
    around.conditions.extend(usually.map(str::to_owned));
    around.conditions.extend(said.map(str::to_owned));
    around.scope = text(covered);
    around
}

/// What stands before "based on", if the text ends so.
fn without_rests_on<'a>(before: &'a str, language: &Language) -> Option<&'a str> {
    let words = words(before);
    language.rests_on.iter().find_map(|phrase| {
        let tail = words.get(words.len().checked_sub(phrase.len())?..)?;
        let start = tail.first()?.span.start;
        begins(tail, phrase).then(|| slice(before, 0..start).trim())
    })
}

/// A text without the "usually" that it ends with.
fn without_usually<'a>(covered: &'a str, language: &Language) -> (&'a str, Option<&'a str>) {
    match words(covered).last() {
        Some(last) if last.is_one_of(language.usually) && last.span.end == covered.len() => {
            (slice(covered, 0..last.span.start).trim(), Some(slice(covered, last.span.clone())))
        }
        _ => (covered, None),
    }
}

/// The condition that a text is: ", ja …" or "(ja …)".
pub(super) fn condition<'a>(said: &'a str, language: &Language) -> Option<&'a str> {
    let said = tidy(said);
    let inner = match trailing_bracket(said) {
        Some(("", inner)) => inner,
        _ => said,
    };
    opens_with(inner, language.conditions).then(|| inner.trim())
}

/// Where a condition begins.
fn condition_at(said: &str, language: &Language) -> Option<usize> {
    let opens = |rest: &str| {
        let inner = rest.strip_prefix([',', '(']);
        inner.is_some_and(|inner| opens_with(inner, language.conditions))
    };
    places(said, opens).first().copied()
}

fn text(said: &str) -> Option<String> {
    let said = said.trim();
    (!said.is_empty()).then(|| said.to_owned())
}
