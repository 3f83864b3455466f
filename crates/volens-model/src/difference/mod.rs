//! What tells two published versions apart, for people: the overview's texts as its visitors read
//! them, and what a policy asks for.

mod asked;
mod notice;
mod policy;

pub use asked::{Asked, AskedChange, asked};
pub use notice::{ActivityChange, Change, Field, NamedActivity, NoticeDifference, notices};
pub use policy::{PolicyChange, policies};
