//! What strace wrote down.

use std::collections::HashMap;

#[derive(Debug)]
pub(super) struct Trace {
    pub(super) calls: Vec<Call>,
}

/// A system call that matters for what is on disk. The file is its name without folders.
#[derive(Debug)]
pub(super) enum Call {
    Write {
        file: String,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        file: String,
        length: usize,
    },
    /// A sync begins; what was written before is on disk when it is done.
    Sync {
        file: String,
        number: usize,
    },
    Synced {
        number: usize,
    },
    /// Events that a client is told are stored.
    Acknowledge(Vec<String>),
}

impl Trace {
    pub(super) fn read(text: &str) -> Self {
        let mut calls = Vec::new();
        // Syncs under way, by thread. "12 fdatasync(9</…/ledger.db-wal>) = 0" is written in two
        // lines when another thread's call ends in between.
        let mut syncing = HashMap::new();
        for (number, line) in text.lines().enumerate() {
            let Some((thread, call)) = line.split_once(char::is_whitespace) else { continue };
            let call = call.trim_start();
            let is_done = call.trim_end().ends_with("= 0");
            if let Some(rest) = call.strip_prefix("<... ") {
                let sync = syncing.remove(thread).filter(|_| rest.contains("sync resumed"));
                calls.extend(sync.filter(|_| is_done).map(|number| Call::Synced { number }));
                continue;
            }
            let Some((name, arguments)) = call.split_once('(') else { continue };
            let file = file(arguments);
            match name {
                "pwrite64" => calls.push(written(file, arguments)),
                "ftruncate" => {
                    let length = arguments.rsplit(", ").next();
                    let length =
                        length.and_then(|rest| rest.split([')', ' ']).next()?.parse().ok());
                    calls.push(Call::Cut { file, length: length.expect("a length") });
                }
                "fsync" | "fdatasync" => {
                    calls.push(Call::Sync { file, number });
                    if is_done {
                        calls.push(Call::Synced { number });
                    } else {
                        syncing.insert(thread, number);
                    }
                }
                _ => calls.extend(acknowledged(arguments)),
            }
        }
        Self { calls }
    }

    /// Where acknowledgements stand among the calls.
    pub(super) fn acknowledgements(&self) -> Vec<usize> {
        let calls = self.calls.iter().enumerate();
        calls
            .filter(|(_, call)| matches!(call, Call::Acknowledge(_)))
            .map(|(place, _)| place)
            .collect()
    }
}

/// "9</…/ledger.db-wal>, …" is `ledger.db-wal`.
fn file(arguments: &str) -> String {
    let path = arguments.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    let path = path.map_or(String::new(), |(path, _)| String::from_utf8(bytes(path)).unwrap());
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

fn written(file: String, arguments: &str) -> Call {
    let mut parts = arguments.split('"');
    let data = bytes(parts.nth(1).expect("what is written"));
    // ", 4096, 32) = 4096"
    let rest = parts.next().expect("its length and place");
    let mut numbers = rest.split([',', ')', ' ']).filter_map(|text| text.parse().ok());
    let (length, at) = (numbers.next(), numbers.next().expect("a place"));
    assert_eq!(length, Some(data.len()), "the trace holds all that was written");
    Call::Write { file, at, bytes: data }
}

fn acknowledged(arguments: &str) -> Option<Call> {
    let texts = arguments.split('"').skip(1).step_by(2);
    let sent: Vec<u8> = texts.flat_map(bytes).collect();
    let sent = String::from_utf8_lossy(&sent);
    if !sent.contains(r#""status":"stored""#) {
        return None;
    }
    let ids = sent.split(r#""id":""#).skip(1).filter_map(|rest| rest.split('"').next());
    Some(Call::Acknowledge(ids.map(str::to_owned).collect()))
}

/// `\x4a\x4b`, between which there may be plain text.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4);
    let mut rest = text.as_bytes();
    while let Some((&first, more)) = rest.split_first() {
        let hex = more.strip_prefix(b"x").filter(|_| first == b'\\').and_then(|it| it.get(..2));
        if let Some(digits) = hex.and_then(|digits| std::str::from_utf8(digits).ok()) {
            bytes.push(u8::from_str_radix(digits, 16).expect("two digits"));
            rest = &more[3..];
        } else {
            bytes.push(first);
            rest = more;
        }
    }
    bytes
}

#[test]
fn calls_are_read_as_strace_writes_them() {
    let text = r#"7 pwrite64(9</t/ledger.db-wal>, "\x61\x00", 2, 32) = 2
7  fdatasync(9<\x2f\x74/ledger.db-wal> <unfinished ...>
8  writev(5<socket:[1]>, [{iov_base="\x61", iov_len=1}, {iov_base="{\"status", iov_len=1}], 2) = 2
7  <... fdatasync resumed>) = 0
8  ftruncate(9</t/ledger.db-wal>, 0) = 0
7  ftruncate(9</t/ledger.db-wal>, 0 <unfinished ...>
8  sendto(5<socket:[1]>, "\x22\x69\x64\x22\x3a\x22\x78\x22\x2c\x22\x73\x74\x61\x74\x75\x73\x22\x3a\x22\x73\x74\x6f\x72\x65\x64\x22", 24, 0, NULL, 0) = 24
"#;
    let calls = Trace::read(text).calls;
    let [write, sync, synced, cut, begun, acknowledge] = calls.as_slice() else {
        panic!("{calls:?}")
    };
    assert!(
        matches!(write, Call::Write { file, at: 32, bytes } if file == "ledger.db-wal" && bytes == b"a\0")
    );
    assert!(matches!(sync, Call::Sync { file, number: 1 } if file == "ledger.db-wal"));
    assert!(matches!(synced, Call::Synced { number: 1 }));
    assert!(matches!(cut, Call::Cut { length: 0, .. }));
    assert!(matches!(begun, Call::Cut { length: 0, .. }));
    assert!(matches!(acknowledge, Call::Acknowledge(ids) if ids == &["x"]));
}
