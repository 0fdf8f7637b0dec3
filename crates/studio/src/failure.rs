//! What goes wrong, as an answer: what was found, what is allowed, one hint.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use standoff_lab::error::LabError;
use standoff_scenario::{Diagnostic, Diagnostics, Source};

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Failure {
    /// Status of the answer.
    #[serde(skip)]
    pub status: u16,
    /// In words, as the command line says it.
    pub message: String,
    /// Each fault of the input.
    pub faults: Vec<Fault>,
}

/// One fault of the input.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Fault {
    /// Stable name of the kind of fault.
    pub code: String,
    /// In which part of the request.
    pub place: String,
    /// What was found.
    pub message: String,
    /// What is allowed.
    pub allowed: Option<String>,
    /// What probably helps.
    pub hint: Option<String>,
}

impl Failure {
    /// The request is wrong: one fault of a part of it.
    pub fn of(place: &str, found: &str, diagnostic: Diagnostic) -> Self {
        Diagnostics::one(Source::new(place, found), diagnostic).into()
    }

    /// Something else than the input is to blame.
    pub fn with(status: StatusCode, message: impl Into<String>) -> Self {
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
            // The figures were read without a fault and still cannot be played: the world is the request's.
            LabError::AllFailed(_) | LabError::ImpossibleEvent { .. } | LabError::Counts(_) => {
                Self::with(StatusCode::UNPROCESSABLE_ENTITY, error.to_string())
            }
            LabError::NothingDone | LabError::Estimate(_) | LabError::File { .. } => {
                Self::with(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(self)).into_response()
    }
}
