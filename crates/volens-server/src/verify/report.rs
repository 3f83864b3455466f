//! What a check found, for a person and for a program.

use serde::Serialize;
use std::fmt;

/// Findings beyond these are counted, not listed: a rewritten store has one for each leaf.
const LISTED: usize = 100;

#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) site: String,
    pub(crate) verified: bool,
    /// Leaves of the tree that was gone through.
    pub(crate) leaves: u64,
    /// Leaves under the checkpoint; the others are signed in a moment, if their ledger runs.
    pub(crate) signed: u64,
    /// Whether records were at hand, and not only what they are committed to.
    pub(crate) records: bool,
    /// Records that a tombstone says were deleted.
    pub(crate) erased: u64,
    /// How many findings there are, of which the first are listed.
    pub(crate) found: u64,
    pub(crate) findings: Vec<Finding>,
}

/// Something that is not as it was, and where.
#[derive(Debug, Serialize)]
pub(crate) struct Finding {
    pub(crate) code: &'static str,
    pub(crate) site: String,
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) detail: String,
}

#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) index: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tile: Option<String>,
}

impl Report {
    pub(crate) fn new(site: &str, records: bool) -> Self {
        Self {
            site: site.to_owned(),
            verified: true,
            leaves: 0,
            signed: 0,
            records,
            erased: 0,
            found: 0,
            findings: Vec::new(),
        }
    }

    pub(crate) fn find(&mut self, code: &'static str, place: Place, detail: impl Into<String>) {
        self.verified = false;
        self.found += 1;
        if self.findings.len() < LISTED {
            let (site, detail) = (self.site.clone(), detail.into());
            self.findings.push(Finding { code, site, place, detail });
        }
    }
}

impl Place {
    pub(crate) fn leaf(index: u64) -> Self {
        Self { index: Some(index), ..Self::default() }
    }

    pub(crate) fn tile(tile: impl fmt::Display) -> Self {
        Self { tile: Some(tile.to_string()), ..Self::default() }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { site, leaves, signed, erased, found, .. } = self;
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        let listed = u64::try_from(self.findings.len()).unwrap_or_default();
        if *found > listed {
            writeln!(f, "{site}: … and {} more", found - listed)?;
        }
        let verdict = if self.verified { "verified" } else { "NOT verified" };
        write!(f, "{site}: {verdict}: {leaves} leaves, {signed} of them signed")?;
        if self.records {
            write!(f, ", {erased} erased")
        } else {
            write!(f, ", records not at hand")
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, site, place, detail } = self;
        write!(f, "{site}")?;
        let Place { index, event, document, tile } = place;
        if let Some(index) = index {
            write!(f, ", leaf {index}")?;
        }
        for (word, name) in [("event", event), ("document", document), ("tile", tile)] {
            if let Some(name) = name {
                write!(f, ", {word} {name}")?;
            }
        }
        write!(f, ": {code}: {detail}")
    }
}
