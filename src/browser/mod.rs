//! One adapter per thing outside the widget.

pub mod data;
pub mod decode;
mod json;
pub mod mount;
pub mod outbox;
pub mod port;
pub mod storage;
pub mod subject;
