//! Clients that take their time: each is let go of, and none keeps others waiting.

use crate::support::{EVENTS, Ledger, SHOP};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, interval, timeout};

/// Longer than any limit on what clients do, shorter than patience.
const PATIENCE: Duration = Duration::from_secs(40);

#[tokio::test]
async fn headers_and_bodies_that_trickle_are_cut_off() {
    let ledger = Ledger::start().await;
    let head = "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ";
    let posting = format!(
        "POST {EVENTS} HTTP/1.1\r\nHost: x\r\nOrigin: {SHOP}\r\nContent-Type: application/json\r\n\
         Content-Length: 60000\r\n\r\n{{"
    );
    let silent = "";
    let (headers, body, nothing, other) = tokio::join!(
        trickle(&ledger, head),
        trickle(&ledger, &posting),
        trickle(&ledger, silent),
        ledger.get("/healthz"),
    );
    assert_eq!(other.status(), 200, "others are served meanwhile");
    assert!(body.starts_with("HTTP/1.1 408"), "{body}");
    assert!(body.contains("\"code\":\"slow-body\""), "{body}");
    for ended in [headers, nothing] {
        assert!(ended.is_empty() || ended.starts_with("HTTP/1.1 408"), "{ended}");
    }
    assert!(!ledger.log().contains("panicked"));
}

#[tokio::test]
async fn a_head_without_end_is_refused_before_it_is_kept() {
    let ledger = Ledger::start().await;
    let mut stream = connect(&ledger).await;
    let line = format!("X-Long: {}\r\n", "a".repeat(1000));
    let _ = stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n").await;
    let mut sent = 0;
    while sent < 100 && stream.write_all(line.as_bytes()).await.is_ok() {
        sent += 1;
    }
    let mut answer = Vec::new();
    // A reset, where bytes were still under way, says the same.
    let read = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("it ends");
    let answer = String::from_utf8_lossy(&answer);
    assert!(read.is_err() || answer.starts_with("HTTP/1.1 431"), "{answer}");
}

/// Sends a beginning, then a byte a second for ever: what is answered until the ledger lets go.
async fn trickle(ledger: &Ledger, beginning: &str) -> String {
    let (mut read, mut write) = connect(ledger).await.into_split();
    let begun = Instant::now();
    let sending = tokio::spawn({
        let beginning = beginning.to_owned();
        async move {
            let mut each_second = interval(Duration::from_secs(1));
            let _ = write.write_all(beginning.as_bytes()).await;
            while !beginning.is_empty() && write.write_all(b" ").await.is_ok() {
                each_second.tick().await;
            }
            // What was to be silent stays open.
            std::future::pending::<()>().await;
        }
    });
    let mut answer = Vec::new();
    let end = timeout(PATIENCE, read.read_to_end(&mut answer)).await;
    assert!(end.is_ok(), "still open after {:?}", begun.elapsed());
    sending.abort();
    String::from_utf8_lossy(&answer).into_owned()
}

async fn connect(ledger: &Ledger) -> TcpStream {
    TcpStream::connect(ledger.address.strip_prefix("http://").unwrap()).await.unwrap()
}
