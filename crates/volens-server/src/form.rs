//! The forms that a resource is sent in: its bytes as they are, and in brotli.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use brotli::enc::BrotliEncoderParams;
use std::sync::{Arc, OnceLock};
use tokio::task::spawn_blocking;
use volens_model::base32;

/// Bodies up to this many bytes fit into one packet with their headers.
const SMALL: usize = 1024;

/// Bytes as they are sent, with the tag that names them.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) body: Bytes,
    /// Of these bytes: forms of one resource have different ones (RFC 9110, 8.8.3.3).
    pub(crate) etag: HeaderValue,
    pub(crate) coding: Option<&'static str>,
}

/// The brotli form, made once, when it is first asked for: the smallest takes time, and a ledger
/// starts at once.
#[derive(Clone, Debug)]
pub(crate) struct Brotli {
    plain: Bytes,
    made: Arc<OnceLock<Option<Form>>>,
}

impl Form {
    pub(crate) fn plain(body: Bytes) -> Self {
        Self::new(body, None)
    }

    fn new(body: Bytes, coding: Option<&'static str>) -> Self {
        let etag = HeaderValue::from_str(&format!("\"{}\"", base32::hash(&body)))
            // Base 32 is ASCII; without an ETag a copy is fetched in full each time.
            .unwrap_or_else(|_| HeaderValue::from_static("\"\""));
        Self { body, etag, coding }
    }

    /// Whether the client has it already. RFC 9110, 13.1.2: a list of tags compared weakly, or `*`.
    pub(crate) fn is_known(&self, request: &HeaderMap) -> bool {
        let tags = request.get_all(header::IF_NONE_MATCH).iter();
        tags.filter_map(|value| value.to_str().ok())
            .flat_map(|list| list.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/"))
            .any(|tag| tag == "*" || self.etag.as_bytes() == tag.as_bytes())
    }
}

impl Brotli {
    /// Nothing where it would save no packet.
    pub(crate) fn of(plain: &Bytes) -> Option<Self> {
        (plain.len() > SMALL).then(|| Self { plain: plain.clone(), made: Arc::default() })
    }

    /// Waits until it is made, while other requests go on.
    pub(crate) async fn soon(&self) -> Option<Form> {
        if let Some(made) = self.made.get() {
            return made.clone();
        }
        let brotli = self.clone();
        let made = spawn_blocking(move || brotli.made().cloned()).await;
        made.unwrap_or_else(|cause| {
            tracing::error!(%cause, "compressing broke off; the bytes go as they are");
            None
        })
    }

    /// Waits until it is made. Who comes meanwhile waits too: it is made once, even if the client
    /// that asked first has gone.
    pub(crate) fn made(&self) -> Option<&Form> {
        self.made.get_or_init(|| self.make()).as_ref()
    }

    fn make(&self) -> Option<Form> {
        let mut compressed = Vec::new();
        // The smallest form; 4 MB of window hold all of it.
        let smallest = BrotliEncoderParams {
            quality: 11,
            lgwin: 22,
            size_hint: self.plain.len(),
            ..BrotliEncoderParams::default()
        };
        let written = brotli::BrotliCompress(&mut self.plain.as_ref(), &mut compressed, &smallest);
        // Reading and writing memory cannot fail; if it did, the bytes would go as they are.
        written.ok().map(|_| Form::new(compressed.into(), Some("br")))
    }
}
