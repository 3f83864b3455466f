//! The words of the visitor's own page.

use serde::Deserialize;

/// The page in one language, as `[choices]` in `locales/<lang>.toml` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoicesWords {
    pub title: String,
    pub lede: String,
    /// What is in force on this device.
    pub now: String,
    pub timeline: String,
    pub none: String,
    /// What was decided, by the event's `action`.
    pub actions: ActionWords,
    /// What was objected to; `{activities}`.
    pub objected: String,
    /// What the visitor quotes to the controller.
    pub reference: String,
    pub reference_lede: String,
    /// Opens the exact texts.
    pub shown: String,
    /// When the ledger had it; `{date}`.
    pub kept: String,
    pub waiting: String,
    /// The ledger acknowledged it once, and does not list it, or does not answer.
    pub stored: String,
    pub refused: String,
    /// The ledger has another record under this id than the device remembers.
    pub differs: String,
    pub check: String,
    pub download: String,
    pub check_file: String,
    /// `{index}` of `{size}`.
    pub genuine: String,
    pub tampered: String,
    /// Before a command.
    pub unsupported: String,
    pub pending: String,
    pub unavailable: String,
    pub act: String,
    pub withdraw: String,
    pub withdrawn: String,
    pub export: String,
    pub export_record: String,
    pub erase: String,
    pub erase_lede: String,
    /// `{count}`.
    pub erased: String,
    pub forget: String,
    pub forget_lede: String,
    pub still: String,
    pub held: String,
    pub proof: String,
    pub proves: String,
    pub proves_not: String,
    pub key: String,
    /// Before links to the places where the visitor's key can be.
    pub elsewhere: String,
    pub without_script: String,
    pub form: String,
    pub form_failed: String,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionWords {
    pub accept: String,
    pub refuse: String,
    pub save: String,
    pub withdraw: String,
    pub object: String,
    pub restore: String,
    pub import: String,
}
