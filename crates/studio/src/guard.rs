//! Protection from other pages in the same browser.
//!
//! The server listens on the loopback address only, but any page that is open in a browser on the same machine can send requests
//! to it. Therefore:
//! 1. A request must name this server as its host, so that no other name can be bound to the address (DNS rebinding).
//! 2. A request that carries its origin must come from a page of this server. Only a link to the page itself may come from
//!    anywhere.
//! 3. The page may load from and connect to this server only, and no other page may embed it in a frame.

use crate::failure::Failure;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Bytes of an address: four times the longest link that the page makes.
const LONGEST_ADDRESS: usize = 32 * 1024;

/// Content security policy of the page.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// It names another host.
    Host,
    /// It comes from a page of another server.
    Origin,
    /// Its address is too long.
    Length,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let forbidden = |message| Self::with_status(StatusCode::FORBIDDEN, message);
        match refusal {
            Refusal::Host => forbidden("this server answers under its own name only"),
            Refusal::Origin => forbidden("this server answers its own pages only"),
            Refusal::Length => {
                Self::with_status(StatusCode::URI_TOO_LONG, format!("more than {LONGEST_ADDRESS} bytes"))
            }
        }
    }
}

/// The names under which this server answers.
#[derive(Debug, Clone)]
pub struct Hosts(Vec<String>);

impl Hosts {
    /// The names of the loopback address with a port.
    pub fn of_port(port: u16) -> Self {
        Self(["127.0.0.1", "localhost", "[::1]"].map(|host| format!("{host}:{port}")).to_vec())
    }

    fn check(&self, headers: &HeaderMap, method: &Method, path: &str) -> Result<(), Refusal> {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
        let host = text("host").unwrap_or_default();
        if !self.0.iter().any(|known| known == host) {
            return Err(Refusal::Host);
        }
        let ours = |origin: &str| self.0.iter().any(|known| origin == format!("http://{known}"));
        if text("origin").is_some_and(|origin| !ours(origin)) {
            return Err(Refusal::Origin);
        }
        let link = *method == Method::GET && !path.starts_with("/api/");
        let from = text("sec-fetch-site");
        if !link && from.is_some_and(|from| from != "same-origin" && from != "none") {
            return Err(Refusal::Origin);
        }
        Ok(())
    }
}

/// Refuses requests from elsewhere, and adds the headers that restrict the page.
pub async fn guard_requests(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let mut response = match check_request(&hosts, &request) {
        Err(refusal) => Failure::from(refusal).into_response(),
        Ok(()) => next.run(request).await,
    };
    restrict_page(response.headers_mut());
    if api {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

fn check_request(hosts: &Hosts, request: &Request) -> Result<(), Refusal> {
    hosts.check(request.headers(), request.method(), request.uri().path())?;
    let long = request.uri().path_and_query().is_some_and(|address| address.as_str().len() > LONGEST_ADDRESS);
    if long { Err(Refusal::Length) } else { Ok(()) }
}

fn restrict_page(headers: &mut HeaderMap) {
    let restrictions = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in restrictions {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(path: &str, headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (header::HeaderName::from_static(name), HeaderValue::from_static(value)));
        Hosts::of_port(8_000).check(&headers.collect(), &Method::GET, path).is_ok()
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
