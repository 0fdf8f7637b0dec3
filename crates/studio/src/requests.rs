//! Reading of queries and writing of plain responses, and what every request shares.

use crate::failure::Failure;
use crate::jobs::Jobs;
use crate::scenarios::Scenarios;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use standoff_scenario::Diagnostic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The state that all requests share.
#[derive(Debug, Clone)]
pub struct Studio {
    /// Open scenarios.
    pub scenarios: Arc<Scenarios>,
    /// Jobs.
    pub jobs: Arc<Jobs>,
}

/// Reads a query into a structure.
///
/// # Errors
///
/// `bad-query`.
pub fn read_query<T: DeserializeOwned>(query: Option<&str>) -> Result<T, Failure> {
    let query = query.unwrap_or_default();
    serde_html_form::from_str(query).map_err(|error| {
        let diagnostic = Diagnostic::error("bad-query", error.to_string());
        Failure::of_input("query", query, diagnostic.hint("the description is at /api/v1/openapi.json"))
    })
}

/// Sets its flag when it is dropped, as it is with the request that waits for an answer.
#[derive(Debug)]
pub struct StopOnDrop(pub Arc<AtomicBool>);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A value as JSON, indented as the command line prints it.
pub fn json_response(value: &impl Serialize) -> Response {
    match serde_json::to_string_pretty(value) {
        Ok(text) => ([(header::CONTENT_TYPE, "application/json")], format!("{text}\n")).into_response(),
        Err(error) => Failure::with_status(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// A file to save, of a media type and under a name.
pub fn file_response(media_type: &'static str, name: &str, bytes: impl Into<axum::body::Body>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes.into())
        .into_response()
}
