//! `gpc.json`: what the site says about Global Privacy Control (W3C GPC, *GPC Support Resource*).

use super::{Gpc, Site};
use serde::Serialize;

/// The resource that a site serves at `/.well-known/gpc.json`.
#[derive(Clone, Debug, Serialize)]
pub struct GpcSupport {
    gpc: bool,
    #[serde(rename = "lastUpdate")]
    last_update: String,
}

impl Site {
    /// What the site says, if it says anything.
    #[must_use]
    pub fn gpc_support(&self) -> Option<GpcSupport> {
        let last_update = self.file.gpc_updated.clone()?;
        Some(GpcSupport { gpc: self.file.gpc == Gpc::Refuse, last_update })
    }
}
