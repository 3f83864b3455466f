//! Decision events as they are kept.

/// One decision event as it is kept. Holds no IP address, user agent or URL (L17).
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Record {
    pub site: String,
    /// The event's id, unique within its site.
    pub id: String,
    /// The origin that sent it (L27).
    pub origin: String,
    /// 64 hex digits, or nothing for a first refusal.
    pub subject: Option<String>,
    pub fingerprint: String,
    pub action: String,
    /// The visitor's clock, RFC 3339 UTC.
    pub at: String,
    /// The ledger's clock, RFC 3339 UTC.
    pub received: String,
    /// The event as RFC 8785 JSON.
    pub body: String,
}

impl Record {
    /// What the log commits to, in its RFC 8785 form.
    #[must_use]
    pub fn canonical(&self) -> String {
        volens_log::event_record(&self.site, &self.origin, &self.received, &self.body)
    }
}

/// What became of one record of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Stored,
    /// The same id with the same body, from the same origin, is there already.
    Duplicate,
    /// The id stands for another body or another origin; what is there stays.
    Conflict,
}

impl Outcome {
    /// What becomes of a record whose id is taken.
    pub(crate) fn of_taken(record: &Record, origin: &str, body: &str) -> Self {
        if record.origin == origin && record.body == body {
            Self::Duplicate
        } else {
            Self::Conflict
        }
    }
}
