//! Mechanisms by the names that a user types (decision 15).

use standoff_scenario::{Diagnostic, Diagnostics, Source};
use standoff_world::switches::{self, MECHANISMS, Mechanisms};

/// All mechanisms but those named on a command line.
///
/// ```
/// use standoff_lab::mechanisms::mechanisms_without;
/// assert!(!mechanisms_without(&["agenda".to_owned()]).unwrap().agenda);
/// assert!(mechanisms_without(&["agendum".to_owned()]).unwrap_err().render(false).contains("`agenda`"));
/// ```
///
/// # Errors
///
/// `unknown-mechanism`, with the nearest name.
pub fn mechanisms_without(names: &[String]) -> Result<Mechanisms, Diagnostics> {
    switches::without(names).map_err(|unknown| {
        let (name, known) = (&unknown.name, MECHANISMS.map(|(known, _, _)| known));
        let diagnostic = Diagnostic::error("unknown-mechanism", unknown.to_string())
            .at(&(0..name.len()))
            .allowed(known.join(", "))
            .nearest(name, known);
        Diagnostics::one(Source::new("--without", name.as_str()), diagnostic)
    })
}
