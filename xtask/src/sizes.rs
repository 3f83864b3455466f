//! What a visitor pays, and what we allow ourselves. A kilobyte is 1 000 bytes.

use crate::command::Cmd;
use crate::paths;
use std::fmt;
use std::ops::Add;
use std::path::{Path, PathBuf};

/// Bytes of a file, or of several that are fetched one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Add for Size {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            raw: self.raw + other.raw,
            gzip: self.gzip + other.gzip,
            brotli: self.brotli + other.brotli,
        }
    }
}

/// One line of the table.
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) size: Size,
    /// The most it may be, brotli-compressed, in bytes.
    pub(crate) budget: Option<u64>,
}

impl Line {
    pub(crate) fn exceeded(&self) -> bool {
        self.budget.is_some_and(|most| self.size.brotli > most)
    }
}

impl fmt::Display for Line {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Size { raw, gzip, brotli } = self.size;
        write!(out, "{:<38}{:>10}{:>10}{:>10}", self.name, kb(raw), kb(gzip), kb(brotli))?;
        let Some(most) = self.budget else { return Ok(()) };
        match brotli.saturating_sub(most) {
            0 => write!(out, "   ≤ {}: met", kb(most)),
            over => write!(out, "   ≤ {}: EXCEEDED by {}", kb(most), kb(over)),
        }
    }
}

pub(crate) const HEADINGS: &str =
    "                                              raw      gzip    brotli   budget (brotli)";

fn kb(bytes: u64) -> String {
    format!("{}.{:02}", bytes / 1000, bytes % 1000 / 10)
}

pub(crate) fn measure(files: &[PathBuf]) -> Result<Vec<Size>, String> {
    let mut command = Cmd::new("node").arg(paths::root().join("xtask/src/sizes.mjs"));
    for file in files {
        command = command.arg(file);
    }
    let printed = command.output()?;
    let sizes: Vec<[u64; 3]> = serde_json::from_str(&printed)
        .map_err(|error| format!("`{command}` printed no sizes: {error}"))?;
    Ok(sizes.into_iter().map(|[raw, gzip, brotli]| Size { raw, gzip, brotli }).collect())
}

/// A folder's own files whose names fit, in the order of their names.
pub(crate) fn files(folder: &Path, fits: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| format!("{} cannot be read: {error}", folder.display()))?;
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_name().to_str().is_some_and(&fits))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(brotli: u64) -> Line {
        let size = Size { raw: 20_000, gzip: 9_000, brotli };
        Line { name: "gate".to_owned(), size, budget: Some(8_500) }
    }

    #[test]
    fn a_budget_is_met_to_the_byte() {
        assert!(!line(8_500).exceeded());
        assert!(line(8_500).to_string().ends_with("≤ 8.50: met"));
        assert!(line(8_501).exceeded());
        assert!(line(8_599).to_string().ends_with("EXCEEDED by 0.09"));
    }
}
