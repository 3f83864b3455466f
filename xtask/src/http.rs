//! Just enough HTTP to ask our own servers on this machine.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(10);

/// The body of a 200 answer. HTTP/1.0, so that nothing is chunked, compressed or kept open.
pub(crate) fn get(server: SocketAddr, path: &str) -> Result<Vec<u8>, String> {
    let answer =
        exchange(server, path).map_err(|error| format!("http://{server}{path}: {error}"))?;
    let head_end = answer.windows(4).position(|window| window == b"\r\n\r\n");
    let (head, body) = answer.split_at(head_end.map_or(answer.len(), |end| end + 4));
    let status = String::from_utf8_lossy(head.split(|byte| *byte == b'\r').next().unwrap_or(head));
    if status.split(' ').nth(1) == Some("200") {
        Ok(body.to_vec())
    } else {
        Err(format!("http://{server}{path} answered `{status}`"))
    }
}

fn exchange(server: SocketAddr, path: &str) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect_timeout(&server, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(
        format!("GET {path} HTTP/1.0\r\nHost: localhost:{}\r\n\r\n", server.port()).as_bytes(),
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}
