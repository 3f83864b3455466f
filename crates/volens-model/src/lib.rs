//! Volens' pure core. Time, ids and randomness come in as arguments; nothing here reads a file,
//! a clock or the network, and nothing panics on what it is given.

pub mod notice;
pub mod view;
pub mod words;
