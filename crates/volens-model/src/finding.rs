//! What `volens check` reports: one mistake, where it is, which rule it breaks
//! and what to do about it.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is not served until it is mended.
    Error,
    /// Worth a human's look; served all the same.
    Warning,
}

/// One mistake in a site's files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path below the site's folder: `site.toml`, `texts/lv.toml`.
    pub file: String,
    /// Line, from 1; 0 when the file as a whole is meant.
    pub line: usize,
    pub severity: Severity,
    /// A rule of `docs/rules.md`: `L19`, or a kind of mistake: `unknown-key`.
    pub rule: String,
    pub message: String,
    pub remedy: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Self { file, line, rule, message, remedy, .. } = self;
        if *line == 0 {
            write!(f, "{file}: {severity} [{rule}] {message} Remedy: {remedy}")
        } else {
            write!(f, "{file}:{line}: {severity} [{rule}] {message} Remedy: {remedy}")
        }
    }
}
