//! An answer with everything a client is told about it: a bundle, a page, a style sheet. Most are made
//! once, at start, and then only looked up.

use crate::form::{Brotli, Form};
use crate::negotiation;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Bytes with everything a client is told about them.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    plain: Form,
    /// Missing where it would save less than it costs. Every content type here is text or Wasm,
    /// which shrinks.
    brotli: Option<Brotli>,
    content_type: &'static str,
    caching: Caching,
    sharing: Sharing,
}

/// How long a copy may be used without asking.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Caching {
    /// Named by its content.
    Forever,
    Hour,
    /// Only after asking; the ETag makes that cheap.
    Ask,
}

/// Who may use it from another origin.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sharing {
    /// A page of its own.
    Page,
    /// One on an origin of the site's, where the visitor's decision is: its gate asks, posts and loads the
    /// settings' widget, and its form decides.
    Own,
    /// Read or embedded by any page; there is nothing personal in it.
    Anyone,
}

impl Resource {
    pub(crate) fn new(
        content_type: &'static str,
        caching: Caching,
        sharing: Sharing,
        body: impl Into<Bytes>,
    ) -> Self {
        let body = body.into();
        let brotli = Brotli::of(&body);
        Self { plain: Form::plain(body), brotli, content_type, caching, sharing }
    }

    /// What is made for one answer: compressing would take longer than it saves.
    pub(crate) fn once(
        content_type: &'static str,
        sharing: Sharing,
        body: impl Into<Bytes>,
    ) -> Self {
        let plain = Form::plain(body.into());
        Self { plain, brotli: None, content_type, caching: Caching::Ask, sharing }
    }

    /// A script that pages embed. With `integrity` they read it by CORS.
    pub(crate) fn script(caching: Caching, script: String) -> Self {
        Self::new("text/javascript; charset=utf-8", caching, Sharing::Anyone, script)
    }

    /// The bytes as they are.
    pub(crate) fn plain(&self) -> &Bytes {
        &self.plain.body
    }

    /// The bytes in brotli, if they are worth it. The first call takes as long as that takes.
    pub(crate) fn brotli(&self) -> Option<&Bytes> {
        Some(&self.brotli.as_ref()?.made()?.body)
    }

    /// The answer to a GET with these headers: the bytes, or 304 for who has them already.
    pub(crate) async fn answer(&self, request: &HeaderMap) -> Response {
        let form = self.form(request).await;
        let mut response = if form.is_known(request) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let coding = form.coding.map(|coding| [(header::CONTENT_ENCODING, coding)]);
            ([(header::CONTENT_TYPE, self.content_type)], coding, form.body).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, form.etag);
        if self.brotli.is_some() {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        for (name, value) in self.told() {
            headers.insert(name, HeaderValue::from_static(value));
        }
        response
    }

    /// The type, and every header that a host of files is to send as well.
    pub(crate) fn headers(&self) -> impl Iterator<Item = (HeaderName, &'static str)> {
        std::iter::once((header::CONTENT_TYPE, self.content_type)).chain(self.told())
    }

    /// What is said of it whether or not it is sent again.
    fn told(&self) -> impl Iterator<Item = (HeaderName, &'static str)> {
        let caching = (header::CACHE_CONTROL, self.caching.directives());
        std::iter::once(caching).chain(self.sharing.headers())
    }

    /// What this client gets.
    async fn form(&self, request: &HeaderMap) -> Form {
        let made = match &self.brotli {
            Some(brotli) if negotiation::takes_brotli(request) => brotli.soon().await,
            _ => None,
        };
        made.unwrap_or_else(|| self.plain.clone())
    }
}

impl Caching {
    fn directives(self) -> &'static str {
        match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Hour => "public, max-age=3600",
            Self::Ask => "no-cache",
        }
    }
}

/// One script of ours, nothing from elsewhere, no frame around it (L23: nothing to fail open).
pub(crate) const PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; \
                    form-action 'none'; frame-ancestors 'none'";

/// The same with the gate. No frame around it: a click must be meant for it.
const OWN: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                   connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

impl Sharing {
    fn headers(self) -> Vec<(HeaderName, &'static str)> {
        let anywhere = (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
        match self {
            Self::Page => vec![(header::CONTENT_SECURITY_POLICY, PAGE)],
            Self::Own => vec![
                (header::CONTENT_SECURITY_POLICY, OWN),
                // With `no-referrer` a form's `Origin` would be `null` (Fetch, *append a request Origin header*).
                (header::REFERRER_POLICY, "same-origin"),
            ],
            Self::Anyone => vec![anywhere, (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")],
        }
    }
}
