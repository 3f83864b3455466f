//! TLS by rustls, with a certificate that can be renewed without a restart.

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::signal::unix::Signal;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server::TlsStream;

/// Where a certificate and its key are kept, in PEM.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The certificate, and after it those that lead to a root.
    pub certificate: PathBuf,
    pub key: PathBuf,
}

/// Why TLS cannot be spoken.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("cannot read {path}: {cause}; it must be PEM")]
    Read { path: PathBuf, cause: pem::Error },
    #[error("{0} holds no certificate; name the file with the whole chain")]
    Empty(PathBuf),
    #[error("certificate and key cannot be used: {0}; they must belong together")]
    Unusable(rustls::Error),
}

/// Agrees on keys with clients.
#[derive(Clone)]
pub(crate) struct Tls {
    files: TlsFiles,
    current: Arc<Current>,
    acceptor: TlsAcceptor,
}

/// The certificate that connections from now on are shown.
#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl Tls {
    pub(crate) fn open(files: TlsFiles) -> Result<Self, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let current = Arc::new(Current(RwLock::new(Arc::new(read(&files, &provider)?))));
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Unusable)?
            .with_no_client_auth()
            .with_cert_resolver(current.clone());
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self { files, current, acceptor: TlsAcceptor::from(Arc::new(config)) })
    }

    /// Reads the files again at each signal. What cannot be used changes nothing.
    pub(crate) async fn renew_on(self, mut signal: Signal) {
        while signal.recv().await.is_some() {
            match read(&self.files, &ring::default_provider()) {
                Ok(renewed) => {
                    let mut current =
                        self.current.0.write().unwrap_or_else(PoisonError::into_inner);
                    *current = Arc::new(renewed);
                    tracing::info!("the certificate was read again");
                }
                Err(cause) => tracing::error!(%cause, "the certificate stays as it was"),
            }
        }
    }

    /// The stream within, and whether HTTP/2 is spoken on it.
    pub(super) async fn accept<S>(&self, stream: S) -> std::io::Result<(TlsStream<S>, bool)>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let stream = self.acceptor.accept(stream).await?;
        let http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
        Ok((stream, http2))
    }
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tls").field("files", &self.files).finish_non_exhaustive()
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}

fn read(files: &TlsFiles, provider: &CryptoProvider) -> Result<CertifiedKey, TlsError> {
    let TlsFiles { certificate, key } = files;
    let failed = |path: &PathBuf| {
        let path = path.clone();
        move |cause| TlsError::Read { path, cause }
    };
    let chain = CertificateDer::pem_file_iter(certificate).map_err(failed(certificate))?;
    let chain: Vec<_> = chain.collect::<Result<_, _>>().map_err(failed(certificate))?;
    if chain.is_empty() {
        return Err(TlsError::Empty(certificate.clone()));
    }
    let key = PrivateKeyDer::from_pem_file(key).map_err(failed(key))?;
    CertifiedKey::from_der(chain, key, provider).map_err(TlsError::Unusable)
}
