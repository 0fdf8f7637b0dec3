//! The parameters that a path or a pattern means.

use std::ops::Range;

use super::declarations::quantity_patterns;
use super::parameter::Parameter;
use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostics::Diagnostics;
use crate::keys::former::hint_on_former_keys;
use crate::path::matches_pattern;
use crate::words::shorten;

/// The parameters that a path or pattern means; a fault where there is none.
pub(crate) fn matching_parameters(
    pattern: &str,
    parameters: &[Parameter],
    span: &Range<usize>,
    found: &mut Diagnostics,
) -> Vec<usize> {
    let places: Vec<usize> = parameters
        .iter()
        .enumerate()
        .filter(|(_, one)| matches_pattern(pattern, &one.path))
        .map(|(place, _)| place)
        .collect();
    if places.is_empty() {
        let message = format!("no quantity is called `{}`", shorten(pattern));
        let paths = parameters.iter().map(|parameter| parameter.path.as_str());
        let patterns = if pattern.contains('*') { quantity_patterns() } else { Vec::new() };
        let candidates = patterns.iter().map(String::as_str).chain(paths.filter(|_| patterns.is_empty()));
        let diagnostic = Diagnostic::error("unknown-path", message).at(span);
        found.push(match hint_on_former_keys(pattern) {
            Some(hint) => diagnostic.hint(hint),
            None => diagnostic.nearest(pattern, candidates),
        });
    }
    places
}
