//! The sentence that says that a rule of the caller's own decided.

use standoff_lab::forecast::findings::Findings;

/// "Decided by the rule NeverSigns; what deals are worth comes from the solved game." None where the game decided.
pub fn rule_sentence(findings: &Findings) -> Option<String> {
    let rule = findings.rule.as_ref()?;
    Some(format!("Decided by the rule {rule}; what deals are worth comes from the solved game."))
}

/// The same with all that comes from the game, for a page that shows it.
pub fn rule_sentences(findings: &Findings) -> Option<String> {
    let first = rule_sentence(findings)?;
    Some(format!("{first} So do who would sign at the start, and what stalls the talks."))
}
