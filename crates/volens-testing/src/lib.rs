//! What tests on a real PostgreSQL server share.

mod postgres;
mod wire;

pub use postgres::Postgres;
pub use wire::Wire;
