//! How much is measured.

use crate::subject::Subject;

/// How much one run of this program sends.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// How often each subject has its turn; they alternate.
    pub(crate) rounds: usize,
    /// For what is measured by time.
    pub(crate) seconds: u32,
    /// Events that the ledger takes while its memory is watched, in ten parts.
    pub(crate) memory: usize,
    /// Rows in the small store and in the large one.
    pub(crate) stores: [usize; 2],
    /// A subject's events for each number of connections, in the order of `Subject::ALL`.
    events: [usize; 10],
}

impl Plan {
    pub(crate) const CONNECTIONS: [usize; 2] = [32, 128];

    pub(crate) const FULL: Self = Self {
        rounds: 5,
        seconds: 5,
        memory: 1_000_000,
        stores: [10_000, 10_000_000],
        events: [60_000, 60_000, 3000, 1500, 200_000, 60_000, 60_000, 60_000, 60_000, 1],
    };

    pub(crate) const QUICK: Self = Self {
        rounds: 2,
        seconds: 2,
        memory: 100_000,
        stores: [10_000, 100_000],
        events: [20_000, 20_000, 1000, 1000, 60_000, 40_000, 40_000, 40_000, 40_000, 1],
    };

    pub(crate) fn events(&self, subject: Subject) -> usize {
        let place = Subject::ALL.iter().position(|other| *other == subject);
        place.and_then(|place| self.events.get(place)).copied().unwrap_or(1)
    }
}
