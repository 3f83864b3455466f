//! Volens' pure core. Time, ids and randomness come in as arguments; nothing here reads a file,
//! a clock or the network, and nothing panics on what it is given.

pub mod decision;
pub mod event;
pub mod id;
pub mod notice;
pub mod subject;
pub mod view;
pub mod words;

#[cfg(feature = "host")]
pub mod base32;
#[cfg(feature = "host")]
pub mod difference;
#[cfg(feature = "host")]
pub mod digest;
#[cfg(feature = "host")]
pub mod evidence;
#[cfg(feature = "host")]
pub mod finding;
#[cfg(feature = "host")]
pub mod fingerprint;
#[cfg(feature = "host")]
pub mod gate;
#[cfg(feature = "host")]
pub mod policy;
#[cfg(feature = "host")]
pub mod site;
