//! Accessible primitives. They know nothing of consent.

pub(crate) mod button;
pub(crate) mod switch;
pub(crate) mod table;
