//! The wire between the browser and the ledger: passes bytes on, writes down every request line,
//! and can be cut. The ledger may restart on another port behind it; the browser sees one address.

use anyhow::Result;
use std::net::{Ipv4Addr, SocketAddr};
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
    /// `None` while the ledger is down.
    upstream: Option<SocketAddr>,
    /// A request whose line contains this is dropped with its connection.
    dropped: Option<&'static str>,
    requests: Vec<String>,
}

impl Wire {
    pub async fn lay() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
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

    /// From now on the browser gets no answer to requests whose line contains `part`.
    pub fn drop_requests(&self, part: &'static str) {
        lock(&self.state).dropped = Some(part);
    }

    /// `GET /apollo/lv.js` and so on, in the order of their arrival since the last call.
    pub fn take_requests(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.state).requests)
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends, and with it both connections, when either side closes or a request is to be dropped.
async fn carry(client: TcpStream, state: Arc<Mutex<State>>) -> Option<()> {
    let upstream = lock(&state).upstream?;
    let server = TcpStream::connect(upstream).await.ok()?;
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    tokio::select! {
        _ = tokio::io::copy(&mut from_server, &mut to_client) => {}
        _ = async {
            let mut buffer = vec![0; 16 * 1024];
            while let Ok(count @ 1..) = from_client.read(&mut buffer).await {
                let bytes = buffer.get(..count)?;
                if !pass(bytes, &state) {
                    return None;
                }
                to_server.write_all(bytes).await.ok()?;
            }
            Some(())
        } => {}
    }
    Some(())
}

/// Writes the request lines down; false when one of them is to be dropped.
fn pass(bytes: &[u8], state: &Mutex<State>) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let mut state = lock(state);
    for line in text.lines().filter_map(|line| line.strip_suffix(" HTTP/1.1")) {
        // A body without a line end stands before its successor's first line.
        let start = ["GET /", "POST /", "PUT /", "DELETE /", "OPTIONS /", "HEAD /"]
            .iter()
            .find_map(|method| line.find(method));
        if let Some(request) = start.and_then(|start| line.get(start..)) {
            state.requests.push(request.to_owned());
            if state.dropped.is_some_and(|part| request.contains(part)) {
                return false;
            }
        }
    }
    true
}
