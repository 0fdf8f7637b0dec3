//! Who may ask, and how much: only pages that this server has served itself.
//!
//! The server listens on the loopback address, but so can any page in the same browser reach it. Hence:
//! 1. A request names this server as its host, so that no other name can be bound to the address (DNS rebinding).
//! 2. A request that says from which page it comes says that it comes from this server's; only a link to the page itself may
//!    come from anywhere.
//! 3. The page may load and reach nothing but this server, and no other page may hold it in a frame.

use crate::failure::Failure;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Most bytes of an address.
const LONGEST_ADDRESS: usize = 32 * 1024;

/// What the page may do.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The names by which this server may be called.
#[derive(Debug, Clone)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// Those of a port of the loopback address.
    pub fn of(port: u16) -> Self {
        Self(["127.0.0.1", "localhost", "[::1]"].map(|host| format!("{host}:{port}")).to_vec())
    }

    fn allow(&self, headers: &HeaderMap, method: &Method, path: &str) -> Result<(), &'static str> {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let host = text("host").unwrap_or_default();
        if !self.0.iter().any(|known| known == host) {
            return Err("this server answers under its own name only");
        }
        let ours = |origin: &str| self.0.iter().any(|known| origin == format!("http://{known}"));
        if text("origin").is_some_and(|origin| !ours(origin)) {
            return Err("this server answers its own pages only");
        }
        let link = *method == Method::GET && !path.starts_with("/api/");
        let from = text("sec-fetch-site");
        if !link && from.is_some_and(|from| from != "same-origin" && from != "none") {
            return Err("this server answers its own pages only");
        }
        Ok(())
    }
}

/// Turns away who may not ask, and tells the browser what the page may do.
pub async fn guard(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let long = request.uri().path_and_query().is_some_and(|address| address.as_str().len() > LONGEST_ADDRESS);
    let allowed = hosts.allow(request.headers(), request.method(), request.uri().path());
    let api = request.uri().path().starts_with("/api/");
    let mut response = match allowed {
        Err(why) => Failure::with(StatusCode::FORBIDDEN, why).into_response(),
        Ok(()) if long => {
            Failure::with(StatusCode::URI_TOO_LONG, format!("more than {LONGEST_ADDRESS} bytes")).into_response()
        }
        Ok(()) => next.run(request).await,
    };
    let headers = response.headers_mut();
    let said = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in said {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if api {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(path: &str, said: &[(&'static str, &'static str)]) -> bool {
        let headers =
            said.iter().map(|(name, value)| (header::HeaderName::from_static(name), HeaderValue::from_static(value)));
        Hosts::of(8_000).allow(&headers.collect(), &Method::GET, path).is_ok()
    }

    #[test]
    fn only_our_own_pages_may_ask() {
        let host = ("host", "127.0.0.1:8000");
        assert!(allowed("/", &[host]) && allowed("/api/v1/forecast", &[host, ("origin", "http://127.0.0.1:8000")]));
        assert!(
            allowed("/", &[("host", "localhost:8000"), ("sec-fetch-site", "cross-site")]),
            "a link may come from anywhere"
        );
        assert!(!allowed("/", &[]) && !allowed("/", &[("host", "evil.example:8000")]));
        assert!(!allowed("/", &[("host", "127.0.0.1:8001")]) && !allowed("/", &[("host", "127.0.0.1")]));
        assert!(!allowed("/api/v1/forecast", &[host, ("origin", "http://evil.example")]));
        assert!(!allowed("/api/v1/forecast", &[host, ("origin", "null")]));
        assert!(!allowed("/api/v1/forecast", &[host, ("sec-fetch-site", "cross-site")]));
        assert!(!allowed("/api/v1/forecast", &[host, ("sec-fetch-site", "same-site")]));
    }
}
