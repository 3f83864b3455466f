//! Contact purposes: consents to be written to or called, asked by a box in a form of the site's and
//! never by the banner (L29).

use crate::id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One purpose over one channel: consents to e-mail and to text messages are two (L08, L29).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// `<volens-consent purpose="…">`; shares the namespace of categories and services.
    #[schemars(regex(pattern = id::PATTERN))]
    pub id: String,
    pub channel: Channel,
    /// Raise it when the purpose changes in meaning; the box's next consents are to the new one.
    #[serde(default = "one")]
    #[schemars(range(min = 1))]
    pub revision: u32,
    /// From which age one can consent oneself where the site sells (L30, GDPR Article 8): the
    /// highest of its countries'.
    #[serde(default = "sixteen")]
    #[schemars(range(min = 13, max = 18))]
    pub age: u8,
}

/// How somebody is reached, or what is done so as to know what to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Email,
    Sms,
    Phone,
    Post,
    /// Of a customer club's members.
    Profiling,
}

fn one() -> u32 {
    1
}

/// What the Regulation says where no national law does.
fn sixteen() -> u8 {
    16
}
