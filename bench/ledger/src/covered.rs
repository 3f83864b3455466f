//! Whether the log's signed tree covers what was accepted, and how soon.

use crate::http;
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use volens_log::Checkpoint;
use volens_log::key::VerifyingKey;

/// How often the tree head is read. What is measured is too long by at most this.
const ROUND: Duration = Duration::from_millis(200);

/// How long without growth means that everything is in. The ledger looks twice as often.
const QUIET: Duration = Duration::from_millis(1500);

/// When the tree is taken not to grow any more.
const PATIENCE: Duration = Duration::from_secs(120);

/// Reads a site's signed tree heads.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    ledger: SocketAddr,
    site: String,
    key: VerifyingKey,
}

/// A tree head that was read at some time.
pub(crate) type Sighting = (Instant, u64);

impl Log {
    pub(crate) async fn of(ledger: SocketAddr, site: &str) -> Result<Self, String> {
        let key = http::get(ledger, &format!("/log/{site}/key")).await?;
        let key = key
            .trim()
            .parse::<VerifyingKey>()
            .map_err(|cause| format!("the log's key: {cause}"))?;
        Ok(Self { ledger, site: site.to_owned(), key })
    }

    /// How many leaves the signed tree covers now; 0 before there is one.
    pub(crate) async fn size(&self) -> Result<u64, String> {
        let path = format!("/log/{}/checkpoint", self.site);
        match http::get(self.ledger, &path).await {
            Ok(note) => {
                let checkpoint = Checkpoint::open(&note, &self.key);
                checkpoint.map(|it| it.size).map_err(|cause| format!("{path}: {cause}"))
            }
            Err(why) if why.ends_with(": 503") => Ok(0),
            Err(why) => Err(why),
        }
    }

    /// Waits until the tree grows no more; its size.
    pub(crate) async fn settled(&self) -> Result<u64, String> {
        let mut size = self.size().await?;
        let mut since = Instant::now();
        while size == 0 || since.elapsed() < QUIET {
            tokio::time::sleep(ROUND).await;
            let now = self.size().await?;
            if now != size {
                (size, since) = (now, Instant::now());
            }
        }
        Ok(size)
    }

    /// Reads tree heads until one covers `last` leaves. `last` tells it once it is known.
    pub(crate) async fn watch(
        &self,
        mut last: tokio::sync::oneshot::Receiver<u64>,
    ) -> Result<Vec<Sighting>, String> {
        let (mut sightings, mut wanted) = (Vec::new(), None);
        loop {
            let size = self.size().await?;
            sightings.push((Instant::now(), size));
            match wanted {
                None => wanted = last.try_recv().ok().map(|size| (size, Instant::now())),
                Some((wanted, _)) if size == wanted => return Ok(sightings),
                Some((wanted, since)) if size > wanted || since.elapsed() > PATIENCE => {
                    return Err(format!("the tree has {size} leaves and should have {wanted}"));
                }
                Some(_) => {}
            }
            tokio::time::sleep(ROUND).await;
        }
    }
}

/// The longest that an accepted event waited until a tree head covered it, if the tree had `before`
/// leaves before the first. Both lists ascend.
pub(crate) fn longest_wait(before: u64, accepted: &[Instant], seen: &[Sighting]) -> Duration {
    let mut longest = Duration::ZERO;
    let mut covered = 0;
    for (time, size) in seen {
        let now = usize::try_from(size.saturating_sub(before)).unwrap_or_default();
        // Of those that this head is the first to cover, the one that waited longest.
        if let Some(first) = accepted.get(covered).filter(|_| now > covered) {
            longest = longest.max(time.saturating_duration_since(*first));
        }
        covered = covered.max(now);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_wait_is_that_of_the_first_event_a_head_is_the_first_to_cover() {
        let begun = Instant::now();
        let at = |seconds: u64| begun + Duration::from_secs(seconds);
        let accepted = [at(1), at(2), at(6), at(7)];
        let seen = [(at(1), 10), (at(3), 11), (at(7), 12), (at(8), 14)];
        // 1 → 3, 2 → 7, 6 → 8.
        assert_eq!(longest_wait(10, &accepted, &seen), Duration::from_secs(5));
        assert_eq!(longest_wait(10, &accepted, &seen[..2]), Duration::from_secs(2));
        assert_eq!(longest_wait(10, &accepted, &seen[..1]), Duration::ZERO);
    }
}
