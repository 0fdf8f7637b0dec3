//! The sentence that says that a rule of the caller's own decided.

use standoff_lab::forecast::findings::Findings;

/// "Decided by the rule NeverSigns; what a deal is worth to an actor is told by the solved game." None where the game decided.
pub fn rule_sentence(findings: &Findings) -> Option<String> {
    let rule = findings.rule.as_ref()?;
    Some(format!("Decided by the rule {rule}; what a deal is worth to an actor is told by the solved game."))
}
