//! The fault of an event that cannot follow those before it.

use crate::document::diagnostic::Diagnostic;

/// A fault, or a warning where what came before the log or the scenario may explain it.
pub(super) fn out_of_sequence(explained: bool, message: String) -> Diagnostic {
    if explained {
        Diagnostic::warning("out-of-sequence", message)
    } else {
        Diagnostic::error("out-of-sequence", message)
    }
}
