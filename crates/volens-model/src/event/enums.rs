use serde::{Deserialize, Serialize};

/// What the visitor decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Every optional service.
    Accept,
    /// No optional service, with nothing granted before.
    Refuse,
    /// A choice of one's own.
    Save,
    /// No optional service any more.
    Withdraw,
    /// An objection to an activity (GDPR Article 21).
    Object,
    /// An objection taken back.
    Restore,
    /// A choice taken over from another consent manager.
    Import,
}

impl Action {
    pub const ALL: [Self; 7] = [
        Self::Accept,
        Self::Refuse,
        Self::Save,
        Self::Withdraw,
        Self::Object,
        Self::Restore,
        Self::Import,
    ];

    /// The word in cookie and event.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Refuse => "refuse",
            Self::Save => "save",
            Self::Withdraw => "withdraw",
            Self::Object => "object",
            Self::Restore => "restore",
            Self::Import => "import",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == text)
    }

    /// Refusing and withdrawing leave nothing granted.
    #[must_use]
    pub fn grants_nothing(self) -> bool {
        matches!(self, Self::Refuse | Self::Withdraw)
    }
}

/// With what the visitor decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Control {
    Banner,
    Settings,
    Notice,
    Choices,
    /// The stand-in for a held frame.
    Placeholder,
    /// The form that works without script.
    Form,
    /// A consent box in a form of the site's.
    Box,
    /// `window.volens`.
    Api,
}
