//! A connection that works on a thread of its own: waiting for the disk holds up nobody else, and what
//! SQLite allocates comes from one thread's memory, where it is freed and used again.

use crate::StoreError;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use tokio::sync::oneshot;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// Nothing inside once it is closed.
#[derive(Clone, Debug, Default)]
pub(super) struct Lane(Arc<Mutex<Option<Thread>>>);

/// Ends, and closes its connection, when nobody can give it jobs any more.
#[derive(Debug)]
struct Thread {
    jobs: Sender<Job>,
    handle: JoinHandle<()>,
}

impl Lane {
    pub(super) fn open(name: &str, connection: Connection) -> Result<Self, StoreError> {
        let (jobs, work) = channel();
        let thread = Builder::new().name(name.to_owned()).spawn(|| serve(connection, work));
        let handle = thread.map_err(sqlx::Error::from)?;
        Ok(Self(Arc::new(Mutex::new(Some(Thread { jobs, handle })))))
    }

    /// One job at a time, in the order in which they are given. It is done also where nobody waits any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> T + Send + 'static,
    ) -> Result<T, StoreError> {
        let (done, result) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            let _ = done.send(work(connection));
        });
        let given = match &*self.thread() {
            Some(thread) => thread.jobs.send(job).is_ok(),
            None => false,
        };
        match given {
            true => result.await.map_err(|_| StoreError::BrokenOff),
            false => Err(sqlx::Error::PoolClosed.into()),
        }
    }

    /// Returns when the connection is closed.
    pub(super) fn close(&self) {
        let thread = self.thread().take();
        if let Some(Thread { jobs, handle }) = thread {
            drop(jobs);
            // It catches panics.
            let _ = handle.join();
        }
    }

    fn thread(&self) -> std::sync::MutexGuard<'_, Option<Thread>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn serve(mut connection: Connection, work: Receiver<Job>) {
    for job in work {
        // Who waits for it is told that it was broken off. A transaction is rolled back on the way.
        let _ = catch_unwind(AssertUnwindSafe(|| job(&mut connection)));
    }
}
