//! An answer that is made once, at start, and then only looked up: a bundle, a page, a style sheet.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use volens_model::base32;

/// Bytes with everything a client is told about them.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub(crate) body: Bytes,
    content_type: &'static str,
    caching: Caching,
    sharing: Sharing,
    etag: HeaderValue,
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
    /// Loaded by an element of any page.
    Embed,
    /// Read by script of any page; there is nothing personal in it.
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
        let etag = HeaderValue::from_str(&format!("\"{}\"", base32::hash(&body)))
            // Base 32 is ASCII; without an ETag a copy is fetched in full each time.
            .unwrap_or_else(|_| HeaderValue::from_static("\"\""));
        Self { body, content_type, caching, sharing, etag }
    }

    /// The answer to a GET with these headers: the bytes, or 304 for who has them already.
    pub(crate) fn answer(&self, request: &HeaderMap) -> Response {
        let mut response = if self.matches(request) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(header::CONTENT_TYPE, self.content_type)], self.body.clone()).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(self.caching.directives()));
        self.sharing.tell(headers);
        response
    }

    /// RFC 9110, 13.1.2: a list of tags compared weakly, or `*`.
    fn matches(&self, request: &HeaderMap) -> bool {
        let tags = request.get_all(header::IF_NONE_MATCH).iter();
        tags.filter_map(|value| value.to_str().ok())
            .flat_map(|list| list.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/"))
            .any(|tag| tag == "*" || self.etag.as_bytes() == tag.as_bytes())
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

impl Sharing {
    fn tell(self, headers: &mut HeaderMap) {
        let (name, value) = match self {
            // No script, nothing from elsewhere, no frame around it (L23: nothing to fail open).
            Self::Page => (
                header::CONTENT_SECURITY_POLICY,
                "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; \
                 frame-ancestors 'none'",
            ),
            Self::Embed => {
                (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin")
            }
            Self::Anyone => (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        };
        headers.insert(name, HeaderValue::from_static(value));
    }
}
