//! What an event must satisfy beyond its shape. Every message says which field and why.

use super::{Action, Control, Event};
use crate::decision::{is_base32, is_short_fingerprint};
use crate::id::is_id;
use std::collections::{BTreeMap, BTreeSet};

/// Every policy the site has published, by full fingerprint. An event is held against the one it
/// names: a page may have been open, or its script cached, while a newer one was published.
pub type EventTerms = BTreeMap<String, PolicyTerms>;

/// What one policy says that an event is held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyTerms {
    pub languages: BTreeSet<String>,
    /// Every optional service.
    pub services: BTreeSet<String>,
    /// Every activity whose objection acts on the device.
    pub activities: BTreeSet<String>,
    /// The contact purposes of each published version that had any. They are no part of the
    /// fingerprint, so that there may be several under one; an event is whole under one of them.
    pub contacts: BTreeSet<BTreeSet<String>>,
}

impl PolicyTerms {
    /// Allows what `other` allows as well.
    pub fn extend(&mut self, other: Self) {
        self.languages.extend(other.languages);
        self.services.extend(other.services);
        self.activities.extend(other.activities);
        self.contacts.extend(other.contacts);
    }
}

/// Why an event is refused: a stable code, a short title and a detail that names the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventProblem {
    pub code: &'static str,
    pub title: &'static str,
    pub detail: String,
}

impl Event {
    /// Holds the event against the policy it names.
    ///
    /// # Errors
    /// The first field that is wrong.
    pub fn validate(&self, terms: &EventTerms) -> Result<(), EventProblem> {
        self.check_form()?;
        let Some(terms) = terms.get(&self.fingerprint) else {
            return problem(
                "unknown-fingerprint",
                "Unknown fingerprint",
                "`fingerprint` is no version this site has published: load the bundle again",
            );
        };
        if !terms.languages.contains(&self.language) {
            return problem(
                "unknown-language",
                "Unknown language",
                "`language` is not one of the site's: policy.json lists them",
            );
        }
        if self.control == Control::Box {
            return self.check_contacts(&terms.contacts);
        }
        self.check_services(&terms.services)?;
        check_ids("objected", &self.objected)?;
        match self.objected.iter().position(|id| !terms.activities.contains(id)) {
            Some(i) => problem(
                "unknown-activity",
                "Unknown activity",
                &format!(
                    "`objected[{i}]` names no activity whose objection acts on the device: policy.json \
                     lists them"
                ),
            ),
            None => Ok(()),
        }
    }

    fn check_form(&self) -> Result<(), EventProblem> {
        let id = |text: &str| is_uuid_v7(text);
        let fields = [
            ("id", id(&self.id), "a lower-case, hyphenated UUIDv7"),
            (
                "subject",
                self.subject.as_deref().is_none_or(is_subject),
                "`null` or 64 lower-case hex digits",
            ),
            (
                "fingerprint",
                self.fingerprint.len() == 52 && is_base32(&self.fingerprint),
                "52 characters of Crockford base 32",
            ),
            ("notice", is_short_fingerprint(&self.notice), "12 characters of Crockford base 32"),
            (
                "shown",
                self.shown.as_deref().is_none_or(is_short_fingerprint),
                "`null` or 12 characters of Crockford base 32",
            ),
            ("at", is_utc_second(&self.at), "an RFC 3339 time in UTC: `2026-11-22T15:03:22Z`"),
            ("counter", (1..=999_999).contains(&self.counter), "from 1 to 999999"),
            ("previous", self.previous.as_deref().is_none_or(id), "`null` or a UUIDv7"),
            (
                "previous",
                self.previous.is_none() || self.subject.is_some(),
                "`null` where `subject` is `null`",
            ),
        ];
        match fields.into_iter().find(|(_, fine, _)| !fine) {
            Some((field, _, want)) => {
                problem("wrong-form", "Wrong form", &format!("`{field}` must be {want}"))
            }
            None => Ok(()),
        }
    }

    fn check_services(&self, services: &BTreeSet<String>) -> Result<(), EventProblem> {
        for (field, ids) in [("granted", &self.granted), ("refused", &self.refused)] {
            check_ids(field, ids)?;
            if let Some(i) = ids.iter().position(|id| !services.contains(id)) {
                return problem(
                    "unknown-service",
                    "Unknown service",
                    &format!(
                        "`{field}[{i}]` names no optional service of this site: policy.json lists them"
                    ),
                );
            }
        }
        // Both are ascending, each once: all of the services if they are as many and share none.
        let twice = self.granted.iter().any(|id| self.refused.binary_search(id).is_ok());
        if twice || self.granted.len() + self.refused.len() != services.len() {
            return problem(
                "incomplete-choice",
                "Incomplete choice",
                "`granted` and `refused` must together name every optional service once",
            );
        }
        let contradicts = match self.action {
            Action::Accept => !self.refused.is_empty(),
            action => action.grants_nothing() && !self.granted.is_empty(),
        };
        if contradicts {
            return problem(
                "contradiction",
                "Action contradicts the choice",
                "`accept` refuses nothing; `refuse` and `withdraw` grant nothing",
            );
        }
        Ok(())
    }
}

pub(super) fn check_ids(field: &str, ids: &[String]) -> Result<(), EventProblem> {
    if ids.iter().all(|id| is_id(id)) && ids.is_sorted_by(|a, b| a < b) {
        return Ok(());
    }
    problem("wrong-form", "Wrong form", &format!("`{field}` must hold ids, ascending, each once"))
}

pub(super) fn problem<T>(
    code: &'static str,
    title: &'static str,
    detail: &str,
) -> Result<T, EventProblem> {
    Err(EventProblem { code, title, detail: detail.to_owned() })
}

fn is_subject(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(is_lower_hex)
}

fn is_lower_hex(b: u8) -> bool {
    b.is_ascii_digit() || (b'a'..=b'f').contains(&b)
}

/// RFC 9562, 5.7: version 7, variant 10.
fn is_uuid_v7(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => b == b'-',
            14 => b == b'7',
            19 => matches!(b, b'8' | b'9' | b'a' | b'b'),
            _ => is_lower_hex(b),
        })
}

/// The form `2026-11-22T15:03:22Z` with fields in range; leap seconds are not written by browsers.
fn is_utc_second(text: &str) -> bool {
    let form = text.len() == 20
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            10 => b == b'T',
            13 | 16 => b == b':',
            19 => b == b'Z',
            _ => b.is_ascii_digit(),
        });
    let part = |from: usize| text.get(from..from + 2).and_then(|t| t.parse::<u8>().ok());
    form && part(5).is_some_and(|month| (1..=12).contains(&month))
        && part(8).is_some_and(|day| (1..=31).contains(&day))
        && part(11).is_some_and(|hour| hour < 24)
        && part(14).is_some_and(|minute| minute < 60)
        && part(17).is_some_and(|second| second < 60)
}
