//! TLS as a browser meets it: a real handshake, with a certificate made for the test.

use crate::support::Ledger;
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

#[tokio::test]
async fn a_handshake_with_the_certificate_given_and_hsts_in_every_answer() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = write_certificate(folder.path());
    let ledger = start(folder.path()).await;
    for protocol in ["h2", "http/1.1"] {
        let stream = connect(&ledger, &certificate, protocol).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(protocol.as_bytes()));
    }
    for path in ["/apollo/notice", "/nothing/here", "/healthz"] {
        let mut stream = connect(&ledger, &certificate, "http/1.1").await.unwrap();
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.contains("strict-transport-security: max-age=63072000\r\n"), "{path}");
    }
    let other = write_certificate(tempfile::tempdir().unwrap().path());
    assert!(connect(&ledger, &other, "h2").await.is_err(), "not what the ledger has");
    let plain = ledger.url("/healthz").replace("https:", "http:");
    assert!(ledger.client.get(plain).send().await.is_err(), "nothing is answered without TLS");
}

#[tokio::test]
async fn a_renewed_certificate_is_taken_up_without_a_restart_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let first = write_certificate(folder.path());
    let ledger = start(folder.path()).await;
    std::fs::write(folder.path().join("cert.pem"), "nothing").unwrap();
    ledger.signal("HUP");
    logged(&ledger, "the certificate stays as it was").await;
    assert!(connect(&ledger, &first, "h2").await.is_ok());
    let second = write_certificate(folder.path());
    ledger.signal("HUP");
    logged(&ledger, "the certificate was read again").await;
    assert!(connect(&ledger, &second, "h2").await.is_ok());
    assert!(connect(&ledger, &first, "h2").await.is_err());
}

async fn start(folder: &Path) -> Ledger {
    let (certificate, key) = (folder.join("cert.pem"), folder.join("key.pem"));
    Ledger::start_with(|mut command| {
        command.arg("--tls-cert").arg(certificate).arg("--tls-key").arg(key);
        command
    })
    .await
}

/// Writes a new self-signed certificate and its key.
fn write_certificate(folder: &Path) -> CertificateDer<'static> {
    let made = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let CertifiedKey::<KeyPair> { cert, signing_key } = made;
    std::fs::write(folder.join("cert.pem"), cert.pem()).unwrap();
    std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
    cert.der().clone()
}

/// A client that trusts this certificate alone and speaks this protocol alone.
async fn connect(
    ledger: &Ledger,
    trusted: &CertificateDer<'static>,
    protocol: &str,
) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    let address: SocketAddr = ledger.address.strip_prefix("https://").unwrap().parse().unwrap();
    let stream = TcpStream::connect(address).await?;
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config)).connect(name, stream).await
}

async fn logged(ledger: &Ledger, line: &str) {
    let until = tokio::time::Instant::now() + std::time::Duration::from_secs(20);
    while !ledger.log().contains(line) {
        assert!(tokio::time::Instant::now() < until, "{line}: {}", ledger.log());
        tokio::task::yield_now().await;
    }
}
