//! The two formats of a log.

use crate::document::source::Source;

/// Mark that some programs write before a text.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Whether a file is JSON: by its first letter, or by its name where it is empty.
pub(super) fn is_json(source: &Source) -> bool {
    let text = source.text();
    match text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text).trim_start().chars().next() {
        Some(first) => matches!(first, '[' | '{'),
        None => source.name().to_ascii_lowercase().ends_with(".json"),
    }
}
