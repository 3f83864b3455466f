//! The end-to-end tests' harness: one ledger, one pair of demo sites and one fresh browser profile
//! per test, on ports of their own. Tests say what a person does and sees; what they wait for has a
//! name, and nothing sleeps for a length of time.

mod answer;
mod browser;
mod built;
mod device;
mod engine;
mod host;
mod page;
mod server;
mod stage;
mod wait;
mod wire;

pub use answer::Answer;
pub use built::Built;
pub use device::Device;
pub use engine::Engine;
pub use host::Host;
pub use page::{BANNER, Page, RESTING, SETTINGS};
pub use server::Server;
pub use stage::{Entry, Stage, run, vary};
pub use wait::{until, until_within};
pub use wire::Wire;
