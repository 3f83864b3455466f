//! A wire between the browser and one host: passes bytes on, writes down what was asked and which
//! cookies came along, and can be cut or answer in the host's place. The ledger may restart on
//! another port behind it; the browser sees one address.

use crate::answer::Answer;
use anyhow::Result;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

#[derive(Debug)]
pub struct Wire {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    /// `None` while the host is down.
    upstream: Option<SocketAddr>,
    /// What a request whose line contains the text is answered with.
    answers: Vec<(&'static str, Answer)>,
    connections: usize,
    requests: Vec<String>,
    cookies: Vec<String>,
}

impl Wire {
    pub async fn lay() -> Result<Self> {
        Self::lay_at(Ipv4Addr::LOCALHOST).await
    }

    /// At an address of its own: hosts that share one share their cookies.
    pub async fn lay_at(address: Ipv4Addr) -> Result<Self> {
        let listener = TcpListener::bind((IpAddr::from(address), 0)).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                lock(&shared).connections += 1;
                tokio::spawn(carry(client, Arc::clone(&shared)));
            }
        });
        Ok(Self { address, state })
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    pub fn connect(&self, upstream: Option<SocketAddr>) {
        lock(&self.state).upstream = upstream;
    }

    /// Where the host behind it listens.
    pub fn upstream(&self) -> Option<SocketAddr> {
        lock(&self.state).upstream
    }

    /// From now on requests whose line contains `part` get this answer, not the host's.
    pub fn answer(&self, part: &'static str, answer: Answer) {
        lock(&self.state).answers.push((part, answer));
    }

    /// Every request reaches the host again.
    pub fn repair(&self) {
        lock(&self.state).answers.clear();
    }

    /// How often anybody has connected, with or without asking for something.
    pub fn connections(&self) -> usize {
        lock(&self.state).connections
    }

    /// `GET /apollo/lv.js` and so on, in the order of their arrival since the last call.
    pub fn take_requests(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.state).requests)
    }

    /// What requests said in `Cookie`, since the last call.
    pub fn take_cookies(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.state).cookies)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends, and with it both connections, when either side closes or the wire itself has answered.
async fn carry(client: TcpStream, state: Arc<Mutex<State>>) -> Option<()> {
    let upstream = lock(&state).upstream?;
    let server = TcpStream::connect(upstream).await.ok()?;
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let answer = tokio::select! {
        _ = tokio::io::copy(&mut from_server, &mut to_client) => None,
        answer = async {
            let mut buffer = vec![0; 16 * 1024];
            while let Ok(count @ 1..) = from_client.read(&mut buffer).await {
                let bytes = buffer.get(..count)?;
                if let Some(answer) = note(bytes, &state) {
                    return Some(answer);
                }
                to_server.write_all(bytes).await.ok()?;
            }
            None
        } => answer,
    };
    match answer? {
        Answer::None => {}
        // Until the browser gives up.
        Answer::Never => while let Ok(1..) = from_client.read(&mut [0; 1024]).await {},
        Answer::Bytes(bytes) => {
            to_client.write_all(&bytes).await.ok()?;
            to_client.shutdown().await.ok()?;
        }
    }
    Some(())
}

/// Writes down what is asked; says what the wire is to answer itself.
fn note(bytes: &[u8], state: &Mutex<State>) -> Option<Answer> {
    let text = String::from_utf8_lossy(bytes);
    let mut state = lock(state);
    let mut own = None;
    for line in text.lines() {
        if let Some(cookies) = cookies(line) {
            state.cookies.push(cookies.to_owned());
        }
        // A body without a line end stands before its successor's first line.
        let start = ["GET /", "POST /", "PUT /", "DELETE /", "OPTIONS /", "HEAD /"]
            .iter()
            .find_map(|method| line.find(method));
        let request = line.strip_suffix(" HTTP/1.1").zip(start);
        if let Some(request) = request.and_then(|(line, start)| line.get(start..)) {
            let answer = state.answers.iter().find(|(part, _)| request.contains(part));
            own = own.or_else(|| answer.map(|(_, answer)| answer.clone()));
            state.requests.push(request.to_owned());
        }
    }
    own
}

/// The value of a `Cookie` header, in whatever case it is written.
fn cookies(line: &str) -> Option<&str> {
    let (name, value) = line.split_once(": ")?;
    name.eq_ignore_ascii_case("cookie").then_some(value)
}
