//! "Stored" means on disk: whatever ends the ledger, what it acknowledged stays.

use crate::support::{EVENTS, Ledger, SHOP, stored};
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::process::Command;
use tokio::sync::mpsc;
use tokio::time::timeout;

#[tokio::test]
async fn killed_during_a_burst_it_has_every_event_it_acknowledged() {
    const AT_ONCE: u64 = 16;
    const ENOUGH: usize = 300;
    let ledger = Arc::new(Ledger::start().await);
    let next = Arc::new(AtomicU64::new(0));
    let (acknowledge, mut acknowledged) = mpsc::unbounded_channel();
    for _ in 0..AT_ONCE {
        let (ledger, next, acknowledge) = (ledger.clone(), next.clone(), acknowledge.clone());
        tokio::spawn(async move {
            loop {
                let event = ledger.refusal(next.fetch_add(1, Ordering::Relaxed));
                let id = event["id"].as_str().unwrap().to_owned();
                let request = ledger.request().json(&json!({ "events": [event] }));
                // The end of the ledger breaks the connection off.
                let Ok(response) = request.send().await else { break };
                if response.status() == 200 && acknowledge.send(id).is_err() {
                    break;
                }
            }
        });
    }
    drop(acknowledge);
    let mut ids = BTreeSet::new();
    while let Some(id) = acknowledged.recv().await {
        ids.insert(id);
        if ids.len() == ENOUGH {
            ledger.signal("KILL");
        }
    }
    // All posters have ended, so nothing else holds the ledger.
    assert!(ids.len() >= ENOUGH);
    let (status, folder) = Arc::into_inner(ledger).expect("posters ended").ended().await;
    assert!(!status.success(), "killed");
    let kept: BTreeSet<String> =
        stored(folder.path()).await.into_iter().map(|record| record.id).collect();
    let lost: Vec<&String> = ids.difference(&kept).collect();
    assert!(lost.is_empty(), "{} of {} acknowledged events lost", lost.len(), ids.len());

    let again = Ledger::start_in(folder, |command| command).await;
    let (status, body) = again.post(&[again.refusal(0)]).await;
    assert_eq!((status, &body["events"][0]["status"]), (200, &json!("duplicate")));
}

/// The order of system calls, as the kernel saw them.
#[tokio::test]
async fn the_log_is_synced_to_disk_between_request_and_acknowledgement() {
    let found = Command::new("strace").arg("-V").output().await;
    assert!(found.is_ok(), "this test needs strace: `apt-get install strace`");
    let trace = tempfile::NamedTempFile::new().unwrap();
    let ledger = Ledger::start_with(|command| {
        let mut traced = Command::new("strace");
        // `-D`: the ledger is our own child, so that ending the test ends it.
        traced.args(["-D", "-f", "-y", "-s", "64", "-o"]).arg(trace.path());
        traced.args(["-e", "trace=fsync,fdatasync,read,recvfrom,write,writev,sendto,sendmsg"]);
        traced.arg(command.as_std().get_program()).args(command.as_std().get_args());
        traced
    })
    .await;
    let (status, body) = ledger.post(&[ledger.refusal(1)]).await;
    assert_eq!((status, &body["events"][0]["status"]), (200, &json!("stored")));
    drop(ledger);

    let trace = std::fs::read_to_string(trace.path()).unwrap();
    let mut calls = trace.lines().skip_while(|line| !line.contains("POST /v1/apollo/events"));
    assert!(calls.next().is_some(), "the request is in the trace");
    let mut synced = false;
    let mut syncing = BTreeSet::new();
    for line in calls {
        if line.contains("HTTP/1.1 200 OK") {
            assert!(synced, "acknowledged before it was on disk:\n{trace}");
            return;
        }
        // "12 fdatasync(9</…/ledger.db-wal>) = 0", or in two lines when threads interleave.
        let thread = line.split_whitespace().next().unwrap_or_default();
        let done = line.trim_end().ends_with("= 0");
        if line.contains("sync(") && line.contains("ledger.db-wal>") {
            if line.contains("<unfinished") {
                syncing.insert(thread);
            }
            synced |= done;
        } else if line.contains("sync resumed") && syncing.remove(thread) {
            synced |= done;
        }
    }
    panic!("no acknowledgement in the trace:\n{trace}");
}

#[tokio::test]
async fn a_gentle_end_answers_what_is_under_way_and_keeps_it() {
    for signal in ["TERM", "INT"] {
        let ledger = Ledger::start().await;
        let host = ledger.address.strip_prefix("http://").unwrap().to_owned();
        let body = json!({ "events": [ledger.refusal(1)] }).to_string();
        let mut connection = TcpStream::connect(&host).await.unwrap();
        let head = format!(
            "POST {EVENTS} HTTP/1.1\r\nHost: {host}\r\nOrigin: {SHOP}\r\nExpect: 100-continue\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        connection.write_all(head.as_bytes()).await.unwrap();
        // It has asked for the body: the request is under way.
        let mut buffer = [0; 1024];
        let length = connection.read(&mut buffer).await.unwrap();
        assert!(buffer[..length].starts_with(b"HTTP/1.1 100"), "{:?}", &buffer[..length]);

        ledger.signal(signal);
        while TcpStream::connect(&host).await.is_ok() {
            tokio::task::yield_now().await;
        }
        connection.write_all(body.as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        assert!(answer.contains("HTTP/1.1 200 OK"), "{answer}");
        assert!(answer.contains("\"status\":\"stored\""), "{answer}");

        let (status, folder) = ledger.ended().await;
        assert!(status.success(), "{signal}: {status}");
        assert_eq!(stored(folder.path()).await.len(), 1);
    }
}

#[tokio::test]
async fn a_client_that_reads_nothing_does_not_keep_the_ledger_from_ending() {
    let ledger = Ledger::start().await;
    let host = ledger.address.strip_prefix("http://").unwrap().to_owned();
    let mut connection = TcpStream::connect(&host).await.unwrap();
    let request = format!("GET /apollo/notice HTTP/1.1\r\nHost: {host}\r\n\r\n");
    // Until the ledger reads no more requests, for it cannot get rid of its answers.
    while timeout(Duration::from_secs(1), connection.write_all(request.as_bytes())).await.is_ok() {}

    ledger.signal("TERM");
    let (status, _) = timeout(Duration::from_secs(60), ledger.ended()).await.expect("it ends");
    assert!(status.success(), "{status}");
}
