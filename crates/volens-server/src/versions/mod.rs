//! The published versions of sites (`docs/versions.md`): kept in the store, rendered by a running
//! ledger, followed when another is published.

mod draft;
mod follow;
mod kept;
mod pages;
mod press;
mod settle;

pub(crate) use draft::{Draft, VersionError};
pub(crate) use follow::Follower;
pub(crate) use kept::{Version, all, is_behind};
pub(crate) use pages::{list, one, policy};
pub(crate) use press::{Press, Rendered};
