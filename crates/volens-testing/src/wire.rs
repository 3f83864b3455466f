//! A network between two programs, which a test can cut.

#![expect(clippy::expect_used, reason = "a test without its network has failed")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};

/// Listens on a port and passes what it hears on to another.
#[derive(Debug)]
pub struct Wire {
    address: SocketAddr,
    state: Arc<State>,
}

#[derive(Debug, Default)]
struct State {
    is_cut: Mutex<bool>,
    mended: Condvar,
}

impl Wire {
    /// A wire to a port of this machine.
    #[must_use]
    pub fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(State::default());
        let wire = Self { address, state: state.clone() };
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                // A port nobody listens on: the near end sees the connection end.
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                let ends = (near.try_clone(), far.try_clone());
                let (Ok(near_again), Ok(far_again)) = ends else { continue };
                pass(near, far, state.clone());
                pass(far_again, near_again, state.clone());
            }
        });
        wire
    }

    /// Where to connect to.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// From now on nothing arrives, and nobody is told.
    pub fn cut(&self) {
        *self.state.is_cut.lock().expect("not poisoned") = true;
    }

    /// What was held up arrives.
    pub fn mend(&self) {
        *self.state.is_cut.lock().expect("not poisoned") = false;
        self.state.mended.notify_all();
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, state: Arc<State>) {
    std::thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(length) = from.read(&mut buffer) {
            let is_cut = state.is_cut.lock().expect("not poisoned");
            drop(state.mended.wait_while(is_cut, |is_cut| *is_cut).expect("not poisoned"));
            let Some(bytes) = buffer.get(..length).filter(|bytes| !bytes.is_empty()) else { break };
            if to.write_all(bytes).is_err() {
                break;
            }
        }
        let _ = to.shutdown(std::net::Shutdown::Both);
    });
}
