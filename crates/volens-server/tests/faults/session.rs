//! As much of PostgreSQL's protocol as a client needs that is in the way of others
//! (postgresql.org/docs/15/protocol-message-formats.html).

use std::io::{self, Read, Write};
use std::net::TcpStream;

/// A connection that the server counts.
#[derive(Debug)]
pub(crate) struct Session(TcpStream);

impl Session {
    /// The server's complaint, if it takes no more.
    pub(crate) fn open(port: u16, database: &str) -> io::Result<Self> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        let names = format!("user\0postgres\0database\0{database}\0\0");
        let length = u32::try_from(names.len() + 8).unwrap();
        stream.write_all(
            &[&length.to_be_bytes(), &196_608_u32.to_be_bytes(), names.as_bytes()].concat(),
        )?;
        let mut session = Self(stream);
        session.answer()?;
        Ok(session)
    }

    /// Runs statements; the values they return, as text.
    pub(crate) fn run(&mut self, sql: &str) -> io::Result<Vec<String>> {
        let length = u32::try_from(sql.len() + 5).unwrap();
        let message = [b"Q".as_slice(), &length.to_be_bytes(), sql.as_bytes(), b"\0"];
        self.0.write_all(&message.concat())?;
        self.answer()
    }

    /// Reads until the server waits for a statement. The first value of each row.
    fn answer(&mut self) -> io::Result<Vec<String>> {
        let mut values = Vec::new();
        loop {
            let mut head = [0; 5];
            self.0.read_exact(&mut head)?;
            let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
            let mut body = vec![0; usize::try_from(length).unwrap() - 4];
            self.0.read_exact(&mut body)?;
            match head[0] {
                b'Z' => return Ok(values),
                b'E' => return Err(io::Error::other(String::from_utf8_lossy(&body).into_owned())),
                // Two bytes count the values, four measure the first.
                b'D' => values.push(String::from_utf8_lossy(&body[6..]).into_owned()),
                _ => {}
            }
        }
    }
}

/// The name in a database's address.
pub(crate) fn database(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or_default()
}
