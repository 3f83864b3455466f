//! `[aliases]` of site.toml: what other consent managers' attributes in the pages mean here, so that
//! the pages stay as they are. A name that is not in it stays held.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// For each manager its own names, with the category or service here that each stands for.
pub type Aliases = BTreeMap<Convention, BTreeMap<String, String>>;

/// A consent manager whose attributes the gate understands (`gate/aliases.js`).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Convention {
    Vanilla,
    Klaro,
    Orejime,
    Probo,
    Cookiebot,
    Usercentrics,
    Onetrust,
    Didomi,
}
