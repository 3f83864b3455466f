//! A visitor's decision and the cookie that holds it (`docs/formats.md`, *Decision cookie*).
//!
//! The cookie is hostile input: whatever is not exactly the form is no decision.

use crate::event::Action;
use crate::id::is_id;
use std::collections::{BTreeMap, BTreeSet};

/// Clocks may be this far apart before a decision counts as from the future, in seconds.
pub const CLOCK_SKEW: u64 = 300;

/// The longest cookie value that is read, in bytes.
pub const MAX_LENGTH: usize = 2048;

/// A decision as the cookie holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// First 12 characters of the policy's fingerprint.
    pub fingerprint: String,
    /// Unix time, seconds, by the visitor's clock.
    pub at: u64,
    /// Decisions on this device and origin, from 1.
    pub counter: u32,
    pub action: Action,
    pub granted: BTreeSet<String>,
    pub objected: BTreeSet<String>,
}

/// What a decision is held against.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The current fingerprint and earlier ones still valid, 12 characters each.
    pub fingerprints: Vec<String>,
    /// Optional categories with their services.
    pub categories: BTreeMap<String, Vec<String>>,
    /// Lifetime in seconds of a decision that grants something, and of one that does not.
    pub grant_seconds: u64,
    pub refuse_seconds: u64,
}

impl Decision {
    /// Reads a cookie's value. `None` for everything that is not exactly the form.
    #[must_use]
    pub fn parse(value: &str) -> Option<Self> {
        if value.len() > MAX_LENGTH {
            return None;
        }
        let fields: Vec<&str> = value.split('.').collect();
        let [version, fingerprint, at, counter, action, granted, objected] = fields.as_slice()
        else {
            return None;
        };
        let decision = Self {
            fingerprint: fingerprint.to_string(),
            at: number(at, 11)?,
            counter: u32::try_from(number(counter, 6)?).ok().filter(|n| *n > 0)?,
            action: Action::parse(action)?,
            granted: list(granted)?,
            objected: list(objected)?,
        };
        let well_formed = *version == "1"
            && is_short_fingerprint(fingerprint)
            && (decision.granted.is_empty() || !decision.action.grants_nothing());
        well_formed.then_some(decision)
    }

    /// The cookie's value.
    #[must_use]
    pub fn format(&self) -> String {
        let join = |ids: &BTreeSet<String>| ids.iter().cloned().collect::<Vec<_>>().join("-");
        format!(
            "1.{}.{}.{}.{}.{}.{}",
            self.fingerprint,
            self.at,
            self.counter,
            self.action.as_str(),
            join(&self.granted),
            join(&self.objected)
        )
    }

    /// For how many seconds the decision still holds at `now`.
    #[must_use]
    pub fn seconds_left(&self, terms: &Terms, now: u64) -> u64 {
        self.lifetime(terms).saturating_sub(now.saturating_sub(self.at))
    }

    fn lifetime(&self, terms: &Terms) -> u64 {
        if self.granted.is_empty() { terms.refuse_seconds } else { terms.grant_seconds }
    }

    /// Whether the decision still stands under `terms` at `now` (Unix seconds).
    #[must_use]
    pub fn is_valid(&self, terms: &Terms, now: u64) -> bool {
        let known: BTreeSet<&String> = terms.categories.values().flatten().collect();
        terms.fingerprints.contains(&self.fingerprint)
            && self.at <= now.saturating_add(CLOCK_SKEW)
            && now.saturating_sub(self.at) <= self.lifetime(terms)
            && self.granted.iter().all(|service| known.contains(service))
    }

    /// Two cookies of one name: only what both grant, everything either objects to, and the
    /// newer's time and action.
    #[must_use]
    pub fn intersect(self, other: Self) -> Self {
        let granted = self.granted.intersection(&other.granted).cloned().collect();
        let objected = self.objected.union(&other.objected).cloned().collect();
        let newer = if (other.at, other.counter) > (self.at, self.counter) { other } else { self };
        Self { granted, objected, ..newer }
    }
}

/// The decision that all cookies of the name together make. One invalid among them: none.
#[must_use]
pub fn decide<'a>(
    values: impl IntoIterator<Item = &'a str>,
    terms: &Terms,
    now: u64,
) -> Option<Decision> {
    values
        .into_iter()
        .map(|value| Decision::parse(value).filter(|decision| decision.is_valid(terms, now)))
        .reduce(|a, b| Some(a?.intersect(b?)))
        .flatten()
}

/// Whether `text` is a fingerprint as the cookie holds it.
#[must_use]
pub fn is_short_fingerprint(text: &str) -> bool {
    text.len() == 12 && is_base32(text)
}

pub(crate) fn is_base32(text: &str) -> bool {
    text.bytes().all(|b| {
        b.is_ascii_digit() || (b.is_ascii_lowercase() && !matches!(b, b'i' | b'l' | b'o' | b'u'))
    })
}

fn number(text: &str, longest: usize) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let canonical = text == "0" || !text.starts_with('0');
    (digits && canonical && text.len() <= longest).then(|| text.parse().ok()).flatten()
}

fn list(text: &str) -> Option<BTreeSet<String>> {
    if text.is_empty() {
        return Some(BTreeSet::new());
    }
    let ids: Vec<&str> = text.split('-').collect();
    let ascending = ids.is_sorted_by(|a, b| a < b);
    (ascending && ids.iter().all(|id| is_id(id)))
        .then(|| ids.into_iter().map(str::to_owned).collect())
}
