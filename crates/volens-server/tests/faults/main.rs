//! The ledger under faults (`docs/durability.md`): real visitors' requests to the real command on
//! both stores, and after each fault every acknowledged event once, in a log that verifies.

#![cfg(test)]

mod clock;
mod connections;
mod disk;
mod kill;
mod load;
mod place;
mod power;
mod rounds;
mod serving;
mod session;
mod several;
#[path = "../stand_ins/mod.rs"]
mod stand_ins;
mod starting;
