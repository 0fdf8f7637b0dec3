//! Why a request has no answer: what was found, what is allowed, and one hint.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_scenario::{Diagnostic, Diagnostics, Source};

/// A request that has no answer.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Failure {
    /// HTTP status.
    #[serde(skip)]
    pub status: u16,
    /// Message, as the command line prints it.
    pub message: String,
    /// Faults of the input; empty where the input is not to blame.
    pub faults: Vec<Fault>,
}

/// One fault of the input.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Fault {
    /// Stable name of the kind of fault.
    pub code: String,
    /// Part of the request that is at fault.
    pub place: String,
    /// Description of what was found.
    pub message: String,
    /// Description of what is allowed.
    #[schema(required)]
    pub allowed: Option<String>,
    /// Suggestion that probably helps.
    #[schema(required)]
    pub hint: Option<String>,
}

impl Failure {
    /// A failure with one fault, in the part of the request called `place`, where `found` was read.
    pub fn of_input(place: &str, found: &str, diagnostic: Diagnostic) -> Self {
        Diagnostics::one(Source::new(place, found), diagnostic).into()
    }

    /// A failure for which the input is not to blame.
    pub fn with_status(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status: status.as_u16(), message: message.into(), faults: Vec::new() }
    }
}

impl From<Diagnostics> for Failure {
    fn from(found: Diagnostics) -> Self {
        let faults = found.by_source().flat_map(|(source, items)| {
            items.iter().map(|item| Fault {
                code: item.code.to_owned(),
                place: source.name().to_owned(),
                message: item.message.clone(),
                allowed: item.allowed.clone(),
                hint: item.hint.clone(),
            })
        });
        Self { status: 400, message: found.render(false), faults: faults.collect() }
    }
}

impl From<LabError> for Failure {
    fn from(error: LabError) -> Self {
        match error {
            LabError::Input(found) => found.into(),
            // The numbers are well formed but cannot be simulated, and it is the request that chose them.
            LabError::AllFailed(_) | LabError::ImpossibleEvent { .. } | LabError::Counts(_) => {
                Self::with_status(StatusCode::UNPROCESSABLE_ENTITY, error.to_string())
            }
            LabError::NothingDone
            | LabError::Estimate(_)
            | LabError::File { .. }
            | LabError::AwaitsShards(_)
            | LabError::MissingShards { .. } => Self::with_status(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    }
}
