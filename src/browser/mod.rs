//! One adapter per thing outside the widget.

pub mod decode;
pub mod fold;
mod json;
pub mod mount;
pub mod outbox;
mod past;
pub mod port;
pub mod storage;
pub mod subject;
