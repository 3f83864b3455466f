//! Hostile requests as bytes over TCP: seeds of what is right, mutated. No panic, no 5xx but 503
//! with `Retry-After`, and the ledger still keeps events afterwards.
//!
//! `VOLENS_STORM=1000000 cargo test --release -p volens-server --test ledger storm` sends a million.

use crate::metrics;
use crate::support::{EVENTS, LOCAL, Ledger, SHOP};
use fastrand::Rng;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Requests where nobody says how many.
const FEW: usize = 20_000;

/// Clients at the same time.
const CLIENTS: usize = 64;

/// After this, a request that is not answered is taken to wait for more.
const SILENCE: Duration = Duration::from_millis(100);

/// No answer may take as long.
const PATIENCE: Duration = Duration::from_secs(30);

/// What mutations put in: bytes that parsers trip over.
const TOKENS: [&[u8]; 22] = [
    b"\r\n",
    b"\r\n\r\n",
    b"\0",
    b"\xff\xfe",
    b"%00",
    b"%2e%2e%2f",
    b"../",
    b"{",
    b"[[[[[[[[",
    b"\"",
    b"\\u0000",
    b"\\ud800",
    b"1e999",
    b"-0",
    b"99999999999999999999",
    b"null",
    b":",
    b",",
    b"chunked",
    b"Content-Length: 7\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"\xc3\x28",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_requests_find_no_panic_and_no_error_of_ours() {
    let wanted = std::env::var("VOLENS_STORM").ok().and_then(|count| count.parse().ok());
    let wanted: usize = wanted.unwrap_or(FEW);
    let ledger = Ledger::start_with(|mut command| {
        command.args(["--rate", "1000000"]);
        metrics::listening(command)
    })
    .await;
    let seeds = seeds(&ledger);
    let seed = fastrand::u64(..);
    let clients = (0..CLIENTS).map(|client| {
        let address = ledger.address.strip_prefix("http://").unwrap().to_owned();
        let rng = Rng::with_seed(seed.wrapping_add(client as u64));
        tokio::spawn(storm(address, seeds.clone(), rng, wanted.div_ceil(CLIENTS)))
    });
    let mut answers: BTreeMap<String, usize> = BTreeMap::new();
    for client in clients.collect::<Vec<_>>() {
        let counted = client.await.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        for (status, count) in counted {
            *answers.entry(status).or_default() += count;
        }
    }
    println!("seed {seed}: {answers:?}");
    let total: usize = answers.values().sum();
    assert!(total >= wanted, "seed {seed}: {total} of {wanted}");
    // A storm that never gets past the parser would prove little.
    for status in ["200", "400", "403", "404", "405", "413", "415", "422"] {
        assert!(answers.contains_key(status), "seed {seed}: no {status} in {answers:?}");
    }
    // Also of requests behind the first on a connection.
    let page = metrics::read(&ledger).await;
    let broken = |line: &&str| line.contains("status=\"5") && !line.contains("status=\"503\"");
    assert_eq!(page.lines().find(broken), None, "seed {seed}");
    assert!(!ledger.log().contains("panicked"), "seed {seed}: {}", ledger.log());
    assert_eq!(ledger.post(&[ledger.refusal(0xffff)]).await.0, 200, "seed {seed}");
}

/// Sends mutated requests, each on a connection of its own; counts what is answered.
async fn storm(
    address: String,
    seeds: Vec<Vec<u8>>,
    mut rng: Rng,
    count: usize,
) -> BTreeMap<String, usize> {
    let mut answers = BTreeMap::new();
    for _ in 0..count {
        let request = mutated(&seeds, &mut rng);
        let answer = timeout(PATIENCE, exchange(&address, &request)).await;
        let said = String::from_utf8_lossy(&request);
        let head = answer.unwrap_or_else(|_| panic!("no answer to {said:?}"));
        let status = head.get(9..12).unwrap_or("closed").to_owned();
        let temporary = status == "503" && head.contains("retry-after: ");
        assert!(!status.starts_with('5') || temporary, "{said:?}: {head}");
        *answers.entry(status).or_default() += 1;
    }
    answers
}

/// The head of the first answer; nothing where the connection ends without one.
async fn exchange(address: &str, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // Otherwise a million closed connections would use up the machine's ports.
    stream.set_zero_linger().unwrap();
    let mut answer = Vec::new();
    // Who is turned away while sending may still find an answer.
    let _ = stream.write_all(request).await;
    if timeout(SILENCE, head(&mut stream, &mut answer)).await.is_err() {
        // The request left something open: say that nothing more comes.
        let _ = stream.shutdown().await;
        head(&mut stream, &mut answer).await;
    }
    let text = String::from_utf8_lossy(&answer);
    text.split("\r\n\r\n").next().unwrap_or_default().to_owned()
}

async fn head(stream: &mut TcpStream, answer: &mut Vec<u8>) {
    while !answer.windows(4).any(|window| window == b"\r\n\r\n") {
        // A reset ends it as well.
        if !stream.read_buf(answer).await.is_ok_and(|length| length > 0) {
            break;
        }
    }
}

fn mutated(seeds: &[Vec<u8>], rng: &mut Rng) -> Vec<u8> {
    let mut request = seeds[rng.usize(..seeds.len())].clone();
    for _ in 0..rng.usize(..5) {
        let at = rng.usize(..=request.len());
        let to = (at + rng.usize(..20)).min(request.len());
        match rng.u8(..7) {
            0 if at < request.len() => request[at] = rng.u8(..),
            1 => drop(request.drain(at..to)),
            2 => drop(request.splice(at..at, request[at..to].to_vec())),
            3 => request.truncate(at),
            4 => {
                let other = &seeds[rng.usize(..seeds.len())];
                request.truncate(at);
                request.extend_from_slice(&other[rng.usize(..other.len())..]);
            }
            _ => {
                let token = TOKENS[rng.usize(..TOKENS.len())];
                let times = if rng.u8(..20) == 0 { 3000 } else { 1 };
                drop(request.splice(at..at, token.repeat(times)));
            }
        }
    }
    if rng.bool() { with_true_length(request) } else { request }
}

/// The request with the length that its body has now, so that the body is what is looked at.
fn with_true_length(request: Vec<u8>) -> Vec<u8> {
    const LENGTH: &[u8] = b"Content-Length: ";
    let place = |wanted: &[u8], from: usize| {
        let places = request[from..].windows(wanted.len());
        places.into_iter().position(|window| window == wanted).map(|at| from + at)
    };
    let Some(from) = place(LENGTH, 0).map(|at| at + LENGTH.len()) else { return request };
    let (Some(to), Some(end)) = (place(b"\r\n", from), place(b"\r\n\r\n", from)) else {
        return request;
    };
    let length = (request.len() - end - 4).to_string();
    [&request[..from], length.as_bytes(), &request[to..]].concat()
}

/// Requests that are right, or wrong in one way each.
fn seeds(ledger: &Ledger) -> Vec<Vec<u8>> {
    let event = ledger.refusal(1).to_string();
    let many = vec![event.as_str(); 50].join(",");
    let fields = format!("Host: x\r\nOrigin: {SHOP}\r\nContent-Type: application/json\r\n");
    let key = "Volens-Key: kq0Jd3vG5l1mZxWc2Yt7uRb9oPe4hNs6iAfLwQyTDgI\r\n";
    let post = |body: &str, more: &str| {
        let length = body.len();
        format!("POST {EVENTS} HTTP/1.1\r\n{fields}{more}Content-Length: {length}\r\n\r\n{body}")
    };
    let get = |path: &str, more: &str| format!("GET {path} HTTP/1.1\r\nHost: x\r\n{more}\r\n");
    let cookie = "{\"value\":\"1.k3v9q2ma7x1c.1795359802.3.save.session_prefs.p04\"}";
    let refs = [
        post(&format!("{{\"events\":[{event}]}}"), ""),
        post(&format!("{{\"events\":[{event}]}}"), key),
        post(&format!("{{\"events\":[{many}]}}"), ""),
        post(&" ".repeat(70_000), ""),
        post("{\"events\":[]}", ""),
        post("{}", "").replace("application/json", "text/plain"),
        post("{}", "").replace(SHOP, "null"),
        post("5\r\n{\"eve\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n")
            .replace("Content-L", "X-L"),
        format!(
            "PUT /v1/apollo/cookie HTTP/1.1\r\n{fields}Sec-Fetch-Site: same-site\r\n\
             Cookie: volens_apollo=1.a.b; x=y\r\nContent-Length: {}\r\n\r\n{cookie}",
            cookie.len()
        ),
        format!("OPTIONS {EVENTS} HTTP/1.1\r\n{fields}\r\n"),
        format!("DELETE {EVENTS} HTTP/1.1\r\n{fields}\r\n"),
        get("/v1/apollo/subject", &format!("Origin: {LOCAL}\r\n{key}")),
        get("/v1/apollo/receipts/0199a0b1-c2d3-7e4f-8a5b-6c7d8e9f0a1b", key),
        get("/v1/nowhere/subject", key),
        get("/apollo/lv.js", "Accept-Encoding: br;q=1, *;q=0\r\nIf-None-Match: \"x\"\r\n"),
        get(
            "/apollo/notice?lang=en",
            "Accept: text/html, */*;q=0.1\r\nAccept-Language: lv;q=0.5\r\n",
        ),
        get("/apollo/notice.json", "X-Forwarded-For: 1.2.3.4, [::1]:80\r\n"),
        get("/log/apollo/checkpoint", ""),
        get("/log/apollo/tile/0/000.p/1", ""),
        get("/log/apollo/tile/entries/x001/234.p/255", ""),
        get("/openapi.json", ""),
        get("/readyz", "Expect: 100-continue\r\nUpgrade: h2c\r\n"),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
    ];
    refs.into_iter().map(String::into_bytes).collect()
}
