//! What a wire may answer in a host's place.

#[derive(Clone, Debug)]
pub enum Answer {
    /// The connection closes.
    None,
    /// The connection stays open, and nothing comes.
    Never,
    Bytes(Vec<u8>),
}

impl Answer {
    /// An answer that any page may read, so that nothing but its contents can be what fails.
    pub fn http(status: u16, kind: &str, body: &[u8]) -> Self {
        Self::of_length(status, kind, body, body.len())
    }

    /// Breaks off before all that it promises has come.
    pub fn broken_off(kind: &str, body: &[u8]) -> Self {
        Self::of_length(200, kind, body, body.len() + 4096)
    }

    /// What a web server in trouble says: a page for people, whatever was asked for.
    pub fn error_page(status: u16) -> Self {
        Self::http(status, "text/html; charset=utf-8", b"<!doctype html><title>Sorry</title>")
    }

    fn of_length(status: u16, kind: &str, body: &[u8], length: usize) -> Self {
        let head = format!(
            "HTTP/1.1 {status} Answer\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n\
             access-control-allow-origin: *\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
        );
        Self::Bytes([head.as_bytes(), body].concat())
    }
}
