//! As much of HTTP/1.1 as a load generator needs: the generator shares the machine with what it
//! loads, so it must be cheap.

use memchr::memmem;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection that is kept.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer in the connection's buffer.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    pub(crate) status: u16,
    pub(crate) body: &'a [u8],
}

impl Connection {
    pub(crate) async fn open(to: SocketAddr) -> Result<Self, String> {
        let stream = TcpStream::connect(to).await.map_err(|cause| format!("{to}: {cause}"))?;
        stream.set_nodelay(true).map_err(|cause| cause.to_string())?;
        Ok(Self { stream, buffer: Vec::with_capacity(16 * 1024) })
    }

    /// Sends a request and reads its answer.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<Answer<'_>, String> {
        self.buffer.clear();
        self.stream.write_all(request).await.map_err(|cause| cause.to_string())?;
        let (status, from, to) = loop {
            if let Some(shape) = shape(&self.buffer)? {
                break shape;
            }
            match self.stream.read_buf(&mut self.buffer).await {
                Ok(0) => return Err("the connection ended before its answer".to_owned()),
                Ok(_) => {}
                Err(cause) => return Err(cause.to_string()),
            }
        };
        Ok(Answer { status, body: self.buffer.get(from..to).unwrap_or_default() })
    }
}

/// Asks once, on a connection of its own.
pub(crate) async fn get(from: SocketAddr, path: &str) -> Result<String, String> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {from}\r\n\r\n");
    let mut connection = Connection::open(from).await?;
    let answer = connection.exchange(request.as_bytes()).await?;
    match answer.status {
        200 => String::from_utf8(answer.body.to_vec()).map_err(|cause| cause.to_string()),
        status => Err(format!("GET {path}: {status}")),
    }
}

/// The status and where the body lies, once all of it is there.
fn shape(bytes: &[u8]) -> Result<Option<(u16, usize, usize)>, String> {
    let Some(end) = memmem::find(bytes, b"\r\n\r\n") else { return Ok(None) };
    let head = bytes.get(..end).and_then(|head| std::str::from_utf8(head).ok());
    let head = head.ok_or("the answer's head is no text")?;
    let status = head.get(9..12).and_then(|digits| digits.parse().ok());
    let status = status.ok_or_else(|| format!("no status in {head:?}"))?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let length: usize = length.ok_or_else(|| format!("no length in {head:?}"))?;
    let (from, to) = (end + 4, end + 4 + length);
    Ok((bytes.len() >= to).then_some((status, from, to)))
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn an_answer_is_whole_when_its_last_byte_is_there() {
        let answer = b"HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\nno";
        for cut in 0..answer.len() {
            assert_eq!(shape(&answer[..cut]), Ok(None), "{cut}");
        }
        assert_eq!(shape(answer), Ok(Some((503, 40, 42))));
        assert_eq!(&answer[40..42], b"no");
    }

    #[test]
    fn what_it_cannot_measure_it_refuses() {
        assert!(shape(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").is_err());
        assert!(shape(b"HTTP\r\n\r\n").is_err());
    }
}
