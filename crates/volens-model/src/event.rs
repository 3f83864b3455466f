//! A decision as it is sent to the ledger (`docs/formats.md`, *Event*).

mod contacts;
mod enums;
mod validate;

pub use enums::{Action, Control};
pub use validate::{EventProblem, EventTerms, PolicyTerms};

use serde::{Deserialize, Serialize};

/// One decision: a full snapshot of the state after it. Idempotent by `id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// `UUIDv7`, lower case, hyphenated.
    pub id: String,
    /// `None`, or the 64 hex digits that the visitor's key hashes to.
    #[serde(deserialize_with = "required")]
    pub subject: Option<String>,
    /// The policy's full fingerprint, 52 characters.
    pub fingerprint: String,
    /// Version of the published notice, 12 characters.
    pub notice: String,
    /// BCP 47 tag of the words the visitor saw.
    pub language: String,
    pub action: Action,
    pub control: Control,
    /// Whether a real user gesture was behind it.
    pub trusted: bool,
    /// Service ids, ascending; of the control `box` contact purposes.
    pub granted: Vec<String>,
    /// Ids of the same kind, ascending; with `granted` all there are.
    pub refused: Vec<String>,
    /// Activity ids, ascending.
    pub objected: Vec<String>,
    /// Whether Global Privacy Control was on.
    pub gpc: bool,
    /// Manifest entry of what was on screen.
    #[serde(deserialize_with = "required")]
    pub shown: Option<String>,
    /// The visitor's clock, RFC 3339 UTC, whole seconds.
    pub at: String,
    /// Decisions on this device and origin, from 1.
    pub counter: u32,
    /// The subject's last event.
    #[serde(deserialize_with = "required")]
    pub previous: Option<String>,
}

/// `null` must be written out: a field that is left out is a mistake, not an absence.
fn required<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
