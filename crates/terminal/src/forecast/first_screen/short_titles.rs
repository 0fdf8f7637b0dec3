//! Titles short enough for two columns beside each other, with names in place of roles where there is room for them.

use crate::vocabulary::{has_role, short_name};
use standoff_lab::forecast::findings::{Cause, EndShare, Findings};

/// A way to break.
pub(super) fn break_title(findings: &Findings, cause: &Cause) -> String {
    match cause.cause.as_str() {
        "coverage" => "aid too far below need, too long".to_owned(),
        "instrument" => "a key instrument closes".to_owned(),
        "consent-beyond" => "delivery beyond red lines".to_owned(),
        "signature-beyond" => format!("{} beyond red lines", short_name(findings, "defender").with_verb("signs")),
        "military" => format!("{} the whole stake", short_name(findings, "invader").with_verb("holds")),
        _ => cause.title.clone(),
    }
}

/// An end of the war.
pub(super) fn end_title(findings: &Findings, end: &EndShare) -> String {
    match end.end.as_str() {
        "settlement-inside" if has_role(findings, "coalition") => "settlement inside red lines".to_owned(),
        "settlement-beyond" => "settlement beyond red lines".to_owned(),
        "frozen" => "a truce that lasted".to_owned(),
        "military" => "a military end, either side".to_owned(),
        "still-at-war" => "still at war, or a young truce".to_owned(),
        _ => end.title.clone(),
    }
}
