//! The power goes: what was written and not synced is lost. The system calls of a ledger under load
//! are recorded; from them the files are made as a disk would hold them at a moment, and a ledger
//! goes on from there.

mod disk;
mod trace;

use crate::load::Load;
use crate::place::Place;
use crate::rounds::Points;
use crate::serving::PATIENCE;
use disk::Disk;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;
use tokio::process::Command;
use trace::{Call, Trace};

/// Moments at which the power goes, each just after an acknowledgement.
const CUTS: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn a_power_cut_loses_nothing_that_was_acknowledged() {
    let mut points = Points::new();
    let place = Place::sqlite().await;
    let recorded = place.path("trace");
    let mut ledger = place.serve_as(|command| traced(command, &recorded)).await;
    let load = Load::on(&ledger).await;
    load.run(&ledger, 20).await;
    load.settle(&ledger, &place).await;
    // More than fits into the write-ahead log, so that cuts also come amid its copying back.
    for _ in 0..4 {
        load.run(&ledger, 60).await;
        load.settle(&ledger, &place).await;
    }
    let process = ledger.id();
    ledger.kill().await;
    let trace = whole(&recorded, process).await;

    let acknowledgements = trace.acknowledgements();
    assert!(acknowledgements.len() > 100, "{} acknowledgements", acknowledgements.len());
    // From where there is a signed tree. Most cuts come soon after a sync; half are to cost writes.
    let (mut costly, mut cheap) = by_cost(&trace, &acknowledgements[20..]);
    assert!(!costly.is_empty(), "each acknowledgement left before another write: none can be lost");
    points.shuffle(&mut costly);
    points.shuffle(&mut cheap);
    costly.truncate(CUTS / 2);
    cheap.truncate(CUTS - costly.len());
    let mut cuts = [costly, cheap].concat();
    cuts.sort_unstable();
    let (mut dropped, mut disk, mut kept, mut done) = (0, Disk::default(), BTreeSet::new(), 0);
    for cut in cuts {
        for call in &trace.calls[done..=cut] {
            disk.apply(call);
            if let Call::Acknowledge(ids) = call {
                kept.extend(ids.iter().cloned());
            }
        }
        done = cut + 1;
        dropped += disk.unsynced();
        // All that was not synced is lost; or half of it, for a disk writes in any order.
        survives(&place, disk.after_cut(|| false), &kept).await;
        survives(&place, disk.after_cut(|| points.coin()), &kept).await;
    }
    println!("{CUTS} cuts, {dropped} writes dropped");
}

/// The moments at which a cut loses writes, and those at which all is on disk.
fn by_cost(trace: &Trace, moments: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let (mut disk, mut done) = (Disk::default(), 0);
    moments.iter().partition(|&&moment| {
        trace.calls[done..=moment].iter().for_each(|call| disk.apply(call));
        done = moment + 1;
        disk.unsynced() > 0
    })
}

/// A ledger starts on these files, has everything that was acknowledged, and goes on.
async fn survives(from: &Place, files: Vec<(String, Vec<u8>)>, acknowledged: &BTreeSet<String>) {
    let place = Place::sqlite().await.with_key_of(from);
    for (name, bytes) in files {
        std::fs::write(place.path(&name), bytes).unwrap();
    }
    let ledger = place.serve().await;
    ledger.ready().await;
    let store = place.open().await;
    for id in acknowledged {
        let found = store.record("apollo", id).await.unwrap();
        assert!(found.is_some(), "{id} was acknowledged and is lost");
    }
    let begun = Instant::now();
    loop {
        // In this order: what stopped waiting is in the tree that is read after it.
        let waiting = store.pending("apollo").await.unwrap();
        let tree = store.tree("apollo").await.unwrap();
        if waiting == 0 && tree.signed == tree.size {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "the tree stands still: {}", ledger.log());
        tokio::task::yield_now().await;
    }
    store.close().await;
    place.verify().await;
    let events = place.events().await;
    let once: BTreeSet<&String> = events.iter().collect();
    assert_eq!(events.len(), once.len(), "an event is there twice");
    assert!(acknowledged.iter().all(|id| once.contains(id)), "each is a leaf");
}

fn traced(command: Command, to: &Path) -> Command {
    let mut traced = Command::new("strace");
    // `-D`: the ledger is our own child. Whole pages, in hexadecimal digits.
    traced.args(["-D", "-f", "-y", "-xx", "-s", "1000000", "-o"]).arg(to);
    traced.args(["-e", "trace=pwrite64,ftruncate,fsync,fdatasync,write,writev,sendto,sendmsg"]);
    traced.arg(command.as_std().get_program()).args(command.as_std().get_args());
    traced
}

/// The trace, once it holds the ledger's end.
async fn whole(recorded: &Path, process: u32) -> Trace {
    let end = format!("{process} +++ killed by SIGKILL +++");
    let begun = Instant::now();
    loop {
        let text = std::fs::read_to_string(recorded).unwrap();
        let mut lines = text.lines().rev().take(64);
        if lines.any(|line| line.split_whitespace().collect::<Vec<_>>().join(" ") == end) {
            return Trace::read(&text);
        }
        assert!(begun.elapsed() < PATIENCE, "the trace does not end");
        tokio::task::yield_now().await;
    }
}
