//! Deletes what is past its time while the ledger serves (Art. 5(1)(e) GDPR): chain by chain, with a
//! tombstone for each record. One task a site; the store says whose turn it is among several ledgers.

use crate::metrics::Metrics;
use jiff::{SignedDuration, Span, Timestamp, tz::TimeZone};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use volens_store::{Erasure, Store, StoreError};

/// How long at most until a task looks again whether it is due, or tries again what failed.
const LOOK: Duration = Duration::from_secs(3600);

/// A site's retention.
#[derive(Clone, Debug)]
pub struct Retention {
    /// The site's id.
    pub site: String,
    /// How long a chain is kept after its last event.
    pub keep: Span,
}

/// The tasks of a running ledger.
#[derive(Debug)]
pub(crate) struct Retentions {
    tasks: JoinSet<()>,
    stop: watch::Sender<bool>,
}

/// One site's task.
struct Task {
    store: Arc<dyn Store>,
    metrics: Metrics,
    retention: Retention,
    every: Duration,
    stop: watch::Receiver<bool>,
}

impl Retentions {
    pub(crate) fn start(
        store: &Arc<dyn Store>,
        metrics: &Metrics,
        retentions: &[Retention],
        every: Duration,
    ) -> Self {
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        for retention in retentions.iter().cloned() {
            let (store, metrics, stop) = (store.clone(), metrics.clone(), stopped.clone());
            tasks.spawn(Task { store, metrics, retention, every, stop }.run());
        }
        Self { tasks, stop }
    }

    /// Ends them, each after the step it is at.
    pub(crate) async fn finish(self) {
        // Without a task there is nobody to tell.
        let _ = self.stop.send(true);
        self.tasks.join_all().await;
    }
}

impl Task {
    async fn run(mut self) {
        let mut has_failed = false;
        while !*self.stop.borrow() {
            has_failed = self.turn(has_failed).await;
            // Ends early when there is something to stop for.
            let _ = tokio::time::timeout(self.every.min(LOOK), self.stop.changed()).await;
        }
    }

    /// Does what is due, or failed before, and says what came of it. Whether it failed.
    async fn turn(&self, has_failed: bool) -> bool {
        let Retention { site, keep } = &self.retention;
        let now = Timestamp::now();
        let before = limit(now, *keep);
        match self.expire(now, &before, has_failed).await {
            Ok(None) => return false,
            Ok(Some(deleted)) => {
                tracing::info!(site, deleted, before, "deleted what is past its time");
                self.metrics.retention("done");
            }
            Err(StoreError::Held { .. }) => {
                tracing::info!(site, "nothing is deleted: the site is under a legal hold");
                self.metrics.retention("held");
            }
            Err(cause) => {
                tracing::error!(site, %cause, "what is past its time could not be deleted");
                self.metrics.retention("failed");
                return true;
            }
        }
        false
    }

    /// How many records were deleted, unless it is not this ledger's turn.
    async fn expire(
        &self,
        now: Timestamp,
        before: &str,
        has_failed: bool,
    ) -> Result<Option<usize>, StoreError> {
        let site = &self.retention.site;
        let every = SignedDuration::try_from(self.every).unwrap_or(SignedDuration::MAX);
        // A time in the future is that of a clock that was set back since; soon after now, that of
        // another ledger, whose clock is ahead.
        let from = now.checked_sub(every).unwrap_or(Timestamp::MIN);
        let to = now.checked_add(every).unwrap_or(Timestamp::MAX);
        let [time, from, to] = [now, from, to].map(|time| format!("{time:.3}"));
        let is_ours = self.store.begin_retention(site, &time, &from, &to).await?;
        if !is_ours && !has_failed {
            return Ok(None);
        }
        let erasure = Erasure { reason: "retention", time: &time };
        let mut deleted = 0;
        while !*self.stop.borrow() {
            let step = volens_store::expire(self.store.as_ref(), site, before, erasure).await?;
            self.metrics.retired(step.len());
            deleted += step.len();
            if step.is_empty() {
                break;
            }
        }
        Ok(Some(deleted))
    }
}

/// Reads how long chains are kept: a duration that today's date can take.
pub(crate) fn keep(text: &str) -> Result<Span, String> {
    let span: Span = text.parse().map_err(|cause| format!("{cause}; write it as `P5Y`"))?;
    let past = Timestamp::now().to_zoned(TimeZone::UTC).checked_sub(span);
    match past {
        Ok(_) if span.is_positive() => Ok(span),
        _ => Err("write how long after the last event, as `P5Y`".to_owned()),
    }
}

/// Whether a grant of so many days ends before its record's time does.
pub(crate) fn outlasts(keep: Span, days: u32) -> bool {
    let now = Timestamp::now().to_zoned(TimeZone::UTC);
    let ends = now.checked_sub(keep).ok().zip(now.checked_sub(Span::new().days(days)).ok());
    ends.is_some_and(|(kept, granted)| kept <= granted)
}

/// The time before which a chain must have ended to be past its time, RFC 3339 UTC.
pub(crate) fn limit(now: Timestamp, keep: Span) -> String {
    // The parser has tried it on today.
    let before = now.to_zoned(TimeZone::UTC).checked_sub(keep).map_or(now, |time| time.timestamp());
    format!("{before:.3}")
}
