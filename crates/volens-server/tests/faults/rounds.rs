//! How often a fault is tried, and at which points: random ones, which a number repeats.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// On each store. `cargo xtask test --full faults` asks for 50.
const ROUNDS: usize = 12;

/// The points of one test.
#[derive(Debug)]
pub(crate) struct Points(fastrand::Rng);

impl Points {
    /// Says which number repeats them.
    pub(crate) fn new() -> Self {
        const SEED: &str = "VOLENS_FAULTS_SEED";
        let time = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos().into();
        let given = std::env::var(SEED).ok();
        let seed: u64 = given.map_or_else(time, |seed| seed.parse().expect("a number"));
        println!("{SEED}={seed} repeats these points");
        Self(fastrand::Rng::with_seed(seed))
    }

    /// Lets a random time pass, at most `longest`.
    pub(crate) async fn next(&mut self, longest: Duration) {
        let micros = self.0.u64(..u64::try_from(longest.as_micros()).unwrap());
        tokio::time::sleep(Duration::from_micros(micros)).await;
    }

    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        self.0.shuffle(things);
    }

    pub(crate) fn coin(&mut self) -> bool {
        self.0.bool()
    }
}

/// How many times a process is killed.
pub(crate) fn rounds() -> usize {
    let given = std::env::var("VOLENS_FAULTS_ROUNDS").ok();
    given.map_or(ROUNDS, |rounds| rounds.parse().expect("a number"))
}
