//! Group commit. One task owns writing: requests that arrive while a commit is under way share the
//! next one, so that the cost of a sync to disk is paid once for all of them.

use crate::metrics::Metrics;
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use volens_store::{Events, Outcome, Record, Sealed, seal};

/// Requests that may wait. One more is turned away, which costs the visitor nothing: the event
/// stays in their queue.
const QUEUE: usize = 512;

/// Records after which a group is full. Bounds how long its requests wait.
const GROUP: usize = 1024;

/// Hands records to the writer task. The task ends when the last of these is gone.
#[derive(Clone, Debug)]
pub(crate) struct Writer {
    queue: mpsc::Sender<Waiting>,
}

/// The records are not in the store, as far as is known; the client keeps them and tries again.
#[derive(Debug)]
pub(crate) struct Unavailable;

#[derive(Debug)]
struct Waiting {
    records: Vec<Sealed>,
    reply: oneshot::Sender<Vec<Outcome>>,
}

impl Writer {
    /// Starts the task. Its handle ends once everything queued is written.
    pub(crate) fn start(store: Arc<dyn Events>, metrics: Metrics) -> (Self, JoinHandle<()>) {
        let (queue, waiting) = mpsc::channel(QUEUE);
        (Self { queue }, tokio::spawn(run(store, waiting, metrics)))
    }

    /// Appends the records; one outcome each. When this returns, they are on disk.
    pub(crate) async fn append(&self, records: Vec<Record>) -> Result<Vec<Outcome>, Unavailable> {
        let place = self.queue.try_reserve().map_err(|_| Unavailable)?;
        let records = seal(records).map_err(|cause| {
            tracing::error!(%cause, "append failed");
            Unavailable
        })?;
        let (reply, outcomes) = oneshot::channel();
        place.send(Waiting { records, reply });
        outcomes.await.map_err(|_| Unavailable)
    }
}

async fn run(store: Arc<dyn Events>, mut queue: mpsc::Receiver<Waiting>, metrics: Metrics) {
    while let Some(first) = queue.recv().await {
        let mut replies = Vec::new();
        let mut records = Vec::new();
        let mut next = Some(first);
        while let Some(Waiting { records: more, reply }) = next {
            replies.push((more.len(), reply));
            records.extend(more);
            next = if records.len() < GROUP { queue.try_recv().ok() } else { None };
        }
        let count = records.len();
        match store.append(records).await {
            Ok(outcomes) => {
                metrics.group(outcomes.len());
                let mut outcomes = outcomes.into_iter();
                for (count, reply) in replies {
                    // Who no longer waits has lost the connection and will ask again.
                    let _ = reply.send(outcomes.by_ref().take(count).collect());
                }
            }
            // Dropping the replies tells every waiting request.
            Err(cause) => tracing::error!(%cause, records = count, "append failed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;
    use tokio::sync::Semaphore;
    use volens_store::{Salted, StoreError};

    /// Notes the size of each batch and holds its commit until the test lets it through.
    #[derive(Debug)]
    struct Slow {
        batches: Mutex<Vec<usize>>,
        begun: Semaphore,
        commits: Semaphore,
        broken: bool,
    }

    impl Slow {
        fn new(broken: bool) -> Arc<Self> {
            let (begun, commits) = (Semaphore::new(0), Semaphore::new(0));
            Arc::new(Self { batches: Mutex::default(), begun, commits, broken })
        }
    }

    #[volens_store::async_trait]
    impl Events for Slow {
        async fn append(&self, batch: Vec<Sealed>) -> Result<Vec<Outcome>, StoreError> {
            self.batches.lock().unwrap().push(batch.len());
            self.begun.add_permits(1);
            self.commits.acquire().await.unwrap().forget();
            match self.broken {
                false => Ok(vec![Outcome::Stored; batch.len()]),
                true => Err(StoreError::Url("broken".to_owned())),
            }
        }

        async fn recent(&self, _: &str, _: u32) -> Result<Vec<Record>, StoreError> {
            Ok(Vec::new())
        }

        async fn record(&self, _: &str, _: &str) -> Result<Option<Salted<Record>>, StoreError> {
            Ok(None)
        }

        async fn of_subject(
            &self,
            _: &str,
            _: &str,
            _: Option<&str>,
            _: u32,
        ) -> Result<Vec<Salted<Record>>, StoreError> {
            Ok(Vec::new())
        }
    }

    #[tokio::test]
    async fn requests_that_wait_share_a_commit_and_nothing_is_told_before_it() {
        let store = Slow::new(false);
        let (writer, task) = Writer::start(store.clone(), Metrics::new());
        let append = |count| {
            let writer = writer.clone();
            tokio::spawn(async move { writer.append(vec![record(); count]).await })
        };
        let first = append(1);
        store.begun.acquire().await.unwrap().forget();
        let others = [append(2), append(3)];
        while writer.queue.capacity() > QUEUE - 2 {
            tokio::task::yield_now().await;
        }
        assert!(!first.is_finished() && !others[0].is_finished(), "told before the commit");
        store.commits.add_permits(2);
        assert_eq!(first.await.unwrap().unwrap().len(), 1);
        for (waiting, count) in others.into_iter().zip([2, 3]) {
            assert_eq!(waiting.await.unwrap().unwrap().len(), count);
        }
        assert_eq!(*store.batches.lock().unwrap(), [1, 5]);
        drop(writer);
        task.await.unwrap();
    }

    #[tokio::test]
    async fn a_full_queue_turns_away_and_a_broken_store_is_not_stored() {
        let store = Slow::new(true);
        let (writer, _task) = Writer::start(store.clone(), Metrics::new());
        let append = || {
            let writer = writer.clone();
            tokio::spawn(async move { writer.append(vec![record()]).await })
        };
        let first = append();
        store.begun.acquire().await.unwrap().forget();
        let waiting: Vec<_> = (0..QUEUE).map(|_| append()).collect();
        while writer.queue.capacity() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(writer.append(vec![record()]).await.is_err(), "one too many");
        store.commits.add_permits(QUEUE + 1);
        assert!(first.await.unwrap().is_err());
        for waiting in waiting {
            assert!(waiting.await.unwrap().is_err());
        }
    }

    fn record() -> Record {
        Record {
            site: "apollo".to_owned(),
            id: String::new(),
            origin: String::new(),
            subject: None,
            fingerprint: String::new(),
            action: String::new(),
            at: String::new(),
            received: String::new(),
            body: String::new(),
        }
    }
}
